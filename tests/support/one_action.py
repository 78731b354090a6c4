"""A rulebook with one action, and whatever leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nakanaori.engine.language import Action, Condition, HelpLines, Place, Question, Rule, Rulebook, Step


def one_action(questions: Sequence[Question], finding: Sequence[Rule], acting: Condition) -> Rulebook:
    """A rulebook of these questions, rules that find something, and a rule that advises `act`."""
    place = Place("rules.yaml")
    return Rulebook(
        id="one-action",
        version="1",
        languages=("en",),
        sections=("1",),
        phases=("now",),
        tags=(),
        findings=tuple(dict.fromkeys(found for rule in finding for found in rule.find)),
        questions=tuple(questions),
        actions=(Action("act", "now", (), ("1",), (Step("do-it", ()),), place),),
        rules=(*finding, Rule("advise", ("1",), False, acting, (), ("act",), (), place)),
        alarm=None,
        help_lines=HelpLines(),
        folder=Path("one-action"),
    )
