import json
from contextlib import suppress
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, strategies as st

from freesheet import samples
from freesheet.house import BadHouse, House, Policies, contrast, describe, read


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(BadHouse) as refused:
        read(text.encode())
    return refused.value.problems


def test_no_file_is_needed():
    assert read(b"") == House()
    assert House().name == "Freesheet"


def test_a_house_says_who_it_is():
    house = read(
        b'name = "The Example"\ntime_zone = "America/Chicago"\n[look]\naccent = "#0b4f6c"\n[policies]\nabout = ""\n'
    )
    assert house.name == house.publisher == "The Example"
    assert house.zone == ZoneInfo("America/Chicago")
    assert house.look.accent == "#0b4f6c"
    assert house.policies == Policies()


def test_a_house_may_be_published_by_another_name():
    assert read(b'name = "The Example"\n[publication]\npublisher = "Example Press"\n').publisher == "Example Press"


def test_the_sample_house_uses_every_setting():
    house = samples.house()
    for field in msgspec.structs.fields(House):
        assert getattr(house, field.name), field.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "not TOML"),
        ('nam = "A"', "there is no setting `nam`; here are: appeal, authority, change_password,"),
        ('name = ""', "`name` must not be empty."),
        ("name = 3", "`name` must be text, and is a number. What readers call it."),
        ('site = "example.org"', "`site` must be an address that begins with https:// or http://."),
        ('authority = "https://example.org"', "`authority` must be a domain and a year, such as"),
        ('site = "javascript:alert(1)"', "`site` must be an address"),
        ('language = "English please"', "`language` must be a language tag, such as en"),
        ('policies = "none"', "`policies` is a table: write [policies]"),
        ("[printing]\nprice_cents = -1", "`printing.price_cents` must be 0 or more."),
        ('[printing]\npaper = "a3"', "`printing.paper` can't be 'a3'. The paper of every print edition: letter or a4."),
        ('[publication]\nfounded = "1999"', "`publication.founded` must be a number, and is text."),
        ('[look]\naccent = "red"', "`look.accent` must be a colour such as #8a1c1c."),
        ('[appeal]\nchek = "A"', "there is no setting `appeal.chek`; here are: address, cheque, tax, text"),
        ('time_zone = "Mars/Olympus"', "`time_zone` is not a zone"),
        ('time_zone = "../etc/passwd"', "`time_zone` is not a zone"),
        ('[look]\naccent = "#ffee00"', "`look.accent` is too pale"),
        ('[publication]\nnumber = "No. {issue}"', "a blank that is none of {year}"),
        ('[publication]\ncopyright = "{}"', "a blank that is none of {year}"),
        ('contact = "the desk"', "`contact` is not an e-mail address"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(text, words):
    (problem,) = problems(text)
    assert words in problem
    assert problem.startswith("house.toml")
    assert problem.endswith(".")
    assert "\n" not in problem


def test_a_mistake_names_the_file_that_was_read():
    with pytest.raises(BadHouse) as refused:
        read(b"nam = 1\n", "rooms/evening.toml")
    assert refused.value.problems[0].startswith("rooms/evening.toml: there is no setting `nam`")


def test_a_file_that_is_not_text_is_told_too():
    with pytest.raises(BadHouse, match="not TOML"):
        read(b"\xff\xfe\x00")


def test_all_mistakes_are_told_at_once():
    told = problems('nam = "A"\nsite = 1\n[printing]\npaper = "a3"\nprize = 1\n[look]\naccent = "red"\n')
    assert len(told) == 5


def test_all_broken_rules_are_told_at_once():
    assert len(problems('contact = "x"\ntime_zone = "x"\n[look]\naccent = "#ffff00"\n')) == 3


def test_the_error_reads_as_its_sentences():
    with pytest.raises(BadHouse) as refused:
        read(b"nam = 1\nsit = 2\n")
    assert str(refused.value).splitlines() == list(refused.value.problems)


def test_every_setting_is_described():
    def settings(kind: type[msgspec.Struct]) -> list[msgspec.structs.FieldInfo]:
        return [
            inner
            for field in msgspec.structs.fields(kind)
            for inner in (settings(type(field.default)) if isinstance(field.default, msgspec.Struct) else [field])
        ]

    for field in settings(House):
        assert describe(field).endswith("."), field.name


def test_what_has_no_description_has_none():
    (bare,) = msgspec.structs.fields(msgspec.defstruct("Bare", [("size", int)]))
    assert describe(bare) == ""


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(st.text())
def test_any_name_is_read_or_refused(name):
    told = f"name = {json.dumps(name, ensure_ascii=False)}".encode("utf-8", "surrogatepass")
    if name and name.isprintable():
        assert read(told).name == name
    else:
        with suppress(BadHouse):
            assert read(told).name == name
