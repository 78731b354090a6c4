"""Prompts with menus: what was meant where it is not clear."""

from __future__ import annotations

import pytest
from terminal import DOWN, ENTER, FORKS

pytestmark = [pytest.mark.usefixtures("in_an_empty_folder"), FORKS]


def test_enter_with_nothing_ticked_is_asked_about(terminal):
    one = (
        terminal("--lang", "en")
        .until("q Leave")
        .type(ENTER)
        .until("Nothing is ticked yet.", "> Choose “Someone, perhaps I")
    )
    one.type(DOWN, DOWN, ENTER).until("> [ ] Someone, perhaps I", "q Leave")
    one.type(ENTER).until("> Choose").type(DOWN, ENTER).until("→ None of these", "Question 2")


def test_enter_with_nothing_ticked_may_have_meant_the_option(terminal):
    one = terminal("--lang", "en").until("q Leave").type(DOWN, ENTER).until("> Choose “I want to disappear")
    one.type(ENTER).until("→ I want to", "First of all, this", "> Stop here")
