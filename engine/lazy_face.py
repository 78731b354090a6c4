"""Faces that are light to import: what a package offers is loaded when it is first asked for (PEP 562).

A face names everything three times, for three readers: the imports under `TYPE_CHECKING` are for type checkers and
editors, `__all__` for `import *` and the documentation, and the mapping given here for the running program. A test
holds the three against each other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_face(package: str, behind: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package that offers, of each module or package `behind` it, these names.

    `from .room import another, name` within the face would say the same, but load the room at once:

    ```python
    if TYPE_CHECKING:
        from .room import another, name
    else:
        __getattr__, __dir__ = lazy_face(__name__, {"room": "name another"})
    ```
    """
    home = {name: module for module, names in behind.items() for name in names.split()}

    def offered(name: str) -> object:
        if name not in home:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        value = getattr(import_module(f".{home[name]}", package), name)
        setattr(sys.modules[package], name, value)
        return value

    def offers() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home})

    return offered, offers
