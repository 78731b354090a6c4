"""Scenarios are run and covered until a deadline, and what was not reached is told apart."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.authoring import covered, needed_scenarios, ran, tried
from nakanaori.engine.language import Rulebook
from nakanaori.engine.proving import Deadline
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook
from ticking import Ticking

STORIES = "".join(
    f"- scenario: story-{number}\n  about: A story.\n  answers: {{degrees: {number}}}\n  plan: {{holds: drink-water}}\n"
    for number in range(10)
)


def going_out(folder: Path) -> Rulebook:
    return load_rulebook(write_rulebook(folder, {"scenarios/stories.yaml": STORIES}))


def test_all_of_them_are_run_and_covered(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path)
    scenarios = needed_scenarios(rulebook)
    run = ran(rulebook, scenarios, "reference")
    alone = [*tried(rulebook, scenarios, "reference")]
    assert [trial.scenario for trial in run.trials] == [*scenarios]
    assert [trial.deviations for trial in run.trials] == [trial.deviations for trial in alone]
    reached = covered(rulebook, (trial.outcome for trial in alone))
    assert (run.coverage.fired, run.coverage.tests) == (reached.fired, reached.tests)
    assert run.unreached == ()


def test_what_the_deadline_cuts_off_is_told(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path)
    scenarios = needed_scenarios(rulebook)
    run = ran(rulebook, scenarios, "reference", deadline=Deadline.after(3.0, Ticking()))
    assert [trial.scenario for trial in run.trials] == [*scenarios[:3]]
    assert run.unreached == scenarios[3:]
    assert run.coverage.fired["everybody-drinks"] == 3


def test_one_is_run_however_little_time_there_is(tmp_path: Path) -> None:
    rulebook = going_out(tmp_path)
    run = ran(rulebook, needed_scenarios(rulebook), "reference", deadline=Deadline.after(0.0, Ticking()))
    assert (len(run.trials), len(run.unreached)) == (1, 9)
