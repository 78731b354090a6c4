"""Where things are declared, so that a remark on them has a line, and which tags are named."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.authoring.declared_places import FINDINGS, PHASES, SECTIONS, TAGS, Declarations, named_tags
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


def text_at(place: object, line: int, column: int) -> str:
    return Path(str(place)).read_text(encoding="utf-8").splitlines()[line - 1][column - 1 :]


def test_everything_of_the_head_has_the_place_where_it_stands(rulebook: Rulebook) -> None:
    declared = Declarations(rulebook.folder)
    kinds = {SECTIONS: rulebook.sections, PHASES: rulebook.phases, TAGS: rulebook.tags, FINDINGS: rulebook.findings}
    for kind, ids in kinds.items():
        for identity in ids:
            place = declared.place(kind, identity)
            assert text_at(place.source, place.line, place.column).lstrip("\"'").startswith(identity)


def test_what_is_not_declared_is_placed_at_the_head(tmp_path: Path) -> None:
    place = Declarations(write_rulebook(tmp_path)).place(FINDINGS, "no-such")
    assert (place.source, place.line) == (str(tmp_path / "rulebook.yaml"), 0)


def test_tags_are_named_by_rules_and_by_guarantees(tmp_path: Path) -> None:
    bare = load_rulebook(write_rulebook(tmp_path / "bare"))
    stated = "- guarantee: g\n  cites: ['1']\n  never: {tag: outdoors}\n"
    promised = load_rulebook(write_rulebook(tmp_path / "promised", {"guarantees.yaml": stated}))
    assert "outdoors" in named_tags(promised)
    assert named_tags(bare) <= named_tags(promised)
