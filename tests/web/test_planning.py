"""The plan on its page: reasons, ticking off, what other answers would make of it, and on paper."""

from __future__ import annotations

from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.web.wording import phrases_of
from visitor import LATE, Visitor


def test_the_plan_tells_reasons_down_to_answers_and_sections(rulebook: Rulebook, visitor: Visitor) -> None:
    visitor.answer_all({**LATE, "contact": "wants-no-contact"}).open(f"/{visitor.number + 1}")
    say, texts = phrases_of("en"), rulebook_texts(rulebook, "en")
    for said in (
        texts("rules", "no-contact-means-no-apology-either"),
        texts("findings", "contact-off", "holds"),
        texts("rules", "they-have-broken-off-contact"),
        say("explain", "section").format(number="20", heading=texts("sections", "20")),
        texts("questions", "contact", "options", "wants-no-contact"),
        say("plan", "withheld"),
    ):
        assert said in visitor.forms.text


def test_a_plan_so_far_is_there_at_every_question(visitor: Visitor) -> None:
    visitor.choose([])
    visitor.open("/2/list")
    assert phrases_of("en")("plan", "provisional") in visitor.forms.text


def test_actions_are_ticked_off_and_back(at_the_plan: Visitor) -> None:
    stamp = at_the_plan.forms.hidden["stamp"]
    for pressed in (1, 0):
        at_the_plan.send(at_the_plan.path, {"stamp": stamp, "action": "apologise-by-letter", "go": "tick"})
        assert at_the_plan.page.count('aria-pressed="true"') == pressed
    at_the_plan.send(at_the_plan.path, {"stamp": stamp, "action": "no-such-action", "go": "tick"})
    assert at_the_plan.status == 200


def test_what_if_shows_the_difference_and_changes_nothing(at_the_plan: Visitor) -> None:
    plan = at_the_plan.client.get(f"{at_the_plan.path}/list.json").content
    stamp = at_the_plan.forms.hidden["stamp"]
    at_the_plan.send(at_the_plan.path, {"stamp": stamp, "question": "contact", "go": "suppose"})
    assert ("answer", "refuses-to-meet") in at_the_plan.forms.ticked
    other = {"stamp": stamp, "question": "contact", "answer": "wants-no-contact", "go": "suppose"}
    at_the_plan.send(at_the_plan.path, other)
    say, texts = phrases_of("en"), rulebook_texts(load_rulebook(), "en")
    assert say("what-if", "goes") in at_the_plan.forms.text
    assert texts("rules", "no-contact-means-no-apology-either") in at_the_plan.forms.text
    assert at_the_plan.client.get(f"{at_the_plan.path}/list.json").content == plan
    at_the_plan.send(at_the_plan.path, {"stamp": stamp, "go": "suppose"})
    assert say("what-if", "goes") not in at_the_plan.forms.text


def test_the_print_view_says_everything(at_the_plan: Visitor) -> None:
    at_the_plan.open(f"{at_the_plan.path}/print")
    assert "<details" not in at_the_plan.page
    assert "§1.1" in at_the_plan.page
