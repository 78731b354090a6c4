"""What a page costs beside what the engine alone does for it; a socket and what serves it come on top."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from nakanaori.engine.consulting import Course, begun, consult
from nakanaori.engine.language import Rulebook
from nakanaori.web.app import make_app

from .direct import Direct
from .journey import Journey, journey
from .people import Person, people
from .shown import read
from .table import Row, Section
from .timing import Job, in_turns, milliseconds

QUESTION_ENGINE = "an answer and the next question: engine alone"
QUESTION_PAGE = "an answer and the next question: POST and GET"
PLAN_ENGINE = "the plan: consult and trace alone"
PLAN_PAGE = "the plan: GET"


class Visit(NamedTuple):
    """A consultation by way of the page that stands at its first question."""

    journey: Journey
    browser: Direct
    stamp: str


Pages = Callable[[Sequence[Visit]], Coroutine[Any, Any, None]]
"""Some pages of every visit."""


def section(rulebook: Rulebook, *, rounds: int, count: int) -> Section:
    """The comparison as part of the table, for so many people, half of them in danger.

    With two hundred, what the engine remembers of one is forgotten before that one comes again, as on a busy server.
    """
    dice = Random(7)
    persons = people(dice, rulebook, count // 2, danger=True) + people(dice, rulebook, count - count // 2, danger=False)
    journeys = [journey(dice, rulebook, person, wanders=False) for person in persons]
    loop = asyncio.new_event_loop()
    try:
        taken = in_turns(_jobs(rulebook, persons, journeys, loop, rounds))
    finally:
        loop.close()
    answers = sum(len(made.stands) - 1 for made in journeys)
    rows = [
        *_compared(taken, QUESTION_ENGINE, QUESTION_PAGE, answers),
        *_compared(taken, PLAN_ENGINE, PLAN_PAGE, len(journeys)),
    ]
    heading = (
        f"A page, without a network, and what the engine does for it "
        f"({count} people, {answers} answers; median of {rounds} in turns, CPU time)"
    )
    return Section(heading, rows)


def _compared(taken: Mapping[str, float], alone: str, page: str, count: int) -> Iterator[Row]:
    yield Row(alone, milliseconds(taken[alone] / count))
    yield Row(page, milliseconds(taken[page] / count), f"{taken[page] / taken[alone]:6.2f} × that")


def _jobs(
    rulebook: Rulebook,
    persons: Sequence[Person],
    journeys: Sequence[Journey],
    loop: asyncio.AbstractEventLoop,
    rounds: int,
) -> Iterator[Mapping[str, Job]]:
    """For each round the four jobs, over new sessions; the plans are those of the answers given just before."""
    app, first = make_app(rulebook), begun(rulebook)
    for _ in range(rounds):
        visits = [loop.run_until_complete(_begun(Direct(app, made.language), made)) for made in journeys]
        yield {
            QUESTION_ENGINE: partial(_conclude, first, persons),
            QUESTION_PAGE: partial(_run, loop, _answer, visits),
            PLAN_ENGINE: partial(_trace, rulebook, persons, journeys),
            PLAN_PAGE: partial(_run, loop, _look, visits),
        }


async def _begun(browser: Direct, made: Journey) -> Visit:
    await browser.request("POST", "/start")
    (stamp,) = read(await _page(browser, 1)).stamps
    return Visit(made, browser, stamp)


def _conclude(first: Course, persons: Sequence[Person]) -> None:
    """What the pages ask the engine for: the next question, how many may follow, the alarm, and what hangs on it."""
    for person in persons:
        course = first
        while course.question is not None:
            course = course.answered(course.question.id, person[course.question.id])
            _ = course.further, course.alarmed_by
            if course.question is not None:
                course.hinging(course.question.id)


def _run(loop: asyncio.AbstractEventLoop, pages: Pages, visits: Sequence[Visit]) -> None:
    loop.run_until_complete(pages(visits))


async def _answer(visits: Sequence[Visit]) -> None:
    for made, browser, stamp in visits:
        for before, after in pairwise(made.stands):
            # As long as something is asked, that is the last page there is.
            question, number = before.pages[-1], len(before.pages)
            fields = (("stamp", stamp), ("question", question), *made.person[question], ("go", "next"))
            reply = await browser.request("POST", f"/{number}", fields)
            if reply.status != 303:
                raise RuntimeError(f"An answer came back with status {reply.status}.")
            if after is not made.stands[-1]:
                await _page(browser, len(after.pages))


def _trace(rulebook: Rulebook, persons: Sequence[Person], journeys: Sequence[Journey]) -> None:
    for person, made in zip(persons, journeys, strict=True):
        asked = {question: person[question] for question in made.stands[-1].answers}
        consult(rulebook, asked).trace(made.language)


async def _look(visits: Sequence[Visit]) -> None:
    for made, browser, _ in visits:
        await _page(browser, len(made.stands[-1].pages))


async def _page(browser: Direct, number: int) -> str:
    reply = await browser.request("GET", f"/{number}")
    if reply.status != 200:
        raise RuntimeError(f"Page {number} came with status {reply.status}.")
    return reply.text
