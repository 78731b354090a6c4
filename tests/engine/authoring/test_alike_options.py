"""Options that nothing tells apart: whoever chose another of them would read the very same."""

from __future__ import annotations

import re

from brute_checks import every_reading
from brute_force import Reading, number_of_futures
from hypothesis import HealthCheck, assume, given, settings
from nakanaori.engine.authoring.alike_options import alike_options
from nakanaori.engine.authoring.remark import ALIKE_OPTIONS
from nakanaori.engine.authoring.static_checks import deciding_tests
from nakanaori.engine.language import Finding, Rulebook, named_options
from random_rulebooks import rulebooks


def alike(rulebook: Rulebook) -> list[tuple[str, list[str]]]:
    """The questions that remarks name, each with the options that it names."""
    told = []
    for remark in alike_options(rulebook, deciding_tests(rulebook)):
        assert remark.code == ALIKE_OPTIONS
        *options, question = re.findall("'([^']*)'", remark.message.split(" apart.")[0])
        told.append((question, options))
    return told


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_whoever_chose_another_would_read_the_same(rulebook: Rulebook) -> None:
    assume(number_of_futures(rulebook, {}) <= 150)
    for question, (first, *others) in alike(rulebook):
        for reading in every_reading(rulebook):
            if reading.answers.get(question) in (first, [first], (first,)):
                for other in others:
                    given_one = reading.answers[question]
                    instead = other if isinstance(given_one, str) else [other]
                    assert Reading(rulebook, {**reading.answers, question: instead}).sight() == reading.sight()


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(rulebooks())
def test_options_that_the_same_tests_name_are_told(rulebook: Rulebook) -> None:
    told = {(question, option) for question, options in alike(rulebook) for option in options}
    tests = [test for test in deciding_tests(rulebook) if not isinstance(test, Finding)]
    texts = {value for action in rulebook.actions for step in action.steps for value in step.values}
    texts |= {value for action in rulebook.actions for value in action.values}
    for question in rulebook.questions:
        testing = [test for test in tests if test.question == question.id]
        counted = any(getattr(test, "least", 0) for test in testing)
        if not testing or counted or question.groups or question.id in texts:
            continue
        for option in question.options:
            within = [option in named_options(test) for test in testing]
            twins = [one for one in question.options if [one in named_options(test) for test in testing] == within]
            assert ((question.id, option) in told) is (len(twins) > 1)
