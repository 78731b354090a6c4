"""Rules in YAML written as tables and back: what is written means the same, and what cannot be written is named."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.authoring import FORMS, compared, converted
from nakanaori.engine.language import NakanaoriError
from nakanaori.engine.reading import load_rulebook
from required import require_package
from small_rulebook import MORE_RULES, changed, write_rulebook
from tables import OPTIONS, QUESTIONS, workbook

SECTIONS = changed("rulebook.yaml", '"1.1", "2"]', '"1.1", "2", beyond]')


def thrown_tests(throw: Random, least: int, among: tuple[str, ...]) -> str:
    tests = []
    for name in dice.some(throw, among, least, most=2):
        if name == "wet":
            test = throw.choice(("true", "false"))
        elif name == "degrees":
            test = throw.choice(("{at-least: 3}", "{less-than: 9}", "{at-least: -4, less-than: 5}", "unknown"))
        else:
            some = ", ".join(dice.some(throw, OPTIONS[name], least=1))
            counted = [f"{{at-least: 1, of: [{some}]}}", "{at-least: 2}"] if name == "bag" else []
            test = throw.choice((f"[{some}]", f"{{not: [{some}]}}", f"[{some}, unknown]", *counted))
        tests.append(f"{name}: {test}")
    return f"{{{', '.join(tests)}}}"


def thrown_rules(throw: Random) -> str:
    """Rules in YAML with every key, the tests of `any` being of other questions than those of `when`."""
    lines = []
    for number in range(throw.randint(1, 6)):
        half = throw.choice((("weather", "wet"), ("weather", "degrees"), ("at-home",)))
        rest = tuple(name for name in (*QUESTIONS, "wet") if name not in half)
        lines += [f"- rule: thrown-{number}", '  cites: ["1", "2"]']
        lines += [f"  when: {thrown_tests(throw, 1, half)}"] if throw.random() < 0.7 else []
        lines += [f"  unless: {thrown_tests(throw, 1, (*QUESTIONS, 'wet'))}"] if throw.random() < 0.4 else []
        if throw.random() < 0.4:
            ways = ", ".join(thrown_tests(throw, 1, rest) for _ in range(throw.randint(1, 3)))
            lines += [f"  any: [{ways}]"]
        lines += ["  advise: [stay-in, drink-water]"]
        lines += [f"  basic: {throw.choice(('true', 'false'))}"] if throw.random() < 0.3 else []
        lines += ["  withhold: {tag: outdoors, action: drink-water}"] if throw.random() < 0.3 else []
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_rules_come_back_as_they_were(tmp_path: Path, ending: str) -> None:
    for seed in range(15):
        files = {"rules/3-more.yaml": thrown_rules(Random(seed))}
        folder = write_rulebook(tmp_path / str(seed), files)
        yaml = folder / "rules" / "3-more.yaml"
        before = load_rulebook(folder)
        made = converted(yaml, ending)
        assert compared(yaml, made, ending).same
        table = yaml.with_suffix(ending)
        table.write_bytes(made)
        yaml.unlink()
        back = converted(table, ".yaml")
        difference = compared(table, back, ".yaml")
        assert difference.identical
        if "any:" not in files["rules/3-more.yaml"]:
            assert load_rulebook(folder).sha256 == before.sha256


@pytest.mark.usefixtures("solver")
def test_alternatives_become_rows_with_their_reason(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path)
    made = converted(folder / "rules" / "2-actions.yaml", ".csv").decode("utf-8-sig")
    headings, *rows = (line.split(",") for line in made.splitlines())
    coats = [dict(zip(headings, row, strict=True)) for row in rows if row[0].startswith("coat-when-cold")]
    assert [(row["rule"], row["weather"], row["bag"], row["cold"]) for row in coats] == [
        ("coat-when-cold-1", "", "", "true"),
        ("coat-when-cold-2", "snow", ">= 2 of hat | scarf", ""),
    ]
    assert len({row["reason en"] for row in coats}) == 1
    assert coats[0]["reason en"]


def test_what_no_table_can_say_is_named(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {**SECTIONS, "rules/3-more.yaml": MORE_RULES})
    with pytest.raises(NakanaoriError) as refused:
        converted(folder / "rules" / "3-more.yaml", ".csv")
    assert "3-more.yaml:5:7: No table can say two tests of 'bag' in one row." in str(refused.value)


def test_a_table_of_which_the_first_row_counts_stays_one(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, {"rules/3.csv": "weather,advise,cites\nrain,stay-in,1\nelse,drink-water,1\n"})
    path = folder / "rules" / "3.csv"
    with pytest.raises(NakanaoriError, match="only the first row that holds counts"):
        converted(path, ".yaml")
    assert compared(path, converted(path, ".csv"), ".csv").identical
    assert compared(path, converted(path, ".xlsx"), ".xlsx").identical


def test_what_is_written_instead_of_something_else_is_seen(tmp_path: Path) -> None:
    require_package("z3", "prove")
    folder = write_rulebook(tmp_path, {"rules/3.csv": "weather,advise,cites\nrain,stay-in,1\n"})
    other = b"weather,advise,cites\nsnow,stay-in,1\n"
    assert {one.action for one in compared(folder / "rules" / "3.csv", other, ".csv").found} == {"stay-in"}


def test_reasons_of_a_table_stay_beside_its_rules(tmp_path: Path) -> None:
    text = "rule,weather,advise,cites,reason en\na,rain,stay-in,1,It rains.\n"
    folder = write_rulebook(tmp_path, {"rules/3.csv": text})
    assert "  # reason en: It rains.\n" in converted(folder / "rules" / "3.csv", ".yaml").decode()


def test_other_files_are_refused(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path / "book")
    rules = folder / "rules" / "1-findings.yaml"
    rows = [["weather", "advise", "cites"], ["rain", "stay-in", "1"]]
    several = folder / "rules" / "3.xlsx"
    for path, ending, told in (
        (rules, ".yaml", "This is YAML already."),
        (tmp_path / "1.yaml", ".csv", "in no folder 'rules'"),
        (folder / "rules" / "none.yaml", ".csv", "There is no such file."),
    ):
        with pytest.raises(NakanaoriError, match=told):
            converted(path, ending)
    several.write_bytes(workbook(("A", rows), ("B", rows)))
    with pytest.raises(NakanaoriError, match="several tables"):
        converted(several, ".csv")
    assert FORMS == (".xlsx", ".csv", ".yaml", ".yml")
