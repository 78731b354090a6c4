"""A line that is typed and edited in a terminal."""

from __future__ import annotations

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.shortcuts import PromptSession

from .menu import STYLE, ran


def edited_line(prompt: str) -> str:
    """What is typed after `prompt`. However much is pasted, it stays one row on the screen.

    Raises KeyboardInterrupt at Ctrl-C and EOFError at Ctrl-D.
    """
    session: PromptSession[str] = PromptSession(
        prompt, style=STYLE, wrap_lines=False, enable_suspend=True, key_bindings=_pasting_one_line()
    )
    return str(ran(session.prompt))


def _pasting_one_line() -> KeyBindings:
    keys = KeyBindings()

    @keys.add(Keys.BracketedPaste, eager=True)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(" ".join(event.data.split()))

    return keys
