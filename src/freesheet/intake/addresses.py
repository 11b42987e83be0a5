"""Addresses in a story: absolute, without what a page adds to follow its readers."""

import re
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Parameters that say where a reader came from and never what a page shows.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|igshid|igsh|mc_[ce]id|mkt_tok|_hs(enc|mi)|"
    r"oly_(enc|anon)_id|vero_id|yclid|ttclid|li_fat_id|s_cid|cmpid|ref_src|ref_url|smid|__twitter_impression)$",
    re.IGNORECASE,
)
# Pages that lead on at once, and keep who followed: their hosts, paths, and the parameters that tell where to.
_ON_THE_WAY = re.compile(
    r"^https?://(?:(?:www\.)?google\.[a-z.]{2,6}/url|l\.(?:facebook|instagram)\.com/(?:l\.php)?"
    r"|[a-z0-9]+\.safelinks\.protection\.outlook\.com/)\?(?:.*&)?(?:q|u|url)=(https?(?::|%3A)[^&]+)",
    re.IGNORECASE,
)
# What RFC 3986 allows in no address and markup could trip over; letters of other scripts stay, a reader can type them.
_UNSAFE = re.compile(r"[\"<>\\^`{|}\s]")


def absolute(address: str, base: str = "") -> str:
    """The address in full and clean; empty when no reader could follow it (a script, a place in the page)."""
    address = re.sub(r"[\x00-\x20\x7f]+", "%20", address.strip().replace("\n", "").replace("\t", ""))
    if not address or address.startswith("#") or re.fullmatch(r"\w+:/*", address):
        return ""
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme.lower() not in SCHEMES or not (parts.netloc or parts.scheme.lower() in {"mailto", "tel"}):
        return ""
    return clean(whole)


def clean(address: str) -> str:
    """The address without tracking parameters, and without a page on the way; everything else stays as it is."""
    if on_the_way := _ON_THE_WAY.match(address):
        address = unquote(on_the_way[1])
    parts = urlsplit(address)
    if parts.query and any(_TRACKING.match(pair.partition("=")[0]) for pair in parts.query.split("&")):
        kept = [pair for pair in parts.query.split("&") if not _TRACKING.match(pair.partition("=")[0])]
        parts = parts._replace(query="&".join(kept))
    if parts.fragment and any(_TRACKING.match(name) for name, _ in parse_qsl(parts.fragment)):
        parts = parts._replace(fragment="")
    return _UNSAFE.sub(lambda found: quote(found[0]), urlunsplit(parts))


def host(address: str) -> str:
    """The host without "www."; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one publisher: the same host, or one below the other."""
    first, second = host(one), host(other)
    return bool(first and second) and (
        first == second
        or first.endswith(f".{second}")
        or second.endswith(f".{first}")
        or _owner(first) == _owner(second)
    )


def _owner(name: str) -> str:
    """The registered part of a host: two labels, or three below a two-letter country with a short second level."""
    labels = name.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])


def last_segment(address: str) -> str:
    """The last part of an address's path that says something: not a number, an index page or an extension."""
    for segment in reversed(urlsplit(address).path.split("/")):
        name = re.sub(r"\.(html?|php|aspx?|cms|jsp)$", "", segment, flags=re.IGNORECASE)
        if name.count("-") + name.count("_") >= 2 and re.search(r"[a-z]{3}", name, re.IGNORECASE):
            return name
    return ""
