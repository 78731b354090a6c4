"""Which files of a folder a rulebook consists of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from ..language import Place, Problem, normalized
from .overlay import overlaid_in

HEAD, QUESTIONS, ACTIONS, DRAFTS = "rulebook", "questions", "actions", "drafts"
HELP_LINES, GUARANTEES = "help-lines", "guarantees"
FILES = (HEAD, QUESTIONS, ACTIONS, DRAFTS, HELP_LINES, GUARANTEES)
"""The files that stand alone, without their ending."""

RULES, SCENARIOS, TEXTS = "rules", "scenarios", "text"
FOLDERS = (RULES, SCENARIOS, TEXTS)
"""The folders that hold files."""

ENDING = ".yaml"
"""How the name of a file ends; `.yml` and capitals will do as well."""

MOST_FILES = 10_000
"""So many files and folders are looked at in all."""

_ENDINGS = (".yaml", ".yml")
# Editors that hide the endings of names make `1.yaml.txt` of `1.yaml`.
_TABLES = (".csv", ".xlsx")
"""How the names of tables of rules end."""

_NO_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".numbers")
"""How tables end that cannot be read."""

_LOCK = "~$"
"""How the name begins of what a spreadsheet program keeps beside a file that is open."""

_HIDDEN = (".", _LOCK)
"""How the names begin of what is no part of a rulebook."""

_LIKE_YAML = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)


class RulebookFolder(msgspec.Struct, frozen=True):
    """The files of a rulebook, those of a folder in the order in which they are read.

    `head`, `questions` and `actions` are where they should be even if they are missing. `texts` are by language.
    `others` are further YAML files. `problems` say what lies there twice or cannot be looked at.
    """

    path: Path
    head: Path
    questions: Path
    actions: Path
    drafts: Path | None
    help_lines: Path | None
    guarantees: Path | None
    rules: tuple[Path, ...]
    scenarios: tuple[Path, ...]
    texts: Mapping[str, Path]
    others: tuple[Path, ...]
    problems: tuple[Problem, ...]

    def text(self, language: str) -> Path:
        """The file of a language's texts; where it is missing, the one that should be there."""
        return self.texts.get(folded(language), self.path / TEXTS / f"{language}{ENDING}")


def rulebook_files(path: Path) -> RulebookFolder:
    """What lies in the folder of a rulebook, which must be there.

    Names of files end in `.yaml` or `.yml`, those of rules also in `.csv` or `.xlsx`; capitals are as good as small
    letters. Rules and scenarios may lie in folders within theirs. What is hidden, its name beginning with a dot, is no
    part of a rulebook. So is what a link to a folder leads to, but for the links `rules`, `scenarios` and `text`
    themselves.
    """
    problems: list[Problem] = []
    listed: dict[str, list[Path]] = {}
    lying = [(tuple(map(normalized, parts)), file) for file, parts in _files(path, problems).items()]
    for parts, file in sorted(lying, key=lambda one: one[0]):
        listed.setdefault(_belongs(parts), []).append(file)
    texts: dict[str, list[Path]] = {}
    for file in listed.get(TEXTS, ()):
        texts.setdefault(folded(file.stem), []).append(file)
    for files in (*(listed.get(name, []) for name in FILES), *texts.values()):
        problems.extend(_twice(files))
    alone = {name: listed[name][0] for name in FILES if name in listed}
    return RulebookFolder(
        path=path,
        head=alone.get(HEAD, path / f"{HEAD}{ENDING}"),
        questions=alone.get(QUESTIONS, path / f"{QUESTIONS}{ENDING}"),
        actions=alone.get(ACTIONS, path / f"{ACTIONS}{ENDING}"),
        drafts=alone.get(DRAFTS),
        help_lines=alone.get(HELP_LINES),
        guarantees=alone.get(GUARANTEES),
        rules=tuple(listed.get(RULES, ())),
        scenarios=tuple(listed.get(SCENARIOS, ())),
        texts={language: files[0] for language, files in texts.items()},
        others=tuple(listed.get("", ())),
        problems=tuple(problems),
    )


def _belongs(parts: tuple[str, ...]) -> str:
    """What of a rulebook a file is, by its path in the folder: one of FILES or FOLDERS; or nothing of it."""
    first, (stem, ending) = folded(parts[0]), os.path.splitext(folded(parts[-1]))
    if ending in _TABLES:
        return RULES
    if ending not in _ENDINGS:
        return ""
    if len(parts) == 1:
        return stem if stem in FILES else ""
    return first if first in (RULES, SCENARIOS) or (first == TEXTS and len(parts) == 2) else ""


def _twice(files: list[Path]) -> Iterator[Problem]:
    for file in files[1:]:
        wrong = f"'{files[0].name}' is here as well, and only one of the two is read."
        yield Problem(Place(str(file)), wrong, "Keep one of them.")


def folded(name: str) -> str:
    """A name as it is compared: capitals are small letters, and accents are part of theirs."""
    return normalized(name.casefold())


# what lies there ------------------------------------------------------------------------------------------------------


_Parts = tuple[str, ...]
"""A path in the folder, by its names."""


def _files(folder: Path, problems: list[Problem]) -> dict[Path, _Parts]:
    """Everything like a YAML file in the folder and in those within it; the rulebook's own folders come first."""
    laid = ((path, path.relative_to(folder).parts) for path in overlaid_in(folder))
    found = {path: parts for path, parts in laid if _is_looked_at(parts)}
    left = MOST_FILES
    own, others = list[tuple[Path, _Parts]]([(folder, ())]), list[tuple[Path, _Parts]]()
    while own or others:
        path, above = (own or others).pop()
        inside = _entries(path, problems)
        left -= len(inside)
        if left < 0:
            problems.append(Problem(Place(str(folder)), f"Here lie more than {MOST_FILES} files.", "Move some away."))
            break
        for entry in inside:
            path, parts = Path(entry.path), (*above, entry.name)
            is_own = folded(parts[0]) in FOLDERS
            if _is_looked_at(parts):
                found.setdefault(path, parts)
            elif _is_in_rules(parts) and entry.name.lower().endswith(_NO_TABLES):
                right = "Save it as .xlsx or .csv."
                problems.append(Problem(Place(str(path)), "Tables of this kind are not read.", right))
            elif not os.path.isdir(path):
                continue
            elif not entry.is_symlink() or (is_own and not above):
                (own if is_own else others).append((path, parts))
            elif is_own:
                wrong = "A link to a folder is not followed here."
                problems.append(Problem(Place(str(path)), wrong, "Put the folder itself here, or links to its files."))
    return found


def _is_looked_at(parts: _Parts) -> bool:
    """Whether a file that is not hidden, by its path in the folder, is like one in YAML, or a table of rules."""
    if any(part.startswith(_HIDDEN) for part in parts):
        return False
    is_table = _is_in_rules(parts) and parts[-1].lower().endswith(_TABLES)
    return is_table or _LIKE_YAML.search(parts[-1]) is not None


def _is_in_rules(parts: _Parts) -> bool:
    return len(parts) > 1 and folded(parts[0]) == RULES


def _entries(folder: Path, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(_HIDDEN)]
    except OSError as error:
        wrong = f"The folder cannot be read: {error.strerror or error}."
        problems.append(Problem(Place(str(folder)), wrong, "Check its permissions."))
        return []
