import re

from freesheet.paper.codes import MOST_MODULES, code_of


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
    code = code_of("https://example.org/" + "a" * 500)
    width = re.search(r'width="(\d+)"', code)
    assert code == "" or (width is not None and int(width[1]) <= MOST_MODULES)
