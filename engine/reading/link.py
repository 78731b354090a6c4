"""Where a link may lead: to a page, a telephone or a mailbox, and never to a program."""

from __future__ import annotations

import re

from ..language import Problem
from .node import TextNode

LINK = re.compile(r"(?:https?://|tel:|mailto:)[^\s<>\"\\]+", re.IGNORECASE)
"""What a link looks like (RFC 3986): one of four schemes, and no character that could end it where it is printed."""


def as_link(text: TextNode | None, what: str, problems: list[Problem]) -> str:
    """The link that a text is; or nothing, and a problem where it is none. `what` is what the text is called."""
    if text is None:
        return ""
    if not LINK.fullmatch(text.typed):
        right = "Write an address that begins with https://, http://, tel: or mailto:, without spaces."
        problems.append(Problem(text.place, f"{what} is '{text.typed}', which is no link.", right))
        return ""
    return text.typed
