"""What a review shows: the four parts of the plan, and all that a conversation shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..engine.consulting import Outcome
from ..engine.telling import Wording, told_review
from . import review_view
from .display import Display
from .review_way import ReviewWay
from .talk import Talk

if TYPE_CHECKING:
    from rich.console import Console


class ReviewDisplay(Display):
    """Outcomes of a review shown where it takes place."""

    def __init__(self, talk: Talk, wording: Wording, way: ReviewWay) -> None:
        super().__init__(talk, wording)
        self._way = way

    def review(self, outcome: Outcome) -> None:
        """What has changed, and what becomes of the plan."""
        self._show(self.console, outcome)

    def result(self, outcome: Outcome) -> None:
        """The review as the result of the command, on standard output."""
        self._show(self.standard_output, outcome)

    def _show(self, console: Console, outcome: Outcome) -> None:
        before = self._way.review.before(outcome.engine.name)
        told = told_review(before, outcome, self._way.done, self._wording)
        review_view.show(console, told, self._wording.say)
