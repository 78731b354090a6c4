"""Which language a visitor reads."""

from __future__ import annotations

import pytest
from nakanaori.web.wording import preferred


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "ja"),
        ("en-GB,en;q=0.9", "en"),
        ("de, en;q=0.3, ja;q=0.7", "ja"),
        ("fr", "ja"),
        ("en;q=0, ja;q=0.1", "ja"),
        ("en;q=abc", "ja"),
        (";;,,=", "ja"),
    ],
)
def test_the_browser_says_which_language_is_read(accepted: str, language: str) -> None:
    assert preferred(accepted, ("ja", "en")) == language
