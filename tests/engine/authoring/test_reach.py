"""How far a mistake reaches: beyond it, everything comes out as before."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from nakanaori.engine.authoring.mutant import mutants
from nakanaori.engine.authoring.reach import Reach, reach
from nakanaori.engine.consulting import Outcome, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook


@pytest.fixture
def going_out(tmp_path: Path) -> Rulebook:
    return load_rulebook(write_rulebook(tmp_path))


def shown(outcome: Outcome) -> dict[str, object]:
    """Each planned action with all that is shown of it."""
    return {
        one.action.id: (one.basic, bool(one.led_by), [step.id for step in one.steps], [*map(str, one.drafts)])
        for one in outcome.plan
    }


def differing(old: Rulebook, new: Rulebook, answers: dict[str, object]) -> tuple[set[str], set[str], set[str]]:
    """The rules, findings and actions that come out otherwise."""
    before, after = (consult(rulebook, answers, engine="reference") for rulebook in (old, new))
    plans = shown(before), shown(after)
    return (
        set(before.fired) ^ set(after.fired),
        set(before.findings) ^ set(after.findings),
        {action for action in plans[0].keys() | plans[1].keys() if plans[0].get(action) != plans[1].get(action)},
    )


@pytest.mark.parametrize("seed", range(12))
def test_beyond_its_reach_a_mistake_changes_nothing(seed: int) -> None:
    throw = Random(f"reach {seed}")
    rulebook = dice.rulebook(throw)
    people = [dice.answers(throw, rulebook) for _ in range(15)]
    for mutant in mutants(rulebook):
        reached = reach(rulebook, mutant)
        for person in people:
            rules, findings, actions = differing(rulebook, mutant.rulebook, person)
            assert rules <= set(reached.rules) | {mutant.owner}
            assert findings <= set(reached.findings)
            assert actions <= {action.id for action in reached.actions}


def test_a_mistake_in_one_action_reaches_that_action_alone(going_out: Rulebook) -> None:
    of_actions = [mutant for mutant in mutants(going_out) if mutant.action is not None]
    assert of_actions
    for mutant in of_actions:
        assert mutant.action is not None
        assert reach(going_out, mutant) == Reach((), (), (mutant.action,))
