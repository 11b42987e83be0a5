"""The furniture of a page: what stands around an article and in it without being of it, told by rows of rules."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from freesheet.intake.page.context import Verdict
from freesheet.intake.page.parse import Element, classes, words

# Longer than this, a paragraph that begins like a share row is prose.
LONGEST_LABEL = 160
LONGEST_APPEAL = 900

_ROWS = tomllib.loads(files("freesheet.intake.page").joinpath("furniture.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Rule:
    """What tells a kind of furniture: a pattern for the names or for the words of an element."""

    verdict: Verdict
    pattern: re.Pattern[str]


def _named(row: dict[str, object]) -> Rule:
    """Any of the names as a word of a class or id: "share" in "share-row", not in "shareholders"."""
    return _rule(row, r"(?<![a-z])({})(?![a-z])", "names")


def _said(row: dict[str, object]) -> Rule:
    return _rule(row, r"^\W*({})\W*$", "is") if "is" in row else _rule(row, r"^\W*({})", "starts")


def _rule(row: dict[str, object], around: str, key: str) -> Rule:
    parts = row[key]
    pattern = around.format("|".join(parts)) if isinstance(parts, list) else ""
    verdict = Verdict(str(row["what"]), str(row["why"]), silent=bool(row.get("silent")))
    return Rule(verdict, re.compile(pattern, re.IGNORECASE))


NAMED = tuple(map(_named, _ROWS["named"]))
SAID = tuple(map(_said, _ROWS["said"]))
_ASKS = re.compile(rf"\b({'|'.join(_ROWS['appeal']['asks'])})", re.IGNORECASE)
_MENU = re.compile(rf"^\W*((and\W+)?({'|'.join(_ROWS['menu']['names'])})\b\W*){{4,}}$", re.IGNORECASE)

_TAGS = {
    "nav": Verdict("navigation", "It is the site's, not the story's."),
    "form": Verdict("form", "It can only be filled in on the page."),
    "fieldset": Verdict("form", "It can only be filled in on the page."),
    "footer": Verdict("page footer", "It is the page's, not the story's."),
    "dialog": Verdict("page tools", "They work the page."),
    "search": Verdict("navigation", "It is the site's, not the story's."),
}
_ROLES = {
    "navigation": _TAGS["nav"], "search": _TAGS["search"], "banner": _TAGS["nav"], "contentinfo": _TAGS["footer"],
    "menu": _TAGS["nav"], "menubar": _TAGS["nav"], "toolbar": _TAGS["dialog"], "dialog": _TAGS["dialog"],
    "alertdialog": _TAGS["dialog"], "form": _TAGS["form"],
}  # fmt: skip


def asks(text: str) -> int:
    """How many different ways a text asks its readers for money."""
    return len({found.group(0).lower()[:12] for found in _ASKS.finditer(text)})


def named(element: Element) -> Verdict | None:
    """What kind of furniture an element is by its tag, role and class."""
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    if found := _ROLES.get(element.get("role", "")):
        return found
    name = classes(element)
    if name.isspace():
        return None
    return next((rule.verdict for rule in NAMED if rule.pattern.search(name)), None)


def said(text: str) -> Verdict | None:
    """What kind of furniture a paragraph is by its words."""
    if len(text) > LONGEST_LABEL:
        return None
    if _MENU.match(text):
        return _TAGS["nav"]
    return next((rule.verdict for rule in SAID if rule.pattern.search(text)), None)


def linked(element: Element) -> float:
    """The share of an element's text that stands in links."""
    whole = len(words(element))
    return sum(len(words(link)) for link in element.iter("a")) / whole if whole else 0.0
