"""Other names for ids: whether one can be given, and all that is to be written then."""

from __future__ import annotations

from pathlib import Path

import msgspec
from lsprotocol import types

from ...engine.authoring import Occurrence, refusal, renamed
from ...engine.language import Problem, RulebookError
from ...engine.reading import laid_over
from ..translation import translated
from .diagnosis import span
from .server import Pointing, RulebookServer, refused


def prepare(ls: RulebookServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder:
    """The id that another name can be given to; refused, and why, where there is none."""
    folder, found = _pointed(ls, params)
    known = ls.desk.concordance(folder)
    problem = refusal(known, found.thing)
    if problem is not None:
        raise refused(_told(ls, problem))
    (place,) = ls.located(known, [found])
    return types.PrepareRenamePlaceholder(place.range, found.thing[2])


def rename(ls: RulebookServer, params: types.RenameParams) -> types.WorkspaceEdit:
    """All that is to be written so that an id is called otherwise in every file; refused, and why, where it cannot."""
    folder, found = _pointed(ls, params)
    try:
        with laid_over(ls.desk.overlay()):
            edits = renamed(folder, ls.desk.concordance(folder), found.thing, params.new_name)
    except RulebookError as error:
        raise refused(_told(ls, error.problems[0])) from None
    changes: dict[str, list[types.TextEdit]] = {}
    for path in sorted({edit.path for edit in edits}):
        lines = ls.lines(ls.desk.text(path) or "")
        those = [edit for edit in edits if edit.path == path]
        changes[ls.uri(path)] = [types.TextEdit(span(lines, edit.start, edit.stop), edit.text) for edit in those]
    return types.WorkspaceEdit(changes=changes)


def _told(ls: RulebookServer, problem: Problem) -> str:
    """A problem on one line, in the language spoken; where it stands is told without the folders above."""
    wrong, right = (translated(sentence, ls.words.language) for sentence in (problem.wrong, problem.right))
    place = msgspec.structs.replace(problem.place, source=Path(problem.place.source).name)
    return str(Problem(place, wrong, right))


def _pointed(ls: RulebookServer, params: Pointing) -> tuple[Path, Occurrence]:
    where = ls.pointed(params)
    if where is None:
        raise refused(ls.words("nothing-here"))
    folder, path, offset = where
    if ls.desk.is_half_typed(folder):
        raise refused(ls.words("half-typed"))
    found = ls.desk.occurrence(folder, path, offset)
    if found is None:
        raise refused(ls.words("nothing-here"))
    return folder, found
