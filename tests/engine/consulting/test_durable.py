"""The durable-rules path against the reference evaluator, its limits, its threads and its memory."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from forking import Held, forking, in_a_child
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nakanaori.engine.consulting import check_answers, reference
from nakanaori.engine.consulting.durable_draft import MAX_TERMS
from nakanaori.engine.language import (
    ONE,
    SEVERAL,
    UNKNOWN,
    AtLeast,
    Condition,
    EngineError,
    Facts,
    Finding,
    HelpLines,
    NoneOf,
    OneOf,
    Place,
    Question,
    Rule,
    Rulebook,
)
from nakanaori.engine.language import Tests as Conjunction
from nakanaori.engine.reading import load_rulebook
from random_rulebooks import cases, rulebooks
from required import NO_DURABLE

durable = pytest.importorskip("nakanaori.engine.consulting.durable", reason=NO_DURABLE, exc_type=ImportError)

MANY = tuple(f"選択-{number}" for number in range(300))
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lru_cache(maxsize=1)
def shipped() -> Rulebook:
    return load_rulebook()


def random_facts(rulebook: Rulebook, seed: int) -> Facts:
    """Facts that leave more or less open; cheaper by far than what Hypothesis draws."""
    random = Random(seed)
    answered, unknown, chosen = random.choice((0.5, 0.9, 1)), random.choice((0, 0.1)), random.choice((0.1, 0.5, 0.9))
    given: dict[str, object] = {}
    for question in rulebook.questions:
        if random.random() >= answered:
            continue
        if random.random() < unknown:
            given[question.id] = UNKNOWN
        elif question.kind == SEVERAL:
            given[question.id] = [option for option in question.options if random.random() < chosen]
        else:
            given[question.id] = random.choice(question.options or range(question.low, question.high + 1))
    return check_answers(rulebook, given).facts


def rulebook_of(rules: Iterable[Rule], questions: Iterable[Question] = (), findings: tuple[str, ...] = ()) -> Rulebook:
    return Rulebook(
        id="made",
        version="1",
        languages=("en",),
        sections=("1",),
        phases=("now",),
        tags=(),
        findings=findings,
        questions=tuple(questions),
        actions=(),
        rules=tuple(rules),
        alarm=None,
        help_lines=HelpLines(),
        folder=Path("made"),
    )


def rule(number: int, when: Conjunction = (), find: tuple[str, ...] = (), unless: Conjunction = ()) -> Rule:
    place = Place("rules.yaml", number + 1, 1)
    return Rule(f"rule-{number}", ("1",), False, Condition(when=when, unless=unless), find, (), (), place)


def question(name: str, kind: str, options: tuple[str, ...]) -> Question:
    return Question(name, kind, options, 0, 0, Place("questions.yaml", 1, 1))


def agree(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """What both fire, which must be the same."""
    fired: tuple[str, ...] = durable.fire(rulebook, facts)
    assert fired == reference.fire(rulebook, facts)
    return fired


@given(st.data())
@settings(SLOW, max_examples=100)
def test_the_shipped_rulebook_fires_alike_on_any_answers(data: st.DataObject) -> None:
    agree(shipped(), check_answers(shipped(), data.draw(cases(shipped()))).facts)


def test_the_shipped_rulebook_fires_alike_on_a_thousand_cases() -> None:
    fired = {name for seed in range(1000) for name in agree(shipped(), random_facts(shipped(), seed))}
    assert len(fired) > len(shipped().rules) / 2


@given(st.data())
@settings(SLOW, max_examples=100)
def test_random_rulebooks_fire_alike(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    for given_answers in data.draw(st.lists(cases(rulebook), min_size=1, max_size=5)):
        agree(rulebook, check_answers(rulebook, given_answers).facts)


def test_an_empty_rulebook_fires_nothing() -> None:
    assert agree(rulebook_of([]), {}) == ()


def test_a_rule_without_condition_always_fires() -> None:
    assert agree(rulebook_of([rule(0)]), {}) == ("rule-0",)


def test_a_rule_with_more_terms_than_durable_rules_takes_is_split() -> None:
    asked = question("several", SEVERAL, MANY)
    first = tuple(OneOf("several", frozenset((option,))) for option in MANY[: 3 * MAX_TERMS])
    absent = tuple(NoneOf("several", frozenset((option,))) for option in MANY[-2 * MAX_TERMS :])
    unless = tuple(OneOf("several", test.options) for test in absent)
    rulebook = rulebook_of([rule(0, first + absent), rule(1, first, unless=unless)], [asked])
    enough = frozenset(MANY[: 3 * MAX_TERMS])
    assert agree(rulebook, {"several": enough}) == ("rule-0", "rule-1")
    for option in sorted(enough):
        assert agree(rulebook, {"several": enough - {option}}) == ()
    assert agree(rulebook, {"several": enough | {MANY[-1]}}) == ()
    assert agree(rulebook, {}) == ()


@pytest.mark.parametrize("kind", [ONE, SEVERAL])
def test_a_test_with_more_options_than_durable_rules_takes_is_split(kind: str) -> None:
    some = frozenset(MANY[:100])
    tests: Conjunction = (OneOf("asked", some), NoneOf("asked", some), AtLeast("asked", 1, some))
    both = [rule(number, (test,)) for number, test in enumerate(tests)]
    both += [rule(number + 3, unless=(test,)) for number, test in enumerate(tests)]
    rulebook = rulebook_of(both, [question("asked", kind, MANY)])
    for chosen in (*MANY[::10], UNKNOWN):
        agree(rulebook, {"asked": frozenset((chosen,))})
    agree(rulebook, {})
    if kind == SEVERAL:
        agree(rulebook, {"asked": frozenset()})
        agree(rulebook, {"asked": frozenset(MANY)})


def test_a_rule_that_cannot_be_split_is_named_with_its_place() -> None:
    tests = tuple(OneOf(f"q-{number}", frozenset(("yes",))) for number in range(2000))
    questions = [question(test.question, ONE, ("yes", "no")) for test in tests]
    with pytest.raises(EngineError, match=r"rules\.yaml:8:1: The condition of 'rule-7' is too long"):
        durable.fire(rulebook_of([rule(7, tests)], questions), {})


def test_a_stage_that_tests_more_than_a_message_can_say_is_split() -> None:
    questions = [question(f"質問-{number}", ONE, ("yes", "no")) for number in range(400)]
    rules = [rule(number, (OneOf(asked.id, frozenset(("yes",))),)) for number, asked in enumerate(questions)]
    rulebook = rulebook_of(rules, questions)
    assert len(agree(rulebook, {asked.id: frozenset(("yes",)) for asked in questions})) == 400
    assert len(agree(rulebook, {asked.id: frozenset(("yes",)) for asked in questions[::2]})) == 200


@pytest.mark.parametrize("count", [1200, 4200])
def test_thousands_of_rules(count: int) -> None:
    asked = question("asked", SEVERAL, MANY)
    pairs = [frozenset((MANY[number % 300], MANY[7 * number % 300])) for number in range(count)]
    rules = [rule(number, (NoneOf("asked", pair),), (f"f-{number % 5}",)) for number, pair in enumerate(pairs)]
    rules += [rule(count + number, (Finding(f"f-{number}", number % 2 == 0),)) for number in range(5)]
    rulebook = rulebook_of(rules, [asked], tuple(f"f-{number}" for number in range(5)))
    assert len(agree(rulebook, {"asked": frozenset()})) == count + 3
    agree(rulebook, {"asked": frozenset(MANY[::3])})
    assert len(agree(rulebook, {})) == 2


def test_threads_may_consult_the_same_and_different_rulebooks() -> None:
    def book_about(option: str) -> Rulebook:
        finding = rule(1, (OneOf("asked", frozenset((option,))),), ("found",))
        rules = [rule(0), finding, rule(2, (Finding("found", True),))]
        return rulebook_of(rules, [question("asked", ONE, MANY[:4])], ("found",))

    books = [book_about(option) for option in MANY[:4]]
    chosen: list[Facts] = [{"asked": frozenset((option,))} for option in MANY[:4]]
    work = [(book, facts) for book in books for facts in chosen] * 50
    work += [(shipped(), random_facts(shipped(), seed)) for seed in range(200)]
    Random(1).shuffle(work)
    with ThreadPoolExecutor(8) as threads:
        fired = list(threads.map(lambda task: durable.fire(*task), work))
    assert fired == [reference.fire(*task) for task in work]


@forking
def test_a_child_forked_while_a_thread_is_within_a_consultation_can_consult(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = random_facts(shipped(), 1)
    expected = " ".join(agree(shipped(), facts))
    held = Held(durable._assert_fact)
    monkeypatch.setattr(durable, "_assert_fact", held)
    with held.there(lambda: durable.fire(shipped(), facts)):
        assert in_a_child(lambda: " ".join(agree(shipped(), facts))) == expected
    assert agree(shipped(), facts)


@forking
def test_a_child_forked_while_a_thread_compiles_can_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(durable.Network)
    monkeypatch.setattr(durable, "Network", held)
    with held.there(lambda: durable.fire(rulebook_of([rule(0)]), {})):
        assert in_a_child(lambda: " ".join(agree(rulebook_of([rule(1)]), {}))) == "rule-1"
    assert agree(rulebook_of([rule(2)]), {}) == ("rule-2",)


@forking
def test_what_a_child_drops_its_parent_keeps() -> None:
    book = rulebook_of([rule(0)])
    compiled = durable.program(book)
    assert in_a_child(lambda: str(durable.program(book) is compiled)) == "False"
    assert durable.program(book) is compiled


def test_a_failure_within_durable_rules_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = random_facts(shipped(), 1)
    expected = agree(shipped(), facts)
    with monkeypatch.context() as patched:
        patched.setattr(durable, "_complete_and_start", lambda handle, state: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            durable.fire(shipped(), facts)
    assert agree(shipped(), facts) == expected


def test_a_refusal_by_durable_rules_is_an_engine_error() -> None:
    with pytest.raises(EngineError, match="durable-rules failed"):
        durable.Network("broken", {"rule": {"nothing": 1}})
    with pytest.raises(EngineError, match="durable-rules failed"):
        durable.program(shipped()).messages({})[0][0].fire("no message")
    agree(shipped(), {})


def test_bare_messages_are_those_of_a_consultation() -> None:
    facts = random_facts(shipped(), 3)
    messages = durable.program(shipped()).messages(facts)
    # One for each stratum, or several where a stratum tests more than fits into one.
    assert len(messages) >= len(shipped().strata)
    assert messages[0][0].fire(messages[0][1])


def kibibytes() -> int:
    """The memory this process takes."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("the memory of a process is read from /proc")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


def test_consultations_leave_no_memory_behind() -> None:
    facts = [random_facts(shipped(), seed) for seed in range(500)]
    for one in facts * 2:
        durable.fire(shipped(), one)
    before = kibibytes()
    for one in facts * 10:
        durable.fire(shipped(), one)
    assert kibibytes() - before < 1024


def test_dropped_rulebooks_leave_no_memory_behind() -> None:
    def compile_and_drop(times: int) -> None:
        for _ in range(times):
            book = rulebook_of([rule(number) for number in range(60)])
            assert len(durable.fire(book, {})) == 60
            del book

    kept = len(durable._programs)
    compile_and_drop(30)
    before = kibibytes()
    compile_and_drop(100)
    assert kibibytes() - before < 5 * 1024
    assert len(durable._programs) <= kept
