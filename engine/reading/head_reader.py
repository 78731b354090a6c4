"""The head of a rulebook, `rulebook.yaml`: what it is, and the ids that its other files may use."""

from __future__ import annotations

import msgspec

from ..language import USUAL_FIRST_STEPS, Alarm, Problem
from .fields import Fields, as_mapping, as_number
from .node import Node
from .vocabulary import FINDING, PHASE, SECTION, TAG, Vocabulary

_RULEBOOK, _VERSION, _LANGUAGES, _SECTIONS, _PHASES = "rulebook", "version", "languages", "sections", "phases"
_TAGS, _FINDINGS, _ALARM = "tags", "findings", "alarm"
_FIRST_STEPS, _QUICK_EXIT = "first-steps", "quick-exit"
_KEYS = (_RULEBOOK, _VERSION, _LANGUAGES, _SECTIONS, _PHASES, _TAGS, _FINDINGS, _ALARM, _FIRST_STEPS, _QUICK_EXIT)
_LANGUAGE = "language"


class Head(msgspec.Struct, frozen=True):
    """What `rulebook.yaml` says; the fields are those of a rulebook."""

    id: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    alarm: Alarm | None = None
    first_steps: int = USUAL_FIRST_STEPS
    quick_exit: bool = False


def read_head(root: Node | None, vocabulary: Vocabulary) -> Head:
    """The head in a document, its ids declared."""
    mapping = as_mapping(root, "A rulebook", vocabulary.problems)
    if mapping is None:
        for kind in (SECTION, PHASE, TAG, FINDING):
            vocabulary.doubt(kind)
        return Head()
    fields = Fields(mapping, "A rulebook", _KEYS, vocabulary.problems)
    identity, version = fields.text(_RULEBOOK), fields.text(_VERSION)
    if identity is not None:
        vocabulary.owner = (_RULEBOOK, identity.value)
        vocabulary.declare(identity, _RULEBOOK)
    return Head(
        id=identity.value if identity else "",
        version=version.value if version else "",
        languages=vocabulary.declare_all(fields.words(_LANGUAGES), _LANGUAGE),
        sections=_listed(fields, _SECTIONS, SECTION, vocabulary),
        phases=_listed(fields, _PHASES, PHASE, vocabulary),
        tags=_listed(fields, _TAGS, TAG, vocabulary, required=False),
        findings=_listed(fields, _FINDINGS, FINDING, vocabulary, required=False),
        alarm=_alarm(fields.node(_ALARM, required=False), vocabulary),
        first_steps=_first_steps(fields),
        # Where something may be urgent, somebody may be in sight who must not see it.
        quick_exit=fields.yes(_QUICK_EXIT) if fields.has(_QUICK_EXIT) else fields.has(_ALARM),
    )


def _listed(fields: Fields, key: str, kind: str, vocabulary: Vocabulary, *, required: bool = True) -> tuple[str, ...]:
    before = len(vocabulary.problems)
    texts = fields.words(key, required=required)
    if len(vocabulary.problems) > before or (fields.node(key, required=False) is None and not fields.is_whole):
        vocabulary.doubt(kind)
    return vocabulary.declare_all(texts, kind)


def _first_steps(fields: Fields) -> int:
    text = fields.text(_FIRST_STEPS, required=False)
    number = as_number(text, f"'{_FIRST_STEPS}'", fields.problems)
    if number is None:
        return USUAL_FIRST_STEPS
    if text is not None and number < 0:
        right = "Write how many actions a plan leads with, from 0."
        fields.problems.append(Problem(text.place, f"'{_FIRST_STEPS}' is '{text.value}'.", right))
    return max(number, 0)


def _alarm(node: Node | None, vocabulary: Vocabulary) -> Alarm | None:
    mapping = as_mapping(node, f"'{_ALARM}'", vocabulary.problems)
    if mapping is None:
        return None
    fields = Fields(mapping, f"'{_ALARM}'", (FINDING, PHASE), vocabulary.problems)
    finding, phase = fields.text(FINDING), fields.text(PHASE)
    findings = vocabulary.named((finding,) if finding else (), FINDING)
    phases = vocabulary.named((phase,) if phase else (), PHASE)
    return Alarm(findings[0], phases[0]) if findings and phases else None
