"""Where the project's files lie."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
DOCS = HOUSE / "docs"
NODE = HOUSE / "tests" / "node"
"""What npm has installed for the tests."""
