"""Rulebooks of any size, made with dice and written as the YAML files that an author would write.

JSON is YAML too, and quick to write: the files hold one entry a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import msgspec

Entry = dict[str, object]
"""An entry of a YAML file: a question, an action, a rule or a guarantee."""

_GUARANTEES = 4
"""Of each kind, at most."""


class Author:
    """Throws a rulebook of so many rules: a question for every five of them (at least four), as many actions, and half
    as many findings, which rest on one another. Three rules in ten find something, the others act."""

    def __init__(self, rules: int, seed: int = 1) -> None:
        self.dice = Random(seed)
        count = max(4, rules // 5)
        self.questions = [self._question(number) for number in range(count)]
        self.findings = [f"finding-{number}" for number in range(max(1, count // 2))]
        self.actions = [f"action-{number}" for number in range(count)]
        finding = max(len(self.findings), 3 * rules // 10)
        self.rules = [self._finding_rule(number) for number in range(finding)]
        self.rules += [self._acting_rule(number) for number in range(finding, rules)]

    def write(self, folder: Path) -> None:
        """The files of the rulebook, in a folder that may be there already."""
        for name in ("rules", "text"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        _write(folder / "questions.yaml", self.questions)
        _write(folder / "actions.yaml", map(_action, self.actions))
        _write(folder / "rules" / "all.yaml", self.rules)
        _write(folder / "guarantees.yaml", self.guarantees())
        head = {
            "rulebook": f"generated-{len(self.rules)}",
            "version": "1",
            "languages": ["en"],
            "sections": ["1"],
            "phases": ["now", "later"],
            "findings": self.findings,
        }
        (folder / "rulebook.yaml").write_bytes(msgspec.json.encode(head))
        (folder / "text" / "en.yaml").write_text("language: English\n", encoding="utf-8")

    def guarantees(self) -> list[Entry]:
        """What a withholding rule withholds never comes when it fires, which holds; and what such a rule may withhold
        always comes when some other rule that advises it fires, which mostly does not."""
        withholding = [rule for rule in self.rules if "withhold" in rule]
        contested = [rule["withhold"] for rule in withholding]
        advising = [rule for rule in self.rules if rule.get("advise") in contested]
        stated = [_guarantee("never", rule, rule["withhold"]) for rule in withholding[:_GUARANTEES]]
        return stated + [_guarantee("always", rule, rule["advise"]) for rule in advising[:_GUARANTEES]]

    def _question(self, number: int) -> Entry:
        options = [f"option-{option}" for option in range(self.dice.randint(2, 8))]
        return {"question": f"question-{number}", "choose": "several" if number % 4 == 0 else "one", "options": options}

    def _finding_rule(self, number: int) -> Entry:
        found = number % len(self.findings)
        # Findings rest on those of the first half of what goes before: a few strata, and no cycle.
        return {**self._rule(number, self.findings[: found // 2], 0.3), "find": self.findings[found]}

    def _acting_rule(self, number: int) -> Entry:
        rule = self._rule(number, self.findings, 0.2)
        # Every tenth withholds, so that there is one in the smallest rulebook too.
        withholds = number % 10 == 9
        return {**rule, "withhold" if withholds else "advise": [self.actions[number % len(self.actions)]]}

    def _rule(self, number: int, findings: list[str], unless: float) -> Entry:
        rule: Entry = {"rule": f"rule-{number}", "cites": "1", "when": self._tests(findings)}
        return {**rule, "unless": self._tests(findings)} if self.dice.random() < unless else rule

    def _tests(self, findings: list[str]) -> Entry:
        return dict(self._test(findings) for _ in range(self.dice.randint(1, 3)))

    def _test(self, findings: list[str]) -> tuple[str, object]:
        if findings and self.dice.random() < 0.35:
            return self.dice.choice(findings), self.dice.choice(("true", "true", "false"))
        question = self.dice.choice(self.questions)
        options = question["options"]
        assert isinstance(options, list)
        kind = self.dice.random()
        if question["choose"] == "several" and kind < 0.3:
            return str(question["question"]), {"at-least": 2}
        if kind < 0.4:
            return str(question["question"]), {"not": [self.dice.choice(options)]}
        return str(question["question"]), self.dice.sample(options, self.dice.randint(1, min(3, len(options))))


def _guarantee(claim: str, rule: Entry, actions: object) -> Entry:
    condition: Entry = {key: rule[key] for key in ("when", "unless") if key in rule}
    return {"guarantee": f"{claim}-{rule['rule']}", "cites": "1", **condition, claim: actions}


def _action(name: str) -> Entry:
    return {"action": name, "phase": "now" if name.endswith(("0", "5")) else "later", "cites": "1", "steps": ["do-it"]}


def _write(path: Path, entries: Iterable[Entry]) -> None:
    lines = [b"- " + msgspec.json.encode(entry) for entry in entries]
    path.write_bytes(b"\n".join(lines) + b"\n")
