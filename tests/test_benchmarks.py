"""`python -m benchmarks` runs, its contestants agree, and its table is whole; what it measures is not judged here.

Nor is what the load comes to, but that every page is looked at, and that a page of somebody else's is noticed.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from random import Random

import pytest
from house import HOUSE
from nakanaori.engine.consulting import durable_is_there
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.app import make_app
from required import require

sys.path.append(str(HOUSE))

from benchmarks.direct import Direct
from benchmarks.journey import ALARM, Journey, journey
from benchmarks.people import people
from benchmarks.server import Unserved, local
from benchmarks.visitor import Reply, Tally, Visitor

LINES = (
    "our durable path: whole outcome",
    "our reference path: whole outcome",
    "bare durable-rules (its Host): rules fired",
    "bare durable-rules (its C engine): rules fired",
    "CLIPS (clipspy): rules, findings, plan",
    "zen-engine: rules, findings, plan",
    "conclusions compared beforehand",
    "logic",
    "logic and one language",
    'python -c "import click, yaml"',
    "nakanaori ask --plain, to the first prompt",
    "nakanaori ask --plain, with no input",
    'python -c "import prompt_toolkit, click, yaml"',
    "nakanaori ask, to the first menu",
    "in danger: mean, median, worst",
    "not in danger: mean, median, worst",
    "everybody: mean, median, worst",
    "in danger, asked as declared: mean, median, worst",
    "in danger, until the first steps are certain: mean, median, worst",
    "not in danger, until they are, asked as declared: mean, median, worst",
    "next_question, CPU time: mean, median, worst",
    "an answer and the next question: engine alone",
    "an answer and the next question: POST and GET",
    "the plan: consult and trace alone",
    "the plan: GET",
    "our durable path: memory",
    "our reference path: memory",
    "10 rules: load",
    "10 rules: consult, reference: first, others",
    "10 rules: next_question, the others: median, worst",
    "10 rules: prove",
    "10 rules: check",
    "30 rules: load",
)


@pytest.fixture(scope="module")
def table() -> list[str]:
    """What a quick run prints, by line."""
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    return [line.strip() for line in run.stdout.splitlines()]


def line(table: list[str], name: str) -> str:
    """The one line of the table that begins with `name`."""
    found = [told for told in table if told.startswith(f"{name}  ")]
    assert len(found) == 1, (name, found)
    return found[0]


def figure(table: list[str], name: str) -> str:
    """The figure in that line."""
    return line(table, name).removeprefix(name).split()[0]


@pytest.mark.parametrize("name", LINES)
def test_the_table_has_every_line(table: list[str], name: str) -> None:
    told = line(table, name)
    assert "failed" not in told


def test_the_contestants_conclude_the_same(table: list[str]) -> None:
    assert "all agree" in line(table, "conclusions compared beforehand")
    assert not [told for told in table if "wrong on" in told]


def test_everybody_installed_takes_part(table: list[str]) -> None:
    require(find_spec("clips") is not None, "clipspy is not installed: pip install 'nakanaori[bench]'.")
    require(find_spec("zen") is not None, "zen-engine is not installed: pip install 'nakanaori[bench]'.")
    for name in ("CLIPS (clipspy): rules, findings, plan", "zen-engine: rules, findings, plan"):
        assert "left out" not in line(table, name)


def test_durable_rules_takes_part_where_it_can(table: list[str]) -> None:
    without = [told for told in table if "durable" in told and "left out" in told]
    assert bool(without) is not durable_is_there()


def test_the_targets_are_summed_up(table: list[str]) -> None:
    assert table[-1].startswith("Targets missed: ")


# load ---------------------------------------------------------------------------------------------


def test_a_small_load_meets_with_nothing_strange() -> None:
    require(find_spec("aiohttp") is not None, "aiohttp is not installed: pip install 'nakanaori[bench]'.")
    command = [sys.executable, "-m", "benchmarks.load", "--people", "4", "--seconds", "120"]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert run.returncode == 0, (run.stdout, run.stderr)
    told = [line.strip() for line in run.stdout.splitlines()]
    assert line(told, "people").endswith("finished: 4: yes")
    assert figure(told, "sessions") == "4"
    assert int(figure(told, "pages")) >= 4 * 8
    assert figure(told, "errors") == "0"
    assert figure(told, "pages that were another's") == "0"
    for name in ("time of a page: worst", "memory of the server: per session", "CPU time of the server"):
        line(told, name)


@pytest.fixture(scope="module")
def traveller() -> Journey:
    """Somebody in danger who also goes back, changes the language and an early answer."""
    dice, rulebook = Random(1), load_rulebook()
    return journey(dice, rulebook, people(dice, rulebook, 1, danger=True)[0], wanders=True)


class Doctored(Direct):
    """The page, with one piece of whichever page has it replaced."""

    def __init__(self, language: str, pattern: str, by: str) -> None:
        super().__init__(make_app(load_rulebook()), language)
        self.pattern = re.compile(pattern, re.DOTALL)
        self.by = by

    async def request(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> Reply:
        reply = await super().request(method, address, fields)
        return reply._replace(text=self.pattern.sub(self.by, reply.text))


def visited(traveller: Journey, pattern: str = "(?!)", by: str = "") -> Tally:
    tally = Tally()
    tally.owners["another's"] = None
    asyncio.run(Visitor(traveller, Doctored(traveller.language, pattern, by), tally).visit())
    return tally


def test_a_visitor_sees_everything_and_finds_nothing_strange(traveller: Journey) -> None:
    tally = visited(traveller)
    assert (tally.clean, tally.finished, len(tally.owners)) == (True, 1, 2)
    # The first page, each question, the alarm, the check and the plan; what else there is comes of going to and fro.
    assert len(tally.seconds) > len(traveller.stands[-1].pages) + 1
    assert any(ALARM in stand.pages for stand in traveller.stands)


@pytest.mark.parametrize(
    ("pattern", "by", "kind"),
    [
        (r'<html lang="ja"', '<html lang="en"', "language"),
        (r'(class="tick".*?name="stamp" value=")[^"]*', r"\1another's", "session"),
        (r'(<progress max="[0-9]+" value=")[0-9]+', r"\g<1>40", "question"),
        (r'(<progress max=")[0-9]+', r"\g<1>40", "question"),
        (r'(<span class="rank">[0-9]+\.</span>)[^<]*(</h2>)', r"\1 Another's\2", "urgent actions"),
        (r"<li>[^<]*(</li>\s*</ul></dd>)", r"<li>Another's\1", "answers"),
        (r'( name="action" value=")[^"]*', r"\1another", "actions"),
        (r'("digest": ")[^"]*', r"\1another", "record: digest"),
        (r'("answers": \{\s*"[^"]*": )', r'\1"another", "another": ', "record: answers"),
        (r'("actions": \[\s*\{\s*"id": ")[^"]*', r"\1another", "record: actions"),
        (r'"schema"', "another", "record"),
    ],
)
def test_what_is_another_s_is_noticed(traveller: Journey, pattern: str, by: str, kind: str) -> None:
    tally = visited(traveller, pattern, by)
    assert set(tally.strange) == {kind}
    assert 0 < tally.strange_pages <= tally.strange.total()
    assert not tally.clean


def test_a_ticked_answer_of_another_s_is_noticed(traveller: Journey) -> None:
    """On a question's page, where nobody has answered yet."""
    tally = visited(traveller, r'( id="option-1"[^>]*?)(?: checked)?( autocomplete)', r"\1 checked\2")
    assert set(tally.strange) == {"answers"}


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        (r'(id="answer".*?name="stamp" value=")[^"]*', "status 403"),
        (r'name="answer"', "an answer that is not offered"),
        (r'href="/[0-9]+/change"', "nothing to change"),
    ],
)
def test_what_fails_is_an_error(traveller: Journey, pattern: str, error: str) -> None:
    tally = visited(traveller, pattern, r"\1" if "(" in pattern else "")
    assert tally.errors == {error: 1}
    assert (tally.finished, tally.clean) == (0, False)


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/",
        "http://localhost:8000/",
        "http://127.0.0.1.example/",
        "http://127.0.0.1@example/",
        "http://example@127.0.0.1/",
        "https://127.0.0.1/",
        "/1",
    ],
)
def test_no_other_machine_is_asked(address: str) -> None:
    with pytest.raises(Unserved):
        local(address)
