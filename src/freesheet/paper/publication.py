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


def publication(house: House, when: datetime, language: str, number: str = "") -> Publication:
    """The publication line of what is published at this instant; `number` stands for the house's scheme."""
    day = when.astimezone(house.zone).date()
    blanks = {
        "year": f"{day.year}",
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
        "week": f"{day.isocalendar().week:02}",
        "volume": str(max(1, day.year - house.publication.founded + 1)),
        "publisher": house.publisher,
    }
    return Publication(
        publisher=phrases_of(language).published_by.format(publisher=house.publisher),
        date=long_date(when, language, house),
        number=number or house.publication.number.format_map(blanks),
        copyright=house.publication.copyright.format_map(blanks),
        address=" · ".join((house.publication.address or house.postal).splitlines()),
    )
