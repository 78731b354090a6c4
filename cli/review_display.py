"""What a review shows: the four parts of the plan, and all that a conversation shows."""

from __future__ import annotations

from ..engine.consulting import Outcome
from ..engine.telling import ToldReview, Wording, told_review
from .console import show
from .display import Display
from .review_view import changes_shown, standing_shown
from .review_way import ReviewWay
from .talk import Talk


class ReviewDisplay(Display):
    """Outcomes of a review shown where it takes place."""

    def __init__(self, talk: Talk, wording: Wording, way: ReviewWay) -> None:
        super().__init__(talk, wording)
        self._way = way

    def changes(self, outcome: Outcome) -> bool:
        """What has changed, and what is new, done and no longer right; whether it is anything but what is done."""
        told = self._told(outcome)
        show(self.console, changes_shown(told, self._wording.say))
        return bool(told.new or told.no_longer)

    def standing(self, outcome: Outcome) -> None:
        """What still stands, and what comes first of all that is to be done."""
        show(self.console, standing_shown(self._told(outcome), self._wording.say))

    def result(self, outcome: Outcome) -> None:
        """The review as the result of the command, on standard output."""
        told, say = self._told(outcome), self._wording.say
        show(self.standard_output, (*changes_shown(told, say), *standing_shown(told, say)))

    def _told(self, outcome: Outcome) -> ToldReview:
        before = self._way.review.before(outcome.engine.name)
        return told_review(before, outcome, self._way.done, self._wording)
