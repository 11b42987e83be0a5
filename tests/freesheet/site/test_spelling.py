import pytest
from hypothesis import given, strategies as st

from freesheet.site.spelling import indexed, plain, shown, spellings


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Water", "water"),
        ("Łódź", "lodz"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ærø ĳs ﬁsh", "aero ijs fish"),
        ("Ἀθῆναι ΣΊΣΥΦΟΣ", "αθηναι σισυφοσ"),
        ("Ёлка", "елка"),
        ("كِتابٌ أحمد", "كتاب احمد"),
        ("水", "水"),
    ],
)
def test_the_plain_spelling_of_words(text, spelled):
    assert plain(text) == spelled


@pytest.mark.parametrize(
    ("text", "words"),
    [("water café", []), ("in Łódź, Straße 5", ["lodz", "strasse"]), ("l’Œuvre", ["l", "oeuvre"]), ("北京市", [])],
)
def test_only_what_the_index_would_miss_is_spelled_plainly(text, words):
    assert list(spellings(text)) == words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain\x00text\x02\x1f", "plain text "),
        ("half\ud800", "half "),
        ("soft\u00adhyphen \u200bgap", "softhyphen gap"),
        ("e\u0301t\u00e9", "été"),
        ("北京 C位", "北\u200b京 C位"),
        ("ไทย", "ไ\u200bท\u200bย"),
        ("کتاب\u200cها", "کتاب\u200cها"),
    ],
)
def test_text_as_the_index_keeps_it(text, kept):
    assert indexed(text) == kept


@given(st.text())
def test_the_index_takes_any_text_and_shows_it_without_gaps(text):
    assert "\u200b" not in shown(indexed(text))
    indexed(text).encode()
