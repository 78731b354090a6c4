"""The reference of all commands: every command with a section, every option with its meaning."""

from __future__ import annotations

import re

import click
from nakanaori.cli.command_reference import reference
from nakanaori.cli.main import COMMANDS, nakanaori


def test_every_command_has_a_line_and_a_section() -> None:
    page = reference()
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == [*COMMANDS]
    assert re.findall(r"^- \[(.*?)\]\(#(.*?)\): .*\.$", page, re.MULTILINE) == [(name, name) for name in COMMANDS]


def test_every_option_stands_in_the_section_of_its_command_with_a_meaning() -> None:
    context = click.Context(nakanaori)
    sections = dict(zip(COMMANDS, reference().split("\n## ")[1:], strict=True))
    for name, section in sections.items():
        command = nakanaori.get_command(context, name)
        assert command is not None
        rows = dict(re.findall(r"^\| `(--?[\w-]+).*?` \| (.*) \|$", section, re.MULTILINE))
        options = {option.opts[0] for option in command.params if isinstance(option, click.Option)}
        assert {*rows} == options, name
        assert all(meaning for meaning in rows.values()), name
