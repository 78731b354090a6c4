"""From a folder of YAML files to a rulebook, with every mistake named at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from importlib.resources import files
from os import PathLike
from pathlib import Path

from ..language import (
    NUMBER,
    ONE,
    SEVERAL,
    UNKNOWN,
    Action,
    Alarm,
    Condition,
    FollowUp,
    HelpLine,
    HelpLines,
    Place,
    Problem,
    Question,
    Rule,
    Rulebook,
    RulebookError,
    Step,
    Thing,
    first_cycle,
    nearest,
)
from .condition_reader import CONDITION_KEYS, ConditionReader
from .document import MappingNode, Node, TextNode, read_bytes, read_document
from .fields import ID, Fields, as_listing, as_mapping, as_number, as_texts, known_ids

SHIPPED = "regain_trust"


def load_rulebook(folder: str | PathLike[str] | None = None) -> Rulebook:
    """The rulebook in `folder`, or the shipped one.

    A folder holds `rulebook.yaml`, `questions.yaml`, `actions.yaml`, `rules/*.yaml`, `text/LANGUAGE.yaml` and, if it
    likes, `help-lines.yaml`.

    Raises RulebookError with every problem found.
    """
    if folder is None:
        package = __package__.removesuffix(".engine.reading")
        folder = Path(str(files(f"{package}.rules") / SHIPPED))
    return Loading(Path(folder)).rulebook()


class Loading:
    """One reading of a rulebook's files, and every problem found on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.questions: dict[str, Question] = {}
        self.actions: dict[str, Action] = {}
        self.rules: dict[str, Rule] = {}
        self.findings: tuple[str, ...] = ()
        self.phases: tuple[str, ...] = ()
        self.tags: tuple[str, ...] = ()
        self.sections: tuple[str, ...] = ()
        self.places: dict[str, Place] = {}

    @classmethod
    def of(cls, rulebook: Rulebook) -> Loading:
        """The reading of a further file, which may use the ids of a rulebook already loaded."""
        further = cls(rulebook.folder)
        further.questions, further.actions = {**rulebook.question}, {**rulebook.action}
        further.findings, further.sections = rulebook.findings, rulebook.sections
        further.phases, further.tags = rulebook.phases, rulebook.tags
        return further

    # files ------------------------------------------------------------------------------------------------------------

    def rulebook(self) -> Rulebook:
        if not self.folder.is_dir():
            there = "This is no folder." if self.folder.exists() else "There is no such folder."
            raise RulebookError([Problem(Place(str(self.folder)), there, "Name the folder that holds rulebook.yaml.")])
        made = self.assemble()
        if made is None or self.problems:
            raise RulebookError(self.problems)
        return made

    def assemble(self) -> Rulebook | None:
        names = ["actions.yaml", "questions.yaml", "rulebook.yaml"]
        rule_files = sorted(path.name for path in (self.folder / "rules").glob("*.yaml"))
        for path in sorted((self.folder / "rules").glob("*.yml")):
            wrong = "A rule file that ends in '.yml' is not read."
            self.problems.append(Problem(Place(str(path)), wrong, "Let its name end in '.yaml'."))
        documents = {name: self.logic_file(name) for name in names}
        rule_documents = [self.logic_file(f"rules/{name}") for name in rule_files]
        if not rule_files:
            where = Place(str(self.folder / "rules"))
            self.problems.append(Problem(where, "There is no rule file.", "Put at least one *.yaml file here."))
        head = as_mapping(documents["rulebook.yaml"], "A rulebook", self.problems)
        if head is None or None in (*documents.values(), *rule_documents):
            return None
        fields = Fields(head, "A rulebook", _HEAD_KEYS, self.problems)
        self.sections = self.new_ids(fields.words("sections"), "section", apart=True)
        self.phases = self.new_ids(fields.words("phases"), "phase", apart=True)
        self.tags = self.new_ids(fields.words("tags", required=False), "tag", apart=True)
        for node in as_listing(documents["questions.yaml"], "The questions", self.problems):
            self.keep(self.question(node), self.questions)
        self.findings = self.new_ids(fields.words("findings", required=False), "finding")
        for node in as_listing(documents["actions.yaml"], "The actions", self.problems):
            self.keep(self.action(node), self.actions)
        for document in rule_documents:
            for node in as_listing(document, "The rules", self.problems):
                self.keep(self.rule(node), self.rules)
        self.refuse_cycles()
        identity, version = fields.text("rulebook"), fields.text("version")
        if identity:
            self.is_new(identity, "rulebook", apart=True)
        return Rulebook(
            id=identity.value if identity else "",
            version=version.value if version else "",
            languages=self.new_ids(fields.words("languages"), "language", apart=True),
            sections=self.sections,
            phases=self.phases,
            tags=self.tags,
            findings=self.findings,
            questions=tuple(self.questions.values()),
            actions=tuple(self.actions.values()),
            rules=tuple(self.rules.values()),
            alarm=self.alarm(fields.node("alarm", required=False)),
            help_lines=self.help_lines(),
            sha256=self.digest.hexdigest(),
            folder=self.folder,
        )

    def logic_file(self, name: str) -> Node | None:
        data = read_bytes(self.folder / name)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        self.digest.update(name.encode() + b"\0" + len(data).to_bytes(8, "big") + data)
        return read_document(str(self.folder / name), data, self.problems)

    # ids --------------------------------------------------------------------------------------------------------------

    def new_ids(self, texts: Iterable[TextNode], what: str, *, apart: bool = False) -> tuple[str, ...]:
        return tuple(text.value for text in texts if self.is_new(text, what, apart=apart))

    def is_new(self, text: TextNode, what: str, *, apart: bool = False) -> bool:
        """Whether an id is well formed and not yet taken; `apart`: its kind has a name space of its own."""
        if not ID.fullmatch(text.value):
            right = "Use letters, digits and underscores, joined by hyphens or dots."
            self.problems.append(Problem(text.place, f"'{text.value}' cannot be the id of {_a(what)}.", right))
            return False
        if what in ("question", "finding") and text.value in ("true", "false", UNKNOWN):
            self.problems.append(Problem(text.place, f"'{text.value}' has a meaning of its own.", "Choose another id."))
            return False
        if apart:
            return True
        space = "fact" if what in ("question", "finding") else what
        first = self.places.setdefault(f"{space} {text.value}", text.place)
        if first is not text.place:
            wrong = f"The {what} '{text.value}' has an id that is taken."
            self.problems.append(Problem(text.place, wrong, f"Choose another; the first stands at {first}."))
            return False
        return True

    def keep(self, made: Thing | None, kept: dict[str, Thing]) -> None:
        if made is not None:
            kept[made.id] = made

    def entry(self, node: Node, what: str, key: str, known: Collection[str]) -> tuple[Fields, TextNode] | None:
        """The fields of one entry of a list and its id, if it has a good one."""
        mapping = as_mapping(node, _a(what).capitalize(), self.problems)
        if mapping is None:
            return None
        fields = Fields(mapping, _a(what).capitalize(), known, self.problems)
        identity = fields.text(key)
        if identity is None or not self.is_new(identity, what):
            return None
        fields.what = f"The {what} '{identity.value}'"
        return fields, identity

    # entries ----------------------------------------------------------------------------------------------------------

    def question(self, node: Node) -> Question | None:
        known = ("question", "choose", "options", "from", "to")
        begun = self.entry(node, "question", "question", known)
        if begun is None:
            return None
        fields, identity = begun
        choose = fields.text("choose")
        kind = choose.value if choose else ONE
        if kind not in (ONE, SEVERAL, NUMBER) and choose:
            right = nearest(kind, (ONE, SEVERAL, NUMBER))
            self.problems.append(Problem(choose.place, f"One cannot choose '{kind}'.", right))
        is_number = kind == NUMBER
        for key in ("options",) if is_number else ("from", "to"):
            stray = fields.mapping.get(key)
            if stray is not None:
                wrong = f"{fields.what} has '{key}', which goes with {'one or several' if is_number else NUMBER}."
                self.problems.append(Problem(stray.place, wrong, f"Drop it, or change 'choose: {kind}'."))
        low = high = 0
        options: tuple[str, ...] = ()
        if is_number:
            first = as_number(fields.text("from"), "'from'", self.problems)
            last = as_number(fields.text("to"), "'to'", self.problems)
            low, high = first or 0, last or 0
            if first is not None and last is not None and high < low:
                wrong = f"{fields.what} goes from {low} to {high}."
                self.problems.append(Problem(fields.mapping.place, wrong, "Let 'to' be at least 'from'."))
        else:
            options = self.options(fields.words("options"))
        return Question(identity.value, kind, options, low, high, identity.place)

    def options(self, texts: tuple[TextNode, ...]) -> tuple[str, ...]:
        for text in texts:
            if text.value == UNKNOWN:
                right = "Leave it out: it can always be answered."
                self.problems.append(Problem(text.place, f"'{UNKNOWN}' is not an option.", right))
        return self.new_ids((text for text in texts if text.value != UNKNOWN), "option", apart=True)

    def action(self, node: Node) -> Action | None:
        begun = self.entry(node, "action", "action", ("action", "phase", "tags", "cites", "steps", "follow-ups"))
        if begun is None:
            return None
        fields, identity = begun
        phase = fields.text("phase")
        phases = known_ids((phase,) if phase else (), self.phases, "phase", self.problems)
        steps: dict[str, Step] = {}
        for item in as_listing(fields.node("steps"), "'steps'", self.problems):
            step = self.step(item)
            if step is None:
                continue
            if step.id in steps:
                self.problems.append(Problem(item.place, f"The step '{step.id}' stands twice.", "Rename one."))
            steps[step.id] = step
        return Action(
            id=identity.value,
            phase=phases[0] if phases else "",
            tags=known_ids(fields.words("tags", required=False), self.tags, "tag", self.problems),
            cites=self.cites(fields),
            steps=tuple(steps.values()),
            place=identity.place,
            follow_ups=self.follow_ups(fields),
        )

    def follow_ups(self, fields: Fields) -> tuple[FollowUp, ...]:
        nodes = as_listing(fields.node("follow-ups", required=False), "'follow-ups'", self.problems)
        made = [follow_up for node in nodes if (follow_up := self.follow_up(node)) is not None]
        ids = [follow_up.id for follow_up in made]
        for twice in sorted({name for name in ids if ids.count(name) > 1}):
            wrong = f"{fields.what} has the follow-up '{twice}' twice."
            self.problems.append(Problem(fields.mapping.place, wrong, "Rename one."))
        return tuple(made)

    def follow_up(self, node: Node) -> FollowUp | None:
        mapping = as_mapping(node, "A follow-up", self.problems)
        if mapping is None:
            return None
        fields = Fields(mapping, "A follow-up", ("follow-up", "days-after", "days-before"), self.problems)
        identity = fields.text("follow-up")
        after = as_number(fields.text("days-after", required=False), "'days-after'", self.problems)
        before = as_number(fields.text("days-before", required=False), "'days-before'", self.problems)
        if (after is None) is (before is None) or min(after or 0, before or 0) < 0:
            right = "Write either 'days-after: N' or 'days-before: N', N being 0 or more."
            self.problems.append(Problem(mapping.place, "The follow-up does not say on which day it is.", right))
            return None
        if identity is None or not self.is_new(identity, "follow-up", apart=True):
            return None
        return FollowUp(identity.value, after, before)

    def step(self, node: Node) -> Step | None:
        if isinstance(node, TextNode):
            return Step(node.value, ()) if self.is_new(node, "step", apart=True) else None
        mapping = as_mapping(node, "A step", self.problems)
        if mapping is None:
            return None
        fields = Fields(mapping, "A step", ("step", "when"), self.problems)
        identity = fields.text("step")
        tests = self.conditions().tests(fields.node("when"))
        if identity is None or not self.is_new(identity, "step", apart=True):
            return None
        return Step(identity.value, tests)

    def condition(self, fields: Fields) -> Condition:
        return self.conditions().condition(fields)

    def conditions(self) -> ConditionReader:
        return ConditionReader(self.questions, self.findings, self.problems)

    def cites(self, fields: Fields) -> tuple[str, ...]:
        return known_ids(fields.words("cites"), self.sections, "section", self.problems)

    def rule(self, node: Node) -> Rule | None:
        begun = self.entry(node, "rule", "rule", ("rule", "cites", "basic", *CONDITION_KEYS, *_EFFECT_KEYS))
        if begun is None:
            return None
        fields, identity = begun
        find = known_ids(fields.words("find", required=False), self.findings, "finding", self.problems)
        advise = known_ids(fields.words("advise", required=False), self.actions, "action", self.problems)
        if not any(fields.mapping.get(key) for key in _EFFECT_KEYS):
            wrong = f"{fields.what} does nothing."
            self.problems.append(Problem(fields.mapping.place, wrong, "Let it find, advise or withhold something."))
        basic = fields.yes("basic")
        if basic and fields.mapping.get("advise") is None:
            wrong = f"{fields.what} is basic but advises nothing."
            self.problems.append(Problem(fields.mapping.place, wrong, "Drop 'basic', or let it advise something."))
        return Rule(
            id=identity.value,
            cites=self.cites(fields),
            basic=basic,
            condition=self.condition(fields),
            find=find,
            advise=advise,
            withhold=self.selected(fields.node("withhold", required=False), "'withhold'"),
            place=identity.place,
        )

    def selected(self, node: Node | None, what: str) -> tuple[str, ...]:
        """The actions that a node names: by id, or by action, tag and phase, all of them together."""
        if not isinstance(node, MappingNode):
            return known_ids(as_texts(node, what, self.problems), self.actions, "action", self.problems)
        fields = Fields(node, what, ("action", "tag", "phase"), self.problems)
        if not node.entries:
            self.problems.append(Problem(node.place, f"{what} is empty.", "Name an action, a tag or a phase."))
        ids = known_ids(fields.words("action", required=False), self.actions, "action", self.problems)
        tags = known_ids(fields.words("tag", required=False), self.tags, "tag", self.problems)
        phases = known_ids(fields.words("phase", required=False), self.phases, "phase", self.problems)
        return tuple(
            action.id
            for action in self.actions.values()
            if action.id in ids or action.phase in phases or not set(tags).isdisjoint(action.tags)
        )

    def alarm(self, node: Node | None) -> Alarm | None:
        mapping = as_mapping(node, "'alarm'", self.problems)
        if mapping is None:
            return None
        fields = Fields(mapping, "'alarm'", ("finding", "phase"), self.problems)
        finding, phase = fields.text("finding"), fields.text("phase")
        findings = known_ids((finding,) if finding else (), self.findings, "finding", self.problems)
        phases = known_ids((phase,) if phase else (), self.phases, "phase", self.problems)
        return Alarm(findings[0], phases[0]) if findings and phases else None

    def help_lines(self) -> HelpLines:
        path = self.folder / "help-lines.yaml"
        if not path.exists():
            return HelpLines()
        data = read_bytes(path)
        if isinstance(data, Problem):
            self.problems.append(data)
            return HelpLines()
        mapping = as_mapping(read_document(str(path), data, self.problems), "The help lines", self.problems)
        if mapping is None:
            return HelpLines()
        fields = Fields(mapping, "The help lines", ("checked", "lines"), self.problems)
        checked = fields.text("checked")
        nodes = as_listing(fields.node("lines"), "'lines'", self.problems)
        lines = [line for node in nodes if (line := self.help_line(node)) is not None]
        return HelpLines(checked.value if checked else "", tuple(lines))

    def help_line(self, node: Node) -> HelpLine | None:
        known = ("line", "region", "call", "url", "for", *CONDITION_KEYS)
        begun = self.entry(node, "help line", "line", known)
        if begun is None:
            return None
        fields, identity = begun
        region = fields.text("region")
        call, url = (fields.text(key, required=False) for key in ("call", "url"))
        return HelpLine(
            id=identity.value,
            region=region.value if region else "",
            call=call.value if call else "",
            url=url.value if url else "",
            under=known_ids(fields.words("for"), self.actions, "action", self.problems),
            condition=self.condition(fields),
        )

    # cycles -----------------------------------------------------------------------------------------------------------

    def refuse_cycles(self) -> None:
        rests_on: dict[str, set[str]] = {finding: set() for finding in self.findings}
        for rule in self.rules.values():
            for finding in rule.find:
                rests_on[finding] |= rule.condition.findings()
        cycle = first_cycle(self.findings, lambda finding: sorted(rests_on[finding]))
        if cycle:
            finder = next(rule for rule in self.rules.values() if cycle[0] in rule.find)
            wrong = f"Findings rest on each other: {' → '.join(cycle)}."
            self.problems.append(Problem(finder.place, wrong, "Let one of them rest on answers alone."))


_HEAD_KEYS = ("rulebook", "version", "languages", "sections", "phases", "tags", "findings", "alarm")
_EFFECT_KEYS = ("find", "advise", "withhold")


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
