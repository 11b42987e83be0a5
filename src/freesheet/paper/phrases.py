"""What only paper says: where more is to be had, how to fold and cut, in each language that Freesheet speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What stands in braces is filled in with `format`."""

    more: str
    more_web: str
    more_post: str
    more_write: str
    published_by: str
    read_all: str
    scan: str
    fold: str
    untitled: str


ENGLISH = Phrases(
    more="How to get more",
    more_web="More stories, free of charge: {}",
    more_post="By post: {}",
    more_write="Write to us: {}",
    published_by="Published by {publisher}",
    read_all="Read the whole story",
    scan="Point a phone’s camera at the square.",
    fold="Print on both sides, flip on the short edge. Fold in the middle, staple at the fold.",
    untitled="Untitled",
)

SPANISH = Phrases(
    more="Cómo recibir más",
    more_web="Más artículos, gratis: {}",
    more_post="Por correo: {}",
    more_write="Escríbanos: {}",
    published_by="Publicado por {publisher}",
    read_all="Lea el artículo completo",
    scan="Apunte al cuadrado con la cámara de un teléfono.",
    fold="Imprima por ambas caras, volteando por el borde corto. Doble por la mitad y grape en el doblez.",
    untitled="Sin título",
)

FRENCH = Phrases(
    more="Pour en recevoir davantage",
    more_web="D’autres articles, gratuits : {}",
    more_post="Par la poste : {}",
    more_write="Écrivez-nous : {}",
    published_by="Publié par {publisher}",
    read_all="Lire l’article en entier",
    scan="Visez le carré avec l’appareil photo d’un téléphone.",
    fold="Imprimez en recto verso, retournement sur le petit côté. Pliez au milieu, agrafez au pli.",
    untitled="Sans titre",
)

ARABIC = Phrases(
    more="كيف تحصل على المزيد",
    more_web="مقالات أخرى مجاناً: {}",
    more_post="بالبريد: {}",
    more_write="راسلنا: {}",
    published_by="الناشر: {publisher}",
    read_all="اقرأ المقال كاملاً",
    scan="وجّه كاميرا الهاتف نحو المربع.",
    fold="اطبع على الوجهين مع القلب على الحافة القصيرة، ثم اطوِ من الوسط ودبّس عند الطيّة.",
    untitled="بلا عنوان",
)

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ar": ARABIC}


def phrases_of(language: str) -> Phrases:
    return LANGUAGES.get(language.split("-")[0].lower(), ENGLISH)
