"""From a folder of files to a rulebook, with every mistake named at once."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

import msgspec

from ..language import Draft, HelpLines, Place, Problem, Question, RowTable, Rule, Rulebook, RulebookError, first_cycle
from .action_reader import read_action
from .document import read_document
from .draft_reader import read_draft
from .fields import as_listing
from .head_reader import read_head
from .help_line_reader import read_help_lines
from .mention import Mention
from .node import Node
from .question_reader import read_question, with_only_if
from .regular_file import read_bytes
from .rule_file import RuleSource, once_each, read_rule_file, rules_of
from .rulebook_folder import ENDING, HEAD, RULES, RulebookFolder, rulebook_files
from .shown_values import with_shown_values
from .stray_file import stray_files
from .vocabulary import DRAFT, Vocabulary

_RULES = Path(__file__).parents[2] / "rules"
SHIPPED = "regain_trust"

MOST_WITHHELD = 1_000_000
"""So many actions the rules may withhold in all, counted for each rule."""


class Reading(msgspec.Struct, frozen=True):
    """What could be read of a rulebook's folder, and every problem; no rulebook where it lacks a file.

    `mentions` are all ids in these files, in the order in which they were read.
    """

    folder: RulebookFolder
    rulebook: Rulebook | None
    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...]


def load_rulebook(folder: str | PathLike[str] | None = None) -> Rulebook:
    """The rulebook in `folder`, or the shipped one; another that is shipped may be named by its id.

    A folder holds `rulebook.yaml`, `questions.yaml`, `actions.yaml`, `rules/*.yaml`, `text/LANGUAGE.yaml` and, if it
    likes, `drafts.yaml` and `help-lines.yaml`; see `rulebook_files`.

    Raises RulebookError with every problem found.
    """
    if folder is None:
        folder = _RULES / SHIPPED
    vocabulary = Vocabulary(keeps_mentions=False)
    return _whole(_read(Path(folder), vocabulary)[1], vocabulary)


def meant_folder(folder: Path) -> Path:
    """The folder itself, or where nothing is there and it is called like one, that of a shipped rulebook."""
    shipped = _RULES / folder
    is_shipped = len(folder.parts) == 1 and not folder.exists() and (shipped / f"{HEAD}{ENDING}").is_file()
    return shipped if is_shipped else folder


def load_with_rules(folder: Path, file: Path, other: Path) -> Rulebook:
    """The rulebook in `folder` with another file in place of `file`, one of those of its rules.

    Raises RulebookError with every problem found.
    """
    lying = rulebook_files(folder)
    rules = tuple(other if path.resolve() == file.resolve() else path for path in lying.rules)
    vocabulary = Vocabulary(keeps_mentions=False)
    return _whole(_rulebook(msgspec.structs.replace(lying, rules=rules), vocabulary), vocabulary)


def _whole(rulebook: Rulebook | None, vocabulary: Vocabulary) -> Rulebook:
    """The rulebook, in which nothing is amiss."""
    if rulebook is None or vocabulary.problems:
        raise RulebookError(vocabulary.told())
    return rulebook


def read_rulebook(folder: Path) -> Reading:
    """What can be read of the rulebook in `folder`, and every problem found.

    Raises RulebookError when there is no such folder.
    """
    vocabulary = Vocabulary()
    lying, rulebook = _read(folder, vocabulary)
    return Reading(lying, rulebook, vocabulary.told(), tuple(vocabulary.mentions))


def _read(folder: Path, vocabulary: Vocabulary) -> tuple[RulebookFolder, Rulebook | None]:
    """What lies in the folder, and the rulebook that it makes."""
    folder = meant_folder(folder)
    if not folder.is_dir():
        there = "This is no folder." if folder.exists() else "There is no such folder."
        raise RulebookError([Problem(Place(str(folder)), there, "Name the folder that holds rulebook.yaml.")])
    lying = rulebook_files(folder)
    vocabulary.problems += [*lying.problems, *stray_files(lying)]
    return lying, _rulebook(lying, vocabulary)


def read_file(path: Path, problems: list[Problem], *, spans: bool = True) -> Node | None:
    """The document in a file, or None; what is wrong with it is added to `problems`.

    For `spans` see `read_document`.
    """
    data = read_bytes(path)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    return read_document(str(path), data, problems, spans=spans)


def _rulebook(folder: RulebookFolder, vocabulary: Vocabulary) -> Rulebook | None:
    problems = vocabulary.problems
    spans = vocabulary.keeps_mentions
    head_root, questions, actions = (
        read_file(path, problems, spans=spans) for path in (folder.head, folder.questions, folder.actions)
    )
    sources = [read_rule_file(path, problems, spans=spans) for path in folder.rules]
    rule_roots = once_each(folder.rules, sources, problems)
    if not rule_roots:
        where = Place(str(folder.path / RULES))
        problems.append(Problem(where, "There is no rule file.", "Put at least one *.yaml, *.csv or *.xlsx file here."))
    if None in (head_root, questions, actions, *rule_roots):
        return None
    entries: list[tuple[Question, Node]] = []
    for node in as_listing(questions, "The questions", problems):
        question = read_question(node, vocabulary)
        if question is not None:
            vocabulary.questions[question.id] = question
            entries.append((question, node))
    head = read_head(head_root, vocabulary)
    for question, node in entries:
        vocabulary.questions[question.id] = with_only_if(question, node, vocabulary)
    drafts = _drafts(folder, vocabulary)
    for node in as_listing(actions, "The actions", problems):
        action = read_action(node, vocabulary)
        if action is not None:
            vocabulary.add_action(action)
    tables: list[RowTable] = []
    rules = _rules(rule_roots, vocabulary, head.languages, tables)
    _refuse_cycles(head.findings, rules, problems)
    rulebook = Rulebook(
        id=head.id,
        version=head.version,
        languages=head.languages,
        sections=head.sections,
        phases=head.phases,
        tags=head.tags,
        findings=head.findings,
        questions=tuple(vocabulary.questions.values()),
        actions=tuple(vocabulary.actions.values()),
        rules=rules,
        alarm=head.alarm,
        help_lines=_help_lines(folder, vocabulary),
        folder=folder.path,
        first_steps=head.first_steps,
        drafts=drafts,
        tables=tuple(tables),
        quick_exit=head.quick_exit,
    )
    return with_shown_values(rulebook, folder)


def _rules(
    sources: Iterable[RuleSource | None], vocabulary: Vocabulary, languages: tuple[str, ...], tables: list[RowTable]
) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    withheld = 0
    for source in (one for one in sources if one is not None):
        for rule in rules_of(source, vocabulary, languages, tables):
            rules.append(rule)
            withheld += len(rule.withhold)
            if withheld > MOST_WITHHELD:
                wrong = f"Up to this rule, more than {MOST_WITHHELD} actions are withheld."
                vocabulary.problems.append(Problem(rule.place, wrong, "Withhold fewer of them."))
                return tuple(rules)
    return tuple(rules)


def _refuse_cycles(findings: tuple[str, ...], rules: Iterable[Rule], problems: list[Problem]) -> None:
    finders: dict[str, Rule] = {}
    rests_on: dict[str, set[str]] = {finding: set() for finding in findings}
    for rule in rules:
        for finding in rule.find:
            finders.setdefault(finding, rule)
            rests_on[finding] |= rule.condition.findings()
    cycle = first_cycle(findings, lambda finding: sorted(rests_on[finding]))
    if cycle:
        wrong = f"Findings rest on each other: {' → '.join(cycle)}."
        problems.append(Problem(finders[cycle[0]].place, wrong, "Let one of them rest on answers alone."))


def _drafts(folder: RulebookFolder, vocabulary: Vocabulary) -> tuple[Draft, ...]:
    if folder.drafts is None:
        return ()
    root = read_file(folder.drafts, vocabulary.problems, spans=vocabulary.keeps_mentions)
    if root is None:
        vocabulary.doubt(DRAFT)
    read = (read_draft(node, vocabulary) for node in as_listing(root, "The drafts", vocabulary.problems))
    return tuple(draft for draft in read if draft is not None)


def _help_lines(folder: RulebookFolder, vocabulary: Vocabulary) -> HelpLines:
    if folder.help_lines is None:
        return HelpLines()
    root = read_file(folder.help_lines, vocabulary.problems, spans=vocabulary.keeps_mentions)
    return read_help_lines(root, vocabulary)
