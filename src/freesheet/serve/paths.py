"""From the path of a request to the name of a file below the site's folder, and to nowhere else."""

from urllib.parse import quote

# The one folder with a dot that is public (RFC 8615).
WELL_KNOWN = ".well-known"
# What a press writes beside a page, by the name of the encoding, in the order of preference among equals.
ENCODINGS = {"br": ".br", "gzip": ".gz"}
_PATH_SAFE = "/:@!$&'()*+,;=~"
_ADDRESS_SAFE = _PATH_SAFE + "?#[]%"


def file_name(path: str) -> str | None:
    """The file that a decoded path names, `index.html` for a folder; None for what no site has.

    No segment may be empty or begin with a dot, so "..", hidden folders and "//elsewhere" end here. A backslash parts
    folders on Windows; a NUL ends a name in C.
    """
    if not path.startswith("/") or "\\" in path or "\0" in path or len(path) > 4000:
        return None
    *folders, name = path[1:].split("/")
    segments = [*folders, *([name] if name else [])]
    if any(not segment or segment.startswith(".") for segment in segments[segments[:1] == [WELL_KNOWN] :]):
        return None
    return "/".join((*folders, name or "index.html"))


def quoted(path: str) -> str:
    """A decoded path as it stands in an address."""
    return quote(path, safe=_PATH_SAFE)


def location(address: str) -> str:
    """An address that people wrote, in ASCII for a Location header; what is encoded already stays as it is."""
    return quote(address, safe=_ADDRESS_SAFE)
