"""Scenarios as authors write them in the files of the folder `scenarios`."""

from __future__ import annotations

from collections.abc import Iterator

from ..consulting import read_answers
from ..language import UNKNOWN, Place, Problem, Rulebook, RulebookError
from ..reading import (
    ACTION,
    DRAFT,
    FINDING,
    OPTION,
    PART,
    QUESTION,
    STEP,
    Fields,
    ListNode,
    MappingNode,
    Node,
    TextNode,
    Vocabulary,
    as_listing,
    as_mapping,
    as_texts,
    read_entry,
    read_file,
    rulebook_files,
)
from .scenario import (
    ASKS,
    ASKS_NOT,
    HIDES,
    PLAN_BASIC,
    PLAN_COUNT,
    PLAN_DRAFTS,
    PLAN_EXACTLY,
    PLAN_FIRST,
    PLAN_FIRST_STEPS,
    PLAN_HOLDS,
    PLAN_LACKS,
    PLAN_LED,
    PLAN_NO_DRAFTS,
    PLAN_OWN,
    PLAN_WITHHELD,
    SHOWS,
    Scenario,
)

_SCENARIO, _ABOUT, _ANSWERS, _PLAN, _FINDINGS = "scenario", "about", "answers", "plan", "findings"
_OF_PLAN = (
    PLAN_FIRST,
    PLAN_FIRST_STEPS,
    PLAN_HOLDS,
    PLAN_LACKS,
    PLAN_BASIC,
    PLAN_OWN,
    PLAN_LED,
    PLAN_WITHHELD,
    PLAN_EXACTLY,
)
_OF_STEPS = (SHOWS, HIDES)
_OF_FINDINGS = (PLAN_HOLDS, PLAN_LACKS)
_OF_QUESTIONS = (ASKS, ASKS_NOT)
_OPPOSITES = ((PLAN_HOLDS, PLAN_LACKS), (PLAN_OWN, PLAN_BASIC))


def load_scenarios(rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The scenarios in the rulebook's folder `scenarios`, in the order of file names and as they stand there.

    Raises RulebookError with every problem found.
    """
    vocabulary = Vocabulary.of(rulebook)
    scenarios = read_scenarios(rulebook, vocabulary)
    if vocabulary.problems:
        raise RulebookError(vocabulary.problems)
    return scenarios


def read_scenarios(rulebook: Rulebook, vocabulary: Vocabulary) -> tuple[Scenario, ...]:
    """The scenarios as far as they can be read; what is amiss is a problem of the vocabulary."""
    scenarios: list[Scenario] = []
    for path in rulebook_files(rulebook.folder).scenarios:
        nodes = as_listing(read_file(path, vocabulary.problems), "The scenarios", vocabulary.problems)
        read = (_scenario(node, rulebook, vocabulary) for node in nodes)
        scenarios += [scenario for scenario in read if scenario is not None]
    return tuple(scenarios)


def needed_scenarios(rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The rulebook's scenarios, of which there must be some.

    Raises RulebookError with every problem found, or because there are none.
    """
    scenarios = load_scenarios(rulebook)
    if not scenarios:
        place = Place(str(rulebook.folder / "scenarios"))
        right = "Write some into a file there whose name ends in .yaml."
        raise RulebookError([Problem(place, f"The rulebook '{rulebook.id}' has no scenarios.", right)])
    return scenarios


def _scenario(node: Node, rulebook: Rulebook, vocabulary: Vocabulary) -> Scenario | None:
    begun = read_entry(node, _SCENARIO, (_ABOUT, _ANSWERS, _PLAN, _FINDINGS, *_OF_QUESTIONS), vocabulary)
    if begun is None:
        return None
    fields, identity = begun
    about, answers = fields.text(_ABOUT), as_mapping(fields.node(_ANSWERS), f"'{_ANSWERS}'", vocabulary.problems)
    _mention_answers(answers, vocabulary)
    before = len(vocabulary.problems)
    of_plan = _inner(fields, _PLAN, (*_OF_PLAN, PLAN_COUNT, *_OF_STEPS, PLAN_DRAFTS, PLAN_NO_DRAFTS))
    of_findings = _inner(fields, _FINDINGS, _OF_FINDINGS)
    plan = {key: _ids(of_plan, key, ACTION, vocabulary) for key in _OF_PLAN}
    steps = {key: dict(_within(of_plan, key, (ACTION, STEP), vocabulary)) for key in _OF_STEPS}
    drafts = dict(_within(of_plan, PLAN_DRAFTS, (DRAFT, PART), vocabulary))
    no_drafts = _ids(of_plan, PLAN_NO_DRAFTS, DRAFT, vocabulary)
    findings = {key: _ids(of_findings, key, FINDING, vocabulary) for key in _OF_FINDINGS}
    questions = {key: _ids(fields, key, QUESTION, vocabulary) for key in _OF_QUESTIONS}
    for of, pairs in ((of_plan, _OPPOSITES), (of_findings, _OPPOSITES), (fields, ((ASKS, ASKS_NOT),))):
        _refuse_opposites(of, pairs)
    count = of_plan.number(PLAN_COUNT, required=False) if of_plan is not None else None
    expected = (*plan.values(), *steps.values(), drafts, no_drafts, *findings.values(), *questions.values())
    expects = any(expected) or count is not None
    if not expects and len(vocabulary.problems) == before and fields.is_whole:
        right = "Say what its plan or its findings hold or lack, or what is asked."
        vocabulary.problems.append(Problem(fields.mapping.place, f"{fields.what} expects nothing.", right))
    return Scenario(
        id=identity.value,
        about=about.typed if about else "",
        answers=read_answers(rulebook, answers.entries if answers is not None else (), vocabulary.problems),
        place=identity.place,
        first=plan[PLAN_FIRST],
        first_steps=plan[PLAN_FIRST_STEPS],
        holds=plan[PLAN_HOLDS],
        lacks=plan[PLAN_LACKS],
        basic=plan[PLAN_BASIC],
        own=plan[PLAN_OWN],
        led=plan[PLAN_LED],
        withheld=plan[PLAN_WITHHELD],
        shows=steps[SHOWS],
        hides=steps[HIDES],
        exactly=plan[PLAN_EXACTLY],
        count=count,
        drafts=drafts,
        no_drafts=no_drafts,
        asks=questions[ASKS],
        asks_not=questions[ASKS_NOT],
        found=findings[PLAN_HOLDS],
        not_found=findings[PLAN_LACKS],
    )


def _mention_answers(answers: MappingNode | None, vocabulary: Vocabulary) -> None:
    """Keep the questions and the options as ids that the scenario names."""
    for key, value in answers.entries if answers is not None else ():
        vocabulary.mention(key, (QUESTION, ""))
        question = vocabulary.questions.get(key.value)
        if question is not None and not question.numeric:
            for text in value.items if isinstance(value, ListNode) else (value,):
                if isinstance(text, TextNode) and text.value != UNKNOWN:
                    vocabulary.mention(text, (OPTION, question.id), besides=(UNKNOWN,))


def _inner(fields: Fields, key: str, keys: tuple[str, ...]) -> Fields | None:
    """The fields of `plan` or `findings`, where they are given."""
    mapping = as_mapping(fields.node(key, required=False), f"'{key}'", fields.problems)
    if mapping is None:
        return None
    return Fields(mapping, f"'{key}' of {fields.what[0].lower()}{fields.what[1:]}", keys, fields.problems)


def _ids(fields: Fields | None, key: str, kind: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.named(fields.words(key, required=False), kind) if fields is not None else ()


def _refuse_opposites(fields: Fields | None, pairs: tuple[tuple[str, str], ...]) -> None:
    """Refuse what is expected to be so and not to be so, which no outcome is."""
    if fields is None:
        return
    for one, other in pairs:
        expected = {text.value for text in _texts(fields, one)}
        for text in _texts(fields, other):
            if text.value in expected:
                wrong = f"'{text.value}' stands under '{one}' and under '{other}'."
                fields.problems.append(Problem(text.place, wrong, "Name it under one of them."))


def _texts(fields: Fields, key: str) -> Iterator[TextNode]:
    node = fields.mapping.get(key)
    return (text for text in (node.items if isinstance(node, ListNode) else (node,)) if isinstance(text, TextNode))


def _within(
    fields: Fields | None, key: str, kinds: tuple[str, str], vocabulary: Vocabulary
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids of steps by their action, or of parts by their draft."""
    owner, owned = kinds
    node = fields.node(key, required=False) if fields is not None else None
    mapping = as_mapping(node, f"'{key}'", vocabulary.problems)
    for name, value in mapping.entries if mapping is not None else ():
        for identity in vocabulary.named((name,), owner):
            texts = as_texts(value, f"'{identity}'", vocabulary.problems)
            yield identity, vocabulary.named(texts, owned, identity)
