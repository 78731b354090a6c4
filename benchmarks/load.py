"""Many people consulting at once by way of the page: `python -m benchmarks.load`, `make load`.

The server is a process of its own, and every page is compared with what the engine says this person must be shown.
Exits with 1 when anybody got to see what was not theirs, or when anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from time import perf_counter, process_time
from typing import NamedTuple

import aiohttp
from nakanaori.engine.reading import load_rulebook

from .__main__ import machine
from .journey import Journey, journeys
from .memory import MEBIBYTE
from .server import Server, Unserved, local, served
from .table import Row, Section, printed
from .timing import milliseconds
from .visitor import Lost, Reply, Tally, Visitor

PEOPLE, SECONDS = 500, 300

MOST_PEOPLE = 1_000
"""Each of them takes an open file here and one there, of the 1,024 that a process usually may have."""

WANDERER = 5
"""Every fifth person goes back, changes the language and an early answer."""

_REQUEST_SECONDS = 60
_SAMPLE_SECONDS = 0.05
_KIBIBYTE = 1024
_PACKAGES = ("starlette", "uvicorn", "jinja2", "aiohttp")


class Client:
    """A browser of one visitor: cookies and a connection of its own, which is kept."""

    def __init__(self, address: str, language: str) -> None:
        self._address = local(address).rstrip("/")
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=1),
            # Without it no cookie is taken from a host that has a number for a name.
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=_REQUEST_SECONDS),
            headers={"Accept-Language": language, "Accept-Encoding": "identity"},
        )

    async def request(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> Reply:
        """The reply to a request. Raises Lost when none comes."""
        whole, form = local(self._address + address), aiohttp.FormData(fields) if method == "POST" else None
        try:
            async with self._session.request(method, whole, data=form, allow_redirects=False) as reply:
                return Reply(reply.status, reply.headers.get("Location", ""), await reply.text())
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, UnicodeDecodeError) as error:
            raise Lost(type(error).__name__) from None

    async def close(self) -> None:
        """End the connection."""
        await self._session.close()


class Cost(NamedTuple):
    """What the load has cost: time on the clock, CPU time of either side, the server's memory before and at most."""

    seconds: float
    server: float
    client: float
    before: int
    peak: int


async def consulted(server: Server, travellers: Sequence[Journey], seconds: float) -> tuple[Tally, Cost]:
    """All people at once, for at most so long; whoever has not finished by then is an error."""
    # One goes ahead, so that what is made once for all is made and nobody's session is charged with it.
    ahead, tally = Tally(), Tally()
    await asyncio.wait_for(_visit(server, travellers[0], ahead), seconds)
    tally.errors.update(ahead.errors)
    tally.strange.update(ahead.strange)
    tally.strange_pages = ahead.strange_pages
    before = server.resident
    server_before, client_before, begun = server.cpu_seconds, process_time(), perf_counter()
    visits = [asyncio.ensure_future(_visit(server, journey, tally)) for journey in travellers[1:]]
    peak = before
    pending = set(visits)
    while pending and perf_counter() - begun < seconds:
        _, pending = await asyncio.wait(pending, timeout=_SAMPLE_SECONDS)
        peak = max(peak, server.resident)
    cost = Cost(
        perf_counter() - begun, server.cpu_seconds - server_before, process_time() - client_before, before, peak
    )
    if pending:
        tally.errors["not finished in time"] += len(pending)
        for visit in pending:
            visit.cancel()
        await asyncio.wait(pending)
    for visit in visits:
        if not visit.cancelled():
            visit.result()
    return tally, cost


async def _visit(server: Server, journey: Journey, tally: Tally) -> None:
    client = Client(server.address, journey.language)
    try:
        await Visitor(journey, client, tally).visit()
    finally:
        await client.close()


def section(tally: Tally, cost: Cost, people: int) -> Section:
    """What came of it as part of the table."""
    heading = f"Load: {people:,} people at once, each through the whole consultation without a pause (127.0.0.1)"
    return Section(heading, list(_rows(tally, cost, people)))


def _rows(tally: Tally, cost: Cost, people: int) -> Iterator[Row]:
    pages = len(tally.seconds)
    yield Row("people", f"{people:,}", note=f"finished: {tally.finished:,}", reached=tally.finished == people)
    yield Row("sessions", f"{len(tally.owners):,}", note="one a person", reached=len(tally.owners) == people)
    yield Row("pages", f"{pages:,}", f"{pages / people:.1f} a person", f"{tally.requests:,} requests")
    yield Row("pages a second", f"{pages / cost.seconds:,.0f}", note=f"{cost.seconds:.1f} s in all")
    yield from _times(sorted(tally.seconds))
    yield Row("memory of the server: before", f"{cost.before / MEBIBYTE:.1f} MiB", note="after one person")
    yield Row("memory of the server: at the peak", f"{cost.peak / MEBIBYTE:.1f} MiB")
    growth = (cost.peak - cost.before) / max(len(tally.owners), 1)
    yield Row("memory of the server: per session", f"{growth / _KIBIBYTE:.1f} KiB", note="what it grew by, shared out")
    for name, seconds in (("server", cost.server), ("client", cost.client)):
        share = f"{100 * seconds / cost.seconds:.0f} % of one processor"
        yield Row(
            f"CPU time of the {name}", f"{seconds:.1f} s", f"{milliseconds(seconds / max(pages, 1))} a page", share
        )
    yield Row("errors", f"{tally.errors.total():,}", note="none", reached=not tally.errors)
    yield from _counted(tally.errors)
    yield Row("pages that were another's", f"{tally.strange_pages:,}", note="none", reached=not tally.strange_pages)
    yield from _counted(tally.strange)


def _times(seconds: Sequence[float]) -> Iterator[Row]:
    parts = {"median": 0.5, "nine of ten within": 0.9, "ninety-nine of a hundred within": 0.99, "worst": 1.0}
    for name, part in parts.items():
        figure = milliseconds(seconds[round(part * (len(seconds) - 1))]) if seconds else "none"
        yield Row(f"time of a page: {name}", figure)


def _counted(kinds: Counter[str]) -> Iterator[Row]:
    for kind, count in kinds.most_common():
        yield Row(f"- {kind}", f"{count:,}")


def _bounded(least: int, most: int) -> Callable[[str], int]:
    def whole(written: str) -> int:
        number = int(written)
        if not least <= number <= most:
            raise ValueError
        return number

    whole.__name__ = f"whole number from {least} to {most}"
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Loads, and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=_bounded(1, MOST_PEOPLE), default=PEOPLE, help="how many consult at once")
    parser.add_argument("--seconds", type=_bounded(1, 3_600), default=SECONDS, help="how long they may take together")
    options = parser.parse_args(arguments)
    print(machine(_PACKAGES))
    print(f"load: computing what {options.people:,} people must be shown …", file=sys.stderr, flush=True)
    travellers = journeys(Random(6), load_rulebook(), options.people + 1, every=WANDERER)
    print(f"load: {options.people:,} people consult …", file=sys.stderr, flush=True)
    try:
        with served() as server:
            tally, cost = asyncio.run(consulted(server, travellers, options.seconds))
            tally.errors.update(server.ended())
    except (Unserved, asyncio.TimeoutError) as error:
        print(f"load: {error or 'The first person did not finish in time.'}", file=sys.stderr)
        return 1
    print(printed([section(tally, cost, options.people)]))
    fine = tally.clean and tally.finished == len(tally.owners) == options.people
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
