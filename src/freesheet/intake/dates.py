"""Instants out of the dates that files and pages carry: ISO, e-mail's form, and dates written for people."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# The zones that American newsrooms print; anything else must be an offset.
ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "et": -5, "ct": -6, "mt": -7, "pt": -8,
}  # fmt: skip
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?![.\d])(:\d{2})?\s*(?P<half>[ap])?\.?\s?(?(half)m\.?)"
    r"\s*\(?(?P<zone>[A-Za-z]{1,4}\b|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_HAN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
# "1 حزيران/يونيو": the month's name in the Levant and in the rest of the Arab world, which CLDR has.
_LEVANTINE = re.compile(r"[^\W\d_][^\d/]{2,12}/")
_NUMBERS = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{3,}\.?|\d{1,4}")


def instant(text: str, language: str = "en") -> datetime | None:
    """The instant that a text names, with a zone: UTC where it names none. None when it names no date for sure."""
    text = " ".join(text.split())
    for read in (_iso, _mail, _written):
        if found := read(text, language):
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def day_near(text: str, language: str, near: datetime | None) -> datetime | None:
    """As `instant`; of a day that is told without its year, the first one that is not before `near`."""
    if found := instant(text, language):
        return found
    for year in (near.year, near.year + 1) if near else ():
        day = instant(f"{text}, {year}", language)
        if near and day and day.date() >= near.date():
            return day
    return None


def _iso(text: str, _language: str) -> datetime | None:
    if not (found := _ISO.search(text)):
        return None
    whole = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", found[0].upper().replace(" ", "T", 1).replace(" ", ""))
    try:
        return datetime.fromisoformat(whole)
    except ValueError:
        return None


def _mail(text: str, _language: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if re.match(r"[A-Za-z]{3}, \d", text) else None
    except ValueError:
        return None


def _written(text: str, language: str) -> datetime | None:
    """Such as "Nov. 22, 2026, 3:05 p.m. ET", "22 novembre 2026", "22.11.2026"; not "11/12/2026", which is two dates."""
    clock = _CLOCK.search(text)
    day = _day(text[: clock.start()] + " " + text[clock.end() :] if clock else text, language)
    if not day or not clock:
        return day
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return day.replace(hour=hour, minute=int(clock["minute"]), tzinfo=_zone(clock["zone"] or ""))
    except ValueError:
        return day


def _zone(name: str) -> timezone | None:
    if found := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", name):
        size = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(size if found[1] == "+" else -size)
    return timezone(timedelta(hours=ZONES[name.lower()])) if name.lower() in ZONES else None


def _day(text: str, language: str) -> datetime | None:
    for year, month, day in (*_named(text, language), *_numbered(text, language)):
        try:
            return datetime(year, month, day, tzinfo=None)  # noqa: DTZ001 - the zone is added by who calls
        except ValueError:
            continue
    return None


def _named(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day around the name of a month."""
    names = _months("en") | _months(language)
    words = _WORDS.findall((_LEVANTINE.sub("", text) if language.startswith("ar") else text).lower())
    for index, word in enumerate(words):
        # Hebrew writes "in" as a letter of the month's name: "11 בפברואר".
        if not (month := names.get(word.rstrip(".")) or names.get(word.removeprefix("ב"))):
            continue
        before = words[index - 1] if index else ""
        # "22 de noviembre de 2026": short words of under three letters are not in `words`.
        after = [other for other in words[index + 1 : index + 4] if other.isdigit()]
        if before.isdigit() and len(before) <= 2 and after and len(after[0]) == 4:
            yield int(after[0]), month, int(before)
        elif len(after) > 1 and len(after[0]) <= 2 and len(after[1]) == 4:
            yield int(after[1]), month, int(after[0])


def _numbered(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    if found := _HAN.search(text):
        year, month, day = map(int, found.groups())
        yield year, month, day
    if found := _NUMBERS.search(text):
        first, second, year = (int(group) for group in found.groups())
        if "." in found[0] or first > 12 or first == second:
            yield year, second, first
        elif second > 12:
            yield year, first, second
        else:
            yield from _on_its_weekday(text, (year, first, second), (year, second, first), language=language)


def _on_its_weekday(text: str, *dates: tuple[int, int, int], language: str) -> Iterator[tuple[int, int, int]]:
    """Of the dates that "Mon, 10/02/2023" may mean the one that is a Monday."""
    names = _weekdays("en") | _weekdays(language)
    told = {names[word] for word in _WORDS.findall(text.lower()) if word in names}
    fit = [found for found in dates if date(*found).weekday() in told]
    yield from fit if len(fit) == 1 else ()


@lru_cache
def _weekdays(language: str) -> dict[str, int]:
    """The numbers of the days from Monday on, by their names in full and in short."""
    locale = _locale(language)
    days = locale.days["format"] if locale else {}
    return {name.lower().rstrip("."): number for width in days.values() for number, name in width.items()}


@lru_cache
def _months(language: str) -> dict[str, int]:
    if not (locale := _locale(language)):
        return {}
    # CLDR's English abbreviations have no "Sept", which the Associated Press prints.
    names = {"sept": 9} if locale.language == "en" else {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                names[name.lower().rstrip(".")] = number
    return names


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
