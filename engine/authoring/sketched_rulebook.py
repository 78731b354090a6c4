"""A rulebook that begins with a table of rules: the table, all that it names, and room for the texts it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from json import dumps
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import msgspec

from ..language import NUMBER, NakanaoriError, Place, Problem, RulebookError
from ..reading import Key, load_rulebook, needed_texts, read_rule_file
from .column_sketch import SketchedQuestion, identity_of
from .rule_conversion import CSV, WORKBOOK, written_sheets
from .table_sketch import Sketch, sketched
from .template import checked_name, new_folder, write_file, write_schemas

LANGUAGES = ("ja", "en")
"""The languages of a rulebook whose table gives no reasons in any, unless one is asked for."""

TO_FILL_IN = "…"
"""What stands for a text that is not written yet; `check` names each."""

_PHASE, _STEP = "now", "how"
_KNOWN: dict[str, dict[Key, str]] = {
    "ja": {("language",): "日本語", ("phases", _PHASE): "すること"},
    "en": {("language",): "English", ("phases", _PHASE): "What to do"},
}
_OWN_OPTIONS = {
    "ja": {"yes": "はい", "no": "いいえ", "other": "それ以外"},
    "en": {"yes": "Yes", "no": "No", "other": "Something else"},
}
"""What options are called that a table does not name."""


def write_rulebook_from(table: Path, name: str, into: Path, language: str | None = None) -> Path:
    """The new folder `into`/`name` with a rulebook that has the rules of a `table`, an .xlsx or a .csv, and with the
    schemas that its files name for editors; in the `language` asked for, or those in which the table gives reasons.

    Raises NakanaoriError when the name cannot be an id, the folder is there already, or the table cannot be read or
    makes no rulebook; OSError when it cannot be written.
    """
    identity = checked_name(name)
    folder = new_folder(identity, into)
    sketch = _sketch(table, language)
    with TemporaryDirectory() as scratch:
        draft = Path(scratch) / identity
        rules = draft / "rules" / f"{identity_of(table.stem, ())}{table.suffix.lower()}"
        for file, text in _logic(identity, sketch).items():
            write_file(draft / file, text)
        for tag in sketch.languages:
            write_file(draft / "text" / f"{tag}.yaml", "{}\n")
        rules.parent.mkdir()
        rules.write_bytes(written_sheets(sketch.tables, rules.suffix, table))
        _write_texts(draft, rules, table, sketch)
        write_schemas(draft)
        copytree(draft, folder)
    return folder


def _sketch(table: Path, language: str | None) -> Sketch:
    problems: list[Problem] = []
    source = read_rule_file(table, problems) if table.suffix.lower() in (CSV, WORKBOOK) else None
    if not isinstance(source, tuple):
        right = "Name a table that ends in .xlsx or .csv."
        raise NakanaoriError(problems or [Problem(Place(str(table)), "This is no table.", right)])
    sketch = sketched(source, problems, language, LANGUAGES)
    if problems:
        raise NakanaoriError(problems)
    return sketch


# logic ----------------------------------------------------------------------------------------------------------------


def _logic(identity: str, sketch: Sketch) -> dict[str, str]:
    """The files that hold ids, by their names."""
    head = {
        "rulebook": identity,
        "version": "0.1.0",
        "languages": _flow(sketch.languages),
        "sections": _flow(sketch.sections),
        "phases": _flow((_PHASE,)),
        **({"findings": _flow(sketch.findings)} if sketch.findings else {}),
    }
    questions = "".join(_question(name, question) for name, question in sketch.questions.items())
    section = next(iter(sketch.sections))
    actions = "".join(
        f"- action: {action}\n  phase: {_PHASE}\n  cites: {_flow((section,))}\n  steps: [{_STEP}]\n"
        for action in sketch.actions
    )
    keys = "".join(f"{key}: {value}\n" for key, value in head.items())
    return {
        "rulebook.yaml": f"{_schema('rulebook')}{keys}",
        "questions.yaml": f"{_schema('questions')}{questions}",
        "actions.yaml": f"{_schema('actions')}{actions}",
    }


def _question(name: str, question: SketchedQuestion) -> str:
    lines = [f"- question: {name}", f"  choose: {question.kind}"]
    if question.options:
        lines.append(f"  options: {_flow(question.options)}")
    else:
        guessed = "   # guessed from the table: make it as wide as answers may be"
        lines += [f"  from: {question.low}{guessed}", f"  to: {question.high}"]
    if question.kind == NUMBER and question.decimals:
        lines.append(f"  decimals: {question.decimals}")
    if question.unit:
        lines.append(f"  unit: {_unit(question.unit)}")
    return "".join(f"{line}\n" for line in lines)


def _unit(written: str) -> str:
    """The id of a unit."""
    return "percent" if written in ("%", "％") else identity_of(written, ())


def _flow(ids: Iterator[str] | Sequence[str] | Mapping[str, object]) -> str:
    """Ids as a list; in quotes where one might be taken for a number."""
    return f"[{', '.join(name if name[0].isalpha() else dumps(name, ensure_ascii=False) for name in ids)}]"


def _schema(kind: str, up: str = "") -> str:
    return f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json\n"


# texts ----------------------------------------------------------------------------------------------------------------


def _write_texts(draft: Path, rules: Path, table: Path, sketch: Sketch) -> None:
    """Write a file of texts for each language: what the table says, and room for all else but the rules' reasons,
    which belong into the table."""
    try:
        rulebook = load_rulebook(draft)
    except RulebookError as error:
        raise NakanaoriError(_told_of(table, rules, problem) for problem in error.problems) from None
    for tag in sketch.languages:
        said = {("rulebook", "title"): rulebook.id, **_said(sketch, tag), **_KNOWN.get(tag, {})}
        needed = [key for key in needed_texts(rulebook) if key[0] != "rules"]
        texts = {key: said.get(key, TO_FILL_IN) for key in (*needed, *said)}
        write_file(draft / "text" / f"{tag}.yaml", _schema("text", "../") + "".join(_lines(texts)))


def _told_of(table: Path, rules: Path, problem: Problem) -> Problem:
    """The problem as one of the table that was given."""
    if problem.place.source != str(rules):
        return problem
    return msgspec.structs.replace(problem, place=msgspec.structs.replace(problem.place, source=str(table)))


def _said(sketch: Sketch, tag: str) -> dict[Key, str]:
    """The texts that the table itself says, by key."""
    own = _OWN_OPTIONS.get(tag, {})
    said: dict[Key, str] = {("sections", section): text for section, text in sketch.sections.items()}
    for name, question in sketch.questions.items():
        said["questions", name, "topic"] = question.label
        for option, text in question.options.items():
            said["questions", name, "options", option] = own.get(option, text) if text == option else text
        if question.unit:
            blank = " " if question.unit[0].isascii() and question.unit[0].isalpha() else ""
            said["units", _unit(question.unit)] = f"{{number}}{blank}{question.unit}"
    said |= {("findings", finding, "holds"): text for finding, text in sketch.findings.items()}
    return said | {("actions", action, "title"): text for action, text in sketch.actions.items()}


def _lines(texts: Mapping[Key, str], depth: int = 0) -> Iterator[str]:
    """The texts as mappings of mappings, in the order in which each mapping is first named."""
    for name in dict.fromkeys(key[0] for key in texts):
        below = {key[1:]: text for key, text in texts.items() if key[0] == name}
        if () in below:
            written = below[()] if below[()] == TO_FILL_IN else dumps(below[()], ensure_ascii=False)
            yield f"{'  ' * depth}{_key(name)}: {written}\n"
        else:
            yield f"{'  ' * depth}{_key(name)}:\n"
            yield from _lines(below, depth + 1)


def _key(name: str) -> str:
    return name if name[0].isalpha() else dumps(name, ensure_ascii=False)
