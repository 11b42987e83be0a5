"""What makes a sheet a publication to a mailroom: publisher, date, number, copyright and address, as one line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from freesheet.house import House
from freesheet.markup.words import long_date
from freesheet.paper.phrases import phrases_of


@dataclass(frozen=True, slots=True)
class Publication:
    """The five things that Washington State asks of a publication (WAC 137-48), each in words."""

    publisher: str
    date: str
    number: str
    copyright: str
    address: str

    def line(self, isolated: Callable[[str], str] = str) -> str:
        """All five on one line, each as `isolated` sets it."""
        parts = (self.publisher, self.number, self.date, self.copyright, self.address)
        return " · ".join(isolated(part) for part in parts if part)


def publication(house: House, when: datetime | None, language: str, number: str = "") -> Publication:
    """The publication line of what is published at this instant; `number` stands for the house's scheme.

    What has no date has no number by a scheme of dates.
    """
    if when and not number:
        day = when.astimezone(house.zone).date()
        number = house.publication.number.format(
            year=day.year,
            month=f"{day.month:02}",
            day=f"{day.day:02}",
            week=f"{day.isocalendar().week:02}",
            volume=max(1, day.year - house.publication.founded + 1),
            publisher=house.publisher,
        )
    return Publication(
        publisher=phrases_of(language).published_by.format(publisher=house.publisher),
        date=long_date(when, language, house),
        number=number,
        copyright=house.copyright_line(when),
        address=" · ".join((house.publication.address or house.postal).splitlines()),
    )
