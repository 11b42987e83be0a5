"""Names out of a byline: "By Jane Doe and John Roe, ProPublica | Photos by Ann Lee" is three people and an outlet."""

import re
from collections.abc import Iterator

from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline

_BY = re.compile(
    r"^(?:(?:written|words|story|text|reported|reporting|posted|published|report|article|"
    r"opinion|analysis|commentary) )?"
    r"(?:by|por|par|von|di|door|av|af|autor(?:es|a|in)?|author[s]?|auteurs?|写|作者|記者)\b\s*[:：]?\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b((?:photo(?:graph)?s?|photography|illustrations?|graphics?|video|audio|data|additional reporting|reporting|"
    r"interview|translated|translation|edited|produced|compiled|research(?:ed)?|as told to|foto[s]?|übersetzt|"
    r"traducción|traduit)(?: and (?:photos?|video|graphics?|illustrations?))?(?: by| von| par| por|:)|as told to)\s+",
    re.IGNORECASE,
)
# A word that ends the name of an outlet, or stands in it, and is hardly ever a person's name.
_OUTLET = re.compile(
    r"\b(news(room|paper|wire)?|times|post|tribune|magazine|press|radio|television|tv|journal|herald|gazette|chronicle|"
    r"examiner|observer|guardian|independent|review|report|reports|media|network|agency|bureau|project|institute|center|"
    r"centre|foundation|coalition|service|broadcasting|public|daily|weekly|truthout|propublica|calmatters|reuters|"
    r"afp|npr|bbc|cnn|ap|dpa|efe|agencies|intercept|conversation|monitor|dispatch|inquirer|sentinel|courier|bulletin|"
    r"today|voices?|watch|collective|university|chalkbeat|grist|the \w+)\b|\.(com|org|net|news|co)\b",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"^(?:(?:the|a|an|our|senior|chief|staff|special|deputy|managing|associate|assistant|contributing|guest|political|"
    r"national|foreign|investigative|freelance|executive|data|senior|health|education|science|business) )*"
    r"(?:staff )?(?:writers?|reporters?|editors?|correspondents?|contributors?|columnists?|producers?|journalists?|"
    r"photographers?|interns?|fellows?|author|editor-in-chief|op-ed contributor|redaktion|"
    r"bureau chief)(?: (?:for|at|of|in) .+)?$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|&)\s+|;|\s[|•·/]\s|\band\b|&|\bund\b|\by\b|\bet\b|\be\b)\s*")
_DATE = re.compile(
    r"\b(19|20)\d{2}\b|\b\d{1,2}:\d{2}\b|\b(minutes?|hours?|days?) ago\b|\bmin(ute)? read\b", re.IGNORECASE
)
# Names that content systems put in where nobody wrote one.
_NOBODY = frozenset(
    {"admin", "administrator", "editor", "staff", "webmaster", "user", "unknown", "root", "author", "-", "null", "none"}
)
_SUFFIX = re.compile(r"^(jr|sr|ii|iii|iv|m\.?d|ph\.?d|esq|mba|rn)\.?$", re.IGNORECASE)


def bylines(text: str, outlets: frozenset[str] = frozenset()) -> tuple[Byline, ...]:
    """The people that a written byline names, with role and outlet; dates, job titles and the word "By" left out.

    `outlets` are lower-case names that are known to be no person: the site's own.
    """
    text = tidy(text)
    pieces = _ROLE.split(text)
    found = [*_names(pieces[0], "", outlets)]
    for role, names in zip(pieces[1::2], pieces[2::2], strict=True):
        found.extend(_names(names, _role(role), outlets))
    return tuple(dict.fromkeys(found))


def _role(text: str) -> str:
    return tidy(text).rstrip(":").capitalize() + (" by" if text.rstrip().endswith(":") else "")


def _names(text: str, role: str, outlets: frozenset[str]) -> Iterator[Byline]:
    people: list[str] = []
    outlet = ""
    text = re.split(
        r"\s*(?:\||•|·|–|—)\s*(?=(?:published|updated|posted|on\b|\d))", _BY.sub("", text), flags=re.IGNORECASE
    )[0]
    for number, part in enumerate(_parts(text)):
        name = part.strip(" ,.;:|·•–—-/") if not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", part) else part.strip(" ,;:|")
        if not name or _DATE.search(name) or _JOB.match(name) or name.lower() in _NOBODY:
            continue
        if _SUFFIX.match(name) and people:
            people[-1] += f", {name}"
        elif re.match(r"^(for|of|at|in|with|from) ", name) and people:
            outlet = outlet or re.sub(r"^\w+ ", "", name)
        elif number and people and _is_outlet(name, outlets):
            outlet = outlet or name
        elif is_name(name):
            people.append(name)
    for name in people:
        person, _, place = name.partition(" for ")
        yield Byline(person.strip(), role=role, outlet=place.strip() or outlet)


def _parts(text: str) -> Iterator[str]:
    for part in _SEPARATOR.split(text):
        yield from (piece for piece in re.split(r",\s*", part) if piece.strip())


def _is_outlet(name: str, outlets: frozenset[str]) -> bool:
    return name.lower() in outlets or bool(_OUTLET.search(name)) or (" " not in name and not name.isupper())


def is_name(name: str) -> bool:
    """Whether a text may be an author's name: a few words, no address, no sentence."""
    words = name.split()
    return bool(
        0 < len(words) <= 6
        and len(name) <= 60
        and re.search(r"[^\W\d_]", name)
        and not re.search(r"\d", name)
        and not re.search(r"[@<>{}]|https?:|www\.|/", name)
        and name.lower() not in _NOBODY
    )
