"""What assistants can read of a rulebook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from assisting import assisted, require_sdk
from msgspec.structs import replace
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import rulebook_texts
from starlette.testclient import TestClient

if TYPE_CHECKING:
    from mcp import Client


@pytest.fixture(autouse=True)
def _sdk() -> None:
    require_sdk()


def read(rulebook: Rulebook) -> dict[str, Any]:
    """Everything there is to read, by its address."""

    async def talk(client: Client) -> dict[str, Any]:
        listed = (await client.list_resources()).resources
        texts = {one.uri: (await client.read_resource(one.uri)).contents[0] for one in listed}
        assert {content.mime_type for content in texts.values()} == {"application/json"}
        return {uri: json.loads(content.text) for uri, content in texts.items()}

    return assisted(talk, rulebook)


def test_there_are_rulebook_sources_and_help_lines_in_each_language(rulebook: Rulebook) -> None:
    assert [*read(rulebook)] == [
        f"nakanaori://regain_trust/{language}/{kind}"
        for language in ("ja", "en")
        for kind in ("rulebook", "sources", "help-lines")
    ]


def test_a_rulebook_of_any_script_has_an_address(going_out: Rulebook) -> None:
    named = replace(going_out, id="お出かけ")
    assert {uri.partition("//")[2].split("/")[0] for uri in read(named)} == {quote("お出かけ")}


def test_the_rulebook_in_words_is_that_of_the_api(rulebook: Rulebook, client: TestClient, language: str) -> None:
    api = client.get("/api/rulebook", params={"language": language}).json()
    assert read(rulebook)[f"nakanaori://regain_trust/{language}/rulebook"] == api


def test_sources_say_what_cites_each_section(rulebook: Rulebook, language: str) -> None:
    texts = rulebook_texts(rulebook, language)
    sources = read(rulebook)[f"nakanaori://regain_trust/{language}/sources"]
    assert sources["source"] == texts("rulebook", "source")
    assert [section["id"] for section in sources["sections"]] == list(rulebook.sections)
    for section in sources["sections"]:
        assert section["heading"] == texts("sections", section["id"])
        assert section["beyond"] is (section["id"] == "beyond")
        assert all(section["id"] in rulebook.action[action].cites for action in section["actions"])
    assert {action for section in sources["sections"] for action in section["actions"]} == {*rulebook.action}


def test_help_lines_come_with_the_day_on_which_they_were_checked(rulebook: Rulebook, language: str) -> None:
    told = read(rulebook)[f"nakanaori://regain_trust/{language}/help-lines"]
    assert told["checked"] == rulebook.help_lines.checked
    assert [one["line"]["id"] for one in told["lines"]] == [line.id for line in rulebook.help_lines.lines]
    assert all(one["line"]["name"] and one["region"] and one["under"] for one in told["lines"])
