"""The page's script: modules as browsers load them, written together into one that needs nothing beside it.

A page that is opened as a file cannot load modules, so that the script is a classic one: one function with all of
them, each after those that it rests on, in short names and without remarks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from .script_names import names_in
from .short_script import written_short

FOLDER = Path(__file__).parent / "page"

_IMPORT = re.compile(r'^import \{ ([^}]*) \} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|let|function\*?|class) ([\w$]+))", re.MULTILINE)
_BLOCK_REMARK = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n?", re.MULTILINE | re.DOTALL)
_LINE_REMARK = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_CAST = re.compile(r"/\*\* @type [^\n]*?\*/ ?")
_INDENT = re.compile(r"^[ \t]+|^\n", re.MULTILINE)


class Module(msgspec.Struct, frozen=True):
    """A module: its path below the folder, what it imports from which other, what it exports, and its code without."""

    path: str
    imports: tuple[tuple[str, str], ...]
    exports: tuple[str, ...]
    code: str


def joined_script(entry: str, folder: Path = FOLDER, *, without: Collection[str] = ()) -> str:
    """One classic script that does what the module `entry` does, a path below the folder.

    The classes of the modules `without` which it does can be made and do nothing.
    """
    modules = [_emptied(module) if module.path in without else module for module in _with_all_it_imports(entry, folder)]
    place = {module.path: at for at, module in enumerate(modules)}
    code = written_short([(names_in(module.code), _imported(module, place)) for module in modules])
    return f'"use strict";(()=>{{{code}}})();\n'


def read_module(path: str, folder: Path = FOLDER) -> Module:
    """The module at this path below the folder."""
    text = (folder / path).read_text(encoding="utf-8")
    here = PurePosixPath(path).parent
    imports = tuple((names, _normal(here / source)) for names, source in _IMPORT.findall(text))
    code = _EXPORT.sub("", _IMPORT.sub("", text))
    return Module(path, imports, tuple(_EXPORT.findall(text)), _without_remarks(code))


def _with_all_it_imports(entry: str, folder: Path) -> list[Module]:
    """The modules that one rests on and itself, each after those that it imports."""
    known: dict[str, Module] = {}
    pending = [read_module(entry, folder)]
    while pending:
        module = pending[-1]
        missing = [source for _, source in module.imports if source not in known]
        if missing:
            pending.append(read_module(missing[0], folder))
        else:
            known[pending.pop().path] = module
    return list(known.values())


def _emptied(module: Module) -> Module:
    return Module(module.path, (), module.exports, "".join(f"class {name} {{}}\n" for name in module.exports))


def _imported(module: Module, place: Mapping[str, int]) -> dict[str, tuple[int, str]]:
    """For each name that a module imports the place of the module that it is from, and its name there."""
    imported = {}
    for names, source in module.imports:
        for name in names.split(","):
            there, _, here = name.strip().partition(" as ")
            imported[here or there] = (place[source], there)
    return imported


def _without_remarks(code: str) -> str:
    """The code without remarks, which all begin a line or say what type an expression has, and without indentation."""
    plain = _LINE_REMARK.sub("", _CAST.sub("", _BLOCK_REMARK.sub("", code)))
    return _INDENT.sub("", plain)


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
