"""What `advise` and `explain` share: the outcome of a case file, and its forms for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.cli.consultation import FORMATS, consultation, drawn
from nakanaori.cli.options import Setting
from nakanaori.engine.language import NakanaoriError
from nakanaori.engine.telling import as_markdown, trace_json, traced


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text("rulebook: regain_trust\nanswers: {fault: mine, contact: blocked-me}\n", encoding="utf-8")
    return path


def test_the_outcome_is_that_of_the_file_in_the_language_asked_for(case: Path) -> None:
    outcome, wording = consultation(Setting(lang="en", engine="reference"), case)
    assert outcome.case.answers == {"fault": "mine", "contact": "blocked-me"}
    assert (outcome.engine.name, wording.language) == ("reference", "en")
    with pytest.raises(NakanaoriError):
        consultation(Setting(), case.parent / "nowhere.yaml")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_every_form_but_text_is_made_of_the_outcome(case: Path, form: str) -> None:
    outcome, wording = consultation(Setting(lang="en"), case)
    made = drawn(outcome, wording, form)
    beginnings = {"json": "{", "markdown": "# ", "mermaid": "---\n", "dot": "digraph", "svg": "<svg"}
    assert made.startswith(beginnings[form])
    if form == "json":
        assert made == trace_json(traced(outcome, wording)).decode()
    if form in ("markdown", "svg"):
        assert drawn(outcome, wording, form, "keep-distance") != made
    assert drawn(outcome, wording, "markdown", "keep-distance") == as_markdown(outcome, wording, "keep-distance")
