"""A review in the terminal: what may have changed is asked again, then one sees what becomes of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..engine.consulting import alarm_questions
from ..engine.language import Problem
from ..engine.telling import Wording, day_in_words
from .answer_file import REVIEW
from .conversation import Conversation
from .prompt import Prompt
from .review_menu import ReviewMenu
from .review_way import ReviewWay
from .seal import Seal

if TYPE_CHECKING:
    from .display import Display


class ReviewConversation(Conversation):
    """One person's review of the case in the file `case`, which goes to the file `save`."""

    command = REVIEW

    def __init__(
        self,
        way: ReviewWay,
        prompt: Prompt,
        wording: Wording,
        *,
        engine: str,
        case: Path,
        save: Path,
        dropped: tuple[Problem, ...] = (),
        seal: Seal | None = None,
    ) -> None:
        self._review_way = way
        course = way.course
        super().__init__(
            course, prompt, wording, engine=engine, save=save, resume=case, dropped=dropped, way=way, seal=seal
        )

    def _made_display(self) -> Display:
        # As for `ask`: rich takes longer to load than the first question takes to come.
        from .review_display import ReviewDisplay

        return ReviewDisplay(self._talk, self._wording, self._review_way)

    def _made_end_menu(self) -> ReviewMenu:
        return ReviewMenu(
            self._prompt, self._wording, self._review_way, self._answer_file, self._questions, self._display
        )

    def _warn(self) -> None:
        """Warn where it is urgent; but whether it still is, is asked first where that may have changed."""
        review = self._review_way.review
        first = review.ahead[0].id if review.ahead and not review.looked_at else None
        if first not in alarm_questions(review.rulebook):
            super()._warn()

    def _before_asking(self) -> None:
        """Nothing: what comes first is told at the end."""

    def _greet(self) -> None:
        say, phrase, review = self._talk.say, self._say, self._review_way.review
        say()
        say(self._wording.texts("rulebook", "title"), bold=True)
        day = review.case.date
        if day is None:
            say(phrase("review", "hello"))
        else:
            say(phrase("review", "hello-since").format(day=day_in_words(day, self._wording)))
        if review.ahead:
            say(phrase("review", "how").format(count=len(review.ahead)))
        say()
        say(phrase("ask", "kept-in").format(file=self._save))
        say(phrase("ask", "leave-any-time"))
        if self._dropped:
            self._tell_dropped()
