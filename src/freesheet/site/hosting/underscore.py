"""`_headers` and `_redirects`, the files that Netlify, Cloudflare Pages and hosts like them read."""

import re
from collections.abc import Iterator, Sequence

from freesheet.site.hosting.headers import Rule
from freesheet.site.redirects import Redirects

GONE_PAGE = "/410.html"
_PARAMETER = re.compile(r"[^=&]+=[^=&:*]+")


def headers(rules: Sequence[Rule]) -> bytes:
    """The headers. Left out: search, which a static host hasn't, and `Link`, for not every host fills in `:splat`."""
    blocks = []
    for rule in rules:
        told = {name: value for name, value in rule.headers.items() if name != "Link"}
        if told and "no-store" not in told.values():
            blocks.append("".join((f"{rule.path}\n", *(f"  {name}: {value}\n" for name, value in told.items()))))
    return "\n".join(blocks).encode()


def redirects(table: Redirects) -> bytes:
    """The redirects, those of a query first, for the first line that fits is taken.

    A query is names and values; one that can't be told so is left out, with a comment. Cloudflare knows no queries.
    """
    rows = [(source, table.redirects[source], str(table.status(source))) for source in table.redirects]
    rows += [(source, GONE_PAGE, "410") for source in table.gone]
    return "".join(_lines(sorted(rows, key=lambda row: ("?" not in row[0], row[0])))).encode()


def _lines(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    for source, target, status in rows:
        path, mark, query = source.partition("?")
        pairs = query.split("&")
        if mark and not all(map(_PARAMETER.fullmatch, pairs)):
            yield f"# Left out, for its query is not made of names and values: {source}\n"
        else:
            yield " ".join((path, *(pairs if mark else ()), target, status)) + "\n"
