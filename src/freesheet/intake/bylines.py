"""Names out of a byline: "By Jane Doe and John Roe, ProPublica | Photos by Ann Lee" is three people and an outlet."""

import re
from collections.abc import Iterator

from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline

_LABELS = (
    "(?:(?:written|words|story|text|reported|reporting|posted|published|submitted|report|article|opinion|analysis|"
    "commentary) )?by",
    "(?:(?:texto|escrito|reportaje|crónica|análisis|enviado|publicado) )?por", "texto de", "escriben?",
    "(?:(?:propos recueillis|texte|article|récit|entretien|soumis|publié) )?par", "texte de", "auteurs?",
    "(?:(?:text|verfasst|eingereicht|gespeichert) )?von", "(?:(?:testo|articolo) )?di", "(?:inviato|scritto) da",
    "door", "av", "af", "autor(?:es|a|in)?", "authors?",
    "بقلم", "كتبت", "كتب", "ומאת", "מאת",
)  # fmt: skip
# Chinese puts no space between a label and a name; 文 is a label with a mark behind it, else a family name.
_LABELS_BEFORE_A_NAME = "(?:本报|本報|特约|實習|实习)?(?:记者|記者|作者|撰文|写)|文(?=\\s*[:：|｜/／])"
_BY = re.compile(rf"^(?:(?:{'|'.join(_LABELS)})\b|{_LABELS_BEFORE_A_NAME})\s*[:：|｜/／]?\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b((?:photo(?:graph)?s?|photography|illustrations?|graphics?|video|audio|data|additional reporting|reporting|"
    r"interview|translated|translation|edited|produced|compiled|research(?:ed)?|as told to|foto(?:graf[ií]a)?s?|"
    r"übersetzt|traducción|traduit|ilustraci[óo]n(?:es)?|vídeo)"
    r"(?: and (?:photos?|video|graphics?|illustrations?))?(?: by| von| par| por| de| di|:)|as told to)\s+",
    re.IGNORECASE,
)
_ENGLISH_ROLE = re.compile(
    r"Photo|Illustration|Graphic|Video|Audio|Data|Additional|Reporting|Interview|Translat|Edited|Pro|Co|Res"
)
# A line by itself that is a byline is shorter than this.
LONGEST_SIGNED = 90
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
    r"bureau chief|periodistas?|redactora?|corresponsal|journalistes?|correspondante?|envoyée? spéciale?)"
    r"(?: (?:for|at|of|in) .+)?$",
    re.IGNORECASE,
)
# "Record Staff Writer", "Associated Press Writer".
_JOB_AT = re.compile(
    r"^(?P<outlet>.*\bPress(?= Writer)|.+?) (?:Staff )?(?:(?<=Staff )\w+er|(?<=Press )Writer)$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|&)\s+|[;；、]|\s[|｜•·/]\s|\band\b|&|\bund\b|\by\b|\bet\b|\be\b|\bو\b)\s*")
_COMMA = re.compile(r"[,،，]\s*")
# Hebrew and Arabic write "and" as a letter of the next word, which is the first letter of some names too.
_AND_IN_THE_WORD = re.compile(
    r"(?<=\S\s)(?:ו(?!(?:רד|רדה|יקטור|יקטוריה|לדימיר|יטלי|נסה|יויאן|ולף)\b)|"
    r"و(?!(?:ليد|ائل|سام|سيم|جدي|فاء|داد|رد|ردة|حيد|هيب|ديع|لاء|ئام|سن)\b))(?=\w)"
)
# "avec AFP", "con información de Reuters": who helped; an agency is the outlet.
_HELPED = re.compile(
    r"\s*[,(]?\s*\b(?:avec|con información de|con informaciones de|com informações d[aeo]|mit material von|mit) (?=\w)"
)
_WITH = "avec "
_TWO_IN_HAN = re.compile(r"[\u3400-\u9fff]{2,4}(?: [\u3400-\u9fff]{2,4})+")
_DATE = re.compile(
    r"\b(19|20)\d{2}\b|\b\d{1,2}:\d{2}\b|\b(minutes?|hours?|days?) ago\b|\bmin(ute)? read\b", re.IGNORECASE
)
# Names that content systems put in where nobody wrote one.
_NOBODY = frozenset(
    {"admin", "administrator", "editor", "staff", "webmaster", "user", "unknown", "root", "author", "-", "null", "none"}
)
_ON_A_DAY = re.compile(r"\s+(?:on|el|le|am|il)\s+(?=(?:[^\W\d_]{3,9}\.?,?\s+)?\d)")
# "Ana Ruiz | Palma | 08/01/2026": where she wrote it, and when.
_PLACE_AND_DAY = re.compile(r"\s*[|/]\s*[^|/]+[|/]\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s*$")
# Words of a name that may begin with a small letter.
_SMALL = frozenset(
    ("al", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le", "los",
     "ten", "van", "von", "y")
)  # fmt: skip
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


def signed(text: str) -> bool:
    """Whether a line by itself is a byline: a label, and nothing but names behind it."""
    label = _BY.match(text)
    if not label or len(text) >= LONGEST_SIGNED:
        return False
    english = label[0].lower().startswith(("by", "written"))
    names = [byline.name for byline in bylines(text)]
    return bool(names) and all(_capitalised(name) and (english or is_full_name(name)) for name in names)


def is_job(text: str) -> bool:
    """Whether a line is an author's job: "Gazette Staff Writer"."""
    return bool(_JOB.match(text) or _JOB_AT.match(text))


def is_full_name(name: str) -> bool:
    """Two words that begin with a capital; "Por Navidad" and "Von der Leyen" are no bylines."""
    return name.lower() == name.upper() or (" " in name and name[0].isupper())


def _capitalised(name: str) -> bool:
    return all(not word[0].islower() or word.lower() in _SMALL or "’" in word for word in name.split())


def _role(text: str) -> str:
    role = tidy(text).rstrip(":").capitalize()
    if not text.rstrip().endswith(":"):
        return role
    return f"{role} by" if _ENGLISH_ROLE.match(role) else f"{role}:"


def _names(text: str, role: str, outlets: frozenset[str]) -> Iterator[Byline]:
    people: list[str] = []
    outlet = ""
    bare = _BY.sub("", text)
    for number, part in enumerate(_parts(_undated(bare), labelled=bare != text)):
        name = part.strip(" ,.;:|·•–—-/") if not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", part) else part.strip(" ,;:|")
        if not name or _DATE.search(name) or _JOB.match(name) or name.lower() in _NOBODY:
            continue
        if _SUFFIX.match(name) and people:
            people[-1] += f", {name}"
        elif found := _outlet_told(name, outlets, after=bool(number and people)):
            outlet = outlet or found
        elif is_name(name.removeprefix(_WITH)):
            people.append(name.removeprefix(_WITH))
    for name in people:
        person, _, place = name.partition(" for ")
        yield Byline(person.strip(), role=role, outlet=place.strip() or outlet)


def _undated(text: str) -> str:
    """Without the day on which it was published, or submitted to a content system."""
    text = _ON_A_DAY.split(_PLACE_AND_DAY.sub("", text))[0]
    return re.split(r"\s*(?:\||•|·|–|—)\s*(?=(?:published|updated|posted|on\b|\d))", text, flags=re.IGNORECASE)[0]


def _outlet_told(name: str, outlets: frozenset[str], *, after: bool) -> str:
    """The outlet that a part of a byline names `after` an author: "for CalMatters", "ProPublica"; else nothing."""
    if not after:
        return ""
    if found := _JOB_AT.match(name):
        return found["outlet"]
    if name.startswith(_WITH):
        helper = name.removeprefix(_WITH).rstrip(")")
        return helper if _is_outlet(helper, outlets) else ""
    if re.match(r"^(for|of|at|in|with|from) ", name):
        return re.sub(r"^\w+ ", "", name)
    return name if _is_outlet(name, outlets) else ""


def _parts(text: str, *, labelled: bool) -> Iterator[str]:
    for part in _SEPARATOR.split(_HELPED.sub(f", {_WITH}", text)):
        for piece in _COMMA.split(part):
            if _TWO_IN_HAN.fullmatch(piece.strip()):
                yield from piece.split()
            elif piece.strip():
                yield from _told_apart(piece) if labelled else (piece,)


def _told_apart(names: str) -> Iterator[str]:
    """Two full names that a letter joins: with a name of one word on either side the letter may be the name's own."""
    first, *rest = _AND_IN_THE_WORD.split(names, maxsplit=1)
    if rest and min(len(first.split()), len(rest[0].split())) > 1:
        yield first
        yield from _told_apart(rest[0])
    else:
        yield names


def _is_outlet(name: str, outlets: frozenset[str]) -> bool:
    return (
        name.lower() in outlets
        or bool(_OUTLET.search(name))
        or (" " not in name and not name.isupper() and name.lower() != name.upper())
    )


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
