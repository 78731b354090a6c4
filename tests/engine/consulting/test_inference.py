"""Which engine fires the rules, what is said where it cannot, and that a forked child can go on consulting."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from random import Random

import dice
import pytest
from forking import PATIENCE, forking, forks_allowed, in_a_child, threads_that
from measured import write_measured
from nakanaori.engine.consulting import (
    AUTO,
    DURABLE,
    ENGINES,
    REFERENCE,
    check_answers,
    consult,
    durable_refusal,
    inference,
)
from nakanaori.engine.language import EngineError, Rulebook
from nakanaori.engine.reading import load_rulebook
from required import require_durable
from small_rulebook import FILES, write_rulebook

ANSWERS = {"fault": "mine", "contact": "refuses-to-meet", "reach": ["post"]}


def test_durable_rules_is_taken_where_it_is_there(rulebook: Rulebook) -> None:
    require_durable()
    assert consult(rulebook, ANSWERS).engine == consult(rulebook, ANSWERS, engine=AUTO).engine
    assert consult(rulebook, ANSWERS).engine == inference.Engine(DURABLE, version("durable-rules"))


def test_the_reference_evaluator_is_taken_where_it_is_not(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    with_either = consult(rulebook, ANSWERS).fired
    monkeypatch.setattr(inference, "durable_is_there", lambda: False)
    outcome = consult(rulebook, ANSWERS)
    assert outcome.engine == inference.Engine(REFERENCE, version("nakanaori"))
    assert outcome.fired == with_either


def test_numbers_of_fifteen_digits_are_exact_in_either_engine(tmp_path: Path) -> None:
    require_durable()
    measured = load_rulebook(write_measured(tmp_path))
    for price in range(120_000_000_000_000, 120_000_000_000_003):
        answers = {"price": price, "hours": "7.5", "day": "2024-03-31"}
        fired = {consult(measured, answers, engine=engine).fired for engine in (REFERENCE, DURABLE)}
        assert len(fired) == 1
        assert ("dear-things-are-left-at-home" in fired.pop()) is (price > 120_000_000_000_000)


def test_whoever_asks_for_durable_rules_where_it_is_not_is_told_what_to_do(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inference, "durable_is_there", lambda: False)
    with pytest.raises(EngineError) as caught:
        consult(rulebook, ANSWERS, engine=DURABLE)
    (problem,) = caught.value.problems
    assert str(problem) == (
        "engine: durable-rules cannot be imported here. "
        "Use --engine reference, or install 'nakanaori[durable]' on a Python from 3.10 to 3.12."
    )


def test_an_engine_that_does_not_exist(rulebook: Rulebook) -> None:
    assert ENGINES == ("auto", "durable", "reference", "compiled")
    with pytest.raises(EngineError, match=r"engine: There is no engine 'refrence'\. Did you mean 'reference'\?"):
        consult(rulebook, ANSWERS, engine="refrence")


def test_what_an_engine_fires_is_in_the_rulebooks_order(rulebook: Rulebook, engine: str) -> None:
    for seed in range(50):
        facts = check_answers(rulebook, dice.answers(Random(seed), rulebook)).facts
        concluded, ran = inference.concluded(rulebook, facts, engine)
        assert ran.name == engine
        assert list(concluded.fired) == [rule for rule in rulebook.rule if rule in concluded.fired]


def test_durable_rules_has_nothing_against_the_shipped_rulebook(rulebook: Rulebook) -> None:
    assert durable_refusal(rulebook) is None


def test_what_durable_rules_has_against_a_rulebook(tmp_path: Path) -> None:
    names = [f"q-{number}" for number in range(2000)]
    questions = "".join(f"- question: {name}\n  choose: one\n  options: [y, n]\n" for name in names)
    tests = ", ".join(f"{name}: y" for name in names)
    rule = f'- rule: too-long\n  cites: ["2"]\n  when: {{{tests}}}\n  advise: stay-in\n'
    files = {"questions.yaml": FILES["questions.yaml"] + questions, "rules/9-long.yaml": rule}
    refusal = durable_refusal(load_rulebook(write_rulebook(tmp_path, files)))
    assert refusal is not None
    assert refusal.wrong == "The condition of 'too-long' is too long for durable-rules."


# what is imported, and when ---------------------------------------------------------------------


def printed(program: str, **environment: str) -> str:
    """What a program prints in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **environment},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


NAME_OF_ENGINE = "from nakanaori.engine import consult, load_rulebook; print(consult(load_rulebook(), {}).engine.name)"


@pytest.mark.parametrize("module", ["raise ImportError('undefined symbol')", "import no_such_module_at_all"])
def test_durable_rules_that_is_installed_and_cannot_be_imported_is_passed_over(tmp_path: Path, module: str) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(module)
    assert printed(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {NAME_OF_ENGINE}") == REFERENCE


def test_durable_rules_that_is_not_installed_is_passed_over() -> None:
    assert printed(f"import sys; sys.modules['durable_rules_engine'] = None; {NAME_OF_ENGINE}") == REFERENCE


def test_what_tells_versions_is_loaded_with_the_first_outcome() -> None:
    loaded = "print('importlib.metadata' in sys.modules)"
    assert printed(f"import sys, nakanaori.engine.consulting; {loaded}") == "False"
    assert printed(f"import sys; {NAME_OF_ENGINE}; {loaded}").endswith("True")


# forks ------------------------------------------------------------------------------------------


def told(rulebook: Rulebook, engine: str = AUTO) -> str:
    """A whole consultation, from facts to text."""
    outcome = consult(rulebook, ANSWERS, engine=engine)
    open_questions = [question.id for question in outcome.open_questions]
    return f"{outcome.engine} {outcome.fired} {open_questions} {outcome.to_dict('en')['actions']}"[:20_000]


@forking
def test_a_child_forked_while_threads_consult_can_consult(engine: str) -> None:
    """Before, more than half of such children hung."""
    rulebook = load_rulebook()
    expected = told(rulebook, engine)

    def work(times: int) -> None:
        outcome = consult(rulebook, dice.answers(Random(times), rulebook), engine=engine)
        assert outcome.complete or outcome.open_questions

    with threads_that(work):
        for _ in range(8):
            assert in_a_child(lambda: told(rulebook, engine)) == expected
    assert told(rulebook, engine) == expected


@forking
def test_a_child_forked_while_threads_load_and_compile_can_do_so_too(tmp_path: Path) -> None:
    small = write_rulebook(tmp_path)
    answers = {"weather": "rain", "degrees": 3}
    expected = str(consult(load_rulebook(small), answers).fired)
    with threads_that(lambda times: consult(load_rulebook(small), answers)):
        for _ in range(10):
            assert in_a_child(lambda: str(consult(load_rulebook(small), answers).fired)) == expected


@forking
def test_children_of_multiprocessing_can_consult_while_threads_do(engine: str) -> None:
    rulebook = load_rulebook()
    forked = get_context("fork")
    with threads_that(lambda times: told(rulebook, engine)), forks_allowed():
        said = forked.SimpleQueue()
        children = [forked.Process(target=lambda: said.put(told(rulebook, engine))) for _ in range(4)]
        for child in children:
            child.start()
            child.join(PATIENCE)
            hangs = child.is_alive()
            child.kill()
            assert not hangs
            assert child.exitcode == 0
            assert said.get() == told(rulebook, engine)


SLOW_TO_IMPORT = """
import __main__

__main__.importing.set()
sum(number * number for number in range(3_000_000))
raise ImportError("not here")
"""

FORKED_DURING_THE_IMPORT = """
import os, signal, sys
from threading import Event, Thread
from nakanaori.engine import consult, load_rulebook

rulebook, importing = load_rulebook(), Event()
thread = Thread(target=lambda: consult(rulebook, {"fault": "mine"}))
thread.start()
importing.wait()
child = os.fork()
if not child:
    signal.alarm(30)
    os._exit(0 if consult(rulebook, {"fault": "mine"}).plan else 1)
thread.join()
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@forking
def test_a_child_forked_while_a_thread_imports_an_engine_can_consult(tmp_path: Path) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(SLOW_TO_IMPORT)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{FORKED_DURING_THE_IMPORT}"
    assert printed(program, PYTHONWARNINGS="ignore") == "0"


@forking
def test_a_child_of_a_child_can_consult(rulebook: Rulebook, engine: str) -> None:
    def grandchild() -> str:
        return in_a_child(lambda: told(rulebook, engine)) or "it hangs"

    expected = told(rulebook, engine)
    with threads_that(lambda times: told(rulebook, engine), number=1):
        assert in_a_child(grandchild) == expected
