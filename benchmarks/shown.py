"""What is to be seen on a page, read off its HTML as far as it tells whose page it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from .journey import Fields, Labelled

# Nothing but this project's own templates is read, which close what they open and escape `<`, `>` and `"`; a whole
# parser would take longer than the server takes to make the page.
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_PROGRESS = re.compile(r"<progress\b([^>]*)>")
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_NUMBERED = re.compile(r'<h2\b[^>]*><span class="rank">[0-9]+\.</span>(.*?)</h2>', re.DOTALL)
_ANSWERED = re.compile(r"<dt>(.*?)</dt>\s*<dd><ul>(.*?)</ul></dd>", re.DOTALL)
_LABEL = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_CHANGE = re.compile(r'href="(/[0-9]+/change)"')
_TAG = re.compile(r"<[^>]*>")


class Form(NamedTuple):
    """A form: where it is sent, its hidden fields, the answers it offers (a number without its value) and those that
    are ticked or typed."""

    action: str
    hidden: Mapping[str, str]
    offered: Fields
    chosen: Fields

    def offers(self, answer: Fields) -> bool:
        """Whether one can answer so."""
        return all((name, "" if name == "number" else value) in self.offered for name, value in answer)


class Shown(NamedTuple):
    """What a page shows: the forms in order, how far one has come (and of how many), the answers in words, the
    headings that are numbered, and where an answer can be changed."""

    language: str
    forms: tuple[Form, ...]
    progress: tuple[int, int] | None
    labels: Labelled
    numbered: tuple[str, ...]
    changes: tuple[str, ...]

    @property
    def stamps(self) -> frozenset[str]:
        """The stamps of its forms: one, the session's, or none."""
        return frozenset(form.hidden["stamp"] for form in self.forms if "stamp" in form.hidden)

    @property
    def asking(self) -> tuple[Form, ...]:
        """The forms that ask a question."""
        return tuple(form for form in self.forms if "question" in form.hidden)

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that can be ticked off, in order."""
        return tuple(form.hidden["action"] for form in self.forms if "action" in form.hidden)


def read(page: str) -> Shown:
    """What the page shows."""
    language, progress = _LANGUAGE.search(page), _PROGRESS.search(page)
    return Shown(
        language=language[1] if language else "",
        forms=tuple(_form(_attributes(attributes), content) for attributes, content in _FORM.findall(page)),
        progress=_progress(_attributes(progress[1])) if progress else None,
        labels=tuple(
            (_plain(topic), tuple(map(_plain, _LABEL.findall(told)))) for topic, told in _ANSWERED.findall(page)
        ),
        numbered=tuple(map(_plain, _NUMBERED.findall(page))),
        changes=tuple(_CHANGE.findall(page)),
    )


def _form(attributes: Mapping[str, str], content: str) -> Form:
    hidden: dict[str, str] = {}
    offered: set[tuple[str, str]] = set()
    chosen: set[tuple[str, str]] = set()
    for described in map(_attributes, _INPUT.findall(content)):
        name, value = described.get("name", ""), described.get("value", "")
        if described.get("type") == "hidden":
            hidden[name] = value
        elif name == "number":
            offered.add((name, ""))
            chosen.update([(name, value)] if value else [])
        else:
            offered.add((name, value))
            chosen.update([(name, value)] if "checked" in described else [])
    return Form(attributes.get("action", ""), hidden, frozenset(offered), frozenset(chosen))


def _progress(attributes: Mapping[str, str]) -> tuple[int, int]:
    return int(attributes.get("value", "-1")), int(attributes.get("max", "-1"))


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _listed(markup: str) -> tuple[str, ...]:
    return tuple(map(_plain, _LABEL.findall(markup)))


def _plain(markup: str) -> str:
    return unescape(_TAG.sub("", markup)).strip()
