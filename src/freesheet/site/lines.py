"""A story as a list shows it: one line's facts, in words, with the languages that they are in."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import msgspec
from markupsafe import Markup, escape

from freesheet.house import House
from freesheet.markup.article import kicker_of
from freesheet.markup.words import Words, direction, listed, long_date, words_of
from freesheet.site.card import Card
from freesheet.site.words import SiteWords, site_words

NO_ATTRIBUTES = Markup()
_card = msgspec.msgpack.Decoder(Card)


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of one story. The attributes go into the line's element, and into that of its furniture."""

    folder: str
    headline: str
    dek: str
    kicker: str
    byline: str
    iso: str
    date: str
    corrected: str
    withdrawn: bool
    part: int
    lang_attributes: Markup
    furniture_attributes: Markup


# Compared by identity: a setting has one.
@dataclass(frozen=True, slots=True, eq=False)
class Liner:
    """Makes lines in the house's language."""

    house: House
    words: Words
    site: SiteWords

    @classmethod
    def of(cls, house: House) -> "Liner":
        return cls(house, words_of(house.language), site_words(house.language))

    def line_in(self, card: bytes) -> Line:
        """The line of an encoded card. The pages of a story's time show the same few others."""
        return _line_in(card, self)

    def line(self, card: Card) -> Line:
        house = self.house
        same = card.language == house.language
        corrected = max((correction.made for correction in card.corrections), default=None)
        return Line(
            folder=f"{card.slug}/",
            headline=card.headline,
            dek=card.dek or (card.why_withdrawn if card.withdrawn else ""),
            kicker=self.kicker(card),
            byline=self.byline(card),
            iso=self.iso(card.published),
            date=self.date(card.published),
            corrected=self.site.correction_on.format(date=self.date(corrected)) if corrected else "",
            withdrawn=card.withdrawn is not None,
            part=card.series.position if card.series else 0,
            lang_attributes=NO_ATTRIBUTES if same else attributes(card.language),
            furniture_attributes=NO_ATTRIBUTES if same else attributes(house.language),
        )

    def kicker(self, card: Card) -> str:
        """Its kind and section; that it is news goes without saying where the section tells what about."""
        if card.kind == "news" and card.section:
            return card.section
        return kicker_of(self.words.kinds[card.kind], card.section)

    def byline(self, card: Card) -> str:
        names = listed([author.name for author in card.authors], self.house.language)
        return self.words.by.format(names=names) if names else ""

    def date(self, when: datetime | None) -> str:
        return long_date(when, self.house.language, self.house)

    def iso(self, when: datetime) -> str:
        return when.astimezone(self.house.zone).isoformat()


@lru_cache(maxsize=4096)
def _line_in(card: bytes, liner: Liner) -> Line:
    return liner.line(_card.decode(card))


def attributes(language: str) -> Markup:
    """The attributes of an element in a language, for one inside an element of another."""
    return Markup(f' lang="{escape(language)}" dir="{direction(language)}"')
