"""The service worker: which files it keeps, and that it is another one as soon as one of them is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nakanaori.engine.language import Rulebook
from nakanaori.web.service_worker import NAME, service_worker
from nakanaori.web.site import site

FILES = {"index.html": b"<p>one</p>", "page.0123456789ab.js": b"let one;"}


def listed(script: str) -> list[str]:
    (files,) = re.findall(r"const FILES = (\[.*?\]);", script)
    names: list[str] = json.loads(files)
    return names


def version(script: str) -> str:
    (found,) = re.findall(r'const VERSION = "([0-9a-f]{12})";', script)
    assert isinstance(found, str)
    return found


def test_it_keeps_every_file_of_the_site_but_itself(published: Mapping[str, bytes]) -> None:
    files = published
    assert listed(files[NAME].decode()) == sorted(set(files) - {NAME})


def test_it_is_another_one_as_soon_as_a_file_is(rulebook: Rulebook) -> None:
    first = service_worker(FILES)
    assert service_worker(dict(reversed(FILES.items()))) == first
    for other in ({**FILES, "index.html": b"<p>two</p>"}, {**FILES, "new.html": b""}, {"index.html": b"<p>one</p>"}):
        assert version(service_worker(other)) != version(first)


def test_what_it_fetches_is_fetched_anew() -> None:
    assert re.findall(r"fetch\(\w+, [^)]*\)", service_worker(FILES)) == ['fetch(address, { cache: "reload" })']


def test_a_site_that_is_not_to_be_kept_has_none(rulebook: Rulebook) -> None:
    files = site([rulebook], offline=False)
    assert NAME not in files
    assert not [name for name, content in files.items() if b"data-worker" in content]


def test_a_single_file_has_none(single_pages: Mapping[str, bytes]) -> None:
    for content in single_pages.values():
        assert b"data-worker" not in content
        assert b'rel="manifest"' not in content
