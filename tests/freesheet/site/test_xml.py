"""Text made fit for XML 1.0."""

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from freesheet.site.xml import cdata, escaped, legal

ANY = st.text(st.one_of(st.characters(), st.sampled_from("\x00\x0b\ud800\ufffe\uffff<>&]\"'🖨️\u202b")), max_size=40)


def kept(text: str) -> str:
    """The characters of XML 1.0, section 2.2; a reader makes every kind of line end one."""
    legal = "".join(
        one
        for one in text
        if one in "\t\n\r"
        or " " <= one <= "\ud7ff"
        or "\ue000" <= one <= "\ufffd"
        or "\U00010000" <= one <= "\U0010ffff"
    )
    return legal.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("plain", "plain"),
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("tab\tline\nreturn\r", "tab\tline\nreturn\r"),
        ("lone \ud83d and \udc00 halves", "lone  and  halves"),
        ("no\ufffe characters\uffff", "no characters"),
        ("🖨️ نعم \u202bלא\u202c", "🖨️ نعم \u202bלא\u202c"),
    ],
)
@pytest.mark.parametrize("times", [1, 100])
def test_what_xml_cannot_hold_is_taken_out_of_short_and_of_long_text(text, same, times):
    assert legal(text * times) == same * times


@given(ANY, st.sampled_from((1, 50)))
def test_any_text_comes_back_out_of_an_element_an_attribute_and_a_section(text, times):
    text = text * times
    document = f'<a b="{escaped(text)}"><c>{escaped(text)}</c><d>{cdata(legal(text))}</d></a>'
    # As the bytes of a file, for that is what a reader gets.
    root = etree.fromstring(document.encode())
    spaced = kept(text).translate({9: " ", 10: " "})
    assert root.get("b") == spaced
    assert root.findtext("c") == kept(text)
    assert root.findtext("d") == kept(text)


def test_text_without_anything_to_escape_is_the_very_same():
    text = "Nothing here needs an escape. " * 20
    assert legal(text) is text
    assert escaped(text) is text
