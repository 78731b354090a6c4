"""Remarks: what a check of a rulebook has to say, each with a code that stays the same and the place it speaks of."""

from __future__ import annotations

import msgspec

from ..language import Place, printable

NOT_LOADED, UNKNOWN_ID, DUPLICATE_ID, CYCLE = "N001", "N002", "N003", "N004"
UNUSED_QUESTION, UNUSED_FINDING, NEVER_FOUND, UNUSED_TAG, UNUSED_PHASE, UNCITED_SECTION, ALIKE_OPTIONS = (
    "N101",
    "N102",
    "N103",
    "N104",
    "N105",
    "N106",
    "N107",
)
MISSING_TEXT, UNUSED_TEXT, EMPTY_TEXT, STAND_IN_TEXT, MISSING_VALUE = "N201", "N202", "N203", "N204", "N205"
SAME_OPTION_TEXT, SAME_TITLE, ODD_SHAPE, ODD_BRACE = "N206", "N207", "N208", "N209"
NEVER_FIRES, CONTRADICTION, SUPERFLUOUS_RULE, IDLE_TEST, TOO_LONG = "N301", "N302", "N303", "N304", "N305"
IDLE_LEAD = "N306"
NEVER_ADVISED, ALWAYS_WITHHELD, NEVER_SHOWN, IDLE_HELP_LINE, SILENT_ALARM, IDLE_QUESTION, BARE_ACTION = (
    "N401",
    "N402",
    "N403",
    "N404",
    "N405",
    "N406",
    "N407",
)
MEETING_ACTIONS, EMPTY_GUARANTEE = "N501", "N502"
IDLE_ANSWER = "N601"
UNUSED_DRAFT, IDLE_DRAFT, IDLE_PART, EMPTY_DRAFT, ODD_BLANK, FORBIDDEN_WORD = (
    "N701",
    "N702",
    "N703",
    "N704",
    "N705",
    "N706",
)
UNREACHED_ROW, TABLE_GAP, OPPOSED_ROWS = "N801", "N802", "N803"

WORTH_KNOWING = frozenset((ALIKE_OPTIONS, OPPOSED_ROWS))
"""What is no fault in itself: it is told, and a rulebook with nothing else is clean."""

TITLES: dict[str, str] = {
    NOT_LOADED: "A file that cannot be used",
    UNKNOWN_ID: "An unknown id",
    DUPLICATE_ID: "Something that stands twice",
    CYCLE: "Findings that rest on each other",
    UNUSED_QUESTION: "A question that nothing tests",
    UNUSED_FINDING: "A finding that nothing rests on",
    NEVER_FOUND: "A finding that no rule establishes",
    UNUSED_TAG: "A tag without use",
    UNUSED_PHASE: "A phase without actions",
    UNCITED_SECTION: "A section that no rule cites",
    ALIKE_OPTIONS: "Options that nothing tells apart",
    MISSING_TEXT: "A text that is missing",
    UNUSED_TEXT: "A text that nothing uses",
    EMPTY_TEXT: "A text that is empty",
    STAND_IN_TEXT: "A text that only stands in for one",
    MISSING_VALUE: "An answer in a text that may be missing",
    SAME_OPTION_TEXT: "Two options with the same text",
    SAME_TITLE: "Two actions with the same title",
    ODD_SHAPE: "Markup in a text that is not read",
    ODD_BRACE: "A brace that tells no answer",
    NEVER_FIRES: "A rule that can never fire",
    CONTRADICTION: "A rule that contradicts itself",
    SUPERFLUOUS_RULE: "A rule that others make superfluous",
    IDLE_TEST: "A test that makes no difference",
    TOO_LONG: "A rule that durable-rules cannot hold",
    IDLE_LEAD: "A rule that leads in vain",
    NEVER_ADVISED: "An action that nothing can bring about",
    ALWAYS_WITHHELD: "An action that is always withheld",
    NEVER_SHOWN: "A step that is never shown",
    IDLE_HELP_LINE: "A help line that is never shown",
    SILENT_ALARM: "An alarm that shows nothing",
    IDLE_QUESTION: "A question that can never matter",
    BARE_ACTION: "An action without any step for somebody",
    MEETING_ACTIONS: "Contradictory actions that can meet",
    EMPTY_GUARANTEE: "A guarantee that speaks of no answers",
    IDLE_ANSWER: "A scenario with an answer that does not count",
    UNUSED_DRAFT: "A draft that no action names",
    IDLE_DRAFT: "A draft that is never offered",
    IDLE_PART: "A part that is never in its draft",
    EMPTY_DRAFT: "A draft without any part for somebody",
    ODD_BLANK: "A blank that nobody can fill",
    FORBIDDEN_WORD: "A word that never stands in such a draft",
    UNREACHED_ROW: "A row that is never reached",
    TABLE_GAP: "Cases that no row of a table meets",
    OPPOSED_ROWS: "Rows of a table that meet and say the opposite",
}
"""What the codes stand for. A code is never given another meaning; docs/checks.md has a section for each."""


class Remark(msgspec.Struct, frozen=True, order=True):
    """One thing to mend: where, the code of its kind, and what is wrong in a sentence."""

    place: Place
    code: str
    message: str

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.code} {self.message}")


def remark_at(place: Place, code: str, message: str) -> Remark:
    """A remark; one about a whole file stands at its beginning, so that every remark has a line and a column."""
    return Remark(place if place.line else msgspec.structs.replace(place, line=1, column=1), code, message)
