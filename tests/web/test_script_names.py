"""The names in a script: which word is one, and from where to where what declares it holds."""

from __future__ import annotations

from nakanaori.web.script_names import PROPERTY, SHORTHAND, VARIABLE, names_in


def test_each_word_is_told_by_how_it_stands() -> None:
    names = names_in("const one = 1; told(one, it.one, { one, two: one });")
    roles = [names.roles[at] for at, token in enumerate(names.tokens) if token.text == "one"]
    assert roles == [VARIABLE, VARIABLE, PROPERTY, SHORTHAND, VARIABLE]


def test_a_name_holds_within_the_block_that_declares_it() -> None:
    names = names_in("const one = 1; { const one = 2; told(one); } told(one);")
    scopes = [names.scopes[at] for at, token in enumerate(names.tokens) if token.text == "one"]
    outer, inner, inner_used, outer_used = scopes
    assert inner == inner_used
    assert outer == outer_used != inner
