"""The plan of a conversation in a file."""

from __future__ import annotations

import re

import pytest
from typed import TO_THE_END, talk

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")


@pytest.mark.parametrize(("form", "name", "begin"), [(1, "plan.md", b"# "), (2, "plan.json", b"{")])
def test_the_menu_exports(in_an_empty_folder, form, name, begin):
    shown = talk(TO_THE_END)
    export = int(re.search(r"(\d)\. Write the plan", shown).group(1))
    talk(TO_THE_END + f"{export}\n{form}\n{name}\n")
    assert (in_an_empty_folder / name).read_bytes().startswith(begin)
