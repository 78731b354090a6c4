"""Languages as people and systems name them: `ja`, `EN`, `ja-JP`, `ja_JP.UTF-8`."""

from __future__ import annotations

import os
from collections.abc import Sequence


def matched(tag: str, languages: Sequence[str]) -> str | None:
    """Which of `languages` a tag means, or None.

    The tag is one of BCP 47 or the name of a locale; it is shortened from its end until it fits (the lookup of RFC
    4647, 3.4), and where only a longer one is there, that will do.
    """
    parts = _parts(tag)
    known = {tuple(_parts(language)): language for language in reversed(languages)}
    for length in range(len(parts), 0, -1):
        if tuple(parts[:length]) in known:
            return known[tuple(parts[:length])]
    return next((language for language in languages if _parts(language)[:1] == parts[:1]), None)


def locale_tag() -> str:
    """The name of the locale in which this process runs; the empty string where there is none."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    if named:
        return named
    # Where the environment says nothing, as on Windows, the system is asked.
    import locale

    return locale.getlocale()[0] or ""


def _parts(tag: str) -> list[str]:
    """`ja_JP.UTF-8@x` as `[ja, jp]`."""
    return tag.split(".")[0].split("@")[0].strip().lower().replace("_", "-").split("-")
