"""Takes the pictures of the page that the documents show, with Debian's chromium at the size of a phone.

`python docs/pictures.py` writes `docs/images` anew.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"

CASE: dict[str, list[str]] = {
    "danger": ["none"],
    "relation": ["customer"],
    "fault": ["mine"],
    "severity": ["serious"],
    "cause": ["was-late", "overpromised"],
    "apology": ["not-yet"],
    "contact": ["refuses-to-meet"],
    "signs": ["none"],
    "demand": ["fair"],
    "reach": ["phone", "post"],
    "mood": ["angry"],
}
"""What is answered; everything else that is asked is not known."""

SHOWN = "cause"
"""The question of which a picture is taken, once it is answered and not yet sent."""


@contextmanager
def served() -> Iterator[str]:
    """The page on a port of this machine."""
    command = [sys.executable, "-m", "nakanaori.cli", "serve", "--no-browser", "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as child:
        try:
            assert child.stderr is not None
            found = re.search(r"http://\S+/", child.stderr.readline())
            assert found
            yield found[0]
        finally:
            child.terminate()


def take(page: Page, name: str) -> None:
    """A picture of what is in sight."""
    page.screenshot(path=IMAGES / f"{name}.png")


def answer_all(page: Page) -> None:
    """Through the questions to the answers that are to be checked."""
    while page.locator("#answer").count():
        question = page.locator("#answer input[name=question]").input_value()
        for value in CASE.get(question, ["unknown"]):
            page.locator(f'#answer input[value="{value}"]').check()
        if question == SHOWN:
            take(page, "question")
        with page.expect_navigation():
            page.locator("button.button[value=next]").click()


def main() -> None:
    """All four pictures."""
    IMAGES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        phone = browser.new_context(
            locale="ja-JP", viewport={"width": 390, "height": 780}, device_scale_factor=1.5, reduced_motion="reduce"
        )
        page = phone.new_page()
        page.goto(address)
        page.locator("form[action='/start'] button").click()
        answer_all(page)
        take(page, "check")
        page.locator("a.button").click()
        page.locator(".first").wait_for()
        take(page, "plan")
        letter = page.locator("article", has=page.locator("input[value=apologise-by-letter]"))
        letter.locator("details.why > summary").click()
        letter.locator("details.drawn > summary").click()
        letter.locator("details.why > summary").evaluate("it => it.scrollIntoView({block: 'start'})")
        letter.locator("img").evaluate("it => it.decode()")
        page.evaluate("scrollBy(0, -70)")
        take(page, "reasons")
        browser.close()


if __name__ == "__main__":
    main()
