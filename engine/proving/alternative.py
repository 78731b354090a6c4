"""Which answers would have to be different for an action to be in the plan: as few as can be, and which.

Of the ways that change the fewest questions (answering an open one counts), the one is told that leaves the fewest
answered questions open, then changes the fewest answers already given, then adds or drops the fewest options; what is
still alike is settled as `Model.smallest` settles it. With z3 the number is proven to be the fewest. Without it every
change of one question is tried, then of two, then of three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, product
from math import prod
from time import monotonic

import msgspec

from ..consulting import PLANNED, REFERENCE, Answer, Case, check_answers, consult, visibles
from ..language import (
    NUMBER,
    ONE,
    SEVERAL,
    UNKNOWN,
    AnswerTest,
    AtLeast,
    Atom,
    Between,
    Facts,
    Formula,
    OneOf,
    Question,
    Rulebook,
    asked,
    both,
    named_options,
    rewritten,
    satisfiable,
)
from .deadline import ENDLESS, Clock, Deadline
from .disagreement import DisagreementError
from .rulebook_terms import RulebookTerms
from .solver_library import SolverMissingError, Term
from .solver_model import Model
from .undecided import UndecidedError

MOST_CHANGES = 3
"""Up to how many questions at once the search without a solver changes."""

MOST_WAYS = 20_000
"""How many ways of answering a few questions are tried one by one."""

MOST_STEPS = 100_000
"""How many steps decide whether a change of a few questions can bring an action about at all."""

SEARCH_SECONDS = 60.0
"""How long all of it may take; the solver has half of it before the search without it stands in."""

PROVEN_FEWEST, TRIED_FEWER, UNPROVEN_FEWEST = "proven", "tried", "unproven"


class Change(msgspec.Struct, frozen=True):
    """A question that is answered differently: how it is answered, and how it would be; None where it is open."""

    question: str
    before: Answer | None
    after: Answer | None


class Alternative(msgspec.Struct, frozen=True):
    """What it would take for an action to be in the plan.

    `possible`: whether any answers at all bring it about (None: not decided). `changes`, in the rulebook's order,
    would, and `answers` are the whole case that they make; without changes none were found. `certainty` is PROVEN (by
    the solver, or by a proof that nothing will do), TRIED (everything that changes fewer questions was tried) or
    UNPROVEN (not all of it was). `tried` is up to how many questions every change was tried without success. `out_of`
    is what the solver ran out of, if it did.
    """

    possible: bool | None
    changes: tuple[Change, ...]
    answers: Mapping[str, Answer]
    certainty: str
    tried: int = 0
    out_of: str = ""


def find_alternative(
    rulebook: Rulebook, case: Case, action: str, *, seconds: float = SEARCH_SECONDS, clock: Clock = monotonic
) -> Alternative:
    """The fewest changes to `case` that bring `action`, which is not in its plan, about.

    They are proven fewest with z3; where it is not installed, or does not decide in half of the `seconds` (by `clock`),
    they are searched for in the time that is left. Every change told is confirmed by the reference evaluator; raises
    DisagreementError when it is not, and CaseError when there is no such action.
    """
    action, deadline = rulebook.known_action(action).id, Deadline.after(seconds, clock)
    try:
        found = _proven(rulebook, case, action, deadline.portion(0.5))
    except SolverMissingError:
        found = searched(rulebook, case, action, deadline)
    except UndecidedError as undecided:
        found = msgspec.structs.replace(searched(rulebook, case, action, deadline), out_of=undecided.reason)
    if found.changes:
        confirm(rulebook, found.answers, action)
    return found


def confirm(rulebook: Rulebook, answers: Mapping[str, Answer], action: str, *, planned: bool = True) -> None:
    """Have the reference evaluator say that `action` is in the plan of these answers, or that it is not.

    Raises DisagreementError when it says otherwise.
    """
    outcome = consult(rulebook, answers, engine=REFERENCE)
    if (outcome.planned(action) is not None) is not planned:
        wrong = f"Model and evaluator disagree whether '{action}' is in the plan of {dict(answers)}."
        raise DisagreementError(rulebook.id, wrong)


def changes_between(
    rulebook: Rulebook, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[Change, ...]:
    """The questions answered differently, in the rulebook's order."""
    return tuple(
        Change(question, before.get(question), after.get(question))
        for question in rulebook.question
        if before.get(question) != after.get(question)
    )


def _formula(rulebook: Rulebook, action: str) -> Formula:
    """That the action is in the plan, rules and findings followed through to the answers."""
    planned = {visible.action.id: visible.parts for visible in visibles(rulebook) if visible.aspect == PLANNED}
    return both(planned[action])


# with the solver ------------------------------------------------------------------------------------------------------


def _proven(rulebook: Rulebook, case: Case, action: str, deadline: Deadline) -> Alternative:
    """Raises SolverMissingError without z3, UndecidedError when the deadline passes or memory runs out."""
    model = Model(rulebook)
    search = model.search([model.terms.planned(action)], deadline=deadline)
    if not search.holds():
        return Alternative(possible=False, changes=(), answers={}, certainty=PROVEN_FEWEST)
    # No other question can have a say, and the fewer the solver has to settle, the sooner it is done.
    heard = [domain.question for domain in search.domains]
    for terms in _avoided(model.terms, case.answers, heard):
        search.reduce(terms)
    search.settle()
    settled, decided = search.answers(), frozenset(question.id for question in heard)
    answers = {name: (settled if name in decided else case.answers).get(name) for name in rulebook.question}
    made = {name: answer for name, answer in answers.items() if answer is not None}
    return Alternative(True, changes_between(rulebook, case.answers, made), made, PROVEN_FEWEST)


def _avoided(terms: RulebookTerms, answers: Mapping[str, Answer], heard: Sequence[Question]) -> Iterator[list[Term]]:
    """What is to hold as seldom as can be, the most important first; only the questions in `heard` are looked at."""
    differs = {one.id: terms.negation(terms.answers_with(one.id, answers.get(one.id))) for one in heard}
    before = [question.id for question in heard if question.id in answers]
    yield [*differs.values()]
    yield [terms.negation(terms.answered(question)) for question in before]
    yield [differs[question] for question in before]
    yield [term for question in heard for term in _shifts(terms, question, answers, differs)]


def _shifts(
    terms: RulebookTerms, question: Question, answers: Mapping[str, Answer], differs: Mapping[str, Term]
) -> Iterator[Term]:
    """A term for each option of the question that could be added or dropped."""
    if question.kind == NUMBER:
        yield differs[question.id]
        return
    before = _options(answers.get(question.id))
    for option in (*question.options, UNKNOWN):
        chosen = terms.answer_test(OneOf(question.id, frozenset((option,))))
        if option not in before:
            yield chosen
        elif question.kind == SEVERAL:
            yield terms.negation(chosen)


# without the solver ---------------------------------------------------------------------------------------------------


def searched(rulebook: Rulebook, case: Case, action: str, deadline: Deadline = ENDLESS) -> Alternative:
    """The fewest changes as far as a search finds them that changes up to MOST_CHANGES questions at once."""
    wanted = _formula(rulebook, action)
    possible = satisfiable(wanted, rulebook.question, MOST_STEPS)
    if possible is False:
        return Alternative(possible=False, changes=(), answers={}, certainty=PROVEN_FEWEST)
    relevant = [question for question in rulebook.questions if question.id in asked(wanted)]
    tried = 0
    for size in range(1, MOST_CHANGES + 1):
        best, all_tried = _best(rulebook, case, _ways(rulebook, case, wanted, combinations(relevant, size), deadline))
        if best is not None:
            certainty = TRIED_FEWER if tried == size - 1 else UNPROVEN_FEWEST
            return Alternative(True, changes_between(rulebook, case.answers, best), best, certainty, tried)
        if tried == size - 1 and all_tried:
            tried = size
    certainty = TRIED_FEWER if tried == MOST_CHANGES else UNPROVEN_FEWEST
    return Alternative(possible, (), {}, certainty, tried)


_Way = Mapping[str, Answer] | None
"""A case that brings about what is wanted; None: whether there are more was too much to try."""


def _best(rulebook: Rulebook, case: Case, ways: Iterable[_Way]) -> tuple[_Way, bool]:
    """The best of the ways, if there are any, and whether all there are were tried."""
    best: tuple[tuple[object, ...], Mapping[str, Answer]] | None = None
    all_tried = True
    for way in ways:
        if way is None:
            all_tried = False
            continue
        cost = _cost(rulebook, case.answers, way)
        if best is None or cost < best[0]:
            best = cost, way
    return (None if best is None else best[1]), all_tried


def _ways(
    rulebook: Rulebook,
    case: Case,
    wanted: Formula,
    choices: Iterable[tuple[Question, ...]],
    deadline: Deadline,
) -> Iterator[_Way]:
    """The cases that answer some of these few questions otherwise, and no others, and bring about what is wanted."""
    for few in choices:
        if deadline.passed:
            yield None
            return
        yield from _ways_with(rulebook, case, wanted, few, deadline)


def _ways_with(
    rulebook: Rulebook, case: Case, wanted: Formula, few: tuple[Question, ...], deadline: Deadline
) -> Iterator[_Way]:
    """The cases that answer these questions otherwise."""
    changed = {question.id for question in few}
    left = _left(wanted, asked(wanted) - changed, case.given)
    bringing = satisfiable(left, rulebook.question, MOST_STEPS)
    if bringing is False:
        return
    values = [_values(question, case.answers.get(question.id), _tests(left, question)) for question in few]
    ways = [each for each in values if each is not None]
    if bringing is None or len(ways) < len(values) or prod(map(len, ways)) > MOST_WAYS:
        yield None
        return
    for way in product(*ways):
        if deadline.passed:
            yield None
            return
        answers = {**case.answers, **dict(zip((question.id for question in few), way, strict=True))}
        made = check_answers(rulebook, {name: answer for name, answer in answers.items() if answer is not None})
        if _left(left, changed, made.given) is True:
            yield made.answers


def _left(formula: Formula, settled: Set[str], facts: Facts) -> Formula:
    """What is left of the formula when these questions stay as they are in `facts`, open ones included."""
    return rewritten(formula, settled, lambda atom: atom.test.holds(facts, ()))


def _tests(formula: Formula, question: Question) -> list[AnswerTest]:
    """The tests of the question in the formula."""
    tests: dict[AnswerTest, None] = {}

    def noted(atom: Atom) -> Atom:
        tests[atom.test] = None
        return atom

    rewritten(formula, {question.id}, noted)
    return [*tests]


def _values(question: Question, before: Answer | None, tests: list[AnswerTest]) -> list[Answer | None] | None:
    """Other answers to the question (None: left open), for each way in which its tests can come out the best one.

    None where there are too many.
    """
    values: list[Answer | None] = [None, UNKNOWN]
    if question.kind == NUMBER:
        bounds = (bound for test in tests if isinstance(test, Between) for bound in (test.least, test.below))
        inside = (bound for bound in bounds if bound is not None and question.low <= bound <= question.high)
        values.extend(sorted({question.low, *inside}))
    elif question.kind == ONE:
        values.extend(question.options)
    else:
        choices = _choices(question, _options(before), tests)
        if choices is None:
            return None
        values.extend(choices)
    return [value for value in values if value != before]


def _choices(question: Question, before: frozenset[str], tests: list[AnswerTest]) -> list[Answer] | None:
    """Choices of options: of options that no test tells apart only their number matters. None: there are too many."""
    alike: dict[tuple[bool, ...], list[str]] = {}
    for option in question.options:
        alike.setdefault(tuple(option in named_options(test) for test in tests), []).append(option)
    groups = [sorted(group, key=lambda option: option not in before) for group in alike.values()]
    held = [sum(option in before for option in group) for group in groups]
    most = max((test.least for test in tests if isinstance(test, AtLeast)), default=1)
    sizes = [
        sorted({now, *range(min(len(group), most) + 1)}) if any(named) else [now]
        for now, group, named in zip(held, groups, alike, strict=True)
    ]
    if prod(map(len, sizes)) > MOST_WAYS:
        return None
    choices: list[Answer] = []
    for chosen in product(*sizes):
        taken = {option for group, size in zip(groups, chosen, strict=True) for option in group[:size]}
        choices.append(tuple(option for option in question.options if option in taken))
    return choices


def _cost(rulebook: Rulebook, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> tuple[object, ...]:
    """What makes one way of answering as many questions otherwise better (less) than another."""
    changed = [change.question for change in changes_between(rulebook, before, after)]
    chosen = [taken for question in rulebook.questions for taken in _taken(question, after.get(question.id))]
    return (
        sum(question not in after for question in before),
        sum(question in before for question in changed),
        sum(_shifted(rulebook.question[name], before.get(name), after.get(name)) for name in changed),
        len(after),
        sum(chosen),
        [question not in after for question in rulebook.question],
        [not taken for taken in chosen],
        [answer for answer in after.values() if isinstance(answer, int)],
    )


def _taken(question: Question, answer: Answer | None) -> Iterator[bool]:
    """For each thing that can be chosen, a number being one and `unknown` the last, whether it is."""
    if question.kind == NUMBER:
        yield isinstance(answer, int)
    yield from (option in _options(answer) for option in (*question.options, UNKNOWN))


def _shifted(question: Question, before: Answer | None, after: Answer | None) -> int:
    """How many options are added or, where several may be chosen, dropped."""
    if question.kind == NUMBER:
        return 1
    old, new = _options(before), _options(after)
    return len(new - old) + (len(old - new) if question.kind == SEVERAL else 0)


def _options(answer: Answer | None) -> frozenset[str]:
    """The options chosen, `unknown` among them."""
    if answer is None or isinstance(answer, int):
        return frozenset()
    return frozenset((answer,) if isinstance(answer, str) else answer)
