"""Answers to an outcome: checked cases, the engines that fire rules, the plan, and a way through the questions."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .case import Answer, Case, check_answer, check_answers
    from .case_file import ResumedCase, case_document, load_case, read_answers, resumed_case, spelt_answer
    from .course import Course, begun, resumed
    from .inference import AUTO, COMPILED, DURABLE, ENGINES, REFERENCE, Engine, durable_is_there, durable_refusal
    from .interview import (
        first_steps_certain,
        hinging_actions,
        is_drawn,
        next_question,
        open_questions,
        questions_asked,
        undecided_actions,
        visibles,
    )
    from .outcome import Outcome, conclude, consult
    from .plan import Offered, Planned, Withheld
    from .random_case import random_answer, random_answers
    from .review import Review, alarm_questions, questions_to_review, review_begun
    from .sealed_case import SEALED, is_sealed, sealed, unsealed
    from .stakes import DRAFT, DRAFT_PART, HELP_LINE, LED, OWN, PLANNED, STEP, VALUE, Visible
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "case": "Answer Case check_answer check_answers",
            "case_file": "ResumedCase case_document load_case read_answers resumed_case spelt_answer",
            "course": "Course begun resumed",
            "inference": "AUTO COMPILED DURABLE ENGINES REFERENCE Engine durable_is_there durable_refusal",
            "interview": (
                "first_steps_certain hinging_actions is_drawn next_question open_questions questions_asked "
                "undecided_actions visibles"
            ),
            "outcome": "Outcome conclude consult",
            "plan": "Offered Planned Withheld",
            "random_case": "random_answer random_answers",
            "review": "Review alarm_questions questions_to_review review_begun",
            "sealed_case": "SEALED is_sealed sealed unsealed",
            "stakes": "DRAFT DRAFT_PART HELP_LINE LED OWN PLANNED STEP VALUE Visible",
        },
    )

__all__ = [
    "AUTO",
    "COMPILED",
    "DRAFT",
    "DRAFT_PART",
    "DURABLE",
    "ENGINES",
    "HELP_LINE",
    "LED",
    "OWN",
    "PLANNED",
    "REFERENCE",
    "SEALED",
    "STEP",
    "VALUE",
    "Answer",
    "Case",
    "Course",
    "Engine",
    "Offered",
    "Outcome",
    "Planned",
    "ResumedCase",
    "Review",
    "Visible",
    "Withheld",
    "alarm_questions",
    "begun",
    "case_document",
    "check_answer",
    "check_answers",
    "conclude",
    "consult",
    "durable_is_there",
    "durable_refusal",
    "first_steps_certain",
    "hinging_actions",
    "is_drawn",
    "is_sealed",
    "load_case",
    "next_question",
    "open_questions",
    "questions_asked",
    "questions_to_review",
    "random_answer",
    "random_answers",
    "read_answers",
    "resumed",
    "resumed_case",
    "review_begun",
    "sealed",
    "spelt_answer",
    "undecided_actions",
    "unsealed",
    "visibles",
]
