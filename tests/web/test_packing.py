"""Packing: what the page unpacks is what was published, and the page is smaller for it."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterator
from random import Random
from typing import Any

import dice as thrown
import pytest
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import Wording
from nakanaori.web.packing import SHORT_LETTERS, packed_apart, packed_json
from nakanaori.web.published_rulebook import published
from nakanaori.web.script import FOLDER
from nakanaori.web.wording import phrases_of, wording_of
from odd_names import oddly_named, thrown_texts
from page_script import NODE, require_node

_UNPACK = """
import { text } from "node:stream/consumers";
import { unpacked } from %r;
for (const line of (await text(process.stdin)).split("\\n")) console.log(JSON.stringify(unpacked(JSON.parse(line))));
"""


def unpacked(lines: list[str]) -> list[object]:
    """What the page makes of each."""
    require_node()
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", _UNPACK % (FOLDER / "packing.js").as_uri()],
        input="\n".join(lines).encode(), capture_output=True, cwd=NODE, timeout=120, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in ran.stdout.splitlines()]


def as_json(value: object) -> Any:
    return json.loads(json.dumps(value))


def test_what_is_unpacked_is_what_was_published(rulebook: Rulebook) -> None:
    whole = [published(rulebook, wording_of(rulebook, language)) for language in rulebook.languages]
    for seed in range(40):
        dice = Random(seed)
        book = oddly_named(dice, thrown.with_help(dice, thrown.rulebook(dice)))
        whole.append(published(book, Wording(thrown_texts(dice, book), phrases_of("ja" if seed % 2 else "en"))))
    assert unpacked([packed_json(one) for one in whole]) == [as_json(one) for one in whole]


def test_without_the_ids_that_only_a_trace_names_every_text_is_where_it_belongs(rulebook: Rulebook) -> None:
    whole = as_json(published(rulebook, wording_of(rulebook, "ja")))
    packed, traced = packed_apart(whole)
    [made, again] = unpacked([packed, json.dumps({**json.loads(packed), "traced": json.loads(traced)})])
    assert again == whole

    def texts(one: Any) -> Iterator[tuple[str, str]]:
        """Every text of what has no id of its own there, with what it belongs to."""
        logic, told = one["rulebook"], one["texts"]
        yield from (("", told["rules"][rule["id"]]) for rule in logic["rules"])
        for section, within in (("actions", "steps"), ("drafts", "parts")):
            for each in logic[section]:
                yield from ((each["id"], told[section][each["id"]][within][part["id"]]) for part in each[within])

    assert [*texts(made)] == [*texts(whole)]
    assert not {rule["id"] for rule in made["rulebook"]["rules"]} & set(rulebook.rule)


def test_letters_beyond_those_that_there_are_stay_as_they_are() -> None:
    """More kinds of letters than short ones, letters that are short ones themselves, and hardly any others."""
    many = "".join(chr(at) for at in range(0x4E00, 0x4E00 + 2 * len(SHORT_LETTERS)))
    for also in (SHORT_LETTERS[5:], SHORT_LETTERS + '"\\<&', "", "abc", "\u0300 \u07ff\u0800" + "a" * 5000):
        texts = {"one": many + also, "two": many}
        whole = {"rulebook": {}, "texts": texts, "phrases": {"three": "\n\u2028𠮷"}}
        assert unpacked([packed_json(whole)]) == [whole]


@pytest.mark.parametrize("many", [3, 3 * len(SHORT_LETTERS)])
def test_tests_of_every_kind_are_unpacked_however_much_there_is_to_name(many: int) -> None:
    findings = [f"found-{at}" for at in range(many)]
    whole = {
        "rulebook": {
            "findings": findings,
            "questions": [
                {"id": "day", "low": -5, "high": 5, "onlyIf": [["none-of", "kind", ["b", "unknown"]]]},
                {"id": "kind", "options": ["a", "b"]},
            ],
            "rules": [
                {"id": "one", "when": [findings[-1], ["not", "found-1"]], "find": ["found-0"]},
                {
                    "id": "two|or more",
                    "any": [[["between", "day", -3, None]], ["found-0", ["between", "day", None, 10]]],
                },
                {"id": "none"},
                {"id": "three", "unless": [["at-least", "kind", 12, ["a", "b"]], ["one-of", "day", ["unknown"]]]},
            ],
        },
        "texts": {},
        "phrases": {"one": "two"},
    }
    assert unpacked([packed_json(whole)]) == [whole]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_less_has_to_be_sent(rulebook: Rulebook, language: str) -> None:
    whole = published(rulebook, wording_of(rulebook, language))
    plain = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    assert len(gzip.compress(packed_json(whole).encode())) < 0.95 * len(gzip.compress(plain.encode()))
