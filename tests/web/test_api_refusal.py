"""What the API refuses with: problem details, at most a hundred problems of them, and nothing in the log."""

from __future__ import annotations

import json
import logging

import pytest
from api_client import JSON, refusal
from nakanaori.engine.language import Place, Problem
from nakanaori.web.api import MOST_BYTES
from nakanaori.web.api_refusal import MOST_PROBLEMS, REFUSALS, refused
from starlette.testclient import TestClient


def test_no_more_is_told_than_one_can_read(client: TestClient) -> None:
    answers = {f"a{number}": "x" for number in range(5000)}
    told = client.post("/api/next", json={"answers": answers})
    assert len(refusal(told, 422)) == MOST_PROBLEMS
    assert len(told.content) < MOST_BYTES


def test_refusals_are_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="nakanaori")
    client.post("/api/outcome", json={"answers": {"contact": "a secret"}})
    client.post("/api/outcome", content=b'{"a secret"', headers=JSON)
    assert [record for record in caplog.records if record.name.startswith("nakanaori")] == []


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_problem_details_with_its_places(status: int) -> None:
    problems = [Problem(Place("answers.contact"), "There is no option 'x'.", "Did you mean 'y'?")]
    response = refused(status, problems, {"x-also": "said"})
    told = json.loads(response.body)
    assert (response.status_code, response.headers["x-also"]) == (status, "said")
    assert response.headers["content-type"] == "application/problem+json"
    assert (told["title"], told["detail"]) == REFUSALS[status]
    assert told["problems"] == [
        {"place": "answers.contact", "wrong": "There is no option 'x'.", "right": "Did you mean 'y'?"}
    ]
