"""Cases a second: our two paths, durable-rules without us, and other rule engines on the same rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from nakanaori.engine.consulting import COMPILED, DURABLE, REFERENCE, Outcome, check_answers, conclude, consult
from nakanaori.engine.language import NakanaoriError, Rulebook

from .conclusion import Conclusion, of_outcome
from .people import Person, complete, mixed
from .table import Row, Section
from .timing import Job, in_turns

OURS, REFERENCES = "our durable path: whole outcome", "our reference path: whole outcome"
COMPILEDS = "our compiled path: whole outcome"
REFERENCE_PLAN, COMPILED_PLAN = (
    "reference, from checked answers: outcome",
    "compiled, from checked answers: plan, reasons",
)
BARE, BARE_ENGINE = "bare durable-rules (its Host): rules fired", "bare durable-rules (its C engine): rules fired"
CLIPS, ZEN = "CLIPS (clipspy): rules, findings, plan", "zen-engine: rules, findings, plan"

_HEADING = (
    "Complete cases a second, higher is better (median over {rounds} rounds of {cases} cases in turns, CPU time;\n"
    "  ours from raw answers to the outcome, all others from input made ready beforehand)"
)


class Contestant(NamedTuple):
    """`run` is timed on what `prepare` makes of a person; `conclude` brings what it returns into comparable form."""

    prepare: Callable[[Person], Any]
    run: Callable[[Any], Any]
    conclude: Callable[[Any], object]


class Missing(NamedTuple):
    """Why a contestant does not take part."""

    reason: str


def section(rulebook: Rulebook, *, checked: int, rounds: int, cases: int) -> Section:
    """The contest as part of the table: everybody is compared on `checked` cases, and then timed."""
    entered = contestants(rulebook)
    dice = Random(1)
    cases_checked = list(islice(mixed(dice, rulebook), checked))
    wrong = {
        name: _disagreements(entered, name, cases_checked)
        for name, contestant in entered.items()
        if isinstance(contestant, Contestant)
    }
    fit = {name: one for name, one in entered.items() if isinstance(one, Contestant) and not wrong[name]}
    taken = in_turns(_rounds(fit, [[complete(dice, rulebook) for _ in range(cases)] for _ in range(rounds)]))
    rates = {name: cases / seconds for name, seconds in taken.items()}
    rows = [_row(name, one, rates, wrong.get(name, 0), checked) for name, one in entered.items()]
    return Section(_HEADING.format(rounds=rounds, cases=cases), [*rows, _agreement(fit, wrong, checked)])


def contestants(rulebook: Rulebook) -> dict[str, Contestant | Missing]:
    """Everybody who might take part, by name, and why some do not."""
    makers: dict[str, Callable[[Rulebook], Contestant]] = {
        OURS: partial(_path, DURABLE),
        REFERENCES: partial(_path, REFERENCE),
        COMPILEDS: partial(_path, COMPILED),
        REFERENCE_PLAN: partial(_from_case, REFERENCE, _whole),
        COMPILED_PLAN: partial(_from_case, COMPILED, _plan),
        BARE: _bare_host,
        BARE_ENGINE: _bare_engine,
        CLIPS: _clips,
        ZEN: _zen,
    }
    return {name: _entered(maker, rulebook) for name, maker in makers.items()}


def _disagreements(entered: dict[str, Contestant | Missing], name: str, cases: list[Person]) -> int:
    """On how many cases a contestant does not conclude what it must."""
    contestant = entered[name]
    # The bare ones say which durable-rules rules fired; our durable path draws its conclusions from these very rules.
    judge = entered[BARE_ENGINE if name == BARE else REFERENCES]
    if name == BARE_ENGINE or isinstance(contestant, Missing) or isinstance(judge, Missing):
        return 0
    return sum(_concluded(contestant, person) != _concluded(judge, person) for person in cases)


def _concluded(contestant: Contestant, person: Person) -> object:
    return contestant.conclude(contestant.run(contestant.prepare(person)))


def _entered(maker: Callable[[Rulebook], Contestant], rulebook: Rulebook) -> Contestant | Missing:
    try:
        return maker(rulebook)
    except ImportError as error:
        return Missing(str(error))
    except NakanaoriError as error:
        return Missing(" ".join(str(error).split()))


def _rounds(fit: dict[str, Contestant], batches: list[list[Person]]) -> Iterator[dict[str, Job]]:
    for batch in batches:
        yield {name: partial(_run_all, one.run, list(map(one.prepare, batch))) for name, one in fit.items()}


def _run_all(run: Callable[[Any], Any], prepared: list[Any]) -> None:
    for case in prepared:
        run(case)


def _path(engine: str, rulebook: Rulebook) -> Contestant:
    """One of ours: from raw answers to the outcome."""
    consult(rulebook, {}, engine=engine)
    return Contestant(dict, lambda answers: _whole(consult(rulebook, answers, engine=engine)), of_outcome)


def _from_case(engine: str, parts: Callable[[Outcome], Outcome], rulebook: Rulebook) -> Contestant:
    """One of ours, from answers that were checked before."""
    prepare = partial(check_answers, rulebook)
    return Contestant(prepare, lambda case: parts(conclude(rulebook, case, engine)), of_outcome)


def _whole(outcome: Outcome) -> Outcome:
    """The outcome, all parts of which are made."""
    _ = outcome.fired, outcome.findings, outcome.plan, outcome.withheld
    return outcome


def _plan(outcome: Outcome) -> Outcome:
    """The outcome, of which the plan is made, with its reasons."""
    _ = outcome.plan
    return outcome


def _of_facts(rulebook: Rulebook, contestant: Any, conclude: Callable[[Any], object]) -> Contestant:
    def prepare(person: Person) -> Any:
        return contestant.prepare(check_answers(rulebook, person).facts)

    return Contestant(prepare, contestant.conclude, conclude)


def _bare_host(rulebook: Rulebook) -> Contestant:
    from .bare import BareHost

    return _of_facts(rulebook, BareHost(rulebook), set)


def _bare_engine(rulebook: Rulebook) -> Contestant:
    from .bare import BareEngine

    return _of_facts(rulebook, BareEngine(rulebook), set)


def _clips(rulebook: Rulebook) -> Contestant:
    from .clips_rules import ClipsRules

    return _of_facts(rulebook, ClipsRules(rulebook), _itself)


def _zen(rulebook: Rulebook) -> Contestant:
    from .zen_rules import ZenRules

    return _of_facts(rulebook, ZenRules(rulebook), _itself)


def _itself(conclusion: Conclusion) -> Conclusion:
    return conclusion


def _row(name: str, entered: Contestant | Missing, rates: dict[str, float], wrong: int, checked: int) -> Row:
    if isinstance(entered, Missing):
        return Row(name, "left out", note=entered.reason)
    if wrong:
        return Row(name, "left out", note=f"wrong on {wrong} of {checked} cases")
    to_bare = rates[name] / rates[BARE] if BARE in rates else None
    to_ours = rates[name] / rates[OURS] if OURS in rates else None
    ratios = [f"{to_bare:6.2f} × bare"] if to_bare is not None else []
    ratios += [f"{to_ours:6.2f} × ours"] if to_ours is not None else []
    if name == COMPILED_PLAN and REFERENCE_PLAN in rates:
        to_reference = rates[name] / rates[REFERENCE_PLAN]
        ratios.append(f"{to_reference:6.2f} × reference")
        return Row(name, f"{rates[name]:,.0f}", "  ".join(ratios), "≥ 9 × reference", to_reference >= 9)
    least = {OURS: 0.8, REFERENCES: 5.0}.get(name)
    target = f"≥ {least:g} × bare" if least is not None else ""
    reached = to_bare >= least if to_bare is not None and least is not None else None
    return Row(name, f"{rates[name]:,.0f}", "  ".join(ratios), target, reached)


def _agreement(fit: dict[str, Contestant], wrong: dict[str, int], checked: int) -> Row:
    told = "all agree" if len(fit) == len(wrong) else f"{len(wrong) - len(fit)} of {len(wrong)} contestants differ"
    return Row("conclusions compared beforehand", f"{checked} cases", told)
