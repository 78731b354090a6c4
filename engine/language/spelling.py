"""Which of the known names somebody may have meant who has written another.

Names are compared by the share of their characters that match in order (Ratcliff and Metzener, 1988). What is looked
through is bounded, since both the name and the known ones may come from strangers.
"""

from __future__ import annotations

from collections.abc import Collection, Sized

MOST_HINTS = 100
"""For so many problems the name that was meant is looked for; nobody reads more of them at once."""

_ALIKE = 0.6
_MOST_KNOWN = 2_000
_LONGEST = 60
_MOST_COMPARED = 20_000
"""How many pairs of characters the names that look alike may have together with the one written."""

_MOST_LISTED = 20


def closest(wanted: str, known: Collection[str]) -> str | None:
    """The known name that is most like `wanted`, if one is like it at all.

    None also where more than 2,000 names are known; names of more than 60 characters are like none.
    """
    if len(known) > _MOST_KNOWN or len(wanted) > _LONGEST:
        return None
    # It is needed for mistakes alone, and loading it is felt where nobody has made one.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=wanted)
    found, alike, left = None, _ALIKE, _MOST_COMPARED
    for name in known:
        matcher.set_seq1(name)
        if len(name) > _LONGEST or matcher.real_quick_ratio() < alike or matcher.quick_ratio() < alike:
            continue
        left -= len(name) * len(wanted)
        if left < 0:
            break
        ratio = matcher.ratio()
        if ratio > alike or (ratio == alike and found is None):
            found, alike = name, ratio
    return found


def nearest(wanted: str, known: Collection[str]) -> str:
    """A sentence that offers the known name closest to `wanted`, or all of them where they are few, or nothing."""
    name = closest(wanted, known)
    if name is not None:
        return f"Did you mean '{name}'?"
    return f"Known here: {', '.join(known)}." if 0 < len(known) <= _MOST_LISTED else ""


def hint(problems: Sized, wanted: str, known: Collection[str]) -> str:
    """What `nearest` says, while there are fewer than a hundred problems; nothing after that."""
    return nearest(wanted, known) if len(problems) < MOST_HINTS else ""
