"""Dates as files and pages write them."""

from datetime import UTC, datetime

import pytest

from freesheet.intake.dates import instant

DAY = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "language", "meant"),
    [
        ("2026-11-22", "en", DAY),
        ("2026-11-22T09:30:00Z", "en", DAY.replace(hour=9, minute=30)),
        ("2026-11-22T09:30:00-0500", "en", DAY.replace(hour=14, minute=30)),
        ("2026-11-22 09:30", "en", DAY.replace(hour=9, minute=30)),
        ("2026-11-22T09:30:00.000+01:00", "en", DAY.replace(hour=8, minute=30)),
        ("Sun, 22 Nov 2026 09:30:00 +0100", "en", DAY.replace(hour=8, minute=30)),
        ("November 22, 2026", "en", DAY),
        ("Published on Nov. 22, 2026", "en", DAY),
        ("22 Nov 2026", "en", DAY),
        ("Sunday 22 November 2026", "en", DAY),
        ("Nov. 22, 2026, 3:05 p.m. ET", "en", DAY.replace(hour=20, minute=5)),
        ("Nov 22, 2026 at 12:05 a.m.", "en", DAY.replace(minute=5)),
        ("3:53 PM EDT, November 22, 2026", "en", DAY.replace(hour=19, minute=53)),
        ("22 November 2026 15.04 +0200", "en", DAY.replace(hour=13, minute=4)),
        ("22 novembre 2026 à 15h04", "fr", DAY.replace(hour=15, minute=4)),
        ("22 de noviembre de 2026", "es", DAY),
        ("22. November 2026", "de", DAY),
        ("22.11.2026", "de", DAY),
        ("22/11/2026", "es", DAY),
        ("11/22/2026", "en-US", DAY),
        ("05/05/2026", "en", datetime(2026, 5, 5, tzinfo=UTC)),
        ("Sept. 9, 2026", "en", datetime(2026, 9, 9, tzinfo=UTC)),
        ("22 November 2026 at 25:99", "en", DAY),
        ("2026年11月22日", "zh", DAY),
        ("22 בנובמבר 2026", "he", DAY),
        ("22 تشرين الثاني/نوفمبر 2026", "ar", DAY),
        # The weekday tells which number is the month.
        ("Wed, 11/04/2026 - 09:30", "en", datetime(2026, 11, 4, 9, 30, tzinfo=UTC)),
        ("Miércoles, 04/11/2026", "es", datetime(2026, 11, 4, tzinfo=UTC)),
        ("Sun, 11/04/2026", "en", None),
        ("22 November 2026", "xx", DAY),
        ("22 November 2026", "not a tag", DAY),
        # Two dates, or none: never a guess.
        ("11/12/2026", "en", None),
        ("2026-13-45", "en", None),
        ("31 February 2026", "en", None),
        ("Xyz, 99 Nov", "en", None),
        ("Mon, 1", "en", None),
        ("May the fourth", "en", None),
        ("May 4", "en", None),
        ("yesterday", "en", None),
        ("", "en", None),
    ],
)
def test_a_date_is_what_it_says_or_nothing(written, language, meant):
    assert instant(written, language) == meant
