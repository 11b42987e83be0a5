"""Old addresses: read from redirects.csv and from slugs that changed, made into one hop each, and what is gone."""

import csv
import io
import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import quote, unquote_to_bytes, urlsplit

Status = Literal[301, 302, 308, 410]
STATUSES: Mapping[str, Status] = {"": 301, "301": 301, "302": 302, "308": 308, "410": 410}
HEADER = ["from", "to", "status"]
# Excel writes a mark before the first letter, and semicolons where a comma is the decimal point.
_SEPARATORS = ",;\t"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_PATH = re.compile(r"/(?!/)[^?#]*")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What stands in a path as it is (RFC 3986, pchar), but for `*`, and `:` which `_redirects` gives a meaning.
_STANDING = "/-._~!$&'()+,;=@"
_IN_QUERY = "/-._~!$&'()+,;=@:?%*"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of redirects.csv. `source` is a path, perhaps with a query; `target` is empty for what is gone.

    A row that a newsroom keeps elsewhere (`kept`) has no line, and neither has what stories say of themselves.
    """

    line: int
    source: str
    target: str
    status: Status
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a redirects.csv says, and a sentence for each line that can't be used."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirects:
    """Each old address with where it leads, in one hop, and those that lead nowhere any more.

    A key is a path as browsers send it, percent-encoded, and with its query where it stands for that query alone; one
    without a query stands for any. `statuses` has those that are not 301.
    """

    redirects: Mapping[str, str]
    gone: tuple[str, ...] = ()
    statuses: Mapping[str, Status] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def status(self, source: str) -> Status:
        return self.statuses.get(source, 301)


class BadRow(Exception):
    """A row can't be used; the message goes on after the line's number, or stands by itself."""


# ── Read ─────────────────────────────────────────────────────────────────────────────────────────────


def read(data: bytes, site: str = "", name: str = "redirects.csv") -> Table:
    """The rows of a table with the columns from, to and status. Whole addresses may be of `site` in either column."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Table((), (f"{name}, line {line}: this is not UTF-8; save the table as CSV in UTF-8.",))
    separator = next((mark for mark in _SEPARATORS if mark in text.partition("\n")[0]), ",")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, problems = list[Row](), list[str]()
    try:
        for cells in lines:
            if lines.line_num == 1:
                if [cell.strip().lower() for cell in cells] not in (HEADER, HEADER[:2]):
                    return Table((), (f"{name}, line 1: the first line must be: from,to,status",))
            elif any(cell.strip() for cell in cells):
                try:
                    rows.append(row_of(cells, lines.line_num, site))
                except BadRow as error:
                    problems.append(f"{name}, line {lines.line_num}: {error}")
    except csv.Error as error:
        problems.append(f"{name}, line {lines.line_num}: this is not CSV: {error}.")
    return Table(*_each_once(rows, problems, name))


def _each_once(rows: list[Row], problems: list[str], name: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    first = dict[str, Row]()
    for row in rows:
        other = first.setdefault(row.source, row)
        if other is not row:
            problems.append(f"{name}, line {row.line}: {row.source} stands in line {other.line} already; keep one.")
    return tuple(first.values()), tuple(problems)


def row_of(cells: Sequence[str], line: int, site: str) -> Row:
    """The row of `from`, `to` and `status`. Raises BadRow."""
    if len(cells) > len(HEADER):
        raise BadRow(f"there are {len(cells)} columns, and should be three: from, to, status.")
    source, target, code = (*(cell.strip() for cell in cells), "", "")[:3]
    if code not in STATUSES:
        raise BadRow(f"the status {code} is none of 301, 302, 308 and 410.")
    status = STATUSES[code]
    if status == 410 and target:
        raise BadRow("what is gone (410) leads nowhere; leave its `to` empty.")
    if status != 410 and not target:
        raise BadRow("there is no `to`; say where it leads, or give it the status 410 if it is gone.")
    return Row(line, _source(source, site), _target(target, site) if target else "", status)


def _source(text: str, site: str) -> str:
    local = _local(text, site)
    if not text:
        raise BadRow("there is no `from`; write the old address, such as /2019/05/gauge/.")
    if _CONTROL.search(text) or " " in text:
        raise BadRow("`from` has a space, a backslash or a control character; write %20 for a space.")
    if local is None:
        raise BadRow(f"`from` is {text}, on another site; only old addresses of this one can be answered here.")
    if "#" in local:
        raise BadRow("`from` has a #, which browsers never send; leave it and what follows out.")
    local = local if local.startswith("/") else f"/{local}"
    if "*" in local.partition("?")[0]:
        raise BadRow("`from` has a *, which stands for nothing here; write a line for each address.")
    if not _PATH.match(local):
        raise BadRow(f"`from` is {text}, which is no path such as /2019/05/gauge/.")
    return normal(local)


def _target(text: str, site: str) -> str:
    if _CONTROL.search(text) or " " in text:
        raise BadRow("`to` has a space, a backslash or a control character; write %20 for a space.")
    local = _local(text, site)
    if local is None:
        if not _is_secure(text):
            raise BadRow(f"`to` is {text}; another site is told as a whole address that begins with https://.")
        return text
    if not _PATH.match(local):
        raise BadRow(f"`to` is {text}, which is neither a path such as /gauge/ nor an address with https://.")
    address, mark, fragment = local.partition("#")
    return normal(address) + mark + quote(fragment, safe=_IN_QUERY)


def _is_secure(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _local(text: str, site: str) -> str | None:
    """The part after the site's own host; None for what is on another site, or has a scheme at all."""
    own = re.match(r"(?i)https?://([^/?#]*)", text)
    if own:
        here = (urlsplit(site).hostname or "").removeprefix("www.")
        there = own[1].lower().removeprefix("www.")
        return (text[own.end() :] or "/") if here and here == there else None
    return None if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", text) else text


def normal(address: str) -> str:
    """A path with or without a query as browsers send it: everything that must be is percent-encoded, once."""
    path, mark, query = address.partition("?")
    path = quote(unquote_to_bytes(_BAD_PERCENT.sub("%25", path)), safe=_STANDING)
    return path + mark + quote(_BAD_PERCENT.sub("%25", query), safe=_IN_QUERY)


# ── Resolve ──────────────────────────────────────────────────────────────────────────────────────────


def resolve(table: Table, aliases: Mapping[str, str], pages: Container[str]) -> Redirects:
    """One hop for each old address. `aliases` are paths that stories had, each with its story's folder ("gauge/").

    `pages` are the paths of the site's pages, such as "/gauge/". A page is shown, never redirected; what the table says
    comes before what a story says.
    """
    found, problems = dict[str, Row](), list(table.problems)
    for row in (*table.rows, *_rows_of(aliases, problems)):
        if not (row.line or row.kept) and row.source.rstrip("/") == row.target.rstrip("/"):
            continue
        if _page_at(row.source, pages):
            problems.append(
                f"{row.source} is a page of the site, so that nothing is redirected from it; {_where(row)}."
            )
        elif row.source in found and found[row.source].target != row.target:
            problems.append(f"{row.source} leads to {found[row.source].target or 'nothing'} already; {_where(row)}.")
        else:
            found.setdefault(row.source, row)
    return _flat(_with_slashes(found, pages), found, problems)


def _where(row: Row) -> str:
    if row.kept:
        return "this redirect is left out"
    return f"line {row.line} of redirects.csv is left out" if row.line else f"the alias of {row.target} is left out"


def _rows_of(aliases: Mapping[str, str], problems: list[str]) -> Iterator[Row]:
    for path, folder in aliases.items():
        try:
            yield Row(0, _source(path, ""), normal(f"/{folder.strip('/')}/"), 301)
        except BadRow as error:
            problems.append(f"The alias {path} of /{folder.strip('/')}/ is left out: {error}")


def _page_at(source: str, pages: Container[str]) -> bool:
    return "?" not in source and (source in pages or f"{source}/" in pages)


def other_slash(source: str) -> str:
    """The same path with a slash at its end, or without; empty where there is no such other."""
    path, mark, query = source.partition("?")
    if path == "/" or "." in path.rsplit("/", 1)[1]:
        return ""
    return (path.removesuffix("/") if path.endswith("/") else f"{path}/") + mark + query


def _with_slashes(found: Mapping[str, Row], pages: Container[str]) -> dict[str, Row]:
    rows = dict(found)
    for source, row in found.items():
        other = other_slash(source)
        if other and other not in rows and not _page_at(other, pages):
            rows[other] = replace(row, source=other)
    return rows


def _flat(rows: Mapping[str, Row], written: Container[str], problems: list[str]) -> Redirects:
    redirects, gone, statuses = dict[str, str](), list[str](), dict[str, Status]()
    for source, row in rows.items():
        last = _last(row, rows)
        if last is None:
            if source in written:
                problems.append(f"{source} leads in a circle, back to where it began; {_where(row)}.")
        elif last.status == 410:
            gone.append(source)
        else:
            redirects[source] = last.target
            if row.status != 301:
                statuses[source] = row.status
    return Redirects(redirects, tuple(gone), statuses, tuple(problems))


def _last(row: Row, rows: Mapping[str, Row]) -> Row | None:
    """The row at the end of the chain that begins with this one; None for a circle."""
    seen = {row.source}
    while following := _at(row.target.partition("#")[0], rows):
        if following.source in seen:
            return None
        seen.add(following.source)
        row = following
    return row


def _at(address: str, rows: Mapping[str, Row]) -> Row | None:
    """What answers an address: the row with its query, else the one for any query."""
    return rows.get(address) or rows.get(address.partition("?")[0])


# ── Our own server ───────────────────────────────────────────────────────────────────────────────────


def for_server(redirects: Redirects) -> bytes:
    """redirects.json, which `freesheet serve` reads: `redirects` and `gone`, and `statuses` where one is not 301."""
    table = {
        "redirects": dict(redirects.redirects),
        "gone": list(redirects.gone),
        "statuses": dict(redirects.statuses),
    }
    return (json.dumps(table, indent=0, sort_keys=True) + "\n").encode()
