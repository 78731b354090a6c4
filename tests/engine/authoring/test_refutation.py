"""Guarantees that do not hold, as remarks."""

from __future__ import annotations

from pathlib import Path

import pytest
from nakanaori.engine.authoring.refutation import PROVE, refutations
from nakanaori.engine.proving import load_guarantees
from promises import going_out


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize(
    ("claim", "broken"),
    [
        ("always: stay-in", "'always' misses stay-in."),
        ("never: drink-water", "'never' meets drink-water."),
        ("first: stay-in", "'first' meets drink-water."),
        ("at-least-one: [stay-in, put-on-a-coat]", "'at-least-one' misses stay-in, put-on-a-coat."),
        ("first-steps-hold: [drink-water, stay-in]", "'first-steps-hold' misses stay-in."),
        ("exactly-one: [stay-in, put-on-a-coat]", "'exactly-one' misses stay-in, put-on-a-coat."),
        ("always: stay-in\n  never: drink-water", "'always' misses stay-in. 'never' meets drink-water."),
    ],
)
def test_a_guarantee_that_does_not_hold_is_told_with_the_answers(tmp_path: Path, claim: str, broken: str) -> None:
    rulebook = going_out(
        tmp_path, f"- guarantee: g\n  cites: 1\n  {claim}\n- guarantee: h\n  cites: 1\n  always: drink-water\n"
    )
    (remark,) = refutations(rulebook, load_guarantees(rulebook), 60)
    assert (remark.code, remark.place.line, remark.place.column) == (PROVE, 1, 14)
    assert remark.message == f"The guarantee 'g' does not hold. Answers that break it: nothing answered. {broken}"
