"""The sections of the source in words: by their numbers, or with their headings."""

from __future__ import annotations

from collections.abc import Iterable

from ..language import BEYOND
from .wording import Wording


def cited(cites: Iterable[str], wording: Wording) -> str:
    """The sections in brackets, by number alone; nothing where there are none."""
    labels = wording.say("plan", "and").join(section_label(section, wording) for section in cites)
    return wording.say("plan", "cites").format(cites=labels) if labels else ""


def section_label(section: str, wording: Wording) -> str:
    """A section by its number alone, or the mark of what goes beyond the source."""
    return wording.say("plan", BEYOND if section == BEYOND else "section").format(number=section)


def section_headings(cites: Iterable[str], wording: Wording) -> str:
    """The sections with their headings; what goes beyond the source is marked so."""
    return wording.say("answer", "and-so-on").join(_with_heading(section, wording) for section in cites)


def _with_heading(section: str, wording: Wording) -> str:
    if section == BEYOND:
        return wording.say("explain", BEYOND)
    return wording.say("explain", "section").format(number=section, heading=wording.texts("sections", section))
