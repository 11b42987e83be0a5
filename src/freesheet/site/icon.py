"""The small picture of a browser's tab, in the page itself: without one, browsers ask for a file that is not there."""

from urllib.parse import quote

from markupsafe import Markup, escape

from freesheet.house import House

_ARTICLES = {"the", "el", "la", "los", "las", "le", "les", "il", "der", "die", "das", "de", "het"}


def icon(house: House) -> Markup:
    """A data: address: the first letter of the house's name, its article apart, in white on the house's colour."""
    words = house.name.split()
    named = words[1:] if len(words) > 1 and words[0].lower() in _ARTICLES else words
    letter = next((char for char in "".join(named) if char.isalnum()), "")
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<path fill="{house.look.accent}" d="M0 0h32v32H0z"/><text x="16" y="24" text-anchor="middle" '
        f'font-family="serif" font-size="23" fill="#fff">{escape(letter.upper())}</text></svg>'
    )
    return Markup("data:image/svg+xml," + quote(drawn, safe="=/:"))
