"""What all tests share: the shipped rulebook, the engines that can run here, and what may be skipped where."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from case_files import require_batch
from nakanaori.cli import options
from nakanaori.engine.consulting import durable_is_there
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from required import NO_DURABLE, durable_can_be_had, require_package

if TYPE_CHECKING:
    from browser import Guests
    from hosted import Hosted
    from playwright.sync_api import Browser, Playwright

pytest.register_assert_rewrite("browser")

# Whatever language is spoken where the tests run: none is asked for unless a test does.
for name in ("LC_ALL", "LC_MESSAGES"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[Rulebook]:
    """Commands that run in this process find the shipped rulebook loaded, with all that was made ready for it."""
    shipped = load_rulebook()

    def load(folder: str | os.PathLike[str] | None = None) -> Rulebook:
        return shipped if folder is None else load_rulebook(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "load_rulebook", load)
        yield shipped


@pytest.fixture(scope="session")
def rulebook(loaded_once: Rulebook) -> Rulebook:
    """The shipped rulebook."""
    return loaded_once


@pytest.fixture(params=["reference", "compiled", *(["durable"] if durable_is_there() else [])])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine that can be imported here, so that what a test says of the language holds for all."""
    name: str = request.param
    return name


@pytest.fixture
def solver() -> None:
    """The test needs z3."""
    require_package("z3", "prove")


@pytest.fixture
def batch() -> None:
    """The test needs what batches take."""
    require_batch()


@pytest.fixture
def no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """z3 cannot be imported."""
    monkeypatch.setitem(sys.modules, "z3", None)


@pytest.fixture(scope="session")
def published(rulebook: Rulebook) -> Mapping[str, bytes]:
    """The page of the shipped rulebook as files."""
    from nakanaori.web.site import site

    return MappingProxyType(site([rulebook]))


@pytest.fixture(scope="session")
def single_pages(rulebook: Rulebook) -> Mapping[str, bytes]:
    """The page as one file for each language."""
    from nakanaori.web.site import single_files

    return MappingProxyType(single_files([rulebook]))


@pytest.fixture(scope="session")
def page(rulebook: Rulebook) -> Iterator[Hosted]:
    """The page over the shipped rulebook, running."""
    from hosted import hosted
    from nakanaori.web import connection

    with pytest.MonkeyPatch.context() as patched:
        # A browser on a machine that is busy with the other tests is no idle client; `test_connection` tries those.
        patched.setattr(connection, "SECONDS", 60.0)
        with hosted(rulebook) as running:
            yield running


# Not for the whole session: while Playwright runs, nothing else in this thread can run an event loop of its own.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What drives browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser."""
    from browser import launched

    with launched(playwright) as browser:
        yield browser


@pytest.fixture
def guests(chromium: Browser, page: Hosted) -> Iterator[Guests]:
    """Whoever visits the page in this test; nothing that must never happen has happened to them."""
    from browser import Guests

    those = Guests(chromium, page.rulebook, page.address)
    yield those
    assert those.go() == []


_MUST_NOT_SKIP: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """With NAKANAORI_REQUIRE=1, remember what was skipped although it should have run."""
    _remember(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A module that skips itself counts like a test."""
    _remember(report)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _MUST_NOT_SKIP:
        terminalreporter.section("skipped, but NAKANAORI_REQUIRE=1 asks for everything")
        for line in sorted(set(_MUST_NOT_SKIP)):
            terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _MUST_NOT_SKIP and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _remember(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("NAKANAORI_REQUIRE") != "1" or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not _may_be_skipped(reason):
        _MUST_NOT_SKIP.append(f"{report.nodeid}: {reason}")


def _may_be_skipped(reason: str) -> bool:
    """Where durable-rules cannot be had, for the superuser, and without the article beside the checkout."""
    without_durable = NO_DURABLE in reason and not durable_can_be_had()
    return without_durable or "the superuser" in reason or "the article" in reason
