"""A rulebook's remarks as an editor shows them: in a document, from one place to another, more or less grave."""

from __future__ import annotations

from lsprotocol import types

from ...engine.authoring import IDLE_ANSWER, PROVE, WORTH_KNOWING, Remark
from ...engine.reading import SourceText
from ..translation import told
from .inspector import LOADING
from .lines import Lines

_ERRORS = LOADING - {IDLE_ANSWER} | {PROVE}
_SOURCE = "nakanaori"


def diagnosis(remark: Remark, source: SourceText | None, lines: Lines, language: str) -> types.Diagnostic:
    """A remark where it stands; at the beginning of a file that is no text. `lines` are those of the same text."""
    message = told(remark.message, language)
    start, stop = source.word(remark.place) if source is not None else (0, 0)
    return types.Diagnostic(
        range=span(lines, start, stop),
        message=message if source is not None else f"{remark.place}: {message}",
        severity=_severity(remark.code),
        code=remark.code,
        source=_SOURCE,
    )


def _severity(code: str) -> types.DiagnosticSeverity:
    if code in WORTH_KNOWING:
        return types.DiagnosticSeverity.Information
    return types.DiagnosticSeverity.Error if code in _ERRORS else types.DiagnosticSeverity.Warning


def span(lines: Lines, start: int, stop: int) -> types.Range:
    """From one character to before another, as an editor counts."""
    return types.Range(types.Position(*lines.position(start)), types.Position(*lines.position(stop)))
