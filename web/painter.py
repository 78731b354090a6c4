"""Templates painted with the texts of one language; whatever comes from a rulebook or a visitor is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..engine.consulting import check_answers
from ..engine.language import Question, Rulebook, controls_shown
from ..engine.telling import Wording, answered_wording, number_in_words
from .session import Session
from .wording import preferred, wording_of

LANGUAGE_COOKIE = "l"

HERE = Path(__file__).parent


class Painter:
    """Paints the pages of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            auto_reload=False,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["dialled"] = dialled
        self._wordings = {language: wording_of(rulebook, language) for language in rulebook.languages}
        self._names = {language: wording.texts("language") for language, wording in self._wordings.items()}

    def wording(self, request: Request) -> Wording:
        """The words for the language that the visitor has chosen, else for the one that the browser asks for."""
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        if chosen in self.rulebook.languages:
            return self._wordings[chosen]
        return self._wordings[preferred(request.headers.get("accept-language", ""), self.rulebook.languages)]

    def page(
        self,
        request: Request,
        template: str,
        *,
        session: Session | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **context: object,
    ) -> HTMLResponse:
        """The page that a template makes of the context."""
        wording = self.wording(request)
        if session is not None:
            facts = check_answers(self.rulebook, session.course.answers).facts
            wording = answered_wording(wording, self.rulebook, facts)
        content = self._templates.get_template(f"{template}.html").render(
            language=wording.language,
            languages=self._names,
            here=request.url.path,
            say=wording.say,
            texts=wording.texts,
            session=session,
            bounds=lambda question: bounds_in_words(question, wording),
            **context,
        )
        return HTMLResponse(controls_shown(content), status, headers)


def bounds_in_words(question: Question, wording: Wording) -> dict[str, object]:
    """What phrases tell of a question’s answers: `low` and `high` of a number or day, `least` of several options."""
    bounds = {"low": question.low, "high": question.high} if question.numeric else {}
    return {"least": question.least, **{name: number_in_words(question, at, wording) for name, at in bounds.items()}}


def dialled(call: str) -> str:
    """A number as the address of a `tel:` link has it (RFC 3966), with `#` written so that an address may hold it."""
    return "".join(letter for letter in call if letter.isdigit() or letter in "+*#").replace("#", "%23")
