"""Help lines: each form, and each mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import check_one_problem
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook

HELP = "checked: 2026-11-23\nlines:\n  - {line: l, region: jp, call: '110', for: [stay-in]}\n"


@pytest.mark.parametrize(
    ("old", "new", "wrong", "right"),
    [
        ("for: [stay-in]", "for: [‸stayin]", "no action 'stayin'", "Did you mean 'stay-in'?"),
        ("region: jp, ", "region: jp, ‸phone: x, ", "no key 'phone'", ""),
        ("- {line: l, region: jp", "- ‸{line: l", "The help line 'l' has no 'region'", "Add 'region: …'"),
        (
            "- {line: l, region: jp",
            "- {line: l, region: us, for: [stay-in]}\n  - {line: ‸l, region: jp",
            "'l' has an id that is taken",
            "help-lines.yaml:3:12",
        ),
        ("for: [stay-in]", "for: [stay-in], when: {‸wether: sun}", "no question and no finding", "'weather'?"),
        ("checked: 2026-11-23\n", "‸", "has no 'checked'", "Add 'checked: …'"),
    ],
)
def test_a_mistake_in_the_help_lines(tmp_path: Path, old: str, new: str, wrong: str, right: str) -> None:
    assert HELP.count(old) == 1
    check_one_problem(tmp_path, {"help-lines.yaml": HELP.replace(old, new)}, wrong, right)


def test_help_lines_are_optional_and_read(tmp_path: Path) -> None:
    assert load_rulebook(write_rulebook(tmp_path / "without")).help_lines.lines == ()
    loaded = load_rulebook(write_rulebook(tmp_path / "with", {"help-lines.yaml": HELP})).help_lines
    assert (loaded.checked, [(line.id, line.call, line.under) for line in loaded.lines]) == (
        "2026-11-23",
        [("l", "110", ("stay-in",))],
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "www.example.org", "ftp://example.org"])
def test_a_link_that_is_none_keeps_the_rulebook_from_loading(tmp_path: Path, url: str) -> None:
    text = HELP.replace("call: '110'", f"url: ‸'{url}'")
    check_one_problem(tmp_path, {"help-lines.yaml": text}, f"'url' is '{url}', which is no link", "https://")


def test_a_link_is_kept_as_it_stands(tmp_path: Path) -> None:
    text = HELP.replace("call: '110'", "url: https://example.org/a?b=1")
    (line,) = load_rulebook(write_rulebook(tmp_path, {"help-lines.yaml": text})).help_lines.lines
    assert (line.url, line.call) == ("https://example.org/a?b=1", "")
