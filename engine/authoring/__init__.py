"""For whoever writes rules: check, scenarios, coverage, mutation, and the reports that other programs read."""

from .as_written import spelt, spelt_answers
from .coverage import Coverage, Seen, Share, covered
from .junit import as_junit
from .mutant import MUTANT_KINDS, Mutant, mutants
from .mutation import CHECK, EQUIVALENT, GUARANTEE, SCENARIO, SURVIVED, Verdict, Watch, remarks_on, score
from .remark import Remark
from .rule_conversion import FORMS, compared, converted
from .rulebook_check import Report, check
from .sarif import as_sarif
from .scenario import (
    ASKS,
    ASKS_NOT,
    FOUND,
    HIDES,
    NOT_FOUND,
    PLAN_COUNT,
    PLAN_FIRST,
    PLAN_FIRST_STEPS,
    PLAN_HOLDS,
    SHOWS,
    Deviation,
    Scenario,
    Trial,
    tried,
)
from .scenario_reader import needed_scenarios
from .scenario_run import ScenarioRun, ran
from .template import TEMPLATE, write_rulebook

__all__ = [
    "ASKS",
    "ASKS_NOT",
    "CHECK",
    "EQUIVALENT",
    "FORMS",
    "FOUND",
    "GUARANTEE",
    "HIDES",
    "MUTANT_KINDS",
    "NOT_FOUND",
    "PLAN_COUNT",
    "PLAN_FIRST",
    "PLAN_FIRST_STEPS",
    "PLAN_HOLDS",
    "SCENARIO",
    "SHOWS",
    "SURVIVED",
    "TEMPLATE",
    "Coverage",
    "Deviation",
    "Mutant",
    "Remark",
    "Report",
    "Scenario",
    "ScenarioRun",
    "Seen",
    "Share",
    "Trial",
    "Verdict",
    "Watch",
    "as_junit",
    "as_sarif",
    "check",
    "compared",
    "converted",
    "covered",
    "mutants",
    "needed_scenarios",
    "ran",
    "remarks_on",
    "score",
    "spelt",
    "spelt_answers",
    "tried",
    "write_rulebook",
]
