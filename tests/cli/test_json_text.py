"""JSON as results are written in it: indented, in the letters of its texts, one newline at the end."""

from __future__ import annotations

import json

from nakanaori.cli.json_text import json_text
from steering import steering


def test_it_is_json_that_a_person_can_read() -> None:
    document = {"タイトル": "仲直り", "rules": ["a", "b"], "same": True, "nothing": None}
    written = json_text(document)
    assert json.loads(written) == document
    assert list(json.loads(written)) == list(document)
    assert '  "タイトル": "仲直り",\n' in written
    assert written.endswith("}\n")


def test_no_control_character_stands_in_it() -> None:
    text = "\x1b]0;x\x07\x7f\x9b31m\r\n"
    assert steering(json_text([text])) == []
    assert json.loads(json_text([text])) == [text]
