"""What the API gives: the rulebook in words and the next question."""

from __future__ import annotations

from pathlib import Path
from random import Random

import dice
import pytest
from measured import write_measured
from msgspec import UNSET
from nakanaori.engine.consulting import open_questions
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook, rulebook_texts
from nakanaori.web.api_documents import worded_question
from starlette.testclient import TestClient


@pytest.mark.parametrize("language", [None, "ja", "en"])
def test_the_rulebook_in_words(client: TestClient, rulebook: Rulebook, language: str | None) -> None:
    told = client.get("/api/rulebook", params={} if language is None else {"language": language})
    assert told.status_code == 200
    assert told.headers["content-type"] == "application/json"
    told = told.json()
    texts = rulebook_texts(rulebook, language)
    assert (told["id"], told["version"], told["sha256"]) == (rulebook.id, rulebook.version, rulebook.sha256)
    assert (told["languages"], told["language"]) == (["ja", "en"], language or "ja")
    assert [told[part] for part in ("title", "about", "source")] == [
        texts("rulebook", part) for part in ("title", "about", "source")
    ]
    assert rulebook.alarm
    assert told["alarm"] == {"finding": rulebook.alarm.finding, "phase": rulebook.alarm.phase}
    assert [question["id"] for question in told["questions"]] == list(rulebook.question)
    for question in told["questions"]:
        said = ("questions", question["id"])
        assert question["kind"] == rulebook.question[question["id"]].kind
        assert [question[part] for part in ("topic", "ask", "why")] == [
            texts(*said, part) for part in ("topic", "ask", "why")
        ]
        assert question["hint"] == texts.get(*said, "hint")
        assert [option["id"] for option in question["options"]] == list(rulebook.question[question["id"]].options)
        for option in question["options"]:
            assert option["label"] == texts(*said, "options", option["id"])
    assert told["phases"] == [{"id": phase, "title": texts("phases", phase)} for phase in rulebook.phases]
    assert [action["id"] for action in told["actions"]] == list(rulebook.action)
    for action in told["actions"]:
        declared = rulebook.action[action["id"]]
        assert (action["phase"], action["tags"], action["cites"]) == (
            *(declared.phase, list(declared.tags), list(declared.cites)),
        )
        assert action["title"] == texts("actions", action["id"], "title")


def test_only_a_number_has_bounds(small: TestClient) -> None:
    weather, bag, degrees, at_home = small.get("/api/rulebook").json()["questions"]
    assert (degrees["kind"], degrees["from"], degrees["to"], degrees["options"]) == ("number", -10, 40, [])
    assert [question.keys() & {"from", "to"} for question in (weather, bag, at_home)] == [set()] * 3


@pytest.mark.parametrize("seed", range(20))
def test_the_next_question_is_the_engines(client: TestClient, rulebook: Rulebook, seed: int) -> None:
    answers = dice.answers(Random(seed), rulebook) if seed else {}
    language = ("ja", "en")[seed % 2]
    told = client.post("/api/next", json={"answers": answers, "language": language}).json()
    mattering = [question.id for question in open_questions(rulebook, answers)]
    assert told["open_questions"] == mattering
    assert told["complete"] is (not mattering)
    assert told["language"] == language
    questions = client.get("/api/rulebook", params={"language": language}).json()["questions"]
    by_id = {question["id"]: question for question in questions}
    assert told["question"] == (by_id[mattering[0]] if mattering else None)


def test_a_questionnaire_comes_to_its_end(client: TestClient, rulebook: Rulebook) -> None:
    answers: dict[str, object] = {}
    random = Random(1)
    while not (told := client.post("/api/next", json={"answers": answers}).json())["complete"]:
        asked = told["question"]["id"]
        assert asked not in answers
        answers[asked] = dice.answer(random, rulebook.question[asked])
    assert told["question"] is None
    assert client.post("/api/outcome", json={"answers": answers}).json()["complete"] is True


def test_measures_are_described(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_measured(tmp_path))
    hours, day = (worded_question(rulebook.question[name], rulebook_texts(rulebook, "en")) for name in ("hours", "day"))
    assert (hours.kind, hours.low, hours.high, hours.decimals, hours.unit) == ("number", "0.25", "24", 2, "hours")
    assert (day.kind, day.low, day.high, day.unit) == ("date", "2024-01-01", "2024-12-31", UNSET)
