"""An outcome in words: trace, explanation, comparison, the parts of a plan, Markdown and calendar."""

from .calendar import as_calendar, dated, due, follow_ups
from .comparison import Comparison, Move, Shift, Steps, compare
from .comparison_text import Point, Section, account
from .explanation import PLANNED, UNADVISED, WITHHELD, Explanation, Ground, Reason, Telling, explain
from .markdown import as_markdown
from .plan_parts import Part, calls, folded, held_back, may_follow, parts, urgent
from .trace import Trace, TracedHelpLine, help_lines, read_trace, to_json, traced, traced_rulebook, used_tests
from .trace_replay import Difference, Replay, replay
from .trace_schema import outcome_components, outcome_schema, schema_text
from .wording import Wording, phrases_of, wording_of

__all__ = [
    "PLANNED",
    "UNADVISED",
    "WITHHELD",
    "Comparison",
    "Difference",
    "Explanation",
    "Ground",
    "Move",
    "Part",
    "Point",
    "Reason",
    "Replay",
    "Section",
    "Shift",
    "Steps",
    "Telling",
    "Trace",
    "TracedHelpLine",
    "Wording",
    "account",
    "as_calendar",
    "as_markdown",
    "calls",
    "compare",
    "dated",
    "due",
    "explain",
    "folded",
    "follow_ups",
    "held_back",
    "help_lines",
    "may_follow",
    "outcome_components",
    "outcome_schema",
    "parts",
    "phrases_of",
    "read_trace",
    "replay",
    "schema_text",
    "to_json",
    "traced",
    "traced_rulebook",
    "urgent",
    "used_tests",
    "wording_of",
]
