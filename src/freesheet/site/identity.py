"""Names that never change, for feed readers to know a story by: not with its slug, nor when the site moves."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from freesheet.house import House

# RFC 4151 asks for a day on which the domain was the house's. It is fixed here, for a name must not change with a
# setting; a house whose domain is younger writes its own `authority`.
YEAR = 2026
# Names under .invalid can't be anyone's (RFC 2606).
NOBODY = "nobody.invalid"
# An id that is a URI already, such as the guid of a story that came from another system, stays as it is.
_URI = re.compile(r"(https?://|urn:|tag:)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def identity(house: House, kind: str, name: str) -> str:
    """The URI of a story ("stories", its id) or of a list's feed ("feeds", its folder)."""
    if _URI.fullmatch(name):
        return name
    return f"tag:{authority(house)}:{kind}/{quote(name, safe='-._~!$&()*+,;=:@/', errors='replace')}"


@lru_cache(maxsize=8)
def authority(house: House) -> str:
    """Who gives the names. When the site moves, house.toml keeps the old one, and no reader sees a story twice."""
    if house.authority:
        return house.authority
    host = (urlsplit(house.site).hostname or NOBODY).removeprefix("www.")
    return f"{host},{YEAR}"
