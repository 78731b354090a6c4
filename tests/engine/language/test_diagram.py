"""Decision diagrams: one for each meaning, and what is left of one after an answer means what it meant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

from nakanaori.engine.language import (
    ALWAYS,
    NEVER,
    ONE,
    DiagramLogic,
    Diagrams,
    Facts,
    Node,
    OneOf,
    Place,
    Question,
    diagram,
    levels,
)
from nakanaori.engine.language.diagram import from_below, within
from thrown_formulas import EVERY, FORMULAS, QUESTIONS, holds, thrown, thrown_test

TESTS = [thrown_test(Random(seed)) for seed in range(2_000)]
LEVELS = levels(list(QUESTIONS.values()), TESTS)


def verdict(node: Node, facts: Facts) -> bool:
    """Where the diagram leads, followed from question to question by hand."""
    for name in QUESTIONS:
        branching = LEVELS.branching[name]
        path = branching.path(facts.get(name))
        for level, branch in enumerate(path, start=branching.level):
            if node.level == level:
                node = node.branches[branch]
    assert node in (ALWAYS, NEVER)
    return node is ALWAYS


def drawn(diagrams: Diagrams, seed: int) -> Node:
    node = thrown(Random(seed), DiagramLogic(diagrams))
    assert node is not None
    return node


def support(node: Node) -> set[str]:
    return {name for name in QUESTIONS if node.support & LEVELS.bit[name]}


def test_there_is_one_diagram_for_each_meaning():
    diagrams = Diagrams(LEVELS)
    by_meaning: dict[tuple[bool, ...], Node] = {}
    for seed in range(300):
        node = drawn(diagrams, seed)
        meant = tuple(verdict(node, facts) for facts in EVERY)
        assert by_meaning.setdefault(meant, node) is node, seed
    assert len(by_meaning) > 100


def test_a_question_stands_in_a_diagram_exactly_when_it_has_a_say():
    diagrams = Diagrams(LEVELS)
    for seed in range(120):
        node = drawn(diagrams, seed)
        for name in QUESTIONS:
            truths: dict[object, set[bool]] = {}
            for facts in EVERY:
                others = frozenset((other, value) for other, value in facts.items() if other != name)
                truths.setdefault(others, set()).add(verdict(node, facts))
            assert (name in support(node)) is any(len(truth) == 2 for truth in truths.values()), (seed, name)


def test_what_an_answer_leaves_means_the_same_and_is_the_one_diagram_of_it():
    diagrams = Diagrams(LEVELS)
    nodes = [drawn(diagrams, seed) for seed in range(300)]
    for seed in range(300):
        throw = Random(seed)
        answered = throw.choice(EVERY)
        name = throw.choice(list(QUESTIONS))
        if name not in answered:
            continue
        left = diagrams.given(nodes, {name: answered[name]})
        for node, after in zip(nodes, left, strict=True):
            assert name not in support(after)
            facts = {**throw.choice(EVERY), name: answered[name]}
            assert verdict(after, facts) is verdict(node, facts), (seed, name)


def test_the_order_of_answers_does_not_matter_nor_whether_they_come_at_once():
    diagrams = Diagrams(LEVELS)
    nodes = [drawn(diagrams, seed) for seed in range(200)]
    for seed in range(60):
        throw = Random(seed)
        answers = list(throw.choice(EVERY).items())
        ends = []
        for _ in range(2):
            throw.shuffle(answers)
            left = nodes
            for name, value in answers:
                left = diagrams.given(left, {name: value})
            ends += [left, diagrams.given(nodes, dict(answers))]
        assert all(one is other for end in ends for one, other in zip(ends[0], end, strict=True)), seed


def test_every_diagram_within_is_looked_at_once_however_many_ways_lead_to_it():
    questions = [Question(f"q{number}", ONE, ("yes", "no"), 0, 0, Place("here")) for number in range(60)]
    tests = [OneOf(question.id, frozenset(("yes",))) for question in questions]
    diagrams = Diagrams(levels(questions, tests))
    logic = DiagramLogic(diagrams)
    odd = NEVER
    for test in reversed(tests):
        yes, no = logic.test(test), logic.negated(odd)
        assert yes is not None
        assert no is not None
        even = logic.negated(yes)
        made = logic.either([logic.both([yes, no]), logic.both([even, odd])])
        assert made is not None
        odd = made
    (left,) = diagrams.given([odd], {"q59": frozenset(("yes",))})
    before, after = len(within(odd, ())), len(within(left, ()))
    assert (before, after) == (121, 119)


def test_what_is_added_to_a_fork_is_not_added_here():
    diagrams = Diagrams(LEVELS)
    nodes = [drawn(diagrams, seed) for seed in range(50)]
    before = len(diagrams)
    fork = diagrams.forked()
    assert len(fork) == before
    for facts in EVERY[::40]:
        for name, value in facts.items():
            fork.given(nodes, {name: value})
    assert len(fork) > before == len(diagrams)


def test_threads_share_the_one_diagram_of_each_meaning():
    diagrams = Diagrams(LEVELS)
    nodes = [drawn(diagrams, seed) for seed in range(200)]
    answers = [facts for facts in EVERY if len(facts) == 3][:60]

    def left_of(facts: Facts) -> list[Node]:
        left = nodes
        for name in ("number", "some"):
            left = diagrams.given(left, {name: facts[name]})
        return left

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(left_of, answers * 4))
    for facts, left in zip(answers * 4, together, strict=True):
        assert all(one is other for one, other in zip(left, left_of(facts), strict=True))


def test_from_below_puts_smaller_diagrams_first():
    diagrams = Diagrams(LEVELS)
    for seed in range(50):
        node = drawn(diagrams, seed)
        known: set[Node] = {ALWAYS, NEVER}
        for each in from_below(within(node, frozenset((ALWAYS, NEVER)))):
            assert known.issuperset(each.branches)
            known.add(each)
        assert node in known


def test_diagrams_and_formulas_mean_the_same():
    diagrams = Diagrams(LEVELS)
    for seed in range(400):
        formula, node = thrown(Random(seed), FORMULAS), drawn(diagrams, seed)
        for facts in Random(seed).sample(EVERY, 40):
            assert verdict(node, facts) is holds(formula, facts), seed


def test_what_is_forgotten_is_found_out_again(monkeypatch):
    """Whatever is kept of what answers leave, the same is left: the very same diagrams."""
    diagrams = Diagrams(LEVELS)
    nodes = [drawn(diagrams, seed) for seed in range(60)]
    answers = [{name: value} for facts in EVERY[::7] for name, value in facts.items()]
    whole = [diagrams.given(nodes, answer) for answer in answers]
    monkeypatch.setattr(diagram, "MOST_LEFT", 40)
    for answer, left in zip(answers, whole, strict=True):
        again = diagrams.given(nodes, answer)
        assert all(one is other for one, other in zip(again, left, strict=True))
