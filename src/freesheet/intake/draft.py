"""A story on its way in: what a source found so far, made whole and sound at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

import msgspec

from freesheet.intake.addresses import last_segment
from freesheet.intake.arrival import Arrival, Drop, NotTaken
from freesheet.intake.tidy import tidy
from freesheet.story.file import BadStory, sound
from freesheet.story.nodes import (
    Blocks,
    Byline,
    Correction,
    Kind,
    Origin,
    Picture,
    Series,
    Source,
    Story,
    Titles,
    Withdrawal,
)
from freesheet.story.slug import slug_of

# A word for what a story is, as sites and editors write it, to the kind that it is here.
KINDS: Mapping[str, Kind] = {
    "news": "news", "report": "news", "article": "news", "newsarticle": "news", "reportagenewsarticle": "news",
    "analysis": "analysis", "news analysis": "analysis", "explainer": "analysis", "analysisnewsarticle": "analysis",
    "opinion": "opinion", "op-ed": "opinion", "oped": "opinion", "editorial": "opinion", "commentary": "opinion",
    "column": "opinion", "opinionnewsarticle": "opinion", "perspective": "opinion", "essay": "opinion",
    "interview": "interview", "q&a": "interview", "interviews": "interview", "conversation": "interview",
    "review": "review", "reviews": "review", "book review": "review", "reviewnewsarticle": "review",
    "letter": "letter", "letters": "letter", "letter to the editor": "letter", "letters to the editor": "letter",
    "investigation": "investigation", "investigations": "investigation", "investigative": "investigation",
    "análisis": "analysis", "analyse": "analysis", "analyses": "analysis", "análise": "analysis", "analisi": "analysis",
    "opinión": "opinion", "opinions": "opinion", "tribune": "opinion", "tribunes": "opinion", "éditorial": "opinion",
    "meinung": "opinion", "kommentar": "opinion", "opinião": "opinion", "opinioni": "opinion", "رأي": "opinion",
    "entrevista": "interview", "entrevistas": "interview", "entretien": "interview", "entretiens": "interview",
    "intervista": "interview", "interviste": "interview", "مقابلة": "interview", "reseña": "review",
    "reseñas": "review", "rezension": "review", "recensione": "review", "enquête": "investigation",
    "enquêtes": "investigation", "inchiesta": "investigation", "inchieste": "investigation",
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """What will be a story; the fields are the story's, empty where nothing is known."""

    headline: str = ""
    dek: str = ""
    id: str = ""
    slug: str = ""
    kind: str = ""
    language: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    storylines: tuple[str, ...] = ()
    series: Series | None = None
    bylines: tuple[Byline, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    withdrawal: Withdrawal | None = None
    origin: Origin | None = None
    address: str = ""
    aliases: tuple[str, ...] = ()
    translation_of: str = ""
    lead: Picture | None = None
    body: Blocks = ()
    sources: tuple[Source, ...] = ()
    licence: str = ""
    terms: str = ""
    titles: Titles | None = None
    appeal: str | None = None
    outlet: str = ""
    drops: list[Drop] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def arrival(draft: Draft, name: str) -> Arrival:
    """The story of a draft, sound enough for every edition; NotTaken when it can't be."""
    headline = tidy(draft.headline)
    if not headline:
        raise NotTaken(f"{name} has no headline; give it one as its first line, its title or a `headline`.")
    slug = slug_of(draft.slug or last_segment(draft.address) or headline)
    fields = {
        "headline": headline,
        "slug": slug,
        "id": draft.id or draft.address or _fingerprint(slug, headline, draft.published),
        "kind": KINDS.get(draft.kind.lower(), "news"),
        "language": _language(draft.language),
        "dek": tidy(draft.dek),
        "section": tidy(draft.section),
        "topics": _once(draft.topics),
        "storylines": _once(draft.storylines),
        "aliases": _once(draft.aliases),
        "translation_of": tidy(draft.translation_of),
        "licence": tidy(draft.licence),
        "terms": tidy(draft.terms),
    }
    as_they_are = (
        "series", "bylines", "published", "updated", "corrections", "withdrawal", "origin", "address", "lead", "body",
        "sources", "titles", "appeal",
    )  # fmt: skip
    story = Story(**fields | {key: getattr(draft, key) for key in as_they_are})
    try:
        story = sound(msgspec.convert(msgspec.to_builtins(story), Story))
    except (BadStory, msgspec.ValidationError) as error:
        raise NotTaken(f"{name}: {error}") from error
    return Arrival(story, tuple(draft.drops), draft.pictures, tidy(draft.outlet))


def _fingerprint(slug: str, headline: str, published: datetime | None) -> str:
    text = "\n".join((slug, headline, published.isoformat() if published else ""))
    return f"sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(tidy, names) if name))


def _language(tag: str) -> str:
    """A BCP 47 tag as a story holds it; English when there is none."""
    parts = [part for part in tag.strip().replace("_", "-").split("-") if part]
    if not parts or not (parts[0].isalpha() and parts[0].isascii() and 2 <= len(parts[0]) <= 3):
        return "en"
    rest = [part for part in parts[1:] if part.isalnum() and part.isascii() and 2 <= len(part) <= 8]
    return "-".join((parts[0].lower(), *rest))
