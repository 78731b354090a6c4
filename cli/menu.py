"""One menu on the screen, and what is chosen from it."""

from __future__ import annotations

from functools import cached_property
from typing import cast

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import Dimension, ScrollOffsets, Window
from prompt_toolkit.layout.margins import ConditionalMargin, ScrollbarMargin
from questionary import Choice, Separator, Style, select
from questionary.prompts.common import InquirerControl

from ..engine.drawing import filled_lines
from ..engine.reading import Texts
from .prompt import LETTERS, Options, Reply
from .talk import Talk

_FEWEST_ROWS = 8
_DONE = "done"


class Menu:
    """One menu of questionary: the options, with boxes to tick where several may be chosen, and below them the asides.

    Below boxes stands one entry to go on with. What it says follows what is ticked, so that nobody answers "none of
    these" without reading it.
    """

    def __init__(self, options: Options, talk: Talk, say: Texts) -> None:
        self.options = options
        self.talk = talk
        self.say = say
        self.ticked = set(options.held) if options.several and isinstance(options.held, tuple) else set()
        self.pointed = 0

    def ask(self, style: Style) -> Reply | None:
        """What was chosen, or None where Enter was pressed on an option (`pointed`) while nothing was ticked."""
        keys = "arrows-several" if self.options.several else "arrows-one"
        message = filled_lines(self.say("prompt", keys), self._columns)
        self.question = select(
            "\n ".join(message),
            self._choices(),
            qmark="",
            pointer=">",
            instruction=" ",
            style=style,
            use_jk_keys=False,
            erase_when_done=True,
        )
        self._point_at_what_is_held()
        self._bind()
        self._fit(self.talk.size[1] - self.talk.rows - len(message) - 1)
        self.talk.stream.flush()
        return self._reply(self.question.unsafe_ask())

    def _reply(self, chosen: object) -> Reply | None:
        if isinstance(chosen, str) and chosen != _DONE:
            return chosen
        if not self.options.several:
            return (chosen,) if isinstance(chosen, int) else None
        if isinstance(chosen, int) and not self.ticked:
            self.pointed = chosen
            return None
        return tuple(sorted(self.ticked))

    @property
    def _columns(self) -> int:
        return self.talk.size[0] - 4

    def _choices(self) -> list[Choice]:
        choices = [Choice(self._option(position), value=position) for position in range(len(self.options.labels))]
        if self.options.several:
            choices.append(Choice(self._done(), value=_DONE))
        if self.options.asides:
            choices.append(Separator(" "))
        for aside in self.options.asides:
            label = self._hanging(f"{LETTERS[aside]}  ", self.say("asides", aside))
            choices.append(Choice(label, value=aside))
        return choices

    def _option(self, position: int) -> str:
        box = ("[x] " if position in self.ticked else "[ ] ") if self.options.several else ""
        return self._hanging(box, self.options.labels[position])

    def _done(self) -> str:
        count = len(self.ticked)
        text = self.say("prompt", "done").format(count=count) if count else self.say("question", "none")
        return self._hanging("--> ", text)

    def _hanging(self, first: str, text: str) -> str:
        """The text in lines, those after the first set in, and past the pointer."""
        indent = len(first) or 2
        return first + f"\n   {' ' * indent}".join(filled_lines(text, self._columns - indent))

    @property
    def _control(self) -> InquirerControl:
        return cast("InquirerControl", self._window.content)

    @cached_property
    def _window(self) -> Window:
        windows = self.question.application.layout.find_all_windows()
        return next(window for window in windows if isinstance(window.content, InquirerControl))

    def _point_at_what_is_held(self) -> None:
        held = self.options.held
        wanted = _DONE if held == () else held[0] if isinstance(held, tuple) else held
        for position, choice in enumerate(self._control.choices):
            if choice.value == wanted and held is not None:
                self._control.pointed_at = position

    def _bind(self) -> None:
        application = self.question.application
        bindings = KeyBindings()

        @bindings.add("c-d", eager=True)
        def _end(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError)

        def bind(key: str, aside: str) -> None:
            @bindings.add(key, eager=True)
            def _leave_for(event: KeyPressEvent) -> None:
                event.app.exit(result=aside)

        for aside in self.options.asides:
            letter = LETTERS[aside]
            # The same key while an input method writes full-width letters.
            for key in (letter, chr(ord(letter) + 0xFEE0)):
                bind(key, aside)
        if self.options.several:
            bindings.add(" ", eager=True)(self._toggle)
            bindings.add("\u3000", eager=True)(self._toggle)
        application.key_bindings = merge_key_bindings([bindings, application.key_bindings or KeyBindings()])

    def _toggle(self, event: KeyPressEvent) -> None:
        choice = self._control.get_pointed_at()
        if not isinstance(choice.value, int):
            return
        self.ticked ^= {choice.value}
        choice.title = self._option(choice.value)
        for other in self._control.choices:
            if other.value == _DONE:
                other.title = self._done()

    def _fit(self, rows: int) -> None:
        """Keep the question above in sight: a menu too long for the rest of the screen scrolls, a bar beside it."""
        window = self._window
        lines = sum(1 + str(choice.title).count("\n") for choice in self._control.choices)
        room = max(rows, _FEWEST_ROWS)
        window.height = Dimension(max=room)
        window.scroll_offsets = ScrollOffsets(top=1, bottom=2)
        too_long = Condition(lambda: lines > room)
        window.right_margins = [ConditionalMargin(ScrollbarMargin(display_arrows=True), too_long)]
