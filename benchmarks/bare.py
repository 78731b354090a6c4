"""durable-rules without us: the same compiled rulesets, asserted by its public Host or straight in its C engine.

Both get the messages ready made, in the same stages, and build no outcome: they say which rules fired, and that is all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from durable.engine import Host, MessageNotHandledException
from nakanaori.engine.consulting.durable import Network, program

if TYPE_CHECKING:
    from nakanaori.engine.language import Facts, Rulebook

Fired = list[tuple[int, str]]
"""The rules that fired, some perhaps twice: the number of the ruleset, and the rule's name in it."""

_STATE, _FIRST_FACT = "0", {"first": 1, "id": "0"}


class _QuietHost(Host):  # type: ignore[misc]
    """A Host whose threads do not start: they would fire rules in the middle of a case."""

    def _run(self) -> None:
        pass


class BareHost:
    """The rulesets of a rulebook, as somebody would run them who has only durable-rules."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._program = program(rulebook)
        self._fired: Fired = []
        definitions = {
            _name(stage): self._recording(stage, engine.definition)
            for stage, (engine, _) in enumerate(self._program.messages({}))
        }
        self._host = _QuietHost(definitions)
        for name in definitions:
            # Deleting a state in which no rule ever fired frees random memory; in this one a rule fires.
            self._host.assert_fact(name, dict(_FIRST_FACT))
            self._host.delete_state(name, _STATE)

    def prepare(self, facts: Facts) -> list[tuple[str, dict[str, object]]]:
        """The messages of a case, each with the name of its ruleset."""
        messages = self._program.messages(facts)
        return [(_name(stage), json.loads(message)) for stage, (_, message) in enumerate(messages)]

    def conclude(self, messages: list[tuple[str, dict[str, object]]]) -> Fired:
        """The rules that fire; nothing of the case stays behind."""
        self._fired = []
        for name, message in messages:
            try:
                self._host.assert_fact(name, message)
            except MessageNotHandledException:
                continue
            self._host.delete_state(name, _STATE)
        return self._fired

    def _recording(self, stage: int, definition: str) -> dict[str, Any]:
        """A ruleset whose actions do nothing but record."""
        rules = json.loads(definition)
        return {rule: {**body, "run": self._recorder(stage, rule)} for rule, body in rules.items()}

    def _recorder(self, stage: int, rule: str) -> Callable[[object], None]:
        def record(_: object) -> None:
            self._fired.append((stage, rule))

        return record


class BareEngine:
    """The same rulesets in the C engine beneath, called as our durable path calls it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._program = program(rulebook)

    def prepare(self, facts: Facts) -> list[tuple[Network, str]]:
        """The messages of a case, each with its engine."""
        return self._program.messages(facts)

    def conclude(self, messages: list[tuple[Network, str]]) -> Fired:
        """The rules that fire."""
        return [(stage, rule) for stage, (engine, message) in enumerate(messages) for rule in engine.fire(message)]


def _name(stage: int) -> str:
    return f"bare-{stage}"
