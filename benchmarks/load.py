"""Many people coming at once to `nakanaori serve`: `python -m benchmarks.load`, `make load`.

The server is a process of its own. Everybody fetches what a first visit fetches, on a connection of their own, then
asks whether it has changed; whatever they get is compared with what is published. Exits with 1 when anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter, process_time
from typing import NamedTuple

import aiohttp
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.site import FRONT, site

from .__main__ import machine
from .memory import MEBIBYTE
from .server import Server, Unserved, local, served
from .table import Row, Section, printed
from .timing import milliseconds

PEOPLE, SECONDS = 500, 300

MOST_PEOPLE = 800
"""Each of them takes an open file here and one there, of the 1,024 that a process usually may have."""

VISITS = 4
"""How often everybody comes: once for all of it, then to ask whether it has changed."""

_REQUEST_SECONDS = 60
_SAMPLE_SECONDS = 0.05
_PACKAGES = ("starlette", "uvicorn", "aiohttp")
_LOADED = re.compile(r'(?:rel="stylesheet" href|rel="icon" href|<script src)="([^"#:]+)"')


class Tally:
    """What all visitors together have met with; `seconds` holds what each request took."""

    def __init__(self) -> None:
        self.finished = self.received = 0
        self.seconds: list[float] = []
        self.errors: Counter[str] = Counter()


class Cost(NamedTuple):
    """What the load has cost: time on the clock, CPU time of either side, the server's memory before and at most."""

    seconds: float
    server: float
    client: float
    before: int
    peak: int


def first_visit(files: Mapping[str, bytes]) -> list[str]:
    """The addresses that a browser asks for before the first question is answered."""
    return ["", *_LOADED.findall(files[FRONT].decode())]


async def visited(server: Server, files: Mapping[str, bytes], people: int, seconds: float) -> tuple[Tally, Cost]:
    """All people at once, for at most so long; whoever has not finished by then is an error."""
    tally = Tally()
    await asyncio.wait_for(_visit(server, files, Tally()), seconds)
    before = peak = server.resident
    server_before, client_before, begun = server.cpu_seconds, process_time(), perf_counter()
    pending = {asyncio.ensure_future(_visit(server, files, tally)) for _ in range(people)}
    while pending and perf_counter() - begun < seconds:
        done, pending = await asyncio.wait(pending, timeout=_SAMPLE_SECONDS)
        for visit in done:
            visit.result()
        peak = max(peak, server.resident)
    spent = perf_counter() - begun
    cost = Cost(spent, server.cpu_seconds - server_before, process_time() - client_before, before, peak)
    if pending:
        tally.errors["not finished in time"] += len(pending)
        for visit in pending:
            visit.cancel()
        await asyncio.wait(pending)
    return tally, cost


async def _visit(server: Server, files: Mapping[str, bytes], tally: Tally) -> None:
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=1), timeout=aiohttp.ClientTimeout(total=_REQUEST_SECONDS)
    )
    known: dict[str, str] = {}
    async with session:
        try:
            for _ in range(VISITS):
                for address in first_visit(files):
                    await _fetched(session, server, address, known, files, tally)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            tally.errors[type(error).__name__] += 1
        else:
            tally.finished += 1


async def _fetched(
    session: aiohttp.ClientSession,
    server: Server,
    address: str,
    known: dict[str, str],
    files: Mapping[str, bytes],
    tally: Tally,
) -> None:
    begun = perf_counter()
    headers = {"If-None-Match": known[address]} if address in known else {}
    async with session.get(local(server.address + address), headers=headers) as reply:
        content = await reply.read()
    tally.seconds.append(perf_counter() - begun)
    tally.received += int(reply.headers.get("Content-Length", 0))
    if address in known:
        tally.errors.update([] if reply.status == 304 and not content else ["sent again"])
    else:
        known[address] = reply.headers.get("ETag", "")
        tally.errors.update([] if content == files[address or FRONT] else ["another content"])


def section(tally: Tally, cost: Cost, people: int) -> Section:
    """What came of it as part of the table."""
    heading = f"Load: {people:,} people at once, each {VISITS} times (127.0.0.1)"
    return Section(heading, list(_rows(tally, cost, people)))


def _rows(tally: Tally, cost: Cost, people: int) -> Iterator[Row]:
    requests = len(tally.seconds)
    yield Row("people", f"{people:,}", note=f"finished: {tally.finished:,}", reached=tally.finished == people)
    yield Row("requests", f"{requests:,}", f"{requests / people:.1f} a person", f"{cost.seconds:.1f} s in all")
    yield Row("requests a second", f"{requests / cost.seconds:,.0f}")
    rate = requests / cost.server if cost.server else 0.0
    yield Row("requests a second of the server's CPU time", f"{rate:,.0f}")
    yield Row("sent", f"{tally.received / MEBIBYTE:.1f} MiB", note="compressed")
    yield from _times(sorted(tally.seconds))
    yield Row("memory of the server: before", f"{cost.before / MEBIBYTE:.1f} MiB", note="after one person")
    yield Row("memory of the server: at the peak", f"{cost.peak / MEBIBYTE:.1f} MiB")
    for name, seconds in (("server", cost.server), ("client", cost.client)):
        share = f"{100 * seconds / cost.seconds:.0f} % of one processor"
        yield Row(f"CPU time of the {name}", f"{seconds:.1f} s", share)
    yield Row("errors", f"{tally.errors.total():,}", note="none", reached=not tally.errors)
    for kind, count in tally.errors.most_common():
        yield Row(f"- {kind}", f"{count:,}")


def _times(seconds: Sequence[float]) -> Iterator[Row]:
    parts = {"median": 0.5, "nine of ten within": 0.9, "ninety-nine of a hundred within": 0.99, "worst": 1.0}
    for name, part in parts.items():
        figure = milliseconds(seconds[round(part * (len(seconds) - 1))]) if seconds else "none"
        yield Row(f"time of a request: {name}", figure)


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
    parser.add_argument("--people", type=_bounded(1, MOST_PEOPLE), default=PEOPLE, help="how many come at once")
    parser.add_argument("--seconds", type=_bounded(1, 3_600), default=SECONDS, help="how long they may take together")
    options = parser.parse_args(arguments)
    print(machine(_PACKAGES))
    files = site([load_rulebook()])
    print(f"load: {options.people:,} people come …", file=sys.stderr, flush=True)
    try:
        with served() as server:
            tally, cost = asyncio.run(visited(server, files, options.people, options.seconds))
            tally.errors.update(server.ended())
    except (Unserved, asyncio.TimeoutError) as error:
        print(f"load: {error or 'The first person did not finish in time.'}", file=sys.stderr)
        return 1
    print(printed([section(tally, cost, options.people)]))
    return 0 if not tally.errors and tally.finished == options.people else 1


if __name__ == "__main__":
    sys.exit(main())
