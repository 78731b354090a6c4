"""What a person who consults by way of the page must be shown, computed beforehand with the engine alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from random import Random
from typing import NamedTuple

from nakanaori.engine.consulting import REFERENCE, Answer, Course, Outcome, begun, consult, random_answer
from nakanaori.engine.language import ONE, UNKNOWN, Question, Rulebook
from nakanaori.engine.reading import rulebook_texts
from nakanaori.engine.telling import answer_labels, urgent_actions, wording_of

from .people import Person, people

ALARM, CHECK, PLAN = "*alarm", "*check", "*plan"
"""The pages that are no question's; no id begins like this."""

Fields = frozenset[tuple[str, str]]
"""An answer as the form of a question's page sends it, and as the page shows it: what is ticked or typed, by name."""

Labelled = tuple[tuple[str, tuple[str, ...]], ...]
"""What was answered, in words: topic and labels of every question."""


class Record(NamedTuple):
    """Of the JSON that a person takes along: what nobody else's is like."""

    language: str
    answers: Mapping[str, object]
    actions: tuple[str, ...]
    complete: bool
    digest: str


class Stand(NamedTuple):
    """What there is to be seen once so much has been answered.

    `pages` are the consultation's pages in order, as far as it has come: ids of questions, ALARM, CHECK and PLAN.
    `total` is how many questions there may be in all. The words stand by language; `labels` and `records` only where
    nothing is left to ask.
    """

    asked: tuple[str, ...]
    answers: Mapping[str, Fields]
    pages: tuple[str, ...]
    total: int
    urgent: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Labelled]
    records: Mapping[str, Record]

    def page(self, number: int) -> str:
        """What stands at a number; an empty text where nothing does."""
        return self.pages[number - 1] if 1 <= number <= len(self.pages) else ""


class Journey(NamedTuple):
    """One person's way: what they would answer to each question, and where they stand after every answer.

    Whoever `wanders` also goes back, changes the language, and at last gives `other` to the first question: the stands
    from number `changed` on come after that.
    """

    language: str
    other_language: str
    person: Mapping[str, Fields]
    stands: tuple[Stand, ...]
    wanders: bool
    other: Fields
    changed: int


def journeys(dice: Random, rulebook: Rulebook, count: int, *, every: int) -> list[Journey]:
    """So many people, in danger and not in turns; one of `every` so many wanders."""
    danger = people(dice, rulebook, count - count // 2, danger=True)
    others = people(dice, rulebook, count // 2, danger=False)
    persons = [person for pair in zip_longest(danger, others) for person in pair if person is not None]
    return [journey(dice, rulebook, person, wanders=number % every == 0) for number, person in enumerate(persons)]


def journey(dice: Random, rulebook: Rulebook, person: Person, *, wanders: bool) -> Journey:
    """The way of one person, who answers like this."""
    languages = dice.sample(rulebook.languages, 2)
    courses = _walked([begun(rulebook)], person)
    changed = len(courses)
    first = rulebook.question[courses[0].asked[0]]
    other = _another(dice, first, courses[-1].answers[first.id])
    if wanders:
        courses = _walked([*courses, courses[-1].answered(first.id, other)], person)
    given = {question: sent(rulebook.question[question], answer) for question, answer in person.items()}
    stands = tuple(_stand(course, languages) for course in courses)
    return Journey(languages[0], languages[1], given, stands, wanders, sent(first, other), changed)


def sent(question: Question, answer: object) -> Fields:
    """An answer as a form sends it."""
    if answer == UNKNOWN:
        return frozenset([("answer" if question.kind == ONE else "alone", UNKNOWN)])
    if isinstance(answer, int):
        return frozenset([("number", str(answer))])
    if isinstance(answer, str):
        return frozenset([("answer", answer)])
    assert isinstance(answer, (list, tuple))
    return frozenset(("answer", option) for option in answer) or frozenset([("alone", "none")])


def _walked(courses: list[Course], person: Person) -> list[Course]:
    """The courses, and those that follow until nothing more is asked."""
    while (question := courses[-1].question) is not None:
        courses.append(courses[-1].answered(question.id, person[question.id]))
    return courses


def _another(dice: Random, question: Question, answered: Answer) -> object:
    """Another answer to the question."""
    while sent(question, given := random_answer(dice, question)) == sent(question, answered):
        pass
    return given


def _stand(course: Course, languages: list[str]) -> Stand:
    rulebook = course.rulebook
    # The server may run the other engine: then the two are compared as well.
    outcome = consult(rulebook, dict(course.answers), engine=REFERENCE)
    complete = course.question is None
    return Stand(
        asked=course.asked,
        answers={name: sent(rulebook.question[name], answer) for name, answer in course.answers.items()},
        pages=_pages(course),
        total=len(course.asked) + course.further,
        urgent={language: _urgent(outcome, language) for language in languages},
        labels={language: _labels(course, outcome, language) for language in languages if complete},
        records={language: _record(outcome, language) for language in languages if complete},
    )


def _pages(course: Course) -> tuple[str, ...]:
    raised = course.alarmed_by
    questions = [page for name in course.asked for page in ((name, ALARM) if name == raised else (name,))]
    return (*questions, CHECK, PLAN) if course.question is None else tuple(questions)


def _urgent(outcome: Outcome, language: str) -> tuple[str, ...]:
    texts = rulebook_texts(outcome.rulebook, language)
    return tuple(texts("actions", planned.action.id, "title") for planned in urgent_actions(outcome))


def _labels(course: Course, outcome: Outcome, language: str) -> Labelled:
    wording, asked, facts = wording_of(outcome.rulebook, language), outcome.rulebook.question, outcome.case.facts
    return tuple(
        (wording.texts("questions", name, "topic"), answer_labels(asked[name], facts[name], wording))
        for name in course.answers
    )


def _record(outcome: Outcome, language: str) -> Record:
    trace = outcome.trace(language)
    answers = {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in trace.answers.items()}
    return Record(language, answers, tuple(action.id for action in trace.actions), trace.complete, trace.digest)
