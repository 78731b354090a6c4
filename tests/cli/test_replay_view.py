"""What a replay says: the verdict first, a line for each difference, then what makes no difference."""

from __future__ import annotations

import json

import pytest
from nakanaori.cli.replay_view import replay_json, replay_text
from nakanaori.cli.wording import wording_of
from nakanaori.engine.language import Rulebook
from nakanaori.engine.telling import Difference, Replay

DIFFERENT = Replay(
    differences=(Difference("actions.keep-distance.rank", 1, 2), Difference("findings.hurt", None, "hurt")),
    remarks=(Difference("engine.name", "durable", "reference"),),
)


def test_the_same_is_one_line(rulebook: Rulebook) -> None:
    assert replay_text(Replay((), ()), wording_of(rulebook, "en")) == "The outcome comes out as recorded.\n"


@pytest.mark.parametrize(("language", "nothing"), [("ja", "なし"), ("en", "nothing")])
def test_differences_come_before_remarks(rulebook: Rulebook, language: str, nothing: str) -> None:
    verdict, rank, finding, heading, engine = replay_text(DIFFERENT, wording_of(rulebook, language)).splitlines()
    assert verdict != replay_text(Replay((), ()), wording_of(rulebook, language)).strip()
    assert "actions.keep-distance.rank" in rank
    assert "findings.hurt" in finding
    assert nothing in finding
    assert heading
    assert "durable" in engine


def test_json_holds_both_sides_of_everything() -> None:
    document = json.loads(replay_json(DIFFERENT))
    assert document["same"] is False
    assert document["differences"][0] == {"where": "actions.keep-distance.rank", "recorded": 1, "now": 2}
    assert document["remarks"] == [{"where": "engine.name", "recorded": "durable", "now": "reference"}]
    assert json.loads(replay_json(Replay((), ()))) == {"same": True, "differences": [], "remarks": []}
