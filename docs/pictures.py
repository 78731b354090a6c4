"""Takes the pictures of the page that the documents show, with Debian's chromium at the size of a phone.

`python docs/pictures.py` writes `docs/images` anew.
"""

from __future__ import annotations

from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.web.site import single_files
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"

LANGUAGE = "ja"

CASE: dict[str, list[str]] = {
    "danger": ["none"],
    "relation": ["friend"],
    "fault": ["mine"],
    "severity": ["serious"],
    "cause": ["broke-promise", "lied"],
    "known": ["all"],
    "apology": ["not-yet"],
    "contact": ["in-touch"],
    "signs": ["none"],
    "urges": ["make-excuses"],
    "others": ["none"],
    "demand": ["fair"],
    "elapsed": ["days"],
}
"""What is answered; everything else that is asked is not known."""

SHOWN = "contact"
"""The question of which a picture is taken, once it is answered and not yet sent."""


def take(page: Page, name: str) -> None:
    """A picture of what is in sight."""
    page.screenshot(path=IMAGES / f"{name}.png")


def answer_all(page: Page, asked: dict[str, str]) -> None:
    """Through the questions, and past what is told on the way, to the answers that are to be checked."""
    while (screen := page.locator("body").get_attribute("data-screen")) != "check":
        if screen == "certain":
            page.locator(".equal button").last.click()
            continue
        question = asked[page.locator("main h1").inner_text()]
        for value in CASE.get(question, ["unknown"]):
            page.locator(f'main form input[value="{value}"]').check()
        if question == SHOWN:
            take(page, "question")
        page.locator("main form .button").click()


def main() -> None:
    """All four pictures."""
    IMAGES.mkdir(exist_ok=True)
    rulebook = load_rulebook()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        for name, content in single_files([rulebook]).items():
            (Path(folder) / name).write_bytes(content)
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        phone = browser.new_context(
            locale="ja-JP", viewport={"width": 390, "height": 780}, device_scale_factor=1.5, reduced_motion="reduce"
        )
        page = phone.new_page()
        page.goto((Path(folder) / f"{rulebook.id}.{LANGUAGE}.html").as_uri())
        page.locator("#begin").click()
        texts = rulebook_texts(rulebook, LANGUAGE)
        asked = {texts("questions", name, "ask"): name for name in rulebook.question}
        answer_all(page, asked)
        take(page, "check")
        page.locator("main .buttons .button").click()
        page.locator(".card input[type=checkbox]").first.check()
        take(page, "plan")
        why = page.locator(".card .body:not([hidden]) details.more:last-of-type summary").first
        why.click()
        page.locator(".reasons").first.wait_for()
        why.evaluate("it => it.scrollIntoView({block: 'start'})")
        take(page, "reasons")
        browser.close()


if __name__ == "__main__":
    main()
