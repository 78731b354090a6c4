"""Rulebook and answers in, an outcome with its reasons out; knows no terminal and no web."""

from .case import Case, check_answers, load_case
from .inference import ENGINES
from .interview import hinging_actions, next_question, open_questions
from .loader import load_rulebook
from .outcome import Outcome, Planned, Withheld, consult
from .problem import CaseError, EngineError, NakanaoriError, Place, Problem, RulebookError, TraceError
from .rulebook import Action, Question, Rule, Rulebook
from .text import Texts, rulebook_texts

__all__ = [
    "ENGINES",
    "Action",
    "Case",
    "CaseError",
    "EngineError",
    "NakanaoriError",
    "Outcome",
    "Place",
    "Planned",
    "Problem",
    "Question",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Texts",
    "TraceError",
    "Withheld",
    "check_answers",
    "consult",
    "hinging_actions",
    "load_case",
    "load_rulebook",
    "next_question",
    "open_questions",
    "rulebook_texts",
]
