"""Sealed case files: opened with their passphrase alone, and the same for the page and for Python."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from nakanaori.engine.consulting import is_sealed, load_case, resumed_case, sealed, unsealed
from nakanaori.engine.language import CaseError, Rulebook
from nakanaori.web.script import FOLDER
from page_script import NODE, require_node
from required import require

TEXT = "rulebook: regain_trust\ndate: '2026-11-19'\nanswers:\n  danger: []\n  note: 秘密 🤫\n"
PASSPHRASE = "茶の香りが好き 42"


@pytest.fixture(autouse=True)
def _cryptography() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError:
        require(False, "files are not sealed: pip install 'nakanaori[sealed]'.")


def test_a_sealed_text_opens_with_its_passphrase_alone() -> None:
    made = sealed(TEXT, PASSPHRASE).encode()
    assert is_sealed(made)
    assert b"danger" not in made
    assert unsealed(made, PASSPHRASE) == TEXT.encode()
    assert unsealed(made, PASSPHRASE + " ") is None
    assert sealed(TEXT, PASSPHRASE).encode() != made, "the same text is never sealed alike"
    assert json.loads(made)["rounds"] == 600_000


def test_a_passphrase_is_the_same_however_its_letters_are_put_together() -> None:
    assert unsealed(sealed(TEXT, "Für dich").encode(), "Fu\u0308r dich") == TEXT.encode()


def test_what_was_changed_does_not_open() -> None:
    parts = json.loads(sealed(TEXT, PASSPHRASE))
    for changed in (
        {**parts, "rounds": 600_001},
        {**parts, "rounds": 0},
        {**parts, "rounds": 10**12},
        {**parts, "nonce": ""},
        {**parts, "text": parts["text"][:-8]},
        {**parts, "text": "no base64"},
        {**parts, "sealed": "another/1"},
        {"sealed": 1},
    ):
        assert unsealed(json.dumps(changed).encode(), PASSPHRASE) is None
    assert not is_sealed(TEXT.encode())


def test_what_expects_an_open_case_says_how_to_open_it(rulebook: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "case.sealed"
    file.write_text(sealed(TEXT, PASSPHRASE), encoding="utf-8")
    for read in (load_case, resumed_case):
        with pytest.raises(CaseError, match=r"sealed with a passphrase\. Open it with 'nakanaori ask --resume'"):
            read(rulebook, file)


_PAGE = """
import { isSealed, openedSeal, sealed } from %r;
import { text } from "node:stream/consumers";
const { plain, passphrase, held } = JSON.parse(await text(process.stdin));
const made = await sealed(plain, passphrase);
const told = [isSealed(held), await openedSeal(held, passphrase), await openedSeal(held, "another"), made];
console.log(JSON.stringify(told));
"""


def test_the_page_opens_what_python_seals_and_the_other_way_round() -> None:
    require_node()
    sent = {"plain": TEXT, "passphrase": PASSPHRASE, "held": sealed(TEXT, PASSPHRASE)}
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", _PAGE % (FOLDER / "seal.js").as_uri()],
        input=json.dumps(sent).encode(), capture_output=True, cwd=NODE, timeout=120, check=True,
    )  # fmt: skip
    was_sealed, opened, otherwise, made = json.loads(ran.stdout)
    assert was_sealed
    assert opened == TEXT
    assert otherwise is None
    assert unsealed(made.encode(), PASSPHRASE) == TEXT.encode()
    assert [*json.loads(made)] == [*json.loads(sent["held"])]
