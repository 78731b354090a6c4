"""The house rules: who may import whom, what stays unloaded until it is needed, and whose words these are."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
import yaml
from house import HOUSE
from nakanaori.engine.reading import phrases
from pictures import mermaid_problems

PACKAGES = ("rules", "engine", "cli", "web")
TERMINAL = {"click", "rich", "prompt_toolkit", "pygments"}
WEB = {"http", "wsgiref", "socketserver", "socket", "ssl", "urllib.request", "flask", "starlette", "aiohttp"}
ARTICLE = HOUSE.parent / "shared" / "article.ja.txt"
RUN = 20
"""So many Japanese characters in a row as they stand in the article are a sentence of the article."""


def modules(package: str) -> list[Path]:
    return sorted(path for path in (HOUSE / package).rglob("*.py") if "__pycache__" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


MODULES = [path for package in PACKAGES for path in modules(package)]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a module; many look at it, and nobody changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every import of a module, wherever it stands: `package/...` within the house, `name...` from elsewhere."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module
            yield node.module, node
        elif isinstance(node, ast.ImportFrom):
            folder = path.parents[node.level - 1]
            assert folder == HOUSE or HOUSE in folder.parents, f"{named(path)}:{node.lineno} leaves the house"
            inside = [*folder.relative_to(HOUSE).parts, *(node.module or "").split(".")]
            inner = "/".join(part for part in inside if part)
            yield from ((f"{inner}/{alias.name}" if inner else f"{alias.name}/", node) for alias in node.names)


def of_the_house(imported: str) -> str | None:
    """Which package of the house an import names, if it names one."""
    first = imported.split("/")[0]
    return first if "/" in imported and first in PACKAGES else None


# imports ----------------------------------------------------------------------------------------


def test_there_are_modules_to_look_at() -> None:
    found = {named(path) for path in MODULES}
    assert {"engine/language/condition.py", "engine/reading/loader.py", "cli/main.py", "rules/__init__.py"} <= found


ROOMS = ("language", "reading", "consulting", "proving", "telling", "drawing", "authoring", "batching")
"""The rooms of the engine: each may use those before it, through their faces (`__init__`), and none after it."""

MAY_USE = {
    "rules": set[str](),
    **{f"engine/{room}": {f"engine/{lower}" for lower in ROOMS[:at]} for at, room in enumerate(ROOMS)},
    "engine": {f"engine/{room}" for room in ROOMS},
    "cli": {"engine", *(f"engine/{room}" for room in ROOMS)},
    "web": {"engine", *(f"engine/{room}" for room in ROOMS)},
}
"""Which package may use which; all else is an error of design."""

LAZY = "engine/lazy_face"
"""The one module that every face of the engine may use: it is how a face is made."""

EXCEPTIONS = {
    ("engine/consulting/outcome.py", "engine/telling"): "an outcome hands out its trace, for the caller's comfort",
    ("cli/commands/serve.py", "web"): "the command that serves the page",
    ("cli/commands/mcp.py", "web"): "the command that serves assistants",
    ("cli/commands/publish.py", "web"): "the command that writes the page as files",
    ("cli/author_watch.py", "web"): "the page as files again, at each save",
}


ARCHITECTURE = (HOUSE / "docs" / "architecture.md").read_text(encoding="utf-8")


def drawn_arrows(kind: str) -> set[tuple[str, str]]:
    """The arrows of this kind in the picture of the rooms, from package to package."""
    (picture,) = re.findall(r"```mermaid\n(.*?)```", ARCHITECTURE, re.DOTALL)
    found = re.findall(rf"^\s*(\w+)(?:\[[^\]]*\])? {kind} (\w+)", picture, re.MULTILINE)
    full = {room: f"engine/{room}" for room in ROOMS}
    return {(full.get(source, source), full.get(target, target)) for source, target in found}


def test_the_picture_of_the_rooms_is_true() -> None:
    direct: dict[str, set[str]] = {package: set() for package in MAY_USE}
    for source, target in drawn_arrows("-->"):
        direct[source].add(target)

    def reached(package: str) -> set[str]:
        return direct[package].union(*map(reached, direct[package]))

    assert {package: reached(package) for package in MAY_USE} == MAY_USE


def test_the_picture_of_the_rooms_shows_the_exceptions() -> None:
    exceptions = {(package_of(HOUSE / path), package) for path, package in EXCEPTIONS}
    assert drawn_arrows(r"-\.->\|[\w.]+\|") == exceptions


def test_the_picture_of_the_rooms_is_one_for_mermaid() -> None:
    assert mermaid_problems(re.findall(r"```mermaid\n(.*?)```", ARCHITECTURE, re.DOTALL)) == [None]


def package_of(path: Path) -> str:
    """The package that a module belongs to: a room of the engine, or one of the top level."""
    parts = path.relative_to(HOUSE).parts
    return "/".join(parts[:2]) if parts[0] == "engine" and len(parts) > 2 else parts[0]


def used_packages(path: Path) -> Iterator[tuple[str, str, ast.stmt]]:
    """The packages of the house that a module imports from, other than its own, and what after the package's name."""
    for imported, node in imports(path):
        if of_the_house(imported) is None:
            continue
        parts = imported.split("/")
        length = 2 if parts[0] == "engine" and len(parts) > 2 and parts[1] in ROOMS else 1
        package = "/".join(parts[:length])
        if package != package_of(path) and not (imported.startswith(LAZY) and path.name == "__init__.py"):
            yield package, "/".join(parts[length:]), node


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_package_uses_only_those_below_it(path: Path) -> None:
    allowed = MAY_USE[package_of(path)]
    upwards = [
        f"line {node.lineno}: {package}"
        for package, _, node in used_packages(path)
        if package not in allowed and (named(path), package) not in EXCEPTIONS
    ]
    assert upwards == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_package_is_used_through_its_face(path: Path) -> None:
    behind = [
        f"line {node.lineno}: {package}/{name}"
        for package, name, node in used_packages(path)
        if package.startswith("engine") and ("/" in name or (HOUSE / package / f"{name}.py").is_file())
    ]
    assert behind == []


@pytest.mark.parametrize("path", modules("engine"), ids=named)
def test_the_engine_knows_no_terminal_and_no_web(path: Path) -> None:
    for imported, node in imports(path):
        assert not {imported, imported.split(".")[0]} & (TERMINAL | WEB), f"line {node.lineno}: {imported}"


@pytest.mark.parametrize("path", modules("engine"), ids=named)
def test_no_property_of_the_engine_is_computed_under_a_lock(path: Path) -> None:
    """One of functools holds one before Python 3.12, for which a forked child may wait for ever."""
    from_functools = [
        alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "functools"
        for alias in node.names
    ]
    assert "cached_property" not in from_functools


def imported_modules(path: Path) -> Iterator[Path]:
    """The modules that a module imports when it is itself imported, or, as a face, when it is used; a package stands
    for its face."""
    tree = parsed(path)
    body = [*tree.body, *(typed_imports(tree) if path.name == "__init__.py" else ())]
    for node in (node for node in body if isinstance(node, ast.ImportFrom) and node.level):
        target = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
        for alias in node.names:
            candidates = (target / f"{alias.name}.py", target.with_suffix(".py"), target / "__init__.py")
            yield next(candidate for candidate in candidates if candidate.is_file())


def typed_imports(tree: ast.Module) -> list[ast.ImportFrom]:
    """What a module imports for type checkers alone."""
    return [
        node
        for block in tree.body
        if isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
    ]


def lazily_offered(tree: ast.Module) -> dict[str, str]:
    """The mapping that a face gives to `lazy_face`; empty where it is no lazy one."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    mappings = [node.args[1] for node in calls if node.func.id == "lazy_face"]  # type: ignore[attr-defined]
    return dict(ast.literal_eval(mappings[0])) if mappings else {}


FACES = [HOUSE / "engine" / "__init__.py", *(HOUSE / "engine" / room / "__init__.py" for room in ROOMS)]


@pytest.mark.parametrize("path", FACES, ids=named)
def test_a_face_offers_the_same_to_programs_type_checkers_and_readers(path: Path) -> None:
    tree = parsed(path)
    lazily = lazily_offered(tree)
    face = import_module("nakanaori." + ".".join(path.relative_to(HOUSE).parts[:-1]))
    for_checkers = [node for node in typed_imports(tree) if lazily] or [
        node for node in tree.body if isinstance(node, ast.ImportFrom)
    ]
    typed = {alias.name: node.module for node in for_checkers for alias in node.names}
    assert sorted(typed) == sorted(face.__all__)
    assert set(face.__all__) <= set(dir(face))
    if lazily:
        assert typed == {name: module for module, names in lazily.items() for name in names.split()}
    for name in face.__all__:
        assert getattr(face, name) is getattr(import_module(f"{face.__name__}.{typed[name]}"), name), name


@pytest.mark.parametrize("path", FACES, ids=named)
def test_a_face_offers_nothing_that_one_of_its_modules_is_called(path: Path) -> None:
    """Whichever is loaded last would win."""
    face = import_module("nakanaori." + ".".join(path.relative_to(HOUSE).parts[:-1]))
    inside = {other.stem for other in path.parent.glob("*.py")} | {
        other.parent.name for other in path.parent.glob("*/__init__.py")
    }
    assert inside & set(face.__all__) == set()


def test_no_import_goes_in_a_circle() -> None:
    rests_on = {path: set(imported_modules(path)) for path in MODULES}
    while leaves := [path for path, below in rests_on.items() if not below & rests_on.keys()]:
        for path in leaves:
            del rests_on[path]
    assert [named(path) for path in rests_on] == []


def imports_within(function: ast.AST) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_an_import_within_a_function_has_its_reason_beside_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    firsts = {late[0].lineno for function in functions if (late := imports_within(function))}
    bare = [
        f"line {number}: {lines[number - 1].strip()}"
        for number in sorted(firsts)
        if "#" not in lines[number - 1] and not lines[number - 2].lstrip().startswith("#")
    ]
    assert bare == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_packages_import_one_another_relatively(path: Path) -> None:
    """So that editors and readers can follow an import by its path."""
    for imported, node in imports(path):
        assert imported.split(".")[0] not in ("nakanaori", *PACKAGES) or "/" in imported, f"line {node.lineno}"
        assert not (isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)), imported


def test_the_rules_hold_no_python() -> None:
    assert [named(path) for path in modules("rules")] == ["rules/__init__.py"]
    body = ast.parse((HOUSE / "rules/__init__.py").read_text(encoding="utf-8")).body
    assert [type(statement) for statement in body] == [ast.Expr], "only a docstring"


def test_the_rules_hold_nothing_but_yaml_and_tables() -> None:
    strangers = [
        named(path)
        for path in (HOUSE / "rules").rglob("*")
        if path.is_file() and path.suffix not in (".yaml", ".csv") and path.name not in ("__init__.py", "py.typed")
    ]
    assert [name for name in strangers if "__pycache__" not in name] == []


def test_logic_files_hold_no_prose() -> None:
    """Whoever writes a sentence into the logic has written it for one language; remarks excepted."""
    for path in (HOUSE / "rules").rglob("*.yaml"):
        if path.parent.name in ("text", "scenarios"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            logic = re.sub(r"(^|\s)#.*", "", line)
            assert not re.search(r"[ぁ-ヿ一-鿿]|[^\W\d]\w+ \w{2,} \w{2,}", logic), f"{named(path)}:{number}: {line}"


@pytest.mark.parametrize("package", [name for name in PACKAGES if (HOUSE / name).is_dir()])
def test_every_package_is_installed_with_its_types(package: str) -> None:
    settings = (HOUSE / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.setuptools]")[2]
    installed = re.search(r"^packages = (\[.*?\])", settings, re.MULTILINE | re.DOTALL)
    assert installed
    folders = {path.parent for path in modules(package)}
    names = {"nakanaori." + named(folder).replace("/", ".") for folder in folders}
    assert names <= set(ast.literal_eval(installed[1]))
    assert (HOUSE / package / "py.typed").is_file()


# what is loaded when ----------------------------------------------------------------------------


def loaded_by(statement: str) -> set[str]:
    """The top-level names of all that is loaded in a fresh process once the statement has run."""
    program = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


HEAVY = {"pygls", "z3", "rich", "prompt_toolkit", "durable", "durable_rules_engine", "pygments"}


@pytest.mark.parametrize(
    ("statement", "loaded", "not_loaded"),
    [
        ("import nakanaori.cli.main", {"click"}, HEAVY),
        ("import nakanaori.cli.options", {"click"}, HEAVY),
        ("import nakanaori.web", {"starlette"}, HEAVY),
        ("import nakanaori.engine", set(), HEAVY | {"click", "msgspec", "yaml"}),
        ("import nakanaori.engine as e; e.load_rulebook()", {"msgspec", "yaml"}, HEAVY | {"click"}),
        (
            "import nakanaori.engine as e; e.consult(e.load_rulebook(), {}, engine='reference')",
            {"msgspec", "yaml"},
            HEAVY | {"click"},
        ),
    ],
)
def test_what_is_heavy_is_loaded_when_it_is_needed(statement: str, loaded: set[str], not_loaded: set[str]) -> None:
    found = loaded_by(statement)
    assert loaded <= found
    assert found & not_loaded == set()


# tests ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path in MODULES if not path.name.startswith("__")], ids=named)
def test_every_module_has_its_test_by_name(path: Path) -> None:
    inside = path.relative_to(HOUSE)
    test = HOUSE / "tests" / inside.parent / f"test_{inside.name}"
    assert test.is_file(), f"{named(test)} is missing"
    assert re.search(r"^(async )?def test_", test.read_text(encoding="utf-8"), re.MULTILINE), f"{named(test)} is empty"


OF_NO_MODULE = {
    "tests/cli/test_bad_input.py": "what is bad is bad for every command",
    "tests/cli/test_bad_rulebooks.py": "and so is a rulebook that is",
}
"""Tests of a whole package, with the reason why they belong to no module of it."""


@pytest.mark.parametrize("path", sorted((HOUSE / "tests").rglob("test_*.py")), ids=named)
def test_every_test_in_a_room_is_of_a_module(path: Path) -> None:
    inside = path.relative_to(HOUSE / "tests")
    if inside.parts[0] in ("engine", "cli", "web") and named(path) not in OF_NO_MODULE:
        module = HOUSE / inside.parent / inside.name.removeprefix("test_")
        assert module.is_file(), f"{named(module)} is no module"


# words ------------------------------------------------------------------------------------------


FROM_ELSEWHERE = {"list_commands", "get_command", "main", "invoke"}
"""Methods that override those of click and mean what they mean there."""


def silent_in(body: list[ast.stmt], within: str = "") -> Iterator[str]:
    """Public functions, classes and methods without a docstring."""
    for node in body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node) and node.name not in FROM_ELSEWHERE:
            yield f"line {node.lineno}: {within}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from silent_in(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_whatever_is_public_says_what_it_means(path: Path) -> None:
    tree = parsed(path)
    assert ast.get_docstring(tree) or path.name == "__main__.py", "the module"
    assert list(silent_in(tree.body)) == []


def files_of_the_house() -> list[Path]:
    """Every text file of the project: not what is downloaded, generated, or git's own."""
    left_out = {"node_modules", "__pycache__", "build", "dist"}
    found = []
    for folder, folders, names in os.walk(HOUSE):
        folders[:] = sorted(
            name for name in folders if name not in left_out and (name[0] != "." or name in (".ci", ".github"))
        )
        found += [Path(folder, name) for name in sorted(names) if Path(folder).suffix != ".egg-info"]
    return [path for path in found if path.suffix not in (".pyc", ".so", ".png", ".ico", ".gz", ".whl")]


def test_files_are_as_editorconfig_says() -> None:
    for path in files_of_the_house():
        text = path.read_bytes()
        lines = text.split(b"\n")
        assert not text or lines[-1] == b"", f"{named(path)} does not end with a line end"
        bad = [number for number, line in enumerate(lines, start=1) if line != line.rstrip()]
        assert bad == [], f"{named(path)}: space at the end of lines {bad}"


def test_hooks_call_what_is_there() -> None:
    hooks = yaml.safe_load((HOUSE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    targets = re.findall(r"^([\w-]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for hook in hooks:
        program, *rest = hook["entry"].split()
        assert program.startswith(".venv/bin/") or (program == "make" and set(rest) <= {*targets}), hook["entry"]
        assert all((HOUSE / word).exists() for word in rest if word.startswith("tests/")), hook["entry"]


@pytest.mark.parametrize("folder", sorted(HOUSE.glob("*/**/phrases")), ids=named)
def test_every_language_has_the_same_phrases_with_the_same_blanks(folder: Path) -> None:
    english = phrases(folder, "en").entries
    for path in folder.glob("*.yaml"):
        other = phrases(folder, path.stem).entries
        assert {*other} == {*english}, path.stem
        for key, text in other.items():
            assert blanks_in(text) == blanks_in(english[key]), (path.stem, key)


def blanks_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


JAPANESE = "々〆〇ぁ-ゟ゠-ヿ㐀-䶿一-鿿豈-﫿、。「」『』・！？ー〜０-９Ａ-Ｚａ-ｚ"


def runs_in(text: str) -> Iterator[str]:
    """Every run of RUN Japanese characters; line ends and spaces between them are passed over."""
    for match in re.finditer(f"[{JAPANESE}][{JAPANESE}\\s]*", text):
        run = re.sub(r"\s", "", match[0])
        yield from (run[start : start + RUN] for start in range(len(run) - RUN + 1))


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article does not lie beside the checkout")
def test_no_sentence_of_the_article_is_in_the_project() -> None:
    theirs = set(runs_in(ARTICLE.read_text(encoding="utf-8")))
    assert len(theirs) > 5_000
    taken = [
        f"{named(path)}: {run}"
        for path in files_of_the_house()
        for run in runs_in(path.read_text(encoding="utf-8", errors="replace"))
        if run in theirs
    ]
    assert taken == []


def test_a_run_is_found_across_a_line_end_and_not_across_another_script() -> None:
    assert list(runs_in("あ" * 10 + "\n   " + "い" * 10)) == ["あ" * 10 + "い" * 10]
    assert list(runs_in("あ" * 10 + "x" + "い" * 10)) == []
    assert len(list(runs_in("。".join(["これは長い文です"] * 5)))) == 8 * 5 + 4 - RUN + 1
