"""What the page says: the engine's phrases and its own."""

from __future__ import annotations

import pytest
from nakanaori.engine.language import Rulebook, RulebookError
from nakanaori.engine.reading import rulebook_texts
from nakanaori.engine.telling import phrases_of as engine_phrases_of
from nakanaori.web.wording import phrases_of, wording_of


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_speaks_as_the_engine_does_and_has_words_of_its_own(rulebook: Rulebook, language: str) -> None:
    wording, engine = wording_of(rulebook, language), engine_phrases_of(language)
    assert engine.entries.items() <= phrases_of(language).entries.items()
    assert wording.say("frame", "leave")
    assert wording.texts.entries == rulebook_texts(rulebook, language).entries


def test_a_language_that_the_rulebook_has_not_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(RulebookError):
        wording_of(rulebook, "fr")
