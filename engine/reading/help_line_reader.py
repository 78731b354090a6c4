"""Help lines as authors write them in `help-lines.yaml`."""

from __future__ import annotations

from ..language import HelpLine, HelpLines
from .condition_reader import CONDITION_KEYS, read_condition
from .entry import read_entry
from .fields import Fields, as_listing, as_mapping
from .link import as_link
from .node import Node
from .vocabulary import ACTION, Vocabulary

_KIND = "help line"
_CHECKED, _LINES, _LINE, _REGION, _CALL, _URL, _FOR = "checked", "lines", "line", "region", "call", "url", "for"


def read_help_lines(root: Node | None, vocabulary: Vocabulary) -> HelpLines:
    """The help lines of a document."""
    mapping = as_mapping(root, "The help lines", vocabulary.problems)
    if mapping is None:
        return HelpLines()
    fields = Fields(mapping, "The help lines", (_CHECKED, _LINES), vocabulary.problems)
    checked = fields.text(_CHECKED)
    nodes = as_listing(fields.node(_LINES), f"'{_LINES}'", vocabulary.problems)
    lines = (_help_line(node, vocabulary) for node in nodes)
    return HelpLines(checked.value if checked else "", tuple(line for line in lines if line is not None))


def _help_line(node: Node, vocabulary: Vocabulary) -> HelpLine | None:
    begun = read_entry(node, _KIND, (_REGION, _CALL, _URL, _FOR, *CONDITION_KEYS), vocabulary, key=_LINE)
    if begun is None:
        return None
    fields, identity = begun
    region, call = fields.text(_REGION), fields.text(_CALL, required=False)
    return HelpLine(
        id=identity.value,
        region=region.value if region else "",
        call=call.value if call else "",
        url=as_link(fields.text(_URL, required=False), f"'{_URL}'", vocabulary.problems),
        under=vocabulary.named(fields.words(_FOR), ACTION),
        condition=read_condition(fields, vocabulary),
    )
