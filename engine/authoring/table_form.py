"""Rules as the rows of a table, as far as a table can say what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..language import ANY, UNLESS, WHEN, Problem, Rulebook
from ..reading import ListNode, MappingNode, Node, TextNode, Texts

_RULE, _WITHHOLD = "rule", "withhold"
_AT_LEAST, _LESS_THAN, _BEFORE, _NOT, _OF, _FROM, _TO = "at-least", "less-than", "before", "not", "of", "from", "to"
_KEYS = ("find", "advise", _WITHHOLD, "lead", "basic", "cites")
"""The keys of a rule that are columns; its id is the first of all, and its tests stand between."""

Cells = Mapping[str, str]
"""What a row holds, by the heading of the column."""


class _UnsayableError(Exception):
    """A table cannot say what a rule says; the arguments are where that stands and what it is."""


def table_rows(
    entries: Sequence[Node], rulebook: Rulebook, texts: Mapping[str, Texts], problems: list[Problem]
) -> list[list[str]]:
    """The headings, and a row or more for each rule of a file; `entries` are its rules as they are written.

    A rule with several alternatives (`any`) becomes as many rows, whose ids are numbered and which give its reason, in
    the languages of `texts`, themselves. What no table can say is a problem.
    """
    rows: list[Cells] = []
    for entry in entries:
        assert isinstance(entry, MappingNode)
        try:
            rows += _rows_of(entry, texts)
        except _UnsayableError as unsayable:
            place, what = unsayable.args
            right = "Leave this rule in a file of its own, in YAML."
            problems.append(Problem(place, f"No table can say {what}.", right))
    facts = (*rulebook.question, *rulebook.findings)
    tests = (*facts, *(f"{UNLESS} {fact}" for fact in facts))
    order = (_RULE, *tests, *_KEYS, *(f"reason {language}" for language in texts))
    columns = [name for name in order if any(name in row for row in rows)]
    return [columns, *([row.get(name, "") for name in columns] for row in rows)]


def _rows_of(entry: MappingNode, texts: Mapping[str, Texts]) -> Iterator[Cells]:
    identity = _text(entry.get(_RULE))
    common = {key: _value(key, node) for key in _KEYS if (node := entry.get(key)) is not None}
    known = (_RULE, WHEN, ANY, UNLESS, *_KEYS)
    for key, _ in entry.entries:
        if key.value not in known:
            raise _UnsayableError(key.place, f"'{key.value}'")
    common |= _tests(entry.get(UNLESS), f"{UNLESS} ")
    alternatives = entry.get(ANY)
    ways = alternatives.items if isinstance(alternatives, ListNode) else (None,)
    for number, way in enumerate(ways, start=1):
        own = _tests(entry.get(WHEN))
        more = _tests(way)
        twice = own.keys() & more.keys()
        if twice and way is not None:
            raise _UnsayableError(way.place, f"two tests of '{min(twice)}' in one row")
        cells = {_RULE: identity, **own, **more, **common}
        if len(ways) > 1:
            cells[_RULE] = f"{identity}-{number}"
            reasons = {language: known.get("rules", identity) for language, known in texts.items()}
            cells |= {f"reason {language}": reason for language, reason in reasons.items() if reason}
        yield cells


def _tests(node: Node | None, before: str = "") -> dict[str, str]:
    entries = node.entries if isinstance(node, MappingNode) else ()
    return {f"{before}{key.value}": _test(key.value, value) for key, value in entries}


def _test(tested: str, node: Node) -> str:
    if not isinstance(node, MappingNode):
        return _several(node)
    said = {key.value: value for key, value in node.entries}
    if said.keys() == {_NOT}:
        return f"not {_options(said[_NOT])}"
    if said.keys() == {_AT_LEAST, _OF}:
        return f">= {_text(said[_AT_LEAST])} of {_options(said[_OF])}"
    signs = {_AT_LEAST: ">=", _LESS_THAN: "<", _BEFORE: "<"}
    if said and said.keys() <= signs.keys():
        return " & ".join(f"{sign} {_text(said[key])}" for key, sign in signs.items() if key in said)
    if said.keys() == {_FROM, _TO}:
        return _options(node)
    raise _UnsayableError(node.place, f"how '{tested}' is tested by {', '.join(said)}")


def _value(key: str, node: Node) -> str:
    if key != _WITHHOLD or not isinstance(node, MappingNode):
        return _several(node)
    named = ((kind.value, _ids(ids)) for kind, ids in node.entries)
    return " | ".join(one if kind == "action" else f"{kind}: {one}" for kind, ids in named for one in ids)


def _options(node: Node) -> str:
    """Options one by one, or as a range of them."""
    if isinstance(node, MappingNode):
        return f"{_text(node.get(_FROM))}..{_text(node.get(_TO))}"
    return _several(node)


def _several(node: Node) -> str:
    return " | ".join(_ids(node))


def _ids(node: Node) -> list[str]:
    return [_text(item) for item in (node.items if isinstance(node, ListNode) else (node,))]


def _text(node: Node | None) -> str:
    assert isinstance(node, TextNode)
    return node.value
