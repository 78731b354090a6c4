"""What an id looks like, in whatever script it is written.

Ids are compared in Unicode's normalization form C (Unicode Standard Annex #15): a letter and its accent are the same
id whether an editor stored them as one character or as two.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_IDENTIFIER = 200

IDENTIFIER_FORM = "letters, digits and underscores, joined by hyphens or dots"
"""What an id is made of, for sentences that ask for one."""

_COMMON = re.compile(r"\w+(?:[-.]\w+)*")
_JOINTS = re.compile("[-.]")
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_VIRAMA = 9
"""The canonical combining class of signs that kill a vowel."""


def normalized(text: str) -> str:
    """The text in normalization form C, in which ids are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_identifier(text: str) -> bool:
    """Whether a text in normalization form C can be an id.

    It can when it is made of parts joined by hyphens or dots, each of them of characters that Unicode lets identifiers
    go on with (Unicode Standard Annex #31, XID_Continue: letters, vowel signs and other marks, digits, underscores),
    or of other numerals. None begins with a mark. The two invisible joiners stand where scripts need them: after a
    virama, the one that does not join also after a letter of a script such as Arabic. It has at most 200 characters.
    """
    if len(text) > LONGEST_IDENTIFIER:
        return False
    return bool(_COMMON.fullmatch(text)) or all(map(_is_part, _JOINTS.split(text)))


def _is_part(part: str) -> bool:
    if not part or unicodedata.category(part[0])[0] == "M":
        return False
    return all(_may_go_on(before, character) for before, character in zip("\0" + part, part, strict=False))


def _may_go_on(before: str, character: str) -> bool:
    if character in (_NON_JOINER, _JOINER):
        joins = character == _NON_JOINER and unicodedata.bidirectional(before) == "AL"
        return joins or unicodedata.combining(before) == _VIRAMA
    return character.isalnum() or f"a{character}".isidentifier()
