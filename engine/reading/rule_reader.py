"""Rules as authors write them in the files of the folder `rules`."""

from __future__ import annotations

from ..language import Problem, Rule
from .action_selection import selected_actions
from .condition_reader import CONDITION_KEYS, read_condition
from .entry import read_entry
from .node import Node
from .vocabulary import ACTION, FINDING, RULE, SECTION, Vocabulary

_CITES, _BASIC, _FIND, _ADVISE, _WITHHOLD = "cites", "basic", "find", "advise", "withhold"
_EFFECTS = (_FIND, _ADVISE, _WITHHOLD)


def read_rule(node: Node, vocabulary: Vocabulary) -> Rule | None:
    """The rule of an entry; None and a problem where it has no good id."""
    begun = read_entry(node, RULE, (_CITES, _BASIC, *CONDITION_KEYS, *_EFFECTS), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    if not fields.has(*_EFFECTS):
        wrong = f"{fields.what} does nothing."
        vocabulary.problems.append(Problem(fields.mapping.place, wrong, "Let it find, advise or withhold something."))
    basic = fields.yes(_BASIC)
    if basic and not fields.has(_ADVISE):
        wrong = f"{fields.what} is basic but advises nothing."
        vocabulary.problems.append(Problem(fields.mapping.place, wrong, "Drop 'basic', or let it advise something."))
    return Rule(
        id=identity.value,
        cites=vocabulary.named(fields.words(_CITES), SECTION),
        basic=basic,
        condition=read_condition(fields, vocabulary),
        find=vocabulary.named(fields.words(_FIND, required=False), FINDING),
        advise=vocabulary.named(fields.words(_ADVISE, required=False), ACTION),
        withhold=selected_actions(fields.node(_WITHHOLD, required=False), f"'{_WITHHOLD}'", vocabulary),
        place=identity.place,
    )
