"""An outcome in words: its reasons, the plan, explanation and comparison; trace, Markdown and calendar."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .calendar import DueFollowUp, as_calendar, due_follow_ups, follow_ups, needs_a_day
    from .comparison import Comparison, Move, Shift, Steps, compare
    from .comparison_words import ComparisonPoint, ComparisonSection, told_comparison
    from .explanation import Explanation, HeadedReasons, ToldAside, explain, told_aside
    from .markdown import as_markdown
    from .phrasing import (
        answer_in_words,
        answer_labels,
        cited,
        finding_in_words,
        ground_in_words,
        option_label,
        section_headings,
        section_label,
        wanted_answer,
    )
    from .plan_parts import folded_basics, held_back, plan_phases, urgent_actions
    from .plan_words import (
        ToldAction,
        ToldAlarm,
        ToldHelpLine,
        ToldPhase,
        ToldPlan,
        told_action,
        told_alarm,
        told_help_line,
        told_plan,
    )
    from .reason_words import ToldChain, ToldGround, ToldReason, told_chain, told_grounds
    from .reasons import (
        LACKED,
        PLANNED,
        UNADVISED,
        WITHHELD,
        Ground,
        Reason,
        fired_reasons,
        ground_of,
        reason_chain,
        unfolded_grounds,
    )
    from .trace import Trace, read_trace, trace_json, traced, traced_rulebook
    from .trace_replay import Difference, Replay, replay
    from .trace_schema import outcome_components, outcome_schema, schema_text
    from .wording import Wording, phrases_of, wording_of
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "calendar": "DueFollowUp as_calendar due_follow_ups follow_ups needs_a_day",
            "comparison": "Comparison Move Shift Steps compare",
            "comparison_words": "ComparisonPoint ComparisonSection told_comparison",
            "explanation": "Explanation HeadedReasons ToldAside explain told_aside",
            "markdown": "as_markdown",
            "phrasing": (
                "answer_in_words answer_labels cited finding_in_words ground_in_words option_label "
                "section_headings section_label wanted_answer"
            ),
            "plan_parts": "folded_basics held_back plan_phases urgent_actions",
            "plan_words": (
                "ToldAction ToldAlarm ToldHelpLine ToldPhase ToldPlan told_action told_alarm told_help_line told_plan"
            ),
            "reasons": (
                "LACKED PLANNED UNADVISED WITHHELD Ground Reason fired_reasons ground_of reason_chain unfolded_grounds"
            ),
            "reason_words": "ToldChain ToldGround ToldReason told_chain told_grounds",
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
    "HeadedReasons",
    "Move",
    "Reason",
    "Replay",
    "Shift",
    "Steps",
    "ToldAction",
    "ToldAlarm",
    "ToldAside",
    "ToldChain",
    "ToldGround",
    "ToldHelpLine",
    "ToldPhase",
    "ToldPlan",
    "ToldReason",
    "Trace",
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
    "fired_reasons",
    "folded_basics",
    "follow_ups",
    "ground_in_words",
    "ground_of",
    "held_back",
    "needs_a_day",
    "option_label",
    "outcome_components",
    "outcome_schema",
    "phrases_of",
    "plan_phases",
    "read_trace",
    "reason_chain",
    "replay",
    "schema_text",
    "section_headings",
    "section_label",
    "told_action",
    "told_alarm",
    "told_aside",
    "told_chain",
    "told_comparison",
    "told_grounds",
    "told_help_line",
    "told_plan",
    "trace_json",
    "traced",
    "traced_rulebook",
    "unfolded_grounds",
    "urgent_actions",
    "wanted_answer",
    "wording_of",
]
