"""The page's script in Node, asked what the engine in Python is asked, and recordings of what it has to answer."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import dice as thrown
import msgspec
from house import HOUSE
from msgspec.structs import replace
from nakanaori.engine.consulting import (
    REFERENCE,
    Answer,
    Course,
    Outcome,
    Review,
    begun,
    case_document,
    check_answer,
    check_answers,
    consult,
    random_answer,
    random_answers,
    review_begun,
    undecided_actions,
)
from nakanaori.engine.consulting.prospect import Outlook
from nakanaori.engine.language import Place, Problem, Rulebook
from nakanaori.engine.reading import ShapedText
from nakanaori.engine.telling import (
    Wording,
    as_calendar,
    as_markdown,
    compare,
    explain,
    told_alarm,
    told_comparison,
    told_plan,
    told_review,
    trace_json,
    traced,
)
from nakanaori.web.packing import packed
from nakanaori.web.published_rulebook import published
from nakanaori.web.wording import phrases_for
from odd_names import oddly_named, thrown_texts
from required import require

ENGINE = HOUSE / "web" / "page" / "engine"
NODE = HOUSE / "tests" / "node"
AT_A_TIME = 50
"""How many requests are sent before their answers are read: few enough that neither side waits for the other."""

Request = dict[str, Any]
Recording = tuple[Request, Any]
"""A request, and what the script has to answer."""

MADE, TODAY = datetime.fromisoformat("2026-11-01T10:20:30+00:00"), date(2026, 11, 1)


@lru_cache(maxsize=1)
def node_version() -> int:
    """The major version of Node, 0 where there is none."""
    node = shutil.which("node")
    if node is None:
        return 0
    ran = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=60)
    return int(ran.stdout.removeprefix("v").partition(".")[0])


def require_node() -> None:
    """Skips the running test where there is no Node that knows what browsers know."""
    require(node_version() >= 20, "the page's script is not tried: install Node 20 or newer.")


class PageScript:
    """The script, or one with a mistake in it, in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], engine: Path = ENGINE) -> None:
        self._process = process
        self._engine = engine

    def with_engine(self, folder: Path) -> PageScript:
        """The same process, with the engine that lies in this folder."""
        return PageScript(self._process, folder)

    def answers(self, requests: Sequence[Request]) -> Iterator[Any]:
        """What it answers to each request; an error as the text of one."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        for start in range(0, len(requests), AT_A_TIME):
            here = requests[start : start + AT_A_TIME]
            for request in here:
                self._process.stdin.write(json.dumps({"engine": str(self._engine), **request}) + "\n")
            self._process.stdin.flush()
            # All of them are read, also where nobody asks for the rest: they are not the answers to what comes next.
            lines = [self._process.stdout.readline() for _ in here]
            for answer in map(json.loads, lines):
                yield answer["result"] if "result" in answer else answer["error"]

    def difference(self, recordings: Sequence[Recording]) -> tuple[Request, Any, Any] | None:
        """The first request that is answered otherwise than it has to be: with that, and with what was answered."""
        asked = [request for request, _ in recordings]
        for (request, wanted), answer in zip(recordings, self.answers(asked), strict=True):
            if answer != wanted:
                return request, wanted, answer
        return None


@contextmanager
def page_script() -> Iterator[PageScript]:
    """The script, until one is done with it."""
    require_node()
    command = ["node", str(NODE / "page_engine.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as ran:
        yield PageScript(ran)
        assert ran.stdin is not None
        ran.stdin.close()


# recordings -----------------------------------------------------------------------------------------------------------


def with_shapes(told: object) -> Any:
    """What is told as JSON would hold it, were texts told with their shapes."""
    return msgspec.to_builtins(told, enc_hook=_shape)


def _shape(text: object) -> object:
    assert isinstance(text, ShapedText)
    return {"written": text.written, "passages": msgspec.to_builtins(text.passages)}


class Recorder:
    """Records what the engine in Python makes of one rulebook."""

    def __init__(self, name: str, rulebook: Rulebook, wording: Wording) -> None:
        self.name = name
        self.rulebook = rulebook
        self.wording = wording

    def published(self) -> Recording:
        """That the rulebook is there under its name."""
        return {"do": "publish", "as": self.name, "published": packed(published(self.rulebook, self.wording))}, None

    def outcome(self, answers: Mapping[str, Answer]) -> Recording:
        return self._of("outcome", trace_json(traced(self._consult(answers), self.wording)).decode(), answers=answers)

    def plan(self, answers: Mapping[str, Answer]) -> Recording:
        outcome = self._consult(answers)
        told = {"plan": told_plan(outcome, self.wording), "alarm": told_alarm(outcome, self.wording)}
        return self._of("plan", _in_camels(with_shapes(told)), answers=answers)

    def markdown(self, answers: Mapping[str, Answer], action: str | None = None) -> Recording:
        document = as_markdown(self._consult(answers), self.wording, action)
        return self._of("markdown", document, answers=answers, action=action)

    def explanation(self, answers: Mapping[str, Answer], action: str) -> Recording:
        told = with_shapes(explain(self._consult(answers), action, self.wording))
        return self._of("explain", told, answers=answers, action=action)

    def comparison(self, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Recording:
        told = told_comparison(compare(self._consult(before), self._consult(after)), self.wording)
        return self._of("compare", with_shapes(told), before=before, after=after)

    def calendar(self, answers: Mapping[str, Answer], day: date | None) -> Recording:
        written = as_calendar(self._consult(answers), self.wording, MADE, TODAY, day).decode()
        given = None if day is None else day.isoformat()
        when = {"made": MADE.isoformat(), "today": TODAY.isoformat(), "day": given}
        return self._of("calendar", written, answers=answers, **when)

    def saved(
        self, answers: Mapping[str, Answer], done: Mapping[str, date] | None = None, day: date | None = None
    ) -> Recording:
        case = replace(check_answers(self.rulebook, answers), done=done or {}, date=day)
        written = {action: ticked.isoformat() for action, ticked in case.done.items()}
        told = "" if day is None else day.isoformat()
        return self._of("saved", case_document(self.rulebook, case), answers=case.answers, done=written, date=told)

    def checked(self, question: str, given: object) -> Recording:
        """The answer that is given to the question, or nothing where it is none."""
        problems: list[Problem] = []
        answer = check_answer(self.rulebook.question[question], given, Place("given"), problems)
        return self._of("checked", None if problems else {"answer": answer}, question=question, given=given)

    def course(self, dice: Random, most: int = 40) -> Recording:
        """Some one who answers, now and then changes an answer, and goes on."""
        course, given = begun(self.rulebook), []
        states = [_state(course)]
        while len(given) < most and (course.question is not None or dice.random() < 0.5):
            again = course.question is None or dice.random() < 0.15
            asked = [*course.answers] if again and course.answers else [question.id for question in _next(course)]
            if not asked:
                break
            question = self.rulebook.question[dice.choice(asked)]
            answer = _shuffled(dice, random_answer(dice, question))
            given.append((question.id, answer))
            course = course.answered(question.id, answer)
            states.append(_state(course))
        return self._of("course", states, given=given)

    def review(self, before: Mapping[str, Answer], after: Mapping[str, Answer], done: Mapping[str, date]) -> Recording:
        """What became of a plan, some of whose actions are done."""
        told = told_review(self._consult(before), self._consult(after), done, self.wording)
        days = {action: day.isoformat() for action, day in done.items()}
        return self._of("review", _in_camels(with_shapes(told)), before=before, after=after, done=days)

    def reviewing(self, before: Mapping[str, Answer], dice: Random, most: int = 20) -> Recording:
        """Some one who comes back, looks at what may have changed, and goes on."""
        review, given = review_begun(self.rulebook, check_answers(self.rulebook, before)), []
        states = [_review_state(review)]
        while review.question is not None and len(given) < most:
            again = dice.random() < 0.15
            question = self.rulebook.question[dice.choice(review.asked)] if again else review.question
            answer = _shuffled(dice, random_answer(dice, question))
            given.append((question.id, answer))
            review = review.answered(question.id, answer)
            states.append(_review_state(review))
        return self._of("reviewing", states, before=before, given=given)

    def prospect(self, answers: Mapping[str, Answer], branches: int) -> Recording:
        """What can still change, with diagrams of so many branches and search for the rest."""
        outlook = Outlook(self.rulebook, branches)
        after = outlook.after(check_answers(self.rulebook, answers).given)
        told = {
            "mattering": [question.id for question in after.mattering()],
            "undecided": sum(1 for _ in after.undecided()),
            "actions": [action.id for action in after.undecided_actions()],
            "hinging": [
                [visible.action.id for visible in outlook.stakes.visibles if after.tips(visible, question.id)]
                for question in self.rulebook.questions
            ],
        }
        return self._of("prospect", told, answers=answers, branches=branches)

    def _consult(self, answers: Mapping[str, Answer]) -> Outcome:
        return consult(self.rulebook, answers, engine=REFERENCE)

    def _of(self, task: str, wanted: object, **rest: object) -> Recording:
        pairs = {name: list(map(list, value.items())) for name, value in rest.items() if isinstance(value, Mapping)}
        request = {"do": task, "of": self.name, **rest, **pairs}
        return request, json.loads(json.dumps(wanted))


def _next(course: Course) -> list[Any]:
    return [] if course.question is None else [course.question]


def _state(course: Course) -> dict[str, object]:
    rulebook, question = course.rulebook, course.question
    return {
        "answers": list(map(list, course.answers.items())),
        "aside": list(map(list, course.aside.items())),
        "question": None if question is None else question.id,
        "further": course.further,
        "alarmedBy": course.alarmed_by,
        "certain": course.outcome(REFERENCE).first_steps_certain,
        "hinging": [[action.id for action in course.hinging(name)] for name in course.asked[-2:]],
        "undecided": [action.id for action in undecided_actions(rulebook, course.answers)],
    }


def _review_state(review: Review) -> dict[str, object]:
    return {
        "question": None if review.question is None else review.question.id,
        "ahead": [question.id for question in review.ahead],
        "asked": list(review.asked),
        "answers": list(map(list, review.course.answers.items())),
        "before": [planned.action.id for planned in review.before(REFERENCE).plan],
    }


def _in_camels(value: Any) -> Any:
    """The same with keys as a script writes them."""
    if isinstance(value, dict):
        return {_camel(name): _in_camels(held) for name, held in value.items()}
    return [_in_camels(one) for one in value] if isinstance(value, (list, tuple)) else value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.title() for other in others)


def thrown_recorder(seed: int) -> tuple[Random, Recorder]:
    """The dice of this seed, and a rulebook thrown with them: every form of the language, and odd names."""
    dice = Random(seed)
    rulebook = oddly_named(dice, thrown.with_help(dice, thrown.rulebook(dice)))
    texts = thrown_texts(dice, rulebook)
    return dice, Recorder(f"thrown-{seed}", rulebook, Wording(texts, phrases_for(texts)))


def thrown_answers(dice: Random, recorder: Recorder) -> dict[str, Answer]:
    """Answers to some of the questions, in any order, and so are their options."""
    answers = random_answers(dice, recorder.rulebook)
    return {name: _shuffled(dice, answers[name]) for name in dice.sample([*answers], len(answers))}


def _shuffled(dice: Random, answer: Answer) -> Answer:
    return tuple(dice.sample(answer, len(answer))) if isinstance(answer, tuple) else answer
