import re
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from freesheet.house import House
from freesheet.markup.words import (
    ENGLISH,
    LANGUAGES,
    Words,
    furniture_language,
    listed,
    long_date,
    right_to_left,
    words_of,
)
from freesheet.story.nodes import AsideRole, Kind

HOUSE = House(time_zone="America/Chicago")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_phrase_with_the_same_blanks(language):
    words = LANGUAGES[language]
    for field in fields(Words):
        phrase, english = getattr(words, field.name), getattr(ENGLISH, field.name)
        if isinstance(phrase, str):
            assert phrase.strip(), field.name
            assert sorted(re.findall(r"{\w*}", phrase)) == sorted(re.findall(r"{\w*}", english)), field.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_a_word_for_every_kind_and_aside(language):
    assert set(LANGUAGES[language].kinds) == set(get_args(Kind))
    assert set(LANGUAGES[language].asides) == set(get_args(AsideRole))


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_says_things_in_its_own_way(language):
    same = [name for name, phrase in asdict(LANGUAGES[language]).items() if phrase == getattr(ENGLISH, name)]
    # Words that French shares with English.
    assert set(same) <= {"sources", "notes", "transcript", "contact", "part", "page"}


@pytest.mark.parametrize(
    ("language", "spoken"), [("en", "en"), ("es-MX", "es"), ("AR", "ar"), ("de", "en"), ("tlh", "en"), ("enm", "en")]
)
def test_a_language_without_phrases_gets_english_ones(language, spoken):
    assert words_of(language) is LANGUAGES[spoken]
    assert furniture_language(language) == (language if spoken != "en" or language == "en" else "en")


@pytest.mark.parametrize(
    ("language", "rtl"), [("ar", True), ("he", True), ("fa-IR", True), ("UR", True), ("en", False), ("arn", False)]
)
def test_the_direction_of_a_language(language, rtl):
    assert right_to_left(language) is rtl


@pytest.mark.parametrize(
    ("when", "language", "told"),
    [
        (date(2026, 5, 3), "en", "May 3, 2026"),
        (date(2026, 5, 3), "en-GB", "3 May 2026"),
        (date(2026, 5, 3), "en-XX", "May 3, 2026"),
        (date(2026, 5, 3), "es", "3 de mayo de 2026"),
        (date(2026, 5, 3), "fr", "3 mai 2026"),
        (date(2026, 5, 3), "de", "May 3, 2026"),
        (datetime(2026, 5, 4, 3, 0, tzinfo=UTC), "en", "May 3, 2026"),
        (datetime(2026, 5, 4, 6, 0, tzinfo=UTC), "en", "May 4, 2026"),
    ],
)
def test_a_date_in_words_is_the_houses_day(when, language, told):
    assert long_date(when, language, HOUSE) == told


@pytest.mark.parametrize("language", ["en-a", "en-latn-x-private", "es-419", "ar-EG", "fr-12345678"])
def test_any_language_tag_has_dates(language):
    assert "2026" in long_date(date(2026, 5, 3), language, HOUSE) or "٢٠٢٦" in long_date(
        date(2026, 5, 3), language, HOUSE
    )


@pytest.mark.parametrize(
    ("names", "language", "joined"),
    [
        ([], "en", ""),
        (["A"], "en", "A"),
        (["A", "B"], "en", "A and B"),
        (["A", "B", "C"], "en", "A, B, and C"),
        (["A", "B", "C"], "fr", "A, B et C"),
        (["A", "B"], "ar", "A وB"),
        (["A", "B"], "xx", "A and B"),
        (["Ana", "Inés"], "es", "Ana e Inés"),
        (["Ana", "Bo", "Hilario"], "es-MX", "Ana, Bo e Hilario"),
        (["Inés", "Ana"], "es", "Inés y Ana"),
        (["Ana", "Ian"], "es", "Ana y Ian"),
    ],
)
def test_names_are_joined(names, language, joined):
    assert listed(names, language) == joined
