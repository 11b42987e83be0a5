from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from freesheet.house import House, Publication
from freesheet.paper.publication import publication

WHEN = datetime(2028, 1, 2, 3, 0, tzinfo=UTC)
RECORD = House(name="The Record", postal="1 Main St\nSpringfield, IL 62701")


def test_a_print_says_the_five_things_that_make_it_a_publication():
    made = publication(RECORD, WHEN, "en")
    assert made.line() == (
        "Published by The Record · Vol. 3, No. 0102 · January 2, 2028 · "
        "Copyright © 2028 The Record · 1 Main St · Springfield, IL 62701"
    )


@pytest.mark.parametrize(
    ("scheme", "number"),
    [("{year}/{week}", "2027/52"), ("Nr. {day}.{month}.", "Nr. 02.01."), ("Volume {volume}", "Volume 3"), ("7", "7")],
)
def test_a_house_numbers_its_prints_as_it_likes(scheme, number):
    house = replace(RECORD, publication=Publication(number=scheme.replace("{year}", "2027")))
    assert publication(house, WHEN, "en").number == number


def test_the_day_is_the_houses_own():
    house = replace(RECORD, time_zone="America/Chicago")
    assert publication(house, WHEN, "en").date == "January 1, 2028"


def test_an_issue_may_have_a_number_of_its_own():
    assert publication(RECORD, WHEN, "en", "No. 5").number == "No. 5"


def test_a_house_without_an_address_leaves_it_out():
    assert publication(House(), WHEN, "es").line().endswith("Copyright © 2028 Freesheet")


def test_a_print_before_the_first_volume_is_of_the_first():
    house = replace(RECORD, publication=Publication(founded=2030, number="{volume}"))
    assert publication(house, WHEN, "en").number == "1"
