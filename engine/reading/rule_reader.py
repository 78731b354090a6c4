"""Rules as authors write them in the files of the folder `rules`."""

from __future__ import annotations

from ..language import Problem, Rule
from .action_selection import unspared_actions
from .condition_reader import CONDITION_KEYS, read_condition
from .entry import read_entry
from .node import Node
from .vocabulary import ACTION, FINDING, RULE, SECTION, Vocabulary

_CITES, _BASIC, _FIND, _ADVISE, _WITHHOLD, _LEAD = "cites", "basic", "find", "advise", "withhold", "lead"
_EFFECTS = (_FIND, _ADVISE, _WITHHOLD, _LEAD)


def read_rule(node: Node, vocabulary: Vocabulary) -> Rule | None:
    """The rule of an entry; None and a problem where it has no good id."""
    begun = read_entry(node, RULE, (_CITES, _BASIC, *CONDITION_KEYS, *_EFFECTS), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    if not fields.has(*_EFFECTS):
        wrong = f"{fields.what} does nothing."
        right = "Let it find, advise or withhold something, or lead an action."
        vocabulary.problems.append(Problem(fields.mapping.place, wrong, right))
    basic = fields.yes(_BASIC)
    if basic and not fields.has(_ADVISE):
        wrong = f"{fields.what} is basic but advises nothing."
        vocabulary.problems.append(Problem(fields.mapping.place, wrong, "Drop 'basic', or let it advise something."))
    withholding = fields.node(_WITHHOLD, required=False)
    withheld = unspared_actions(withholding, f"'{_WITHHOLD}'", vocabulary)
    if withholding is not None and withheld.spared and not withheld.named:
        wrong = f"{fields.what} spares all that it withholds."
        vocabulary.problems.append(Problem(withholding.place, wrong, "Spare fewer, or withhold nothing."))
    return Rule(
        id=identity.value,
        cites=vocabulary.named(fields.words(_CITES), SECTION),
        basic=basic,
        condition=read_condition(fields, vocabulary),
        find=vocabulary.named(fields.words(_FIND, required=False), FINDING),
        advise=vocabulary.named(fields.words(_ADVISE, required=False), ACTION),
        withhold=withheld.named,
        place=identity.place,
        lead=vocabulary.named(fields.words(_LEAD, required=False), ACTION),
        spare=withheld.spared,
    )
