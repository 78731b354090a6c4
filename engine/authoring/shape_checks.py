"""Checks of the shape of texts: what looks like Markdown and would be shown as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import ADDRESS, ESCAPED, Key, has_shape

_LINK = re.compile(rf"\[((?:\\.|[^\[\]\\])+)\]\((?:{ADDRESS})\)", re.DOTALL)
_ESCAPED = re.compile(ESCAPED)
_MASK = "\ufffc"
"""Stands for a sign that means itself while others are looked for."""

_NO_PICTURES = "There are no pictures here: say in words what one would see."
_PICTURE = re.compile(rf"(?<!\\)!{_LINK.pattern}", re.DOTALL)
_ITEM = "Begin each item with '- ' at the beginning of its line."
_BACKSLASH = "Write a backslash before a sign that means itself."
_LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" {0,3}#{1,6}(?: .*)?"), "There are no headings here: write a paragraph."),
    (re.compile(r" {0,3}(?:={2,}|-{3,}|\*{3,}|_{3,}) *"), "There are no rules here: end a paragraph by an empty line."),
    (re.compile(r" {0,3}(?:```|~~~).*"), "There is no code here: write a paragraph."),
    (re.compile(r" {0,3}>(?: .*)?"), f"There are no quotations here: use quotation marks. {_BACKSLASH}"),
    (re.compile(r" *[*+] .*"), _ITEM),
    (re.compile(r"[ \t]+- .*"), f"{_ITEM} There are no lists within lists."),
    (re.compile(r" {0,3}[0-9]{1,9}[.)] .*"), f"Lists have no numbers: begin each item with '- '. {_BACKSLASH}"),
    (re.compile(r" *\|.*\| *"), "There are no tables here: write a list."),
    (re.compile(r".*[^\\]\\ *"), "A line ends where there is room for no more: end a paragraph by an empty line."),
)
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)?"), _NO_PICTURES),
    (
        re.compile(r"\[[^\]\n]*\]\([^)\n]*\)?"),
        "Write a link as [text](https://…). "
        "Its address begins with https://, tel: or mailto:. "
        "In it %28 stands for a bracket, and so on for blanks, braces and letters beyond ASCII.",
    ),
    (re.compile(r"\[[^\]\n]*\]\[[^\]\n]*\]|^\[[^\]\n]+\]: ", re.MULTILINE), "Write a link as [text](https://…)."),
    (re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*>"), "Write a link as [text](https://…)."),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--"), f"HTML is shown as it stands: leave it out. {_BACKSLASH}"),
    (re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);"), "Write the sign itself."),
    (re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|__[^\s_](?:[^_\n]*[^\s_])?__"), "Nothing is set off: leave it out."),
    (
        re.compile(r"(?<![\w*])\*[^\s*](?:[^*\n]*[^\s*])?\*(?![\w*])|(?<!\w)_[^\s_](?:[^_\n]*[^\s_])?_(?!\w)"),
        f"Nothing is set off: leave it out. {_BACKSLASH}",
    ),
    (re.compile(r"~~[^~\n]+~~"), "Nothing is struck out: leave it out."),
    (re.compile(r"`[^`\n]+`"), "There is no code here: use quotation marks."),
)
_LINK_LIKE = re.compile(r"\[[^\[\]\n]+\]\([a-zA-Z][a-zA-Z0-9+.-]*:[^)\n]*\)")
_PLACES = "Links stand in steps, follow-ups, reasons, hints and the notes of help lines."


def odd_shapes(key: Key, text: str) -> Iterator[tuple[str, str]]:
    """What in a text looks like Markdown and is none of what is read there, and in each case what would be right."""
    if not has_shape(key):
        yield from ((found[0], _PLACES) for found in _LINK_LIKE.finditer(text))
        return
    # What is read and what is escaped looks like nothing else.
    plain = _ESCAPED.sub(_MASK, _LINK.sub(lambda link: _ESCAPED.sub(_MASK, link[1]), text))
    yield from _odd_lines(plain)
    yield from ((found[0], _NO_PICTURES) for found in _PICTURE.finditer(text))
    for pattern, right in _INLINE:
        for found in pattern.finditer(plain):
            yield found[0], right
            # What is told once is not told as something else again.
            plain = plain.replace(found[0], _MASK)


def _odd_lines(text: str) -> Iterator[tuple[str, str]]:
    within = False
    for line in text.split("\n"):
        right = next((right for pattern, right in _LINES if pattern.fullmatch(line)), "")
        item = line.startswith("- ") and bool(line[2:].strip())
        goes_on = line[:1] in (" ", "\t")
        if right:
            yield line.strip(), right
        elif line.strip() and not item and within and not goes_on:
            yield (
                line.strip(),
                "Leave a line empty before it, or begin it with two blanks where it belongs to the item.",
            )
        elif line.strip() and not within and goes_on:
            yield line.strip(), "Begin the line without blanks."
        within = bool(line.strip()) and (item or (within and goes_on))
