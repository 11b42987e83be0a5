import pytest

from freesheet.paper.glyphs import missing, replacement, weight, without, words_with


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Plain words, “quoted” – and 3 € · №", ""),
        ("Αθήνα Москва Łódź Tiếng Việt", ""),
        ("العربية עברית हिन्दी 中文", ""),
        ("→ ✓ ★ ½", ""),
        ("line\nend a\u00adb \u2066x\u2069", ""),
        ("smile 😀", "😀"),
        ("한", "한"),
        ("\ue000", "\ue000"),
    ],
)
def test_it_is_known_what_no_typeface_can_show(text, lost):
    assert missing({"a": [text, 3, None]}) == frozenset(lost)


@pytest.mark.parametrize(
    ("character", "instead"),
    [
        ("😀", "[grinning face]"),
        ("한", "□"),
        ("\ue000", "□"),
        ("🇺", "U"),
        ("\ufe0f", ""),
        ("🏽", ""),
        ("\u0353", ""),
        ("\ufeff", ""),
    ],
)
def test_a_symbol_is_named_a_letter_boxed_and_a_mark_dropped(character, instead):
    assert replacement(character) == instead


def test_strings_are_replaced_wherever_they_stand():
    data = {"a": "x😀", "b": [["c", "한 y"], 3, None]}
    assert without(data, frozenset("😀한")) == {"a": "x[grinning face]", "b": [["c", "□ y"], 3, None]}


def test_the_words_concerned_are_told_as_they_stand():
    assert words_with("one 😀two three\n한 one", frozenset("😀한")) == "😀two 한"


def test_characters_are_counted_at_any_depth():
    assert weight({"a": "four", "b": ["six", {"c": "x"}], "d": 7}) == 8
