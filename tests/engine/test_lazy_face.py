"""A lazy face: nothing is loaded before it is asked for, and then it is what stands behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FACE = """\
from nakanaori.engine.lazy_face import lazy_face

__getattr__, __dir__ = lazy_face(__name__, {"first": "one two", "second": "three"})
__all__ = ["one", "three", "two"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text(FACE, encoding="utf-8")
    (package / "first.py").write_text("print('first loaded')\none, two = object(), 2\n", encoding="utf-8")
    (package / "second.py").write_text("print('second loaded')\nthree = 3\n", encoding="utf-8")
    return tmp_path


def printed(folder: Path, program: str) -> list[str]:
    """What a fresh process prints that runs the program where the package `shop` can be imported."""
    whole = f"import sys; sys.path.insert(0, {str(folder)!r})\nimport shop\n{program}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("program", "lines"),
    [
        ("", []),
        ("print(shop.three)", ["second loaded", "3"]),
        ("from shop import two; print(two)", ["first loaded", "2"]),
        ("print(shop.one is shop.one)", ["first loaded", "True"]),
        ("from shop import *; print(two + three)", ["first loaded", "second loaded", "5"]),
        ("print({'one', 'two', 'three'} <= set(dir(shop)))", ["True"]),
        ("print(hasattr(shop, 'four'))", ["False"]),
        ("import shop.second; print(shop.three)", ["second loaded", "3"]),
    ],
)
def test_a_module_is_loaded_when_something_of_it_is_asked_for(folder: Path, program: str, lines: list[str]) -> None:
    assert printed(folder, program) == lines


def test_what_is_not_offered_is_named(folder: Path) -> None:
    program = "try: shop.four\nexcept AttributeError as error: print(error)"
    assert printed(folder, program) == ["module 'shop' has no attribute 'four'"]
