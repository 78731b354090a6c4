"""An author's view, in a real browser: the page as it is saved, and beside it what is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from browser import require_browser
from playwright.sync_api import Browser, expect
from small_rulebook import write_rulebook

require_browser()


def test_each_save_is_shown_and_a_broken_one_keeps_the_page(chromium: Browser, tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path / "book")
    text = folder / "text" / "en.yaml"
    words = text.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "nakanaori.cli", "serve", "--watch", "--no-browser", "--lang", "en"]
    command += ["--rulebook", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as child:
        try:
            assert child.stderr is not None
            address = child.stderr.readline().split()[4].rstrip(".")
            page = chromium.new_page()
            complaints: list[str] = []
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.goto(address)
            heading = page.frame_locator("#page").locator("main h1")
            page.frame_locator("#page").get_by_role("link", name="English", exact=True).click()
            expect(heading).to_have_text("Going out")
            text.write_text(words.replace("title: Going out,", "title: Going away,"), encoding="utf-8")
            expect(heading).to_have_text("Going away")
            text.write_text("language: [", encoding="utf-8")
            expect(page.locator("#state")).to_have_class("broken")
            expect(page.locator("#said li").first).to_contain_text("en.yaml")
            expect(heading).to_have_text("Going away")
            text.write_text(words, encoding="utf-8")
            expect(heading).to_have_text("Going out")
            expect(page.locator("#state")).not_to_have_class("broken")
            assert complaints == []
            page.close()
        finally:
            child.terminate()
