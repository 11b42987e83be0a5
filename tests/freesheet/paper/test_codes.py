import re

from freesheet.paper.codes import MOST_BYTES, code_of


def test_a_code_is_a_drawing_of_squares():
    code = code_of("https://example.org/story/")
    assert code.startswith("<svg ")
    assert "<image" not in code


def test_an_address_has_one_code():
    assert code_of("https://example.org/a/") == code_of("https://example.org/a/") != code_of("https://example.org/b/")


def test_a_code_that_no_phone_could_read_off_paper_is_none():
    assert code_of("") == ""
    assert code_of("https://example.org/" + "a" * 700) == ""


def test_the_longest_code_has_no_more_squares_than_paper_can_show():
    start = "https://example.org/"
    code = re.search(r'width="(\d+)"', code_of(start + "a" * (MOST_BYTES - len(start))))
    assert code
    assert int(code[1]) == 97
