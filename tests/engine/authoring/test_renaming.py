"""Renaming an id: everywhere, or nowhere and with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from edited_rulebook import edited as edited_copy
from hike import write_hike
from nakanaori.engine.authoring import check, needed_scenarios, ran
from nakanaori.engine.authoring.concordance import Concordance, read_concordance
from nakanaori.engine.authoring.occurrence import Thing
from nakanaori.engine.authoring.renaming import edited, refusal, renamed
from nakanaori.engine.consulting import REFERENCE
from nakanaori.engine.language import Rulebook, RulebookError
from nakanaori.engine.reading import laid_over, load_rulebook
from small_rulebook import FILES, changed, write_rulebook
from tables import workbook

NEW = "なまえ-2.x"


def texts_after(folder: Path, thing: Thing, name: str, known: Concordance | None = None) -> dict[Path, bytes]:
    """What the files hold that change; `known` is what they name, where somebody has read it already."""
    known = read_concordance(folder) if known is None else known
    edits = renamed(folder, known, thing, name)
    sources = {path: known.sources[path] for path in {edit.path for edit in edits}}
    return {
        path: edited(source.text, [edit for edit in edits if edit.path == path]).encode()
        for path, source in sources.items()
        if source is not None
    }


def there_and_back(folder: Path, thing: Thing, known: Concordance | None = None) -> int:
    """Rename a thing and rename it back; how many files that went through."""
    kind, within, identity = thing
    after = texts_after(folder, thing, NEW, known)
    with laid_over(after):
        back = texts_after(folder, (kind, within, NEW), identity)
    assert {path: data.decode() for path, data in back.items()} == {
        path: path.read_bytes().decode("utf-8-sig") for path in after
    }
    return len(after)


def renameable(known: Concordance) -> list[Thing]:
    return [thing for thing in known.of if refusal(known, thing) is None]


def test_every_id_of_every_form_goes_there_and_back(tmp_path: Path) -> None:
    folder = write_hike(tmp_path)
    known = read_concordance(folder)
    things = renameable(known)
    assert {kind for kind, _, _ in things} >= {
        *("section", "phase", "tag", "question", "option", "group", "unit", "finding", "action", "step", "follow-up"),
        *("draft", "part", "kind of draft", "blank", "rule", "scenario", "guarantee", "help line"),
    }
    touched = {kind: there_and_back(folder, (kind, within, identity), known) for kind, within, identity in things}
    assert touched["question"] > 1


def test_line_ends_byte_order_marks_and_quotes_stay(tmp_path: Path) -> None:
    folder = write_hike(tmp_path)
    for path in folder.rglob("*.*"):
        if path.suffix in (".yaml", ".csv"):
            text = path.read_text(encoding="utf-8").replace("stay-at-home", "'stay-at-home'").replace("\n", "\r\n")
            path.write_bytes(text.encode("utf-8-sig"))
    assert there_and_back(folder, ("action", "", "stay-at-home")) == 6
    assert there_and_back(folder, ("question", "", "hours")) >= 6
    assert there_and_back(folder, ("option", "pack", "map")) >= 3


def test_ids_of_the_shipped_rulebook_go_there_and_back(rulebook: Rulebook) -> None:
    """Two, each of another kind; every one of the small rulebook does above."""
    assert rulebook.folder is not None
    known = read_concordance(rulebook.folder)
    by_kind: dict[str, list[Thing]] = {}
    for thing in renameable(known):
        by_kind.setdefault(thing[0], []).append(thing)
    dice = Random(2)
    for kind in dice.sample(sorted(by_kind), 2):
        there_and_back(rulebook.folder, dice.choice(by_kind[kind]), known)


def test_a_rulebook_says_the_same_of_another_name(tmp_path: Path, rulebook: Rulebook, solver: None) -> None:
    folder = edited_copy(rulebook, tmp_path / "copy", "actions.yaml")
    names = {
        ("action", "", "talk-to-someone-close"): "身近な人に-話す.2",
        ("question", "", "danger"): NEW,
        ("option", "fault", "mine"): NEW,
    }
    for thing, name in names.items():
        for path, data in texts_after(folder, thing, name).items():
            path.write_bytes(data)
    assert [str(remark) for remark in check(folder).remarks] == []
    renewed = load_rulebook(folder)
    run = ran(renewed, needed_scenarios(renewed), REFERENCE)
    assert all(not trial.deviations for trial in run.trials)


@pytest.mark.parametrize(
    ("thing", "name", "wrong"),
    [
        (("action", "", "stay-in"), "stay in", "'stay in' cannot be an id."),
        (("action", "", "stay-in"), "drink-water", "The action 'drink-water' has an id that is taken."),
        (("question", "", "weather"), "wet", "The finding 'wet' has an id that is taken."),
        (("question", "", "weather"), "true", "'true' has a meaning of its own."),
        (("option", "weather", "rain"), "snow", "'options' names 'snow' twice."),
        (("option", "weather", "rain"), "unknown", "'unknown' is not an option."),
        (("rulebook", "", "going_out"), "x", "The rulebook 'going_out' is named outside of its files."),
        (("language", "", "ja"), "de", "The language 'ja' is named outside of its files."),
        (("action", "", "nowhere"), "x", "Nothing declares the action 'nowhere'."),
    ],
)
def test_what_cannot_be_renamed_is_refused(tmp_path: Path, thing: Thing, name: str, wrong: str) -> None:
    folder = write_rulebook(tmp_path)
    known = read_concordance(folder)
    with pytest.raises(RulebookError) as caught:
        renamed(folder, known, thing, name)
    assert [problem.wrong for problem in caught.value.problems] == [wrong]
    assert all(problem.right for problem in caught.value.problems)


def refused(folder: Path, files: Mapping[str, str | bytes | None], thing: Thing) -> list[str]:
    write_rulebook(folder, files)
    known = read_concordance(folder)
    with pytest.raises(RulebookError) as caught:
        renamed(folder, known, thing, "new")
    return [problem.wrong for problem in caught.value.problems]


def test_ids_that_no_editor_can_change_keep_their_names(tmp_path: Path) -> None:
    rows = workbook(("a", [["rule", "weather", "advise", "cites"], ["r", "sun", "stay-in", "1"]]))
    assert refused(tmp_path / "a", {"rules/3.xlsx": rows}, ("action", "", "stay-in")) == [
        "The action 'stay-in' also stands in this workbook."
    ]
    table = {"rules/3.csv": "weather,advise,cites,reason ja,reason en\nsun,stay-in,1,a,b\n"}
    assert refused(tmp_path / "b", table, ("rule", "", "3-row-2")) == ["The rule '3-row-2' is called by its row."]


def test_mistakes_that_could_hide_an_id_are_to_be_mended_first(tmp_path: Path) -> None:
    twice = changed("actions.yaml", "- action: drink-water", "- action: stay-in")
    told = refused(tmp_path / "a", twice, ("question", "", "weather"))
    assert told[0] == "The action 'stay-in' has an id that is taken."
    unknown = changed("rules/2-actions.yaml", "advise: drink-water", "advise: drink-wine")
    folder = write_rulebook(tmp_path / "b", unknown)
    assert renamed(folder, read_concordance(folder), ("question", "", "weather"), "new")


def test_a_name_that_would_be_read_as_something_else_is_refused(tmp_path: Path) -> None:
    """`unless` and a space begin a heading that asks for something else; as an id alone it is one."""
    table = {"rules/3.csv": "weather,wet,advise,cites,reason ja,reason en\nsun,,stay-in,1,a,b\n"}
    folder = write_rulebook(tmp_path, table)
    with pytest.raises(RulebookError):
        renamed(folder, read_concordance(folder), ("question", "", "weather"), "advise")
    assert FILES["questions.yaml"] == (folder / "questions.yaml").read_text(encoding="utf-8")
