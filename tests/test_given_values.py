"""What a program gives in place of an id, a language, an engine or answers: any kind of text does, all else is refused.

Held for every function that `nakanaori.engine` offers, so that whoever adds one adds it here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

import nakanaori.engine
import pytest
from nakanaori.engine.authoring import needed_scenarios, tried, write_rulebook
from nakanaori.engine.consulting import (
    begun,
    check_answers,
    consult,
    first_steps_certain,
    hinging_actions,
    next_question,
    open_questions,
    questions_to_review,
    resumed,
    review_begun,
)
from nakanaori.engine.drawing import draw_outcome, draw_rulebook
from nakanaori.engine.language import CaseError, EngineError, NakanaoriError, RulebookError, chosen
from nakanaori.engine.proving import find_alternative
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.engine.telling import as_markdown, explain, replay, wording_of

RULEBOOK = load_rulebook()
WORDING = wording_of(RULEBOOK, "en")
ANSWERS: dict[str, object] = {"fault": "mine", "apology": "not-yet", "contact": "refuses-to-meet", "reach": ["post"]}
OUTCOME = consult(RULEBOOK, ANSWERS)
COURSE = begun(RULEBOOK)
REVIEW = review_begun(RULEBOOK, check_answers(RULEBOOK, ANSWERS))
FIRST = next(iter(COURSE.asked))


def written_in(language: object) -> dict[str, str]:
    """The files of a new rulebook in that language."""
    with TemporaryDirectory() as into:
        folder = write_rulebook("dovecote", Path(into), language)  # type: ignore[arg-type]
        return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}


Call = Callable[[object], object]

CALLS: dict[tuple[str, str], Call] = {
    ("consult", "engine"): lambda given: consult(RULEBOOK, ANSWERS, engine=given).fired,
    ("Course.outcome", "engine"): lambda given: COURSE.outcome(given).fired,
    ("Review.before", "engine"): lambda given: REVIEW.before(given).fired,
    ("Review.after", "engine"): lambda given: REVIEW.after(given).fired,
    ("replay", "engine"): lambda given: replay(RULEBOOK, OUTCOME.trace(), engine=given),
    ("tried", "engine"): lambda given: len(list(tried(RULEBOOK, needed_scenarios(RULEBOOK)[:1], given))),
    ("Outcome.trace", "language"): lambda given: OUTCOME.trace(given),
    ("Outcome.to_dict", "language"): lambda given: OUTCOME.to_dict(given),
    ("rulebook_texts", "language"): lambda given: rulebook_texts(RULEBOOK, given).entries,
    ("wording_of", "language"): lambda given: wording_of(RULEBOOK, given).language,
    ("write_rulebook", "language"): written_in,
    ("as_markdown", "action"): lambda given: as_markdown(OUTCOME, WORDING, given),
    ("draw_outcome", "action"): lambda given: draw_outcome(OUTCOME, WORDING, given),
    ("explain", "action"): lambda given: explain(OUTCOME, given, WORDING),
    ("find_alternative", "action"): lambda given: find_alternative(RULEBOOK, check_answers(RULEBOOK, {}), given),
    ("Rulebook.known_action", "identity"): lambda given: RULEBOOK.known_action(given),
    ("Rulebook.known_draft", "identity"): lambda given: RULEBOOK.known_draft(given),
    ("Rulebook.known_question", "identity"): lambda given: RULEBOOK.known_question(given),
    ("Course.answered", "question"): lambda given: COURSE.answered(given, "unknown").answers,
    ("Review.answered", "question"): lambda given: REVIEW.answered(given, "unknown").course.answers,
    ("Course.hinging", "question"): lambda given: COURSE.hinging(given),
    ("hinging_actions", "question"): lambda given: hinging_actions(RULEBOOK, {}, given),
    ("draw_rulebook", "only"): lambda given: draw_rulebook(RULEBOOK, WORDING, only=[given]),
    ("draw_rulebook", "by"): lambda given: draw_rulebook(RULEBOOK, WORDING, by=given),
    ("check_answers", "answers"): lambda given: check_answers(RULEBOOK, given),
    ("consult", "answers"): lambda given: consult(RULEBOOK, given).fired,
    ("first_steps_certain", "answers"): lambda given: first_steps_certain(RULEBOOK, given),
    ("hinging_actions", "answers"): lambda given: hinging_actions(RULEBOOK, given, "contact"),
    ("next_question", "answers"): lambda given: next_question(RULEBOOK, given),
    ("open_questions", "answers"): lambda given: open_questions(RULEBOOK, given),
    ("questions_to_review", "answers"): lambda given: questions_to_review(RULEBOOK, given),
    ("resumed", "given"): lambda given: resumed(RULEBOOK, given),
    ("chosen", "ids"): lambda given: chosen("question", RULEBOOK.questions, [given]),
}
"""What is called with something odd, by function and parameter."""

OTHERWISE = {
    ("Outcome.planned", "action"): "says None for whatever is not in the plan",
    ("Course.answered", "given"): "is an answer: see test_case",
    ("Review.answered", "given"): "is an answer: see test_case",
    ("Course.asks", "question"): "says False for whatever is not asked",
}

GIVEN = {
    "answers": {"fault": "mine"},
    "given": {"fault": "mine"},
    "engine": "reference",
    "language": "en",
    "action": "apologise-by-letter",
    "identity": "",
    "question": FIRST,
    "only": "beyond",
    "by": "action",
    "ids": "contact",
}
"""For each kind of parameter something that will do."""

SENSIBLE = {
    ("Rulebook.known_action", "identity"): "apologise-by-letter",
    ("Rulebook.known_draft", "identity"): "first-minute",
    ("Rulebook.known_question", "identity"): "contact",
    ("find_alternative", "action"): "apologise-in-person",
}

ERRORS: dict[str, tuple[type[NakanaoriError], ...]] = {
    "engine": (EngineError,),
    "language": (RulebookError,),
    "only": (RulebookError,),
    "by": (RulebookError,),
    "ids": (NakanaoriError,),
}


class Word(str):
    """A kind of text that is equal to nothing, has no hash and cannot be printed."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return False

    def __format__(self, form: str) -> str:
        raise RuntimeError

    __str__ = __repr__ = __format__  # type: ignore[assignment]


def member(text: str) -> object:
    """A member of an enumeration of texts."""
    return Enum("Member", {"IT": text}, type=str).IT  # type: ignore[attr-defined]


ANSWERED = ("answers", "given")
"""The parameters that take answers."""


def offered() -> Iterator[tuple[str, str]]:
    """Every function and method that the engine offers, with each parameter that takes such a thing."""
    for name in nakanaori.engine.__all__:
        thing = getattr(nakanaori.engine, name)
        methods = {f"{name}.{method}": made for method, made in vars(thing).items()} if inspect.isclass(thing) else {}
        for called, made in (methods or {name: thing}).items():
            if inspect.isfunction(made) and "._" not in called:
                parameters = inspect.signature(made).parameters
                yield from ((called, wanted) for wanted in parameters if wanted in GIVEN)


def test_nothing_that_the_engine_offers_is_left_out() -> None:
    assert set(offered()) <= CALLS.keys() | OTHERWISE.keys()
    assert ("consult", "engine") in set(offered())


@pytest.mark.parametrize(
    "odd", [300, 2.5, float("nan"), True, b"en", [], {}, ["en"], object(), ..., Word("odd"), "odd"]
)
@pytest.mark.parametrize(("function", "parameter"), list(CALLS))
def test_what_is_odd_is_refused_in_a_sentence(function: str, parameter: str, odd: object) -> None:
    if parameter in ANSWERED and odd == {}:
        return
    with pytest.raises(ERRORS.get(parameter, (CaseError,))) as caught:
        CALLS[function, parameter](odd)
    assert caught.value.problems
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(("function", "parameter"), list(CALLS))
def test_nothing_is_refused_where_something_is_wanted(function: str, parameter: str) -> None:
    if parameter in ("language", "by") or function in ("as_markdown", "draw_outcome"):
        CALLS[function, parameter](None)
    else:
        with pytest.raises(ERRORS.get(parameter, (CaseError,)), match=r"nothing|NoneType"):
            CALLS[function, parameter](None)


@pytest.mark.parametrize("kind", [Word, member])
@pytest.mark.parametrize(("function", "parameter"), [call for call in CALLS if call[1] not in ANSWERED])
def test_a_kind_of_text_does_what_the_text_does(
    function: str, parameter: str, kind: Callable[[str], object], solver: None
) -> None:
    text = SENSIBLE.get((function, parameter), GIVEN[parameter])
    assert isinstance(text, str)
    assert CALLS[function, parameter](kind(text)) == CALLS[function, parameter](text)


@pytest.mark.parametrize("kind", [Word, member])
def test_asking_whether_something_is_there(kind: Callable[[str], str]) -> None:
    assert OUTCOME.planned(kind("apologise-by-letter")) is OUTCOME.planned("apologise-by-letter") is not None
    assert COURSE.asks(kind(FIRST))
    for odd in (None, 3, [], {}, object(), Word("odd")):
        assert OUTCOME.planned(odd) is None  # type: ignore[arg-type]
        assert not COURSE.asks(odd)  # type: ignore[arg-type]


class Key(str):
    """A kind of text that is a key of its own, whatever its letters."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


@pytest.mark.parametrize(("function", "parameter"), [call for call in CALLS if call[1] in ANSWERED])
def test_answers_of_any_kind_of_text_do_what_plain_ones_do(function: str, parameter: str) -> None:
    plain = {"fault": "mine", "reach": ["post"]}
    made = {Key("fault"): Word("mine"), Key("reach"): [member("post")]}
    expected, got = (CALLS[function, parameter](answers) for answers in (plain, made))
    assert getattr(got, "answers", got) == getattr(expected, "answers", expected)
