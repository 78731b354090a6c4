"""The description of the API (OpenAPI 3.1), generated from its types and the rulebook's questions."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import msgspec

from ..engine.language import DATE, NUMBER, ONE, UNKNOWN, Question, Rulebook
from ..engine.reading import rulebook_texts
from ..engine.telling import Trace, outcome_components
from .api_documents import Consultation, Next, WordedRulebook
from .api_refusal import MEDIA_TYPE, REFUSALS, ProblemDetails

Described = dict[str, Any]

_TEMPLATE = "#/components/schemas/{name}"


def openapi(rulebook: Rulebook) -> Described:
    """The description of the API over a rulebook, as it is mounted at `/api`.

    It allows exactly the answers that the rulebook allows. Raises RulebookError when its texts cannot be read.
    """
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "nakanaori",
            "version": version("nakanaori"),
            "summary": "A rulebook and answers in, a list of actions with every reason out.",
            "description": f"The rulebook is '{rulebook.id}', version {rulebook.version}. Nothing is kept between "
            "requests. Whatever is refused is refused with problem details (RFC 9457); so is any other address (404) "
            "or method (405).",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/api/rulebook": {"get": _rulebook_operation(rulebook)},
            "/api/next": {
                "post": _consulting("nextQuestion", "The next question whose answer could change the plan.", Next)
            },
            "/api/outcome": {
                "post": _consulting("outcome", "The plan for these answers, with every reason: the trace.", Trace)
            },
            "/api/openapi.json": {"get": _openapi_operation()},
        },
        "components": {
            "schemas": _schemas(rulebook),
            "responses": {str(status): _refusal(status) for status in REFUSALS},
        },
    }


# operations -----------------------------------------------------------------------------------------------------------


def _rulebook_operation(rulebook: Rulebook) -> Described:
    language = {
        "name": "language",
        "in": "query",
        "description": "The language of every text in the reply; by default the rulebook's first.",
        "schema": _language(rulebook),
    }
    return {
        "operationId": "rulebook",
        "summary": "What is asked and what can be advised, with the texts in one language.",
        "parameters": [language],
        "responses": _responses("The rulebook.", _ref(WordedRulebook), 422),
    }


def _consulting(identity: str, summary: str, reply: type) -> Described:
    return {
        "operationId": identity,
        "summary": summary,
        "requestBody": {
            "description": "A person's answers so far; at most 64 KiB.",
            "required": True,
            "content": {"application/json": {"schema": _ref(Consultation)}},
        },
        "responses": _responses(summary, _ref(reply), 400, 413, 415, 422),
    }


def _openapi_operation() -> Described:
    return {
        "operationId": "openapi",
        "summary": "This description.",
        "responses": _responses("An OpenAPI document.", {"type": "object", "required": ["openapi", "info", "paths"]}),
    }


def _responses(description: str, schema: Described, *refusals: int) -> Described:
    return {
        "200": {"description": description, "content": {"application/json": {"schema": schema}}},
        **{str(status): {"$ref": f"#/components/responses/{status}"} for status in (*refusals, 500)},
    }


def _refusal(status: int) -> Described:
    title, detail = REFUSALS[status]
    made: Described = {
        "description": f"{title}. {detail}",
        "content": {MEDIA_TYPE: {"schema": _ref(ProblemDetails)}},
    }
    if status == 405:
        made["headers"] = {"Allow": {"description": "The methods that it takes.", "schema": {"type": "string"}}}
    return made


# schemas --------------------------------------------------------------------------------------------------------------


def _ref(of: type) -> Described:
    return {"$ref": _TEMPLATE.format(name=of.__name__)}


def _schemas(rulebook: Rulebook) -> Described:
    types = (Consultation, WordedRulebook, Next, ProblemDetails)
    _, components = msgspec.json.schema_components(types, ref_template=_TEMPLATE)
    asked = components[Consultation.__name__]["properties"]
    asked["answers"] |= _answers(rulebook)
    asked["language"] |= _language(rulebook)
    return {**components, **outcome_components(_TEMPLATE)}


def _language(rulebook: Rulebook) -> Described:
    return {"type": "string", "enum": list(rulebook.languages), "default": rulebook.languages[0]}


def _answers(rulebook: Rulebook) -> Described:
    texts = rulebook_texts(rulebook, "en" if "en" in rulebook.languages else None)
    return {
        "type": "object",
        "properties": {
            question.id: {"description": texts("questions", question.id, "ask"), **_answer(question)}
            for question in rulebook.questions
        },
        "additionalProperties": False,
    }


def _answer(question: Question) -> Described:
    if question.kind == ONE:
        return {"type": "string", "enum": [*question.options, UNKNOWN]}
    chosen: Described = {"type": "array", "items": {"enum": list(question.options)}, "uniqueItems": True}
    if question.least:
        chosen["minItems"] = question.least
    if question.kind == DATE:
        chosen = {"type": "string", "format": "date", "description": _bounds(question)}
    elif question.decimals:
        decimal = rf"^-?[0-9]+(\.[0-9]{{1,{question.decimals}}})?$"
        chosen = {"type": "string", "pattern": decimal, "description": _bounds(question)}
    elif question.kind == NUMBER:
        chosen = {"type": "integer", "minimum": question.low, "maximum": question.high}
    return {"anyOf": [chosen, {"const": UNKNOWN}]}


def _bounds(question: Question) -> str:
    low, high = map(question.answer, (question.low, question.high))
    return f"From {low} to {high}."
