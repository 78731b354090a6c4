"""For whoever writes rules: check, scenarios, coverage, mutation, and the reports that other programs read."""

from .as_written import spelt, spelt_answers
from .concordance import Concordance, read_concordance
from .coverage import Coverage, Seen, Share, covered
from .dmn_file import as_dmn
from .expectation import expected_at
from .junit import as_junit
from .load_checks import read_folder
from .meaning import Meaning, meaning_of, texts_of
from .mutant import MUTANT_KINDS, Mutant, mutants
from .mutation import CHECK, EQUIVALENT, GUARANTEE, SCENARIO, SURVIVED, Verdict, Watch, remarks_on, score
from .occurrence import Occurrence, Thing
from .outline import Entry, outlined
from .refutation import PROVE, refutations
from .remark import CYCLE, DUPLICATE_ID, IDLE_ANSWER, NOT_LOADED, UNKNOWN_ID, WORTH_KNOWING, Remark
from .renaming import refusal, renamed
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
    PLAN_DRAFTS,
    PLAN_FIRST,
    PLAN_FIRST_STEPS,
    PLAN_HOLDS,
    PLAN_NO_DRAFTS,
    SHOWS,
    Deviation,
    Scenario,
    Trial,
    tried,
)
from .scenario_reader import needed_scenarios
from .scenario_run import ScenarioRun, ran
from .sketched_rulebook import write_rulebook_from
from .template import TEMPLATE, write_rulebook

__all__ = [
    "ASKS",
    "ASKS_NOT",
    "CHECK",
    "CYCLE",
    "DUPLICATE_ID",
    "EQUIVALENT",
    "FORMS",
    "FOUND",
    "GUARANTEE",
    "HIDES",
    "IDLE_ANSWER",
    "MUTANT_KINDS",
    "NOT_FOUND",
    "NOT_LOADED",
    "PLAN_COUNT",
    "PLAN_DRAFTS",
    "PLAN_FIRST",
    "PLAN_FIRST_STEPS",
    "PLAN_HOLDS",
    "PLAN_NO_DRAFTS",
    "PROVE",
    "SCENARIO",
    "SHOWS",
    "SURVIVED",
    "TEMPLATE",
    "UNKNOWN_ID",
    "WORTH_KNOWING",
    "Concordance",
    "Coverage",
    "Deviation",
    "Entry",
    "Meaning",
    "Mutant",
    "Occurrence",
    "Remark",
    "Report",
    "Scenario",
    "ScenarioRun",
    "Seen",
    "Share",
    "Thing",
    "Trial",
    "Verdict",
    "Watch",
    "as_dmn",
    "as_junit",
    "as_sarif",
    "check",
    "compared",
    "converted",
    "covered",
    "expected_at",
    "meaning_of",
    "mutants",
    "needed_scenarios",
    "outlined",
    "ran",
    "read_concordance",
    "read_folder",
    "refusal",
    "refutations",
    "remarks_on",
    "renamed",
    "score",
    "spelt",
    "spelt_answers",
    "texts_of",
    "tried",
    "write_rulebook",
    "write_rulebook_from",
]
