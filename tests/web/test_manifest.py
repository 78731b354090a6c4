"""The manifest: what a page is called among a device's programs, and that all it names is there."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path

from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from nakanaori.web.site import site
from small_rulebook import write_rulebook


def test_every_page_has_one_and_all_that_it_names_is_there(rulebook: Rulebook, tmp_path: Path) -> None:
    small = load_rulebook(write_rulebook(tmp_path))
    for rulebooks in ([rulebook], [rulebook, small]):
        files = site(rulebooks)
        found = [name for name in files if name.endswith(".webmanifest")]
        assert len(found) == sum(len(one.languages) for one in rulebooks)
        for name in found:
            told, folder = json.loads(files[name]), name.rpartition("/")[0]
            up = f"{folder}/" if folder else ""
            assert f"{up}{told['start_url']}" in files
            assert f'<link rel="manifest" href="{name.removeprefix(up)}">' in files[f"{up}{told['start_url']}"].decode()
            assert told["scope"] == ("../" if folder else "./")
            for icon in told["icons"]:
                assert (up + icon["src"]).replace(f"{up}../", "") in files
            assert told["display"] == "standalone"


def test_icons_are_as_large_as_they_say(published: Mapping[str, bytes]) -> None:
    files = published
    icons = json.loads(files["app.ja.webmanifest"])["icons"]
    for icon in icons:
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", files[icon["src"]][16:24])
            assert icon["sizes"] == f"{width}x{height}"
    assert {icon["sizes"] for icon in icons} == {"any", "192x192", "512x512"}


def test_the_name_tells_nothing_where_one_may_have_to_leave(tmp_path: Path, published: Mapping[str, bytes]) -> None:
    names = {json.loads(content)["name"] for name, content in published.items() if "webmanifest" in name}
    assert names == {"メモ", "Notes"}
    small = load_rulebook(write_rulebook(tmp_path))
    told = json.loads(site([small])["app.en.webmanifest"])
    assert told["name"] == ("Notes" if small.quick_exit else "Going out")
