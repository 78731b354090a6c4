"""What each form of the rule language costs: `python -m benchmarks.forms`, from the checkout.

For each form two rulebooks of sixty rules are consulted on random answers: one without the form, and one in which every
rule or question that can have it has it (of the questions, every second asks on). Figures are cases a second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from nakanaori.engine.consulting import COMPILED, DURABLE, REFERENCE, consult, durable_is_there, random_answers
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook

from .table import Row, Section, printed
from .timing import in_turns

CASES, ROUNDS, ANSWERED = 200, 9, 0.8
QUESTIONS, RULES = 12, 60

Files = Mapping[str, str]


class Form(NamedTuple):
    """A form: the files of a rulebook without it, and of one with it."""

    name: str
    without: Files
    with_it: Files


def forms() -> Iterator[Form]:
    """Every form that may cost something where rules are fired."""
    plain = written(options, two_options)
    yield Form("follow-up questions (only-if)", plain, written(follow_ups, two_options))
    yield Form("groups of options", plain, written(grouped, by_group))
    yield Form("lead", plain, written(options, lambda at: f"{two_options(at)}\n  lead: action-{at % QUESTIONS}"))
    numbers = written(lambda at: number(at, "from: 0\n  to: 10000"), lambda at: bounds(at, 2500, 7500))
    decimals = written(
        lambda at: number(at, "decimals: 2\n  from: 0\n  to: 100"), lambda at: bounds(at, "25.00", "75.00")
    )
    yield Form("decimals", numbers, decimals)
    days = written(
        lambda at: f"- question: q{at}\n  choose: date\n  from: 2000-01-01\n  to: 2027-05-18\n",
        lambda at: bounds(at, "2006-11-05", "2020-07-14", "before"),
    )
    yield Form("days", numbers, days)
    several = written(some_options, two_options)
    yield Form("counting (at-least)", several, written(some_options, counting))
    table = {**plain, "rules/1.csv": rows("all"), "rules/1.yaml": ""}
    yield Form("a table of which all rows count", plain, table)
    yield Form("a table of which the first row counts", table, {**table, "rules/1.csv": rows("first")})


# files ----------------------------------------------------------------------------------------------------------------


def written(question: Callable[[int], str], test: Callable[[int], str]) -> dict[str, str]:
    """The files of a rulebook; `question` and `test` write the entry of a question and the condition of a rule."""
    rules = (f"- rule: r{at}\n  cites: s\n  {test(at)}\n  advise: action-{at % QUESTIONS}\n" for at in range(RULES))
    actions = (f"- action: action-{at}\n  phase: now\n  cites: s\n  steps: [do-it]\n" for at in range(QUESTIONS))
    return {
        "rulebook.yaml": "rulebook: forms\nversion: '1'\nlanguages: [en]\nsections: [s]\nphases: [now]\n",
        "questions.yaml": "".join(map(question, range(QUESTIONS))),
        "actions.yaml": "".join(actions),
        "rules/1.yaml": "".join(rules),
        "text/en.yaml": "language: English\n",
    }


def options(at: int) -> str:
    return f"- question: q{at}\n  choose: one\n  options: [a, b, c, d]\n"


def some_options(at: int) -> str:
    return options(at).replace("one", "several")


def follow_ups(at: int) -> str:
    return f"{options(at)}  only-if: {{q{at - 1}: [a, b, c]}}\n" if at % 2 else options(at)


def grouped(at: int) -> str:
    return f"{options(at)}  groups: {{first: [a, b]}}\n"


def number(at: int, measure: str) -> str:
    return f"- question: q{at}\n  choose: number\n  {measure}\n"


def two_options(at: int) -> str:
    return f"when: {{q{at % QUESTIONS}: [a, b], q{(at * 7 + 3) % QUESTIONS}: [b, c]}}"


def by_group(at: int) -> str:
    return two_options(at).replace("[a, b]", "first")


def counting(at: int) -> str:
    return two_options(at).replace("[a, b]", "{at-least: 2}")


def bounds(at: int, low: object, high: object, below: str = "less-than") -> str:
    first, second = at % QUESTIONS, (at * 7 + 3) % QUESTIONS
    return f"when: {{q{first}: {{at-least: {low}}}, q{second}: {{{below}: {high}}}}}"


def rows(hit: str) -> str:
    """The rules with two options as a table."""
    lines = [f"hit,{hit}", ",".join((*(f"q{at}" for at in range(QUESTIONS)), "advise", "cites"))]
    for at in range(RULES):
        cells = [""] * QUESTIONS
        cells[at % QUESTIONS], cells[(at * 7 + 3) % QUESTIONS] = "a | b", "b | c"
        lines.append(",".join((*cells, f"action-{at % QUESTIONS}", "s")))
    return "".join(f"{line}\n" for line in lines)


# measuring ------------------------------------------------------------------------------------------------------------


def loaded(files: Files, folder: Path) -> Rulebook:
    for name, text in files.items():
        if text:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return load_rulebook(folder)


def section(form: Form, cases: int = CASES, rounds: int = ROUNDS) -> Section:
    """A line an engine: cases a second without the form and with it."""
    with TemporaryDirectory() as scratch:
        books = [loaded(files, Path(scratch) / name) for name, files in (("0", form.without), ("1", form.with_it))]
        engines = [engine for engine in (DURABLE, COMPILED, REFERENCE) if engine != DURABLE or durable_is_there()]
        jobs = {}
        for book, name in zip(books, ("without", "with"), strict=True):
            dice = Random(1)
            answers = [random_answers(dice, book, ANSWERED) for _ in range(cases)]
            for engine in engines:
                jobs[f"{engine} {name}"] = lambda book=book, answers=answers, engine=engine: [
                    consult(book, one, engine=engine) for one in answers
                ]
        for job in jobs.values():
            job()  # what is made ready once is made ready before
        seconds = in_turns([jobs] * rounds)
    lines = []
    for engine in engines:
        before, after = (cases / seconds[f"{engine} {name}"] for name in ("without", "with"))
        lines.append(Row(engine, f"{before:,.0f} → {after:,.0f}", f"{after / before:.2f} ×", "cases a second"))
    return Section(form.name, lines)


def main(arguments: list[str]) -> int:
    """Print the table; `--quick` measures little, to see that it runs."""
    if arguments not in ([], ["--quick"]):
        print("usage: python -m benchmarks.forms [--quick]", file=sys.stderr)
        return 2
    quick = bool(arguments)
    print(printed(section(form, *((5, 1) if quick else ())) for form in forms()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
