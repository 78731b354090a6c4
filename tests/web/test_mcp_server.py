"""The server for assistants: whole consultations by the SDK's own client, and what it says to bad calls."""

from __future__ import annotations

import logging
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from assisting import as_json, assisted, consulted, refused, require_sdk, told
from dice import answers as random_answers
from jsonschema import Draft202012Validator
from nakanaori.engine.consulting import begun, consult
from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import rulebook_texts
from walking import answered_by, somebody

if TYPE_CHECKING:
    from mcp import Client


@pytest.fixture(autouse=True)
def _sdk() -> None:
    require_sdk()


@pytest.fixture(params=["auto", "legacy"])
def mode(request: pytest.FixtureRequest) -> str:
    """How client and server speak: as since 2026, or as before."""
    name: str = request.param
    return name


# consultations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_whole_consultation_ends_with_the_plan_of_the_rulebook(
    rulebook: Rulebook, language: str, mode: str, seed: int
) -> None:
    person = somebody(Random(seed), rulebook)

    async def talk(client: Client) -> tuple[Any, Any, Any]:
        answers, steps = await consulted(client, person, language)
        return answers, steps, await told(client, "advise", answers=answers, language=language)

    answers, steps, plan = assisted(talk, rulebook, mode=mode)
    course = answered_by(begun(rulebook), person)
    assert as_json(answers) == as_json(dict(course.answers))
    assert plan == as_json(consult(rulebook, course.answers).to_dict(language))
    texts = rulebook_texts(rulebook, language)
    for step in steps[:-1]:
        assert step["language"] == language
        assert step["question"]["ask"] == texts("questions", step["question"]["id"], "ask")
        assert (step["complete"], step["open_questions"][0]) == (False, step["question"]["id"])
    assert (steps[-1]["complete"], steps[-1]["open_questions"]) == (True, [])


def test_help_lines_are_told_with_the_answer_that_calls_for_them(rulebook: Rulebook, language: str) -> None:
    async def talk(client: Client) -> tuple[Any, Any]:
        before = await told(client, "next_question", answers={}, language=language)
        return before, await told(client, "next_question", answers={"danger": ["want-to-disappear"]}, language=language)

    before, after = assisted(talk, rulebook)
    assert before["alarm"] is None
    assert [call["call"] for call in after["alarm"]["calls"]]
    assert all(call["name"] and call["checked"] for call in after["alarm"]["calls"])
    assert after["alarm"]["actions"][0]["help_lines"]
    assert after["question"] is not None


def test_numbers_with_decimals_are_read_from_their_digits(tmp_path_factory: pytest.TempPathFactory) -> None:
    from measured import write_measured
    from nakanaori.engine.reading import load_rulebook

    measured = load_rulebook(write_measured(tmp_path_factory.mktemp("measured")))
    question = next(question for question in measured.questions if question.decimals)
    low = question.answer(question.low)

    async def talk(client: Client) -> Any:
        given = await told(client, "advise", answers={question.id: float(low)})
        return given, await told(client, "advise", answers={question.id: low})

    as_number, as_text = assisted(talk, measured)
    assert as_number == as_text
    assert as_text["answers"] == {question.id: low}


# what calls are refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "sentences"),
    [
        (
            "next_question",
            {"answers": {"contcat": "open"}},
            "answers.contcat: There is no question 'contcat'. Did you mean 'contact'?",
        ),
        (
            "advise",
            {"answers": {"contact": "blocked"}},
            "answers.contact: 'contact' has no option 'blocked'. Did you mean 'blocked-me'?",
        ),
        (
            "advise",
            {"answers": []},
            "advise: Expected `object`, got `array` - at `$.answers`. The tool's input schema says what it takes.",
        ),
        (
            "explain",
            {"answers": {}},
            "explain: Object missing required field `action`. The tool's input schema says what it takes.",
        ),
        (
            "advise",
            {"answers": {}, "mood": "bad"},
            "advise: Object contains unknown field `mood`. The tool's input schema says what it takes.",
        ),
        ("explain", {"answers": {}, "action": "apologize"}, "action: There is no action 'apologize'."),
        ("why_not", {"answers": {}, "action": "apologize"}, "action: There is no action 'apologize'."),
        ("draft", {"answers": {}, "draft": "poem"}, "draft: There is no draft 'poem'."),
        ("what_if", {"answers": {}, "other": {"wether": None}}, "question: There is no question 'wether'."),
        ("advise", {"answers": {}, "language": "fr"}, "The rulebook 'regain_trust' has no texts in 'fr'."),
        ("advise", {"answers": {}, "rulebook": "trust"}, "rulebook: There is no rulebook 'trust'."),
        ("advise", {"answers": {"fault": 1e400}}, "answers.fault: 'fault' takes one option and is answered by"),
    ],
)
def test_what_does_not_fit_is_refused_in_sentences(
    rulebook: Rulebook, tool: str, arguments: dict[str, Any], sentences: str
) -> None:
    async def talk(client: Client) -> str:
        return await refused(client, tool, **arguments)

    assert sentences in assisted(talk, rulebook)


def test_many_mistakes_are_not_all_told(rulebook: Rulebook) -> None:
    async def talk(client: Client) -> str:
        return await refused(client, "advise", answers={f"question-{number}": "x" for number in range(1000)})

    assert len(assisted(talk, rulebook).splitlines()) == 20


def test_what_there_is_not_is_refused(rulebook: Rulebook) -> None:
    from mcp import MCPError

    async def talk(client: Client) -> list[str]:
        sentences = []
        for call in (
            client.call_tool("decide", {}),
            client.read_resource("nakanaori://regain_trust/ja/secrets"),
            client.get_prompt("seduction"),
            client.get_prompt("consultation", {"language": "fr"}),
        ):
            with pytest.raises(MCPError) as error:
                await call
            sentences.append(error.value.message)
        return sentences

    tool, resource, prompt, language = assisted(talk, rulebook)
    assert tool == "There is no tool 'decide'."
    assert resource == "There is nothing to read at 'nakanaori://regain_trust/ja/secrets'."
    assert prompt == "There is no prompt 'seduction'. Did you mean 'consultation'?"
    assert "has no texts in 'fr'" in language


SECRET = "want-to-disappear"


def test_a_fault_of_ours_tells_nothing_of_the_answers(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from nakanaori.web import mcp_tools

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    async def talk(client: Client) -> str:
        monkeypatch.setattr(mcp_tools, "traced", fail)
        return await refused(client, "advise", answers={"danger": [SECRET]})

    with caplog.at_level(logging.DEBUG):
        assert assisted(talk, rulebook) == "That did not work; the fault is not in the call."
    assert "A call ended in RuntimeError" in caplog.text
    assert SECRET not in caplog.text


def test_nothing_is_kept_between_calls(rulebook: Rulebook) -> None:
    async def talk(client: Client) -> tuple[Any, Any]:
        first = await told(client, "next_question", answers={})
        await told(client, "next_question", answers={"danger": ["want-to-disappear"]})
        await told(client, "advise", answers={"fault": "mine"})
        return first, await told(client, "next_question", answers={})

    first, again = assisted(talk, rulebook)
    assert first == again


# what an assistant is told of it --------------------------------------------------------------------------------------


def test_every_tool_says_what_it_takes_and_gives(rulebook: Rulebook, mode: str) -> None:
    async def talk(client: Client) -> Any:
        return await client.list_tools()

    tools = assisted(talk, rulebook, mode=mode).tools
    assert [tool.name for tool in tools] == [
        *("list_rulebooks", "next_question", "advise", "explain", "why_not", "what_if", "draft"),
    ]
    for tool in tools:
        assert tool.annotations.read_only_hint
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"


@pytest.mark.parametrize("seed", range(10))
def test_all_results_are_as_their_schemas_say(rulebook: Rulebook, going_out: Rulebook, seed: int) -> None:
    dice = Random(seed)

    async def talk(client: Client) -> None:
        for book in (rulebook, going_out):
            here: dict[str, object] = {"answers": random_answers(dice, book), "rulebook": book.id}
            action = dice.choice(list(book.action))
            await told(client, "next_question", **here)
            await told(client, "advise", **here)
            await told(client, "draft", **here)
            await told(client, "explain", action=action, **here)
            await told(client, "what_if", other=random_answers(dice, book), **here)
            if seed < 2:
                await told(client, "why_not", action=action, **here)

    # The client refuses what is not as the schema says.
    assisted(talk, rulebook, going_out)


def test_the_prompt_tells_how_to_lead_a_consultation(rulebook: Rulebook) -> None:
    async def talk(client: Client) -> tuple[str, str, str | None]:
        english, japanese = [
            (await client.get_prompt("consultation", {"language": language})).messages[0].content.text
            for language in ("en", "ja")
        ]
        return english, japanese, client.instructions

    english, japanese, instructions = assisted(talk, rulebook)
    for rule in ("one question at a time", "Never guess", "help lines, show them at once", "Quote the reasons"):
        assert rule in english
    for rule in (
        "一度に一つだけ",
        "推測してはいけません",
        "相談窓口（help lines）があれば、すぐに",
        "そのままの言葉",
        "引用",
    ):
        assert rule in japanese
    assert "{{…}}" in english
    assert instructions == japanese
    names = ("next_question", "advise", "explain", "why_not", "what_if", "draft")
    assert all(name in english and name in japanese for name in names)
