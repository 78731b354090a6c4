"""What a page carries, packed so that less of it has to be sent: `web/page/packing.js` unpacks it.

What a text belongs to follows from the rulebook, so that most texts stand in a list without their keys. Records that
follow each other are written as columns. Ids stand in two lists, and elsewhere by their place in the first of them, or,
where they come once, in turn. Tests are written as texts in which questions, options and findings are letters. Where
most letters take three bytes, as those of Japanese, each letter is written as another one: the more often, the shorter.
Elsewhere letters that no text has stand for frequent words. Ids that only a trace names stand apart, so that a page can
be sent without them. Nothing is lost.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..engine.language import UNKNOWN
from .traced_ids import Written, with_findings_by_place, without_traced

Key = tuple[str, ...]

_RANGES = ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x370, 0x587))
_NOT = frozenset('"\\<&')
SHORT_LETTERS = "".join(chr(at) for first, last in _RANGES for at in range(first, last + 1) if chr(at) not in _NOT)
"""What stands for a letter, those of one byte first; none of them is escaped in JSON or begins a tag."""

_OF_ONE_BYTE = sum(letter < "\x80" for letter in SHORT_LETTERS)

_BETWEEN, _LACKED_TEXT = "\0", "\1"
"""What stands between texts, and for one that there is not; in no text itself."""

_WORD = re.compile(r"[\0\1]| ?[^\W\d_]+")
_MOST_WORDS = 802
"""More save less than their list takes."""

_ORDER = (
    *("format", "engine", "language", "wording", "kept", "letters", "shapes", "places", "further", "phrases"),
    *("names", "once", "texts", "rulebook", "traced"),
)
"""What stands near what it is like is sent as less."""

_TAKES_THREE_BYTES = "\u0800"

_ALIKE = (
    "にで。分、てをは一もせやかほだつそわさどら知相自まながおち先とう場ん手言話」日ず事こ書}間前何伝詫合（口会）のよ{ば返た"
    "いしれるりきっあ見けねえめす決出び度み今人じ家く談「時聞行"
)
"""Letters as they stand for those of one byte, where they are among the frequent ones: what a compressor takes to be of
one kind, as capitals and vowels are, is followed by the like in Japanese too."""

_AND = "|"
"""What stands between ids, between words, and between alternatives."""


def packed_json(published: Mapping[str, object]) -> str:
    """What is published of a rulebook, packed, as JSON on one line."""
    return _on_one_line(packed(published))


def packed_apart(published: Mapping[str, object]) -> tuple[str, str]:
    """The same without the ids that only a trace names, and these: a JSON each."""
    parts = packed(published)
    traced = parts.pop("traced")
    return _on_one_line(parts), json.dumps(traced)


def _on_one_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def packed(published: Mapping[str, object]) -> Written:
    """What is published, with the ids of its logic and what short `letters` stand for, but those `kept`."""
    logic, texts, phrases = published["rulebook"], dict(_entries(published["texts"])), published["phrases"]
    untraced, traced = without_traced(logic)
    tested = _with_short_tests(untraced)
    if tested is not untraced:
        tested, called = with_findings_by_place(tested)
        traced = [*traced, *called]
    columns = _Columns(tested)
    written = [*texts.values(), *_strings(phrases)]
    ids = [_listed(columns.names), _listed(columns.once)]
    first, others = _letters(written)
    kept = ""
    if first:
        letters = [first, _gaps(others)]
        short = _Shortened((_BETWEEN, _LACKED_TEXT, *first, *others), SHORT_LETTERS)
    else:
        written.extend((*_strings(ids), _AND))
        kept = "".join(sorted(set(SHORT_LETTERS) & set("".join(written))))
        words = _words(written, len(SHORT_LETTERS) - len(kept) - 2)
        letters = [_AND.join(words)]
        short = _Shortened((_BETWEEN, _LACKED_TEXT, *words), [one for one in SHORT_LETTERS if one not in kept])
        ids = [short.text(many) if isinstance(many, str) else many for many in ids]
    expected = list(_expected(logic))
    further = {key: texts[key] for key in sorted(texts.keys() - set(expected))}
    in_order = [*map(texts.get, expected), *further.values(), *_strings(phrases)]
    parts = {
        **published,
        "names": ids[0],
        "once": ids[1],
        "shapes": columns.shapes,
        "places": PLACES,
        "further": _keys(_nested(further)),
        "phrases": _keys(phrases),
        "rulebook": columns.written,
        "traced": _listed([name.translate(_SPACED) for name in traced]),
        "letters": letters,
        "kept": kept,
        "texts": short.text(_BETWEEN.join(_LACKED_TEXT if text is None else text for text in in_order)),
    }
    return {name: parts[name] for name in sorted(parts, key=[*_ORDER, *published].index)}


def _listed(names: Sequence[str]) -> str | Sequence[str]:
    """Names as one text, where that can be told apart again."""
    return names if any(_AND in name for name in names) else _AND.join(names)


# texts ----------------------------------------------------------------------------------------------------------------

PLACES: tuple[tuple[str, str, list[str], list[tuple[str, str]]], ...] = (
    ("phases", "phases", [""], []),
    ("questions", "questions", ["topic", "ask", "hint", "why"], [("options", "options"), ("groups", "groups")]),
    ("findings", "findings", ["holds", "fails"], []),
    ("actions", "actions", ["title", "done"], [("steps", "steps"), ("followUps", "follow-ups")]),
    ("drafts", "drafts", ["title", "form"], [("parts", "parts")]),
    ("rules", "rules", [""], []),
    ("helpLines", "help-lines", ["name", "hours", "note"], []),
)
"""What of a rulebook has texts: where it stands, its section, which texts each has, and what within each has one."""


def _expected(logic: object) -> Iterator[Key]:
    """The keys of the texts that follow from a rulebook, in its order."""
    assert isinstance(logic, Mapping)
    for name, section, parts, inner in PLACES:
        for one in logic.get(name, ()):
            yield from ((section, _id(one), part) if part else (section, _id(one)) for part in parts)
            for within, inner_section in inner:
                yield from ((section, _id(one), inner_section, _id(each)) for each in one.get(within, ()))


def _id(one: Any) -> str:
    return str(one if isinstance(one, str) else one["id"])


def _entries(texts: object, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Every text with its key."""
    if isinstance(texts, str):
        yield key, texts
    elif isinstance(texts, Mapping):
        for name, inner in texts.items():
            yield from _entries(inner, (*key, name))


def _nested(texts: Mapping[Key, str]) -> Written:
    """Texts as mappings of mappings."""
    root: Written = {}
    for key, text in texts.items():
        within: Any = root
        for name in key[:-1]:
            within = within.setdefault(name, {})
        within[key[-1]] = text
    return root


def _keys(texts: Any) -> object:
    """Where texts belong: a list of the keys of several, or what is below each key; null is a text itself."""
    if isinstance(texts, str):
        return None
    if texts and all(isinstance(text, str) for text in texts.values()):
        return _listed([*texts])
    return {name: _keys(inner) for name, inner in texts.items()}


def _letters(texts: Sequence[str]) -> tuple[str, str]:
    """The letters of the texts, the frequent ones first, and further ones, as far as there are short ones for them.

    Where short ones take as many bytes, they come in their own order, so that this list itself is sent as less. Those
    that take fewer bytes are all among them, since they might stand for others. None where most take fewer.
    """
    count = Counter("".join(texts))
    in_order = sorted(count, key=lambda letter: (-count[letter], letter))
    long = [letter for letter in in_order if letter >= _TAKES_THREE_BYTES]
    room = len(SHORT_LETTERS) - 2 - (len(in_order) - len(long))
    if room < 0 or 2 * sum(count[letter] for letter in long) < count.total():
        return "", ""
    # A letter of two code units is one that stays as it is.
    left_out = {letter for letter in long if letter > "\uffff"}
    left_out.update([letter for letter in long if letter not in left_out][room:])
    written = [letter for letter in in_order if letter not in left_out]
    return _alike(written[: _OF_ONE_BYTE - 2]), "".join(sorted(written[_OF_ONE_BYTE - 2 :]))


def _alike(frequent: Sequence[str]) -> str:
    """The letters, each in its usual place where it has one that is there."""
    usual = [letter if letter in frequent else "" for letter in _ALIKE[: len(frequent)]]
    others = iter([letter for letter in frequent if letter not in usual])
    return "".join(letter or next(others) for letter in (*usual, *[""] * (len(frequent) - len(usual))))


def _gaps(letters: str) -> str:
    """How far each letter is from the one before, as short letters by their place; the last of them goes on."""
    most = len(SHORT_LETTERS) - 1
    steps = (ord(letter) - before for letter, before in zip(letters, (0, *map(ord, letters)), strict=False))
    return "".join(SHORT_LETTERS[most] * (step // most) + SHORT_LETTERS[step % most] for step in steps)


def _words(texts: Iterable[str], most: int) -> list[str]:
    """The words whose letters take most of the texts, with the space before them, the frequent ones first."""
    count = Counter(word for text in texts for word in _WORD.findall(text))
    saved = {word: many * (len(word) - 2) - len(word) - 3 for word, many in count.items()}
    worth = sorted((word for word in saved if saved[word] > 0), key=lambda word: (-saved[word], word))
    return sorted(worth[: min(max(most, 0), _MOST_WORDS)], key=lambda word: (-count[word], word))


class _Shortened:
    """Writes texts with short letters for letters, or for words."""

    def __init__(self, meant: Sequence[str], short: Sequence[str]) -> None:
        self._short = dict(zip(meant, short, strict=False))
        self._letters = str.maketrans(self._short) if all(len(one) == 1 for one in meant) else None

    def text(self, text: str) -> str:
        if self._letters is not None:
            return text.translate(self._letters)
        return _WORD.sub(lambda word: self._short.get(word[0], word[0]), text)


def _strings(value: object) -> Iterator[str]:
    """Every text that is a value, but for tests."""
    if isinstance(value, str):
        if not isinstance(value, _Tests):
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner)


# tests ----------------------------------------------------------------------------------------------------------------


PLACE_LETTERS = "".join(letter for letter in SHORT_LETTERS if letter >= "\x80" or letter.isalnum())
"""What stands for something by its place in a list: a question, an option of it, a finding, an id."""

_TESTED = frozenset(("when", "any", "unless", "onlyIf"))
"""The fields that hold tests; none of them is published where it holds none."""

_ALWAYS = "="
_MARKS = {"": ".", "not": "!", "one-of": "+", "none-of": "/", "at-least": "*", "between": "~"}
"""What a test's text begins with, by its kind; nothing is the kind of the test that a finding stands."""


class _Tests(str):
    """Tests as a text."""

    __slots__ = ()


def _with_short_tests(logic: object) -> object:
    """The logic with its tests as texts, where there are letters for all that they name."""
    assert isinstance(logic, Mapping)
    questions = logic.get("questions", ())
    lists = {one["id"]: [*one.get("options", ()), UNKNOWN] for one in questions}
    # No question is called nothing.
    lists[""] = logic.get("findings", ())
    if max(len(questions), *map(len, lists.values())) > len(PLACE_LETTERS):
        return logic
    letters: dict[tuple[str, str], str] = {
        (of, name): letter for of in lists for name, letter in zip(lists[of], PLACE_LETTERS, strict=False)
    }
    asked: dict[str, str] = dict(zip((one["id"] for one in questions), PLACE_LETTERS, strict=False))

    def short(test: Any) -> str:
        kind, name, *rest = ("", test) if isinstance(test, str) else test
        mark: str = _MARKS[kind]
        if kind in ("", "not"):
            return mark + letters["", name]
        told = mark + asked[name]
        if kind == "between":
            return told + ",".join("" if bound is None else str(bound) for bound in rest)
        *least, options = rest
        return told + "".join(f"{number}," for number in least) + "".join(letters[name, one] for one in options)

    def shortened(value: Any, field: str = "") -> Any:
        if isinstance(value, Mapping):
            return {name: shortened(inner, name) for name, inner in value.items()}
        if field == "any":
            return _Tests(_AND.join("".join(map(short, tests)) or _ALWAYS for tests in value))
        if field in _TESTED:
            return _Tests("".join(map(short, value)))
        return [*map(shortened, value)] if isinstance(value, (list, tuple)) else value

    return shortened(logic)


# logic ----------------------------------------------------------------------------------------------------------------


_LACKED = object()
_SPACED = str.maketrans("- ", " -")
"""Ids have hyphens where words have space, which compressors know better."""


class _Columns:
    """Writes a rulebook's logic: an id as its place among the `names`, or as an empty text where it is the next that
    comes `once`, and anything but an id, a list or a record as JSON behind `=`, but for whether something is so.

    A record names its fields by their place among the shapes, and so do several, behind `*`, field by field. There null
    is a field that one has not, records within several ones are written together, and tests, or names alone, in a text.
    """

    def __init__(self, logic: object) -> None:
        count = Counter(_strings(logic))
        self._places = {name: at for at, name in enumerate(name for name in count if count[name] > 1)}
        self._once: list[str] = []
        self._shapes: dict[tuple[str, ...], int] = {}
        self.written = self._short(logic)
        self.names, self.once = ([name.translate(_SPACED) for name in many] for many in (self._places, self._once))
        self.shapes = [*self._shapes]

    def _short(self, value: object) -> object:
        if isinstance(value, str) and not isinstance(value, _Tests):
            if value not in self._places:
                self._once.append(value)
            return self._places.get(value, "")
        if isinstance(value, Mapping):
            return {self._shape(value): [self._short(inner) for inner in value.values()]}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self._many(value)
        return value if isinstance(value, bool) else f"={json.dumps(value, ensure_ascii=False)}"

    def _many(self, values: Sequence[object]) -> object:
        records = [value for value in values if isinstance(value, Mapping)]
        if len(records) < max(len(values), 2) or not any(records):
            return [self._short(value) for value in values]
        fields = dict.fromkeys(field for record in records for field in record)
        columns = [self._column([record.get(field, _LACKED) for record in records]) for field in fields]
        return {f"*{self._shape(fields)}": columns}

    def _column(self, values: Sequence[Any]) -> object:
        """A field of several records; where each of them has more within, all of that, and how many are whose."""
        told = [value for value in values if value is not _LACKED]
        if all(isinstance(value, _Tests) for value in told):
            return " ".join("" if value is _LACKED else value for value in values)
        within = [value for value in told if isinstance(value, Sequence) and not isinstance(value, str)]
        flat = [inner for value in within for inner in value]
        if len(within) == len(told) and all(within) and all(map(self._is_name, flat)):
            places = [() if value is _LACKED else [self._places[one] for one in value] for value in values]
            first = min(map(min, filter(None, places)))
            if max(first, *(max(many) - first for many in places if many)) < len(PLACE_LETTERS):
                lists = ("".join(PLACE_LETTERS[place - first] for place in many) for many in places)
                return f"@{PLACE_LETTERS[first]}{' '.join(lists)}"
        if len(within) == len(values) and len(flat) > 1 and all(isinstance(inner, Mapping) and inner for inner in flat):
            return {"lengths": [len(value) for value in within], "flat": self._many(flat)}
        return [None if value is _LACKED else self._short(value) for value in values]

    def _is_name(self, value: object) -> bool:
        return isinstance(value, str) and value in self._places

    def _shape(self, fields: Iterable[str]) -> int:
        return self._shapes.setdefault(tuple(fields), len(self._shapes))
