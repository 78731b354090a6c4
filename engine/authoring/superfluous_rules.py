"""Rules that others make superfluous: whenever one fires, the others bring about the same without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..language import Rule, Rulebook
from ..proving import Aim, IndexedOutcome, Inquiry, RulebookTerms, Term
from .remark import SUPERFLUOUS_RULE, Remark, remark_at


def superfluous_rules(inquiry: Inquiry[Remark], rules: Sequence[Rule]) -> Iterator[Remark]:
    """A remark on every one of the rules that others stand in for; of two that do for each other, on the later one."""
    effects = _Effects(inquiry.rulebook)
    nobody: frozenset[str] = frozenset()
    aims = {rule.id: _matters(effects, rule, nobody) for rule in rules}
    spared = {*inquiry.unmet(aims.values())}
    gone = nobody
    for rule in reversed([rule for rule in rules if aims[rule.id] in spared]):
        if not gone or [*inquiry.unmet([_matters(effects, rule, gone)])]:
            gone |= {rule.id}
            yield aims[rule.id].about


def _matters(effects: _Effects, rule: Rule, gone: frozenset[str]) -> Aim[Remark]:
    """The rule fires, and without it a finding, the plan, a basic, a lead or what is withheld would differ.

    The rules `gone` are left out of account; they must bring about nothing that the others do not.
    """
    wrong = f"The rule '{rule.id}' changes nothing: whenever it fires, other rules bring about the same without it."
    return Aim(
        remark_at(rule.place, SUPERFLUOUS_RULE, wrong),
        seen=lambda outcome: rule.id in outcome.fired and effects.told_apart(rule, outcome, gone),
        formula=lambda terms: terms.every((terms.fires(rule.id), terms.some(effects.differences(rule, terms, gone)))),
    )


class _Effects:
    """Which rules find, advise, withhold and lead what."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rules = rulebook.rule
        self.finding: dict[str, list[Rule]] = {}
        self.advising: dict[str, list[Rule]] = {}
        self.withholding: dict[str, list[Rule]] = {}
        self.leading = {name: [rulebook.rule[rule] for rule in rules] for name, rules in rulebook.led_by.items()}
        for rule in rulebook.rules:
            for names, by_name in (
                (rule.find, self.finding),
                (rule.advise, self.advising),
                (rule.withhold, self.withholding),
            ):
                for name in names:
                    by_name.setdefault(name, []).append(rule)

    def told_apart(self, rule: Rule, seen: IndexedOutcome, gone: frozenset[str]) -> bool:
        """Whether an outcome in which the rule fired would differ without it."""
        without = gone | {rule.id}
        if any(without.issuperset(seen.outcome.findings[finding]) for finding in rule.find):
            return True
        return any(
            self._standing(action, seen, gone) != self._standing(action, seen, without) for action in _touched(rule)
        )

    def _standing(self, action: str, seen: IndexedOutcome, gone: frozenset[str]) -> tuple[bool, ...]:
        """Whether the rules that fired, but for these, put the action into the plan, put it there as more than a
        basic, withhold it, and lead it."""
        advising, withholding = _speaking(action, seen)
        left = [name for name in advising if name not in gone]
        held_back = not gone.issuperset(withholding)
        planned = bool(left) and not held_back
        own = planned and not all(self.rules[name].basic for name in left)
        led = planned and any(rule.id in seen.fired - gone for rule in self.leading.get(action, ()))
        return planned, own, bool(left) and held_back, led

    def differences(self, rule: Rule, terms: RulebookTerms, gone: frozenset[str]) -> Iterator[Term]:
        """What `told_apart` looks at, as formulas of which one must hold."""
        without = gone | {rule.id}
        for finding in rule.find:
            yield terms.negation(_one_fires(self.finding[finding], terms, without))
        for action in _touched(rule):
            with_it = self._standing_terms(action, terms, gone)
            without_it = self._standing_terms(action, terms, without)
            yield from (terms.negation(terms.same(one, other)) for one, other in zip(with_it, without_it, strict=True))

    def _standing_terms(self, action: str, terms: RulebookTerms, gone: frozenset[str]) -> tuple[Term, ...]:
        advising = self.advising.get(action, ())
        advised = _one_fires(advising, terms, gone)
        own = _one_fires((rule for rule in advising if not rule.basic), terms, gone)
        held_back = _one_fires(self.withholding.get(action, ()), terms, gone)
        led = _one_fires(self.leading.get(action, ()), terms, gone)
        planned = terms.every((advised, terms.negation(held_back)))
        withheld = terms.every((advised, held_back))
        return planned, terms.every((own, terms.negation(held_back))), withheld, terms.every((planned, led))


def _touched(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*rule.advise, *rule.withhold, *rule.lead)))


def _one_fires(rules: Iterable[Rule], terms: RulebookTerms, gone: frozenset[str]) -> Term:
    """One of the rules fires that are not gone."""
    return terms.some(terms.fires(rule.id) for rule in rules if rule.id not in gone)


def _speaking(action: str, seen: IndexedOutcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules that fired and advise the action, and where there are any, those that withhold it."""
    planned, withheld = seen.planned.get(action), seen.withheld.get(action)
    if planned is not None:
        return planned.because, ()
    return (withheld.advised_by, withheld.by) if withheld is not None else ((), ())
