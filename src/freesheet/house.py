"""The house that publishes: who it is, where it is, what it asks for, read from house.toml and checked once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct

from freesheet.refusal import told

Paper = Literal["letter", "a4"]
Typeface = Literal["serif", "sans", "typewriter"]
Address = Annotated[str, Meta(pattern=r"^(https?://[^\s<>\"]+)?$", description="An http or https address.")]
Authority = Annotated[
    str,
    Meta(
        pattern=r"^([a-z0-9][a-z0-9.-]*,\d{4}(-\d\d(-\d\d)?)?)?$",
        description="A domain and a year, as RFC 4151 has it.",
    ),
]
Colour = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$", description="A colour such as #8a1c1c.")]

# WCAG 2.2, success criterion 1.4.3: text needs 4.5:1 against its background.
LEAST_CONTRAST = 4.5
# The page's ground in its light and in its dark face; the accent is lightened for the dark one, never here.
WHITE = "#ffffff"


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One table of house.toml."""


class Policies(Section, frozen=True):
    about: Annotated[Address, Meta(description="The page about the house.")] = ""
    corrections: Annotated[Address, Meta(description="How the house corrects its mistakes.")] = ""
    ethics: Annotated[Address, Meta(description="The principles it publishes by.")] = ""
    privacy: Annotated[Address, Meta(description="What it does with readers' data.")] = ""
    funding: Annotated[Address, Meta(description="Who owns it and who pays for it.")] = ""
    accessibility: Annotated[Address, Meta(description="Its accessibility statement.")] = ""


class Publication(Section, frozen=True):
    """What makes a print a publication to a mailroom: Washington State asks for all five of these (with the date)."""

    publisher: Annotated[str, Meta(description="The publishing organisation; empty: the house's name.")] = ""
    number: Annotated[
        str,
        Meta(description="The volume and number of a print; {year}, {month}, {day}, {week}, {volume} are filled in."),
    ] = "Vol. {volume}, No. {month}{day}"
    founded: Annotated[int, Meta(ge=1600, le=9999, description="The year of volume 1.")] = 2026
    copyright: Annotated[str, Meta(description="The copyright line; {year} and {publisher} are filled in.")] = (
        "Copyright © {year} {publisher}"
    )
    address: Annotated[str, Meta(description="The publisher's postal address; empty: the house's.")] = ""


class Appeal(Section, frozen=True):
    text: Annotated[
        str, Meta(description="What the house asks of readers who can afford to give; empty: no appeal.")
    ] = ""
    address: Annotated[Address, Meta(description="The page to give at.")] = ""
    cheque: Annotated[str, Meta(description="Where to post a cheque, and payable to whom.")] = ""
    tax: Annotated[str, Meta(description="What a donor may deduct, in one sentence.")] = ""


class Printing(Section, frozen=True):
    paper: Annotated[Paper, Meta(description="The paper of every print edition: letter or a4.")] = "letter"
    price_cents: Annotated[int, Meta(ge=0, le=10_000, description="What one printed side costs a reader.")] = 10


class Look(Section, frozen=True):
    accent: Annotated[Colour, Meta(description="The colour of links and rules; 4.5:1 on white.")] = "#8a1c1c"
    typeface: Annotated[
        Typeface, Meta(description="What the site is set in: the reader's own book type, sans serif, or typewriter.")
    ] = "serif"
    logo: Annotated[
        str,
        Meta(
            pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|jpg|webp))?$",
            description="A picture in the theme folder that stands for the name at the top, on white and on #17181a.",
        ),
    ] = ""


class Front(Section, frozen=True):
    """What the site shows beside its stories."""

    sections: Annotated[
        tuple[str, ...], Meta(description="The sections that every page links to, in this order; empty: none.")
    ] = ()
    motto: Annotated[str, Meta(description="A line below the name on the front page.")] = ""
    stories: Annotated[int, Meta(ge=1, le=60, description="How many newest stories the front page lists.")] = 18
    take_stories: Annotated[
        int, Meta(ge=1, le=500, description="How many newest stories go into the files to take along.")
    ] = 30
    refused_robots: Annotated[
        tuple[str, ...], Meta(description="Robots that robots.txt asks to stay away, by their user agent.")
    ] = ()


class House(Section, frozen=True, cache_hash=True):
    """Everything that is true of all stories of one publisher; every field has a default that prints well."""

    name: Annotated[str, Meta(min_length=1, description="What readers call it.")] = "Freesheet"
    site: Annotated[Address, Meta(description="Where it is on the web.")] = ""
    authority: Annotated[
        Authority,
        Meta(
            description="What feed readers know its stories by, such as lantern.example.org,2026; empty: the site's "
            "domain. Write the old one here before the site moves to another domain, and no story shows up twice."
        ),
    ] = ""
    postal: Annotated[str, Meta(description="Its postal address, on one line or several.")] = ""
    contact: Annotated[str, Meta(description="An e-mail address that a person reads.")] = ""
    language: Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="A language tag.")] = "en"
    time_zone: Annotated[str, Meta(description="The zone that its dates are told in.")] = "UTC"
    logo: Annotated[Address, Meta(description="The address of its logo for machines; empty: that of `look.logo`.")] = ""
    change_password: Annotated[
        Address,
        Meta(description="Where whoever has an account with it changes the password; password managers ask for it."),
    ] = ""
    licence: Annotated[str, Meta(description="The licence of its stories; a Creative Commons name or a sentence.")] = ""
    licence_address: Annotated[Address, Meta(description="The licence's text on the web.")] = ""
    republish: Annotated[str, Meta(description="What one who republishes a story must do.")] = ""
    policies: Policies = Policies()
    publication: Publication = Publication()
    appeal: Appeal = Appeal()
    printing: Printing = Printing()
    look: Look = Look()
    front: Front = Front()

    @property
    def publisher(self) -> str:
        return self.publication.publisher or self.name

    def copyright_line(self, when: datetime | None) -> str:
        """The copyright line of what is published at this instant; without a year where there is none."""
        year = when.astimezone(self.zone).year if when else ""
        return " ".join(self.publication.copyright.format(year=year, publisher=self.publisher).split())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class BadHouse(Exception):
    """house.toml has mistakes; one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(data: bytes, name: str = "house.toml") -> House:
    """The house that a house.toml describes; BadHouse names every mistake in it at once, with the file's `name`."""
    try:
        table = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadHouse((f"{name} is not TOML: {error}.",)) from error
    if problems := tuple(_problems(House, table, "")):
        raise BadHouse(tuple(f"{name}: {problem}" for problem in problems))
    house = msgspec.convert(table, House)
    if problems := tuple(sentence for broken, sentence in RULES if broken(house)):
        raise BadHouse(tuple(f"{name}: {problem}" for problem in problems))
    return house


def _problems(kind: type[Section], table: Mapping[str, Any], prefix: str) -> Iterator[str]:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in fields:
            yield f"there is no setting `{prefix}{key}`; here are: {', '.join(sorted(fields))}."
        elif isinstance(fields[key].default, Section):
            if isinstance(value, dict):
                yield from _problems(type(fields[key].default), value, f"{prefix}{key}.")
            else:
                yield f"`{prefix}{key}` is a table: write [{prefix}{key}] on a line of its own."
        else:
            yield from _problem(fields[key], value, f"{prefix}{key}")


def _problem(field: msgspec.structs.FieldInfo, value: object, name: str) -> Iterator[str]:
    try:
        msgspec.convert(value, field.type)
    except msgspec.ValidationError as error:
        yield f"{told(error, f'`{name}`')} {describe(field)}".rstrip()


def describe(field: msgspec.structs.FieldInfo) -> str:
    """What a setting is for, in one sentence."""
    match msgspec.inspect.type_info(field.type):
        case msgspec.inspect.Metadata(extra_json_schema={"description": str(sentence)}):
            return sentence
        case _:
            return ""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _no_such_zone(house: House) -> bool:
    try:
        ZoneInfo(house.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return True
    return False


def _unknown_blank(house: House) -> bool:
    blanks = re.findall(r"{(\w*)}", house.publication.number + house.publication.copyright)
    return bool(set(blanks) - {"year", "month", "day", "week", "volume", "publisher"})


RULES = (
    (_no_such_zone, "`time_zone` is not a zone such as America/Chicago or UTC."),
    (
        lambda house: contrast(house.look.accent, WHITE) < LEAST_CONTRAST,
        "`look.accent` is too pale to read on white (under 4.5:1); choose a darker colour.",
    ),
    (
        _unknown_blank,
        "`publication` has a blank that is none of {year} {month} {day} {week} {volume} {publisher}.",
    ),
    (
        lambda house: bool(house.contact) and "@" not in house.contact,
        "`contact` is not an e-mail address.",
    ),
)
