"""One of several, chosen from a menu of the conversation."""

from __future__ import annotations

from nakanaori.cli.prompt import Options, position_chosen
from nakanaori.cli.wording import phrases_of
from scripted_prompt import ScriptedPrompt


def test_the_position_of_the_label_that_is_chosen() -> None:
    prompt = ScriptedPrompt(phrases_of("en"), lambda options: (options.labels.index("b"),))
    assert position_chosen(prompt, ["a", "b"], "Which?") == 1
    assert prompt.said == "Which?"


def test_enter_alone_chooses_what_is_held() -> None:
    seen: list[Options] = []

    def enter(options: Options) -> tuple[int, ...]:
        seen.append(options)
        return options.held if isinstance(options.held, tuple) else (0,)

    prompt = ScriptedPrompt(phrases_of("en"), enter)
    assert position_chosen(prompt, ["a", "b"], held=1) == 1
    position_chosen(prompt, ["a", "b"], held=None)
    assert [options.held for options in seen] == [(1,), None]
