"""What the API answers when it refuses: problem details (RFC 9457), with the places and problems that errors carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.responses import Response

from ..engine.language import Problem

MEDIA_TYPE = "application/problem+json"

MOST_PROBLEMS = 100
"""So many problems are told of one body; a hundred thousand unknown questions would make a reply of megabytes."""

REFUSALS: dict[int, tuple[str, str]] = {
    400: ("Bad Request", "The body is not the JSON that is taken here."),
    404: ("Not Found", "There is nothing at this address."),
    405: ("Method Not Allowed", "The header Allow names the methods that this address takes."),
    413: ("Content Too Large", "The body is larger than 64 KiB."),
    415: ("Unsupported Media Type", "The body must be sent as application/json."),
    422: ("Unprocessable Content", "The answers or the language do not fit the rulebook."),
    500: ("Internal Server Error", "The fault is not in the request."),
}
"""For each status its name (RFC 9110) and a sentence: all that is ever answered besides 200."""


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is wrong with the request."""

    place: Annotated[str, Meta(description="Where: `body`, `language`, or `answers.` and the question's id.")]
    wrong: Annotated[str, Meta(description="What is wrong, as a sentence.")]
    right: Annotated[str, Meta(description="What would be right, as a sentence; may be empty.")]


class ProblemDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a request was refused (RFC 9457)."""

    type: Annotated[str, Meta(description="Always `about:blank`: the status says what kind of problem it is.")]
    title: Annotated[str, Meta(description="The name of the status.")]
    status: Annotated[int, Meta(description="The status.", ge=400, le=599)]
    detail: Annotated[str, Meta(description="What went wrong, as a sentence.")]
    problems: Annotated[
        tuple[Fault, ...], Meta(description="Each thing that is wrong with the request.", max_length=MOST_PROBLEMS)
    ]


class Refusal(Exception):  # noqa: N818  (the request is at fault, not the program)
    """A request that is refused with a status of REFUSALS; it carries no text, so that no log can tell an answer."""

    def __init__(self, status: int, problems: Iterable[Problem] = ()) -> None:
        self.status = status
        self.problems = tuple(problems)
        super().__init__(status)


def refused(status: int, problems: Iterable[Problem] = (), headers: Mapping[str, str] | None = None) -> Response:
    """The response that refuses with a status of REFUSALS."""
    title, detail = REFUSALS[status]
    faults = tuple(Fault(str(problem.place), problem.wrong, problem.right) for problem in problems)
    body = msgspec.json.encode(ProblemDetails("about:blank", title, status, detail, faults[:MOST_PROBLEMS]))
    return Response(body, status, headers, MEDIA_TYPE)
