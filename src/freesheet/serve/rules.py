"""What a press tells the server beside the files: redirects, addresses that are gone, headers by path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, TypeVar
from urllib.parse import unquote, urlsplit

import msgspec

from freesheet.refusal import told
from freesheet.serve.paths import location, quoted

# Below the site's folder.
REDIRECTS = ".freesheet/redirects.json"
HEADERS = ".freesheet/headers.json"
# A redirect leads to where the last of its chain leads; a longer chain is a circle.
LONGEST_CHAIN = 10
_HASHED = "[0-9a-f]" * 8
SPLAT = ":splat"


Kind = TypeVar("Kind")


class HeaderRule(msgspec.Struct, frozen=True):
    """Headers of every path that a pattern fits; `*` stands for any characters, slashes too.

    `:splat` in a value stands for what the first `*` is.
    """

    path: str
    headers: dict[str, str]

    def headers_of(self, path: str) -> dict[str, str]:
        found = {name.lower(): value for name, value in self.headers.items()}
        if any(SPLAT in value for value in found.values()):
            splat = _first(self.path, path)
            found = {name: value.replace(SPLAT, splat) for name, value in found.items()}
        return found


class Redirects(msgspec.Struct, frozen=True):
    """Old addresses, with their query strings, and where each is now; addresses of what was taken away for good.

    `statuses` has those that have moved otherwise than for good.
    """

    redirects: dict[str, str] = {}
    gone: tuple[str, ...] = ()
    statuses: dict[str, Literal[301, 302, 308]] = {}


class BadRules(Exception):
    """A file of rules can't be read; the message says which and why."""


POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self'; script-src 'none'; font-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# For a site whose press wrote no table of its own.
DEFAULT_HEADERS = (
    HeaderRule(
        "/*",
        {
            "Content-Security-Policy": POLICY,
            "Strict-Transport-Security": "max-age=31536000",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cache-Control": "public, max-age=60, stale-while-revalidate=600",
        },
    ),
    # A drawing may style itself, and nothing more, whoever made it.
    HeaderRule("*.svg", {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}),
    HeaderRule(f"/theme/*.{_HASHED}*.*", {"Cache-Control": "public, max-age=31536000, immutable"}),
)
SAFE = {"x-content-type-options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one site, ready to ask. Paths are decoded, as a request's are."""

    headers: tuple[HeaderRule, ...] = DEFAULT_HEADERS
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    statuses: Mapping[str, int] = field(default_factory=dict)

    def target(self, path: str, query: str) -> str:
        """Where an old address is now, "" if it is not old: with its query first, then without."""
        return _target(self.moved, path, query)

    def status(self, path: str, query: str) -> int:
        """How an old address has moved."""
        return self.statuses.get(_variant(self.moved, path, query), 301)

    def is_gone(self, path: str, query: str) -> bool:
        return any(variant in self.gone for variant in _variants(path, query))

    def headers_of(self, *paths: str) -> dict[str, str]:
        """The headers of a path or of its other name; a later rule wins, an empty value takes a header away."""
        found = dict(SAFE)
        for rule in self.headers:
            fits = next((path for path in paths if fnmatchcase(path, rule.path)), None)
            if fits is not None:
                found |= rule.headers_of(fits)
        return {name: value for name, value in found.items() if value}


def _first(pattern: str, path: str) -> str:
    """What the first `*` of a pattern is in a path, as a header can hold it."""
    expression = "(.*)".join(map(re.escape, pattern.split("*")))
    fits = re.fullmatch(expression, path, re.DOTALL)
    return quoted(fits[1]) if fits and fits.re.groups else ""


def _variants(path: str, query: str) -> Iterator[str]:
    """The forms under which an address may be in the table: exact, without `amp`, with the other ending, path alone."""
    paths = dict.fromkeys((path, path.rstrip("/") or "/", path.rstrip("/") + "/"))
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] != "amp")
    for asked in dict.fromkeys((unquote(query), unquote(kept))):
        yield from (f"{path}?{asked}" for path in paths if asked)
    yield from paths


def rules_of(redirects: bytes | None, headers: bytes | None) -> Rules:
    """The rules that two files tell, or their defaults where there is none. Raises BadRules."""
    table = _read(redirects, Redirects, REDIRECTS) if redirects is not None else Redirects()
    rules = _read(headers, tuple[HeaderRule, ...], HEADERS) if headers is not None else DEFAULT_HEADERS
    for rule in rules:
        for name, value in rule.headers.items():
            if (
                not name.isascii()
                or not name.replace("-", "").isalnum()
                or not (value.isascii() and value.isprintable())
            ):
                raise BadRules(
                    f"{HEADERS}: the header {name!r} of {rule.path} has characters that a header can't have."
                )
    moved = {_key(old): new for old, new in table.redirects.items()}
    last = {old: location(_last(moved, old)) for old in moved}
    return Rules(
        rules,
        {old: new for old, new in last.items() if new},
        frozenset(map(_key, table.gone)),
        {_key(old): status for old, status in table.statuses.items()},
    )


def _read(data: bytes, kind: type[Kind], name: str) -> Kind:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise BadRules(f"{name}: {told(error, 'it')}") from error
    except msgspec.DecodeError as error:
        raise BadRules(f"{name} is not JSON: {error}.") from error


def _key(address: str) -> str:
    """An address of the table as requests are looked up: decoded, without a host."""
    parts = urlsplit(address)
    return unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else "")


def _target(moved: Mapping[str, str], path: str, query: str) -> str:
    return moved.get(_variant(moved, path, query), "")


def _variant(moved: Mapping[str, str], path: str, query: str) -> str:
    """The form of an address that the table leads on from, "" if that is to where it is: a slash is no circle."""
    asked = f"{path}?{unquote(query)}"
    for variant in _variants(path, query):
        target = moved.get(variant, "")
        if target and _key(target) not in (asked, path if "?" not in variant else ""):
            return variant
    return ""


def _last(moved: Mapping[str, str], old: str) -> str:
    """Where a chain of redirects ends, "" for one that goes round."""
    target = moved[old]
    for _hop in range(LONGEST_CHAIN):
        parts = urlsplit(target)
        after = "" if parts.netloc else _target(moved, unquote(parts.path), parts.query)
        if not after:
            return target
        target = after
    return ""
