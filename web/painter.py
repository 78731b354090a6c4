"""Templates painted with the texts of one language; whatever comes from a rulebook or a visitor is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..engine.language import Rulebook
from ..engine.reading import rulebook_texts
from .session import Session
from .wording import phrases_of, preferred

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
        self._names = {language: rulebook_texts(rulebook, language)("language") for language in rulebook.languages}

    def language(self, request: Request) -> str:
        """The language that the visitor has chosen, else the one that the browser asks for."""
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        if chosen in self.rulebook.languages:
            return chosen
        return preferred(request.headers.get("accept-language", ""), self.rulebook.languages)

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
        language = self.language(request)
        content = self._templates.get_template(f"{template}.html").render(
            language=language,
            languages=self._names,
            here=request.url.path,
            say=phrases_of(language),
            texts=rulebook_texts(self.rulebook, language),
            session=session,
            **context,
        )
        return HTMLResponse(content, status, headers)


def dialled(call: str) -> str:
    """A number as the address of a `tel:` link has it (RFC 3966), with `#` written so that an address may hold it."""
    return "".join(letter for letter in call if letter.isdigit() or letter in "+*#").replace("#", "%23")
