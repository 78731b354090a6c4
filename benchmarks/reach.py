"""How soon the page is there for whom, and how much has to be sent: `python -m benchmarks.reach`.

A browser whose processor is slowed to a sixth, as a cheap telephone's, opens the published page and answers everything;
what it takes is measured in the page itself.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from statistics import median
from typing import Any

from nakanaori.engine.consulting import random_answers
from nakanaori.engine.language import ONE, UNKNOWN, Question, Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.web.site import FRONT, site

from .__main__ import machine
from .load import first_visit
from .server import Server, Unserved, served
from .table import Row, Section, printed
from .timing import milliseconds

SLOWED = 6
"""How many times slower the processor is."""

FIRST, NEXT, WORST = 0.8, 0.060, 0.150
"""Targets: of the time that the page of forms took, and seconds."""

OF_FORMS = 2.47
"""Seconds until the first question of the page of forms that a server rendered, on the machine and in the way that the
first figures of this table come from; it is gone."""

MOST_BYTES, MOST_REQUESTS = 110 * 1024, 3
PEOPLE, VISITS = 4, 5

QUICKEST = 100
"""Milliseconds between choosing an answer and going on, of a thumb that is quick."""

READING = 5_000
"""Milliseconds for which somebody reads the first question before they answer it."""

_FIRST = """
  const begin = () => {
    const button = document.getElementById('begin');
    if (!document.documentElement.classList.contains('ready') || !button) return false;
    button.click();
    requestAnimationFrame(() => setTimeout(() => { window.firstQuestion = performance.now(); }));
    return true;
  };
  const wait = () => { if (!begin()) setTimeout(wait, 5); };
  wait();
"""

_ANSWERED = """async ([values, number, quickest]) => {
  const asked = document.querySelector('main legend h1');
  if (!asked) {
    const on = document.querySelector('main .screen-alarm .options .buttons button:nth-of-type(2)')
      || document.querySelector('main .screen-certain .buttons button:last-of-type');
    if (!on) return null;
    on.click();
    return -1;
  }
  const form = document.querySelector('main form');
  for (const one of form.querySelectorAll('input')) {
    if (one.name === 'number') one.value = number;
    else if (one.checked !== values.includes(one.value)) one.click();
  }
  await new Promise((done) => setTimeout(done, quickest));
  const begun = performance.now();
  form.querySelector('.buttons .button').click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""

_ASKED = "() => document.querySelector('main legend h1')?.textContent ?? ''"


def section(rulebook: Rulebook, server: Server, *, people: int, visits: int, reading: int = READING) -> Section:
    """The figures as part of the table; for so many milliseconds the first question is read."""
    files = site([rulebook])
    firsts, nexts = _slowed(rulebook, server, people, visits, reading)
    heading = f"Reach: the page with the processor {SLOWED} × slower ({people} people, {len(nexts)} answers)"
    return Section(heading, [*_times(firsts, nexts), *_sizes(rulebook, files)])


def _times(firsts: Sequence[float], nexts: Sequence[float]) -> Iterator[Row]:
    first, middle, worst = median(firsts), median(nexts), max(nexts)
    yield Row(
        "first question, from opening the page: median",
        milliseconds(first),
        f"{first / OF_FORMS:.2f} × the page of forms",
        f"{FIRST} ×",
        first <= FIRST * OF_FORMS,
    )
    yield Row("next question: median", milliseconds(middle), note=milliseconds(NEXT), reached=middle <= NEXT)
    yield Row("next question: worst", milliseconds(worst), note=milliseconds(WORST), reached=worst <= WORST)


def _sizes(rulebook: Rulebook, files: Mapping[str, bytes]) -> Iterator[Row]:
    import brotli  # which nothing else here needs

    needed = [address for address in first_visit(files) if not address.startswith("icon.")]
    note = f"{MOST_REQUESTS} or fewer"
    yield Row("requests before the first question", str(len(needed)), note=note, reached=len(needed) <= MOST_REQUESTS)
    for language in rulebook.languages:
        name = FRONT if language == rulebook.languages[0] else f"{language}.html"
        parts = [files[name], *(files[address] for address in needed[1:])]
        sent = sum(len(brotli.compress(part)) for part in parts)
        zipped = sum(len(gzip.compress(part, mtime=0)) for part in parts)
        told, also = f"{sent / 1024:.1f} KiB", f"{zipped / 1024:.1f} KiB with gzip"
        title = f"sent before the first question ({language}), compressed with brotli"
        yield Row(title, told, also, f"{MOST_BYTES // 1024} KiB", sent <= MOST_BYTES)


def _slowed(
    rulebook: Rulebook, server: Server, people: int, visits: int, reading: int
) -> tuple[list[float], list[float]]:
    """Seconds until the first question of each visit, and to each next one."""
    from playwright.sync_api import sync_playwright  # which nothing else here needs

    dice = Random(6)
    firsts: list[float] = []
    nexts: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for number in range(max(people, visits)):
            context = browser.new_context(locale="ja-JP", viewport={"width": 375, "height": 667})
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {_FIRST} }});")
            page.goto(server.address)
            page.wait_for_function("() => window.firstQuestion")
            firsts.append(page.evaluate("window.firstQuestion") / 1000)
            if number < people:
                page.wait_for_timeout(reading)
                nexts += _answers(page, rulebook, random_answers(dice, rulebook, answered=1.0))
            context.close()
        browser.close()
    return firsts, nexts


def _answers(page: Any, rulebook: Rulebook, person: Mapping[str, object]) -> Iterator[float]:
    """Seconds to each next screen, while a person answers everything."""
    texts = rulebook_texts(rulebook)
    asks = {" ".join(texts("questions", name, "ask").split()): name for name in rulebook.question}
    for _ in range(3 * len(asks)):
        asked = asks.get(" ".join(page.evaluate(_ASKED).split()))
        given = person[asked] if asked else None
        values, number = ([], "") if asked is None else _filled(rulebook.question[asked], given)
        taken = page.evaluate(_ANSWERED, [values, number, QUICKEST])
        if taken is None:
            return
        if taken >= 0:
            yield taken / 1000


def _filled(question: Question, given: object) -> tuple[list[str], str]:
    """What is ticked and typed for an answer."""
    if given == UNKNOWN or question.kind == ONE:
        return [str(given)], ""
    if isinstance(given, (list, tuple)):
        return [*map(str, given)] or ["none"], ""
    return [], str(given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; a missed target is a figure like any other and no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reach", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one person: whether it runs, not what it measures")
    quick = parser.parse_args(arguments).quick
    print(machine(("playwright",)))
    try:
        with served() as server:
            few = {"people": 1, "visits": 1, "reading": 0} if quick else {"people": PEOPLE, "visits": VISITS}
            made = section(load_rulebook(), server, **few)
    except Unserved as error:
        print(f"reach: {error}", file=sys.stderr)
        return 1
    print(printed([made]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
