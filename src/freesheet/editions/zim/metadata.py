"""What a ZIM file says of itself: the metadata that Kiwix asks for, and the small picture in its list of books."""

from io import BytesIO
from textwrap import shorten

from langcodes import Language
from PIL import Image, ImageDraw, ImageFont

from freesheet.edition import Kit
from freesheet.house import House
from freesheet.story.nodes import Issue

# The most letters that the specification of ZIM metadata allows.
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_STORY = 30, 80, 4000
SIDE = 48
UNKNOWN = "und"


def metadata(issue: Issue, kit: Kit) -> dict[str, str]:
    """All that the specification makes mandatory, and what helps a library to sort it; empty values are left out."""
    house, when = kit.house, kit.stamp(issue)
    languages = dict.fromkeys(code(story.language) for story in issue.stories) or {code(house.language): None}
    headlines = "; ".join(story.headline for story in issue.stories)
    described = issue.introduction or headlines or issue.title
    told = {
        "Title": _short(issue.title, LONGEST_TITLE),
        "Description": _short(described, LONGEST_DESCRIPTION),
        "LongDescription": _short(f"{issue.introduction} {headlines}", LONGEST_STORY),
        "Language": ",".join(languages),
        "Date": when.astimezone(house.zone).date().isoformat(),
        "Creator": house.name,
        "Publisher": house.publisher,
        "Name": f"{_plain(house.name)}_{next(iter(languages))}_{issue.slug}",
        "Source": house.site,
        "License": house.licence,
        "Scraper": "Freesheet",
        "Tags": "_category:news;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
    }
    return {name: value for name, value in told.items() if value}


def code(language: str) -> str:
    """The three letters of a language (ISO 639-3); `und` for one that has none."""
    try:
        return Language.get(language).to_alpha3()
    except (LookupError, ValueError):
        return UNKNOWN


def illustration(house: House) -> bytes:
    """The house's initial in white on its colour; for a name in another script, a sheet of paper with lines on it."""
    image = Image.new("RGB", (SIDE, SIDE), house.look.accent)
    pen = ImageDraw.Draw(image)
    initial = house.name.strip()[:1].upper()
    if initial.isascii() and initial.isalnum():
        pen.text((SIDE / 2, SIDE / 2), initial, "white", ImageFont.load_default(36), anchor="mm")
    else:
        pen.rectangle((12, 8, 35, 39), "white")
        for y in range(14, 36, 5):
            pen.rectangle((16, y, 31, y + 1), house.look.accent)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _short(text: str, most: int) -> str:
    """The text on one line, cut between words."""
    return shorten(text, most, placeholder="…") if " " in text[:most] else text[:most]


def _plain(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name).split()).lower()
