"""An outcome in words: its reasons, the plan, explanation and comparison; trace, Markdown and calendar."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .calendar import DueFollowUp, as_calendar, due_follow_ups, follow_ups, needs_a_day
    from .comparison import Comparison, Move, Shift, Steps, compare
    from .comparison_words import ComparisonPoint, ComparisonSection, told_comparison
    from .counsellor_sheet import Sheet, sheet_html, sheet_markdown, told_sheet
    from .draft_document import (
        actions_with_drafts,
        draft_as_docx,
        draft_as_markdown,
        draft_as_text,
        drafts_as_markdown,
        entry_of,
        offered_draft,
    )
    from .explanation import Explanation, HeadedReasons, ToldAside, explain, told_aside
    from .markdown import as_markdown
    from .number_words import NUMBER_PLACE, date_in_words, day_in_words, number_in_words
    from .phrasing import (
        answer_in_words,
        answer_labels,
        cited,
        finding_in_words,
        ground_in_words,
        is_numbered,
        option_label,
        section_headings,
        section_label,
        wanted_answer,
        wanted_in_words,
    )
    from .plan_parts import all_held_back, folded_basics, held_back, plan_phases, urgent_actions
    from .plan_words import (
        ToldAction,
        ToldAlarm,
        ToldBlank,
        ToldDraft,
        ToldHelpLine,
        ToldPhase,
        ToldPlan,
        told_action,
        told_alarm,
        told_draft,
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
    from .review_parts import Kept, NoLonger, ReviewParts, Ticked, parts_of_review
    from .review_words import ToldReview, told_review
    from .trace import Trace, TracedHelpLine, read_trace, trace_json, traced, traced_help_line, traced_rulebook
    from .trace_replay import Difference, Replay, replay
    from .trace_schema import outcome_components, outcome_schema, schema_text
    from .value_words import answered_wording, value_in_words
    from .wording import Wording, phrases_for, phrases_of, wording_of
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "calendar": "DueFollowUp as_calendar due_follow_ups follow_ups needs_a_day",
            "comparison": "Comparison Move Shift Steps compare",
            "comparison_words": "ComparisonPoint ComparisonSection told_comparison",
            "counsellor_sheet": "Sheet sheet_html sheet_markdown told_sheet",
            "draft_document": (
                "actions_with_drafts draft_as_docx draft_as_markdown draft_as_text drafts_as_markdown entry_of "
                "offered_draft"
            ),
            "explanation": "Explanation HeadedReasons ToldAside explain told_aside",
            "markdown": "as_markdown",
            "number_words": "NUMBER_PLACE date_in_words day_in_words number_in_words",
            "phrasing": (
                "answer_in_words answer_labels cited finding_in_words ground_in_words is_numbered "
                "option_label section_headings section_label wanted_answer wanted_in_words"
            ),
            "plan_parts": "all_held_back folded_basics held_back plan_phases urgent_actions",
            "plan_words": (
                "ToldAction ToldAlarm ToldBlank ToldDraft ToldHelpLine ToldPhase ToldPlan told_action told_alarm "
                "told_draft told_help_line told_plan"
            ),
            "reasons": (
                "LACKED PLANNED UNADVISED WITHHELD Ground Reason fired_reasons ground_of reason_chain unfolded_grounds"
            ),
            "reason_words": "ToldChain ToldGround ToldReason told_chain told_grounds",
            "review_parts": "Kept NoLonger ReviewParts Ticked parts_of_review",
            "review_words": "ToldReview told_review",
            "trace": "Trace TracedHelpLine read_trace trace_json traced traced_help_line traced_rulebook",
            "trace_replay": "Difference Replay replay",
            "trace_schema": "outcome_components outcome_schema schema_text",
            "value_words": "answered_wording value_in_words",
            "wording": "Wording phrases_for phrases_of wording_of",
        },
    )

__all__ = [
    "LACKED",
    "NUMBER_PLACE",
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
    "Kept",
    "Move",
    "NoLonger",
    "Reason",
    "Replay",
    "ReviewParts",
    "Sheet",
    "Shift",
    "Steps",
    "Ticked",
    "ToldAction",
    "ToldAlarm",
    "ToldAside",
    "ToldBlank",
    "ToldChain",
    "ToldDraft",
    "ToldGround",
    "ToldHelpLine",
    "ToldPhase",
    "ToldPlan",
    "ToldReason",
    "ToldReview",
    "Trace",
    "TracedHelpLine",
    "Wording",
    "actions_with_drafts",
    "all_held_back",
    "answer_in_words",
    "answer_labels",
    "answered_wording",
    "as_calendar",
    "as_markdown",
    "cited",
    "compare",
    "date_in_words",
    "day_in_words",
    "draft_as_docx",
    "draft_as_markdown",
    "draft_as_text",
    "drafts_as_markdown",
    "due_follow_ups",
    "entry_of",
    "explain",
    "finding_in_words",
    "fired_reasons",
    "folded_basics",
    "follow_ups",
    "ground_in_words",
    "ground_of",
    "held_back",
    "is_numbered",
    "needs_a_day",
    "number_in_words",
    "offered_draft",
    "option_label",
    "outcome_components",
    "outcome_schema",
    "parts_of_review",
    "phrases_for",
    "phrases_of",
    "plan_phases",
    "read_trace",
    "reason_chain",
    "replay",
    "schema_text",
    "section_headings",
    "section_label",
    "sheet_html",
    "sheet_markdown",
    "told_action",
    "told_alarm",
    "told_aside",
    "told_chain",
    "told_comparison",
    "told_draft",
    "told_grounds",
    "told_help_line",
    "told_plan",
    "told_review",
    "told_sheet",
    "trace_json",
    "traced",
    "traced_help_line",
    "traced_rulebook",
    "unfolded_grounds",
    "urgent_actions",
    "value_in_words",
    "wanted_answer",
    "wanted_in_words",
    "wording_of",
]
