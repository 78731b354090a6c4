"""What is painted: neutral titles, and text that stays text whatever a rulebook says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.web import painter
from nakanaori.web.painter import dialled
from small_rulebook import write_rulebook
from steering import steering, told_in_controls
from visitor import DANGER, LATE, Visitor, client_of


def test_addresses_are_numbers_and_titles_are_neutral(rulebook: Rulebook, language: str) -> None:
    texts = rulebook_texts(rulebook, language)
    visitor = Visitor(client_of(rulebook, language)).begin().answer_all({**LATE, **DANGER})
    visitor.open(f"/{visitor.number + 1}")
    assert all(re.fullmatch(r"/[0-9]+", path) for path in visitor.seen)
    title = re.search("<title>(.*)</title>", visitor.page)
    assert title
    assert title[1] in (f"{visitor.number} · メモ", f"{visitor.number} · Notes")
    assert texts("rulebook", "title") not in title[1]


def test_markup_in_a_rulebook_stays_text(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    for path in (folder / "text").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        spoilt = [re.sub(r"^(\s+[\w-]+: )(\S.*)$", r"\1'<script>alert(1)</script>\"><b>'", line) for line in lines]
        path.write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    visitor = Visitor(client_of(load_rulebook(folder))).begin()
    for _ in range(20):
        assert "<script>alert" not in visitor.page
        assert "<b>" not in visitor.page
        if 'id="answer"' not in visitor.page:
            break
        visitor.choose("unknown")
    visitor.open(f"/{visitor.number + 1}")
    assert "<script>alert" not in visitor.page
    assert "alert(1)" in visitor.page


def test_no_control_character_reaches_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = painter.wording_of
    monkeypatch.setattr(painter, "wording_of", lambda rulebook, language: told_in_controls(words(rulebook, language)))
    visitor = Visitor(client_of(load_rulebook(write_rulebook(tmp_path)))).begin()
    for _ in range(20):
        assert steering(visitor.page) == []
        assert r"\u001b]0;x\u0007\u009b31m" in visitor.page
        if 'id="answer"' not in visitor.page:
            break
        visitor.choose("unknown")
    visitor.open(f"/{visitor.number + 1}")
    assert steering(visitor.page) == []


@pytest.mark.parametrize(
    ("call", "address"),
    [("0120-783-556", "0120783556"), ("#8103", "%238103"), ("+81 3 12", "+81312"), ("*70", "*70")],
)
def test_a_number_is_dialled_without_what_only_eyes_need(call: str, address: str) -> None:
    assert dialled(call) == address
