"""The documents are true: every file and command in them is run, every table of meanings is evaluated."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree, which
from typing import TYPE_CHECKING

import console_blocks
import nakanaori.engine
import pytest
import yaml
from assisting import conversed, require_sdk, started
from house import DOCS, HOUSE
from nakanaori.engine.authoring import write_rulebook_from
from nakanaori.engine.authoring.scenario import judge
from nakanaori.engine.authoring.scenario_reader import load_scenarios
from nakanaori.engine.consulting import Outcome, consult, load_case
from nakanaori.engine.language import Earlier, RowTable, Rulebook, RulebookError
from nakanaori.engine.proving import load_guarantees
from nakanaori.engine.reading import load_rulebook, needed_texts, optional_texts, rulebook_texts, welcome_texts
from required import require
from served import served
from tables import workbook

if TYPE_CHECKING:
    from mcp import Client

LANGUAGE = (DOCS / "rule-language.md").read_text(encoding="utf-8")
TUTORIAL = DOCS / "write-a-rulebook.md"

DOCUMENTS = [*sorted(HOUSE.glob("*.md")), *sorted(DOCS.rglob("*.md"))]

ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)
SPAN = re.compile(r"`([^`]*)`|(nothing answered)")


def at(rulebook: Rulebook, answers: object) -> Outcome:
    assert isinstance(answers, dict)
    return consult(rulebook, answers, engine="reference")


def read(text: str) -> object:
    """A YAML value as the rule language reads it: every scalar is text, except that answers hold whole numbers."""
    value = yaml.load(text if text.startswith("{") else f"{{{text}}}", Loader=yaml.BaseLoader)
    return {key: int(answer) if str(answer).isdigit() else answer for key, answer in value.items()}


def table(heading: str) -> Iterator[list[str]]:
    """The cells of each row of the first table after a heading."""
    section = LANGUAGE.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    for row in ROW.findall(section)[1:]:
        if not row.startswith("---"):
            yield row.split(" | ")


def answers_in(cell: str) -> list[object]:
    return [read(code) if code else {} for code, _ in SPAN.findall(cell)]


# the rule language ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the examples of the reference make up."""
    folder = tmp_path_factory.mktemp("hike")
    for block in console_blocks.blocks(LANGUAGE):
        console_blocks.write(block, folder)
    return folder


def test_every_example_of_the_reference_names_its_file() -> None:
    examples = [block for block in console_blocks.blocks(LANGUAGE) if block.kind == "yaml"]
    assert len(examples) >= 9
    assert all("file" in block.options for block in examples)


def test_the_examples_of_the_reference_make_a_rulebook(hike: Path) -> None:
    rulebook = load_rulebook(hike)
    answers = load_case(rulebook, hike / "case.yaml").answers
    assert (answers["hours"], answers["distance"], answers["day"]) == (5, "12.5", "2026-06-01")
    assert len(load_guarantees(rulebook)) == 2
    scenarios = load_scenarios(rulebook)
    assert len(scenarios) == 3
    assert [judge(scenario, at(rulebook, scenario.answers)) for scenario in scenarios] == [(), (), ()]


def test_the_texts_of_the_reference_are_complete(hike: Path) -> None:
    rulebook = load_rulebook(hike)
    texts = rulebook_texts(rulebook)
    needed, written = set(needed_texts(rulebook)), set(texts.entries)
    assert needed <= written
    guarantees = {("guarantees", guarantee.id) for guarantee in load_guarantees(rulebook)}
    blanks = {("blanks", name) for name in ("my-name", "the-way", "hour")}
    assert written <= needed | set(welcome_texts(rulebook)) | set(optional_texts(rulebook)) | guarantees | blanks


TESTS = [
    *((f"when: {{{row[0].strip('`')}}}", row) for row in table("### Tests of questions")),
    *((f"when: {{{row[0].strip('`')}}}", row) for row in table("### Tests of findings")),
    *((row[0].strip("`"), row) for row in table("### Silence")),
]


@pytest.mark.parametrize(("condition", "row"), TESTS, ids=[condition for condition, _ in TESTS])
def test_tests_mean_what_the_reference_says(hike: Path, tmp_path: Path, condition: str, row: list[str]) -> None:
    rulebook = probing(hike, tmp_path, condition)
    holding, failing = answers_in(row[1]), answers_in(row[2])
    assert holding
    assert failing
    assert [answers for answers in holding if "probe" not in at(rulebook, answers).fired] == []
    assert [answers for answers in failing if "probe" in at(rulebook, answers).fired] == []


def probing(hike: Path, folder: Path, condition: str) -> Rulebook:
    """The example with one more rule, `probe`, that fires under the condition."""
    for path in (*hike.rglob("*.yaml"), *hike.rglob("*.csv")):
        copy = folder / path.relative_to(hike)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    rule = f'- rule: probe\n  cites: ["1"]\n  {condition}\n  advise: drink-often\n'
    (folder / "rules" / "2-probe.yaml").write_text(rule, encoding="utf-8")
    return load_rulebook(folder)


def test_of_a_table_the_row_counts_that_the_reference_names(hike: Path) -> None:
    rulebook = load_rulebook(hike)
    section = LANGUAGE.split("| answers | row that counts |")[1].split("\n\n")[0]
    rows = [row.split(" | ") for row in ROW.findall(section) if not row.startswith("---")]
    assert len(rows) >= 5
    for given, row in rows:
        (answers,) = answers_in(given)
        counting = [earlier.number for table in rulebook.tables if (earlier := _counting(table, rulebook, answers))]
        assert counting == ([] if row == "none" else [int(row)]), given


def _counting(table: RowTable, rulebook: Rulebook, answers: object) -> Earlier | None:
    outcome = at(rulebook, answers)
    return table.rows.taken(outcome.case.facts, outcome.findings)


CELLS = [
    (heading, cell, test)
    for heading, said in re.findall(r"^- under `(\w+)`: (.*(?:\n  .*)*)", LANGUAGE, re.MULTILINE)
    for cell, test in re.findall(r"`([^`]*)`\s+is\s+`([^`]*)`", said)
]


def test_cells_mean_what_the_reference_says(hike: Path, tmp_path: Path) -> None:
    assert len(CELLS) >= 16
    for number, (heading, cell, test) in enumerate(CELLS):
        yaml_form, table_form = tmp_path / f"{number}-yaml", tmp_path / f"{number}-table"
        for form in (yaml_form, table_form):
            copytree(hike, form)
        rule = f'- rule: probe\n  cites: ["1"]\n  when: {{{heading}: {test}}}\n  advise: drink-often\n'
        (yaml_form / "rules" / "3-probe.yaml").write_text(rule, encoding="utf-8")
        row = f"rule,{heading},advise,cites\nprobe,{cell},drink-often,1\n"
        (table_form / "rules" / "3-probe.csv").write_text(row, encoding="utf-8")
        assert load_rulebook(yaml_form).sha256 == load_rulebook(table_form).sha256, (heading, cell)


@pytest.mark.parametrize(
    "condition",
    [
        "when: {hours: 4}",
        "when: {weather: {at-least: 1}}",
        "when: {}",
        "any: []",
        "when: {day: 2026-06-01}",
        "when: {hours: {at-least: 1.5}}",
        "when: {weather: {from: snow, to: sun}}",
    ],
)
def test_what_is_no_test_is_an_error(hike: Path, tmp_path: Path, condition: str) -> None:
    with pytest.raises(RulebookError, match="2-probe"):
        probing(hike, tmp_path, condition)


def test_plans_come_about_as_the_reference_says(hike: Path) -> None:
    rulebook = load_rulebook(hike)
    rows = list(table("### From rules to the plan"))
    assert rows
    for given, plan in rows:
        (answers,) = answers_in(given)
        came = [f"{planned.action.id}{' (basic)' * planned.basic}" for planned in at(rulebook, answers).plan]
        assert ", ".join(came) == plan


def test_first_steps_come_about_as_the_reference_says(hike: Path) -> None:
    rulebook = load_rulebook(hike)
    rows = list(table("### First steps"))
    assert rows
    for given, first_steps in rows:
        (answers,) = answers_in(given)
        assert ", ".join(planned.action.id for planned in at(rulebook, answers).first_steps) == first_steps


def test_drafts_come_about_as_the_reference_says(hike: Path) -> None:
    rulebook = load_rulebook(hike)
    rows = list(table("### When a draft is offered"))
    assert rows
    for given, drafted in rows:
        (answers,) = answers_in(given)
        drafts = at(rulebook, answers).drafts.items()
        came = [f"{draft}: {', '.join(part.id for part in offered.parts)}" for draft, offered in drafts]
        assert ("; ".join(came) or "none") == drafted


def test_the_reference_names_every_key_of_the_schemas() -> None:
    from nakanaori.engine.reading import schemas_of_files

    def keys(schema: object) -> Iterator[str]:
        if isinstance(schema, dict):
            for name, inner in schema.items():
                if name == "properties":
                    yield from inner
                yield from keys(inner)
        elif isinstance(schema, list):
            for inner in schema:
                yield from keys(inner)

    for name, schema in schemas_of_files().items():
        unnamed = [key for key in keys(schema) if not re.search(rf"(?<![\w-]){key}(?![\w-])", LANGUAGE)]
        assert (name, unnamed) == (name, [])


# words ----------------------------------------------------------------------------------------------------------------


def test_the_japanese_words_of_the_glossary_are_those_of_the_interface() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"\*\*[^*]+\*\* \(([^)]*[ぁ-ヿ一-鿿][^)]*)\)", glossary)
    phrases = "\n".join(path.read_text(encoding="utf-8") for path in HOUSE.glob("*/**/phrases/ja.yaml"))
    assert len(words) >= 20
    assert [word for word in words if word not in phrases] == []


def test_every_decision_says_why_what_and_what_follows() -> None:
    for path in (DOCS / "decisions").glob("*.md"):
        parts = re.findall(r"^\*\*(.+?)\.\*\*", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert path.name == "index.md" or parts == ["Context", "Decision", "What follows"], path.name


# documents that are run -----------------------------------------------------------------------------------------------


def test_the_tutorial_is_true(tmp_path: Path) -> None:
    assert console_blocks.run(TUTORIAL, tmp_path) >= 10


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ","), ("cp932", ";"), ("cp932", ","), ("xlsx", "")]
)
def test_the_table_of_the_tutorial_is_read_whatever_program_wrote_it(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    block, _ = (one for one in console_blocks.blocks(TUTORIAL.read_text(encoding="utf-8")) if one.kind == "csv")
    rows = [line.split(",") for line in block.lines]
    plain = tmp_path / "trips.csv"
    plain.write_text(block.text, encoding="utf-8")
    other = tmp_path / "other" / f"trips.{'xlsx' if encoding == 'xlsx' else 'csv'}"
    other.parent.mkdir()
    if encoding == "xlsx":
        other.write_bytes(workbook(("Sheet1", rows)))
    else:
        other.write_bytes("".join(separator.join(row) + "\r\n" for row in rows).encode(encoding))
    first, second = (load_rulebook(write_rulebook_from(path, "trips", path.parent)) for path in (plain, other))
    assert first.sha256 == second.sha256
    assert len(first.rules) == 4


PYTHON = DOCS / "python.md"


def test_the_python_examples_are_true(tmp_path: Path) -> None:
    assert (
        len([block for block in console_blocks.blocks(PYTHON.read_text(encoding="utf-8")) if block.kind == "python"])
        >= 14
    )
    console_blocks.run(PYTHON, tmp_path)


def test_every_name_of_the_engine_stands_in_the_table_and_nothing_else() -> None:
    table = PYTHON.read_text(encoding="utf-8").partition("| for | functions | values |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(nakanaori.engine.__all__)


def test_the_command_reference_is_the_generated_one() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "nakanaori.cli.command_reference"], capture_output=True, encoding="utf-8", check=True
    )
    again = "run: python -m nakanaori.cli.command_reference > docs/commands.md"
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == made.stdout, again


def test_the_tables_of_modules_are_the_generated_ones() -> None:
    rooms = runpy.run_path(str(DOCS / "rooms.py"))
    assert rooms["written_anew"]() == (DOCS / "architecture.md").read_text(encoding="utf-8"), (
        "run: python docs/rooms.py"
    )


def test_every_link_between_the_documents_leads_somewhere() -> None:
    for path in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:|tel:)([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(HOUSE)} links to {target}"


def test_whatever_the_documents_tell_one_to_make_can_be_made() -> None:
    targets = re.findall(r"^([\w-]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for path in DOCUMENTS:
        named = re.findall(r"(?:`|^)make ([\w-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert {*named} <= {*targets}, path.name


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md", "docs/decisions/lazy-faces.md"])
def test_whatever_path_is_named_is_there(name: str) -> None:
    spans = re.findall(r"`([\w./-]+/[\w./-]*)`", (HOUSE / name).read_text(encoding="utf-8"))
    assert spans
    assert [span for span in spans if not (HOUSE / span).exists() and "LANGUAGE" not in span] == []


def test_whatever_module_is_named_is_there() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    modules = {path.name for package in ("engine", "cli", "web") for path in (HOUSE / package).rglob("*.py")}
    assert {*re.findall(r"`(\w+\.py)`", text)} <= modules


@pytest.mark.parametrize("index", sorted(DOCS.rglob("index.md")), ids=lambda path: str(path.relative_to(DOCS)))
def test_the_index_names_every_document(index: Path) -> None:
    named = index.read_text(encoding="utf-8")
    missing = [path.name for path in index.parent.glob("*.md") if path != index and f"({path.name})" not in named]
    assert missing == []


def test_what_the_page_for_programs_shows_is_what_the_server_answers(tmp_path: Path) -> None:
    require(which("curl") is not None, "curl is missing (Debian: apt install curl)")
    with served() as address:
        document = (DOCS / "web-api.md").read_text(encoding="utf-8").replace("http://127.0.0.1:8321/", address)
        copy = tmp_path / "web-api.md"
        copy.write_text(document, encoding="utf-8")
        assert console_blocks.run(copy, tmp_path) == 3


def test_the_way_back_is_as_it_is_shown(tmp_path: Path) -> None:
    require(find_spec("pexpect") is not None, "A pseudo-terminal needs pexpect: pip install 'nakanaori[test]'.")
    assert console_blocks.run(DOCS / "coming-back.md", tmp_path) == 4


def test_assistants_get_in_as_it_is_shown(tmp_path: Path) -> None:
    require_sdk()
    document = DOCS / "assistants.md"
    console_blocks.run(document, tmp_path)
    blocks = list(console_blocks.blocks(document.read_text(encoding="utf-8")))
    (config,) = [json.loads(block.text) for block in blocks if block.kind == "json"]
    assert [block.kind for block in blocks].count("python") == 1
    entry = config["mcpServers"]["nakanaori"]
    assert entry["command"] == "nakanaori"

    async def tools(client: Client) -> list[str]:
        return [tool.name for tool in (await client.list_tools()).tools]

    named = re.findall(r"^\| `(\w+)` \|", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert conversed(tools, started(*entry["args"][1:])) == named


def test_a_model_is_exported_as_it_is_shown(tmp_path: Path, rulebook: Rulebook) -> None:
    document = DOCS / "decision-models.md"
    assert console_blocks.run(document, tmp_path) == 1
    model = (tmp_path / "regain-trust.dmn").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)…?`", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) == 9
    # The shipped rulebook has no table of which one row counts.
    assert [name for name in named if f'name="{name}' not in model] == ["row_of_"]
    assert 'name="job_results"' in model


def test_the_page_document_is_true(tmp_path: Path) -> None:
    console_blocks.run(DOCS / "web.md", tmp_path)


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_picture_is_there(path: Path) -> None:
    for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).is_file(), target


# as a site ------------------------------------------------------------------------------------------------------------


def site_of(folder: Path, into: Path) -> subprocess.CompletedProcess[str]:
    """What `make docs` does, with the documents below a folder."""
    require(find_spec("sphinx") is not None, "The site is built by Sphinx: pip install 'nakanaori[docs]'.")
    options = ("--quiet", "--fail-on-warning", "--keep-going", "--conf-dir", DOCS)
    command = [sys.executable, "-m", "sphinx", *options, folder, into]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)


def test_the_documents_make_a_site_without_a_warning(tmp_path: Path) -> None:
    assert (built := site_of(HOUSE, tmp_path)).returncode == 0, built.stderr
    pages = {path.relative_to(HOUSE).with_suffix(".html") for path in DOCUMENTS}
    assert [page for page in pages if not (tmp_path / page).is_file()] == []
    assert "docs/index.html" in (tmp_path / "index.html").read_text(encoding="utf-8")
    for page in pages:
        text = (tmp_path / page).read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="https?:', text), "it takes nothing from elsewhere"


def test_whatever_the_engine_offers_stands_in_the_reference_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("index", "python-reference"):
        page = (DOCS / "python-reference.md").read_text(encoding="utf-8").replace("(python.md)", "(index.md)")
        (tmp_path / "docs" / f"{name}.md").write_text(page if name != "index" else "# Index\n", encoding="utf-8")
    site_of(tmp_path, tmp_path / "site")
    page = (tmp_path / "site" / "docs" / "python-reference.html").read_text(encoding="utf-8")
    documented = {*re.findall(r'id="nakanaori\.engine\.(\w+)"', page)}
    constants = {name for name in nakanaori.engine.__all__ if name.isupper()} | {"Answer"}
    assert documented == {*nakanaori.engine.__all__} - constants


def test_a_link_that_leads_nowhere_is_an_error_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    words = "# Index\n\n[gone](gone.md) and [a heading](#that-is-not-there)\n"
    (tmp_path / "docs" / "index.md").write_text(words, encoding="utf-8")
    built = site_of(tmp_path, tmp_path / "site")
    assert built.returncode != 0
    assert "gone.md" in built.stderr
    assert "that-is-not-there" in built.stderr
