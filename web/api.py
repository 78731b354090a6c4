"""The JSON API for other programs: the rulebook, the next question, the outcome; nothing is kept between requests."""

from __future__ import annotations

import logging
import traceback
from decimal import Decimal
from itertools import islice
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ..engine.consulting import consult
from ..engine.language import CaseError, Place, Problem, Rulebook, RulebookError, plain_answer
from ..engine.telling import Wording, trace_json, traced, wording_of
from .api_documents import Consultation, following, worded_rulebook
from .api_refusal import MOST_PROBLEMS, Refusal, refused
from .body import TooLarge, body_of
from .openapi import openapi

MOST_BYTES = 64 * 1024
"""The largest body that is read."""

MEDIA_TYPE = "application/json"

_LOG = logging.getLogger(__name__)


def api(rulebook: Rulebook, engine: str) -> Starlette:
    """The API over a rulebook, to be mounted at `/api`; refusals are problem details (RFC 9457).

    Raises EngineError when the engine is not there, RulebookError when a text of the rulebook cannot be read.
    """
    # Whatever can fail for every request shall fail here.
    consult(rulebook, {}, engine=engine)
    endpoints = _Endpoints(rulebook, engine)
    made = Starlette(
        routes=[
            Route("/rulebook", endpoints.rulebook_in_words, methods=["GET"]),
            Route("/next", endpoints.next_question, methods=["POST"]),
            Route("/outcome", endpoints.outcome, methods=["POST"]),
            Route("/openapi.json", endpoints.openapi, methods=["GET"]),
        ],
        # Left to itself, Starlette raises an unexpected error anew once it has answered 500, and the server logs its
        # message, which may quote answers.
        middleware=[Middleware(ExceptionMiddleware, handlers={Exception: _failed})],
        exception_handlers={
            HTTPException: _no_route,
            ClientDisconnect: _cut_off,
            TooLarge: _too_large,
            Refusal: _refusal,
            CaseError: _case_error,
        },
    )
    made.router.redirect_slashes = False
    return made


class _Endpoints:
    def __init__(self, rulebook: Rulebook, engine: str) -> None:
        self.rulebook = rulebook
        self.engine = engine
        self.wordings = {language: wording_of(rulebook, language) for language in rulebook.languages}
        self.rulebooks = {
            language: msgspec.json.encode(worded_rulebook(rulebook, wording.texts))
            for language, wording in self.wordings.items()
        }
        self.description = msgspec.json.encode(openapi(rulebook))

    async def rulebook_in_words(self, request: Request) -> Response:
        wording = self.wording(request.query_params.get("language", UNSET))
        return Response(self.rulebooks[wording.language], media_type=MEDIA_TYPE)

    async def next_question(self, request: Request) -> Response:
        given = await _consultation(request)
        made = following(self.rulebook, self.answers(given), self.wording(given.language))
        return Response(msgspec.json.encode(made), media_type=MEDIA_TYPE)

    async def outcome(self, request: Request) -> Response:
        given = await _consultation(request)
        wording = self.wording(given.language)
        outcome = consult(self.rulebook, self.answers(given), engine=self.engine)
        return Response(trace_json(traced(outcome, wording)), media_type=MEDIA_TYPE)

    async def openapi(self, _: Request) -> Response:
        return Response(self.description, media_type=MEDIA_TYPE)

    def answers(self, given: Consultation) -> dict[str, Any]:
        """The answers, to unknown questions no more than are told of: each costs a search for what was meant."""
        unknown = (name for name in given.answers if name not in self.rulebook.question)
        told = frozenset(islice(unknown, MOST_PROBLEMS))
        return {name: one for name, one in given.answers.items() if name in told or name in self.rulebook.question}

    def wording(self, wanted: str | UnsetType) -> Wording:
        language = self.rulebook.languages[0] if wanted is UNSET else wanted
        try:
            return self.wordings.get(language) or wording_of(self.rulebook, language)
        except RulebookError as error:
            raise Refusal(422, error.problems) from None


async def _consultation(request: Request) -> Consultation:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refusal(415)
    body = await body_of(request, MOST_BYTES)
    right = 'Send {"answers": {…}}, and "language" if you like, as JSON in UTF-8.'
    try:
        given = _CONSULTATION.decode(body)
    except msgspec.ValidationError as error:
        raise Refusal(400, [Problem(Place("body"), f"{error}.", right)]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, [Problem(Place("body"), f"This is not JSON: {error}.", right)]) from None
    return given


def _number(written: str) -> object:
    return plain_answer(Decimal(written))


_CONSULTATION = msgspec.json.Decoder(Consultation, float_hook=_number)


async def _no_route(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if "Allow" in headers:
        # It comes from a set, in any order.
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    return refused(error.status_code, headers=headers)


async def _cut_off(_: Request, error: Exception) -> Response:
    return refused(400)


async def _too_large(_: Request, error: Exception) -> Response:
    return refused(413)


async def _refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(error.status, error.problems)


async def _case_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, CaseError)
    return refused(422, error.problems)


async def _failed(_: Request, error: Exception) -> Response:
    # Neither the message nor what led to it: both may quote answers. Lines of code do not.
    where = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("A request ended in %s:\n%s", type(error).__name__, where)
    return refused(500)
