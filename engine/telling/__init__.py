"""An outcome in words: trace, explanation, comparison, the parts of a plan, Markdown and calendar."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .answer_words import answer_in_words, answer_labels, option_label, wanted_answer
    from .calendar import DueFollowUp, as_calendar, due_follow_ups, follow_ups, needs_a_day
    from .comparison import Comparison, Move, Shift, Steps, compare
    from .comparison_words import ComparisonPoint, ComparisonSection, told_comparison
    from .explanation import PLANNED, UNADVISED, WITHHELD, Explanation, explain, headed_reasons, verdict
    from .ground import LACKED, Ground, reasons_fired, reasons_unfired
    from .ground_words import finding_in_words, ground_in_words
    from .markdown import as_markdown
    from .plan_parts import PlanPhase, folded_basics, held_back, may_follow, plan_phases, urgent_actions
    from .plan_words import (
        ToldAction,
        ToldAlarm,
        ToldHelpLine,
        ToldPhase,
        ToldPlan,
        invitation,
        told_action,
        told_alarm,
        told_plan,
    )
    from .reason_words import ToldChain, ToldGround, ToldReason, Unfolding, told_chain
    from .section_words import cited, section_headings, section_label
    from .trace import Trace, read_trace, trace_json, traced, traced_rulebook
    from .trace_replay import Difference, Replay, replay
    from .trace_schema import outcome_components, outcome_schema, schema_text
    from .wording import Wording, phrases_of, wording_of
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "answer_words": "answer_in_words answer_labels option_label wanted_answer",
            "calendar": "DueFollowUp as_calendar due_follow_ups follow_ups needs_a_day",
            "comparison": "Comparison Move Shift Steps compare",
            "comparison_words": "ComparisonPoint ComparisonSection told_comparison",
            "explanation": "PLANNED UNADVISED WITHHELD Explanation explain headed_reasons verdict",
            "ground": "LACKED Ground reasons_fired reasons_unfired",
            "ground_words": "finding_in_words ground_in_words",
            "markdown": "as_markdown",
            "plan_parts": "PlanPhase folded_basics held_back may_follow plan_phases urgent_actions",
            "plan_words": (
                "ToldAction ToldAlarm ToldHelpLine ToldPhase ToldPlan invitation told_action told_alarm told_plan"
            ),
            "reason_words": "ToldChain ToldGround ToldReason Unfolding told_chain",
            "section_words": "cited section_headings section_label",
            "trace": "Trace read_trace trace_json traced traced_rulebook",
            "trace_replay": "Difference Replay replay",
            "trace_schema": "outcome_components outcome_schema schema_text",
            "wording": "Wording phrases_of wording_of",
        },
    )

__all__ = [
    "LACKED",
    "PLANNED",
    "UNADVISED",
    "WITHHELD",
    "Comparison",
    "ComparisonPoint",
    "ComparisonSection",
    "Difference",
    "DueFollowUp",
    "Explanation",
    "Ground",
    "Move",
    "PlanPhase",
    "Replay",
    "Shift",
    "Steps",
    "ToldAction",
    "ToldAlarm",
    "ToldChain",
    "ToldGround",
    "ToldHelpLine",
    "ToldPhase",
    "ToldPlan",
    "ToldReason",
    "Trace",
    "Unfolding",
    "Wording",
    "answer_in_words",
    "answer_labels",
    "as_calendar",
    "as_markdown",
    "cited",
    "compare",
    "due_follow_ups",
    "explain",
    "finding_in_words",
    "folded_basics",
    "follow_ups",
    "ground_in_words",
    "headed_reasons",
    "held_back",
    "invitation",
    "may_follow",
    "needs_a_day",
    "option_label",
    "outcome_components",
    "outcome_schema",
    "phrases_of",
    "plan_phases",
    "read_trace",
    "reasons_fired",
    "reasons_unfired",
    "replay",
    "schema_text",
    "section_headings",
    "section_label",
    "told_action",
    "told_alarm",
    "told_chain",
    "told_comparison",
    "told_plan",
    "trace_json",
    "traced",
    "traced_rulebook",
    "urgent_actions",
    "verdict",
    "wanted_answer",
    "wording_of",
]
