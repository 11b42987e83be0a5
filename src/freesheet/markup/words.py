"""What the furniture around a story says, in each language that Freesheet speaks; for others, in English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list

from freesheet.house import House
from freesheet.story.nodes import AsideRole, Kind

# Scripts that run from right to left, by language (Unicode CLDR 45, characterOrder).
RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The phrases of one language; what stands in braces is filled in with `format`."""

    by: str
    published: str
    updated: str
    corrected: str
    minutes: str
    correction: str
    corrections: str
    editors_note: str
    withdrawn: str
    origin: str
    origin_dated: str
    origin_titled: str
    sources: str
    archived: str
    notes: str
    links: str
    picture: str
    credit: str
    embed: str
    transcript: str
    series: str
    series_of: str
    page: str
    part: str
    appeal: str
    give: str
    cheque: str
    on_the_web: str
    republish: str
    licence: str
    skip: str
    print: str
    large_print: str
    booklet: str
    text_only: str
    share: str
    back: str
    online: str
    contents: str
    topics: str
    continues: str
    continued: str
    unsubscribe: str
    rest_on_the_web: str
    rest_in_text: str
    editions: str
    link: str
    ebook: str
    simple: str
    table: str
    contact: str
    about: str
    ethics: str
    corrections_policy: str
    privacy: str
    funding: str
    accessibility: str
    kinds: dict[Kind, str]
    asides: dict[AsideRole, str]


ENGLISH = Words(
    by="By {names}",
    published="Published {date}",
    updated="Updated {date}",
    corrected="Corrected {date}",
    minutes="{n} min read",
    correction="Correction, {date}:",
    corrections="Corrections",
    editors_note="Editor’s note, {date}:",
    withdrawn="This story was withdrawn on {date}.",
    origin="This article was originally published by {partner}.",
    origin_dated="This article was originally published by {partner} on {date}.",
    origin_titled="Its original title: {title}.",
    sources="Sources",
    archived="archived copy",
    notes="Notes",
    links="Notes and links",
    picture="Picture: {alt}",
    credit="Credit: {credit}",
    embed="Plays on the web: {title}",
    transcript="Transcript",
    series="Part {n} of the series {name}",
    series_of="Part {n} of {m} in the series {name}",
    page="Page {n} of {m}",
    part="Part {n} of {m}",
    appeal="Keep this free for everyone",
    give="Give at {address}",
    cheque="To give by post: {cheque}",
    on_the_web="On the web: {address}",
    republish="Republish this story",
    licence="Licence: {licence}",
    skip="Skip to the story",
    print="Print",
    large_print="Large print",
    booklet="Booklet",
    text_only="Text only",
    share="E-mail this story",
    back="back to the text",
    online="online",
    contents="In this issue",
    topics="Topics",
    continues="Continues in part {n}",
    continued="Continued from: {text}",
    unsubscribe="Unsubscribe",
    rest_on_the_web="The rest of this story is on the web: {address}",
    rest_in_text="The rest of this story is in the plain-text part of this message.",
    editions="Other editions of this story",
    link="Link to this story",
    ebook="E-book",
    simple="Simple page",
    table="Table",
    contact="Contact",
    about="About us",
    ethics="Our principles",
    corrections_policy="Corrections policy",
    privacy="Privacy",
    funding="Who funds us",
    accessibility="Accessibility",
    kinds={
        "news": "News",
        "analysis": "Analysis",
        "opinion": "Opinion",
        "interview": "Interview",
        "review": "Review",
        "letter": "Letter",
        "investigation": "Investigation",
    },
    asides={"story-so-far": "The story so far", "what-you-can-do": "What you can do", "explainer": "Explainer"},
)

SPANISH = Words(
    by="Por {names}",
    published="Publicado el {date}",
    updated="Actualizado el {date}",
    corrected="Corregido el {date}",
    minutes="{n} min de lectura",
    correction="Corrección, {date}:",
    corrections="Correcciones",
    editors_note="Nota de la redacción, {date}:",
    withdrawn="Este artículo se retiró el {date}.",
    origin="Este artículo fue publicado originalmente por {partner}.",
    origin_dated="Este artículo fue publicado originalmente por {partner} el {date}.",
    origin_titled="Su título original: {title}.",
    sources="Fuentes",
    archived="copia archivada",
    notes="Notas",
    links="Notas y enlaces",
    picture="Imagen: {alt}",
    credit="Crédito: {credit}",
    embed="Se reproduce en la web: {title}",
    transcript="Transcripción",
    series="Parte {n} de la serie {name}",
    series_of="Parte {n} de {m} de la serie {name}",
    page="Página {n} de {m}",
    part="Parte {n} de {m}",
    appeal="Para que siga siendo gratis para todos",
    give="Done en {address}",
    cheque="Para donar por correo: {cheque}",
    on_the_web="En la web: {address}",
    republish="Republicar este artículo",
    licence="Licencia: {licence}",
    skip="Ir al artículo",
    print="Imprimir",
    large_print="Letra grande",
    booklet="Folleto",
    text_only="Solo texto",
    share="Enviar por correo electrónico",
    back="volver al texto",
    online="en línea",
    contents="En este número",
    topics="Temas",
    continues="Continúa en la parte {n}",
    continued="Continúa desde: {text}",
    unsubscribe="Darse de baja",
    rest_on_the_web="El resto de este artículo está en la web: {address}",
    rest_in_text="El resto de este artículo está en la parte de texto de este mensaje.",
    editions="Otras ediciones de este artículo",
    link="Enlace a este artículo",
    ebook="Libro electrónico",
    simple="Página sencilla",
    table="Tabla",
    contact="Contacto",
    about="Quiénes somos",
    ethics="Nuestros principios",
    corrections_policy="Política de correcciones",
    privacy="Privacidad",
    funding="Quién nos financia",
    accessibility="Accesibilidad",
    kinds={
        "news": "Noticia",
        "analysis": "Análisis",
        "opinion": "Opinión",
        "interview": "Entrevista",
        "review": "Reseña",
        "letter": "Carta",
        "investigation": "Investigación",
    },
    asides={
        "story-so-far": "La historia hasta ahora",
        "what-you-can-do": "Qué puede hacer",
        "explainer": "Explicación",
    },
)

FRENCH = Words(
    by="Par {names}",
    published="Publié le {date}",
    updated="Mis à jour le {date}",
    corrected="Corrigé le {date}",
    minutes="{n} min de lecture",
    correction="Rectificatif, {date} :",
    corrections="Rectificatifs",
    editors_note="Note de la rédaction, {date} :",
    withdrawn="Cet article a été retiré le {date}.",
    origin="Cet article a d’abord été publié par {partner}.",
    origin_dated="Cet article a d’abord été publié par {partner} le {date}.",
    origin_titled="Son titre d’origine : {title}.",
    sources="Sources",
    archived="copie archivée",
    notes="Notes",
    links="Notes et liens",
    picture="Image : {alt}",
    credit="Crédit : {credit}",
    embed="À voir sur le web : {title}",
    transcript="Transcription",
    series="Partie {n} de la série {name}",
    series_of="Partie {n} sur {m} de la série {name}",
    page="Page {n} sur {m}",
    part="Partie {n} sur {m}",
    appeal="Pour que l’information reste gratuite",
    give="Faites un don sur {address}",
    cheque="Pour donner par courrier : {cheque}",
    on_the_web="Sur le web : {address}",
    republish="Republier cet article",
    licence="Licence : {licence}",
    skip="Aller à l’article",
    print="Imprimer",
    large_print="Gros caractères",
    booklet="Livret",
    text_only="Texte seul",
    share="Envoyer par courriel",
    back="retour au texte",
    online="en ligne",
    contents="Dans ce numéro",
    topics="Thèmes",
    continues="Suite dans la partie {n}",
    continued="Suite de : {text}",
    unsubscribe="Se désabonner",
    rest_on_the_web="La suite de cet article est sur le web : {address}",
    rest_in_text="La suite de cet article est dans la partie texte de ce message.",
    editions="Autres éditions de cet article",
    link="Lien vers cet article",
    ebook="Livre numérique",
    simple="Page simple",
    table="Tableau",
    contact="Contact",
    about="Qui sommes-nous",
    ethics="Nos principes",
    corrections_policy="Politique de rectification",
    privacy="Vie privée",
    funding="Qui nous finance",
    accessibility="Accessibilité",
    kinds={
        "news": "Actualité",
        "analysis": "Analyse",
        "opinion": "Opinion",
        "interview": "Entretien",
        "review": "Critique",
        "letter": "Lettre",
        "investigation": "Enquête",
    },
    asides={
        "story-so-far": "Ce qui s’est passé",
        "what-you-can-do": "Ce que vous pouvez faire",
        "explainer": "Pour comprendre",
    },
)

ARABIC = Words(
    by="بقلم {names}",
    published="نُشر في {date}",
    updated="حُدّث في {date}",
    corrected="صُحّح في {date}",
    minutes="مدة القراءة {n} د",
    correction="تصحيح، {date}:",
    corrections="تصحيحات",
    editors_note="ملاحظة المحرر، {date}:",
    withdrawn="سُحب هذا المقال في {date}.",
    origin="نُشر هذا المقال أولاً في {partner}.",
    origin_dated="نُشر هذا المقال أولاً في {partner} بتاريخ {date}.",
    origin_titled="عنوانه الأصلي: {title}.",
    sources="المصادر",
    archived="نسخة مؤرشفة",
    notes="الحواشي",
    links="الحواشي والروابط",
    picture="صورة: {alt}",
    credit="المصدر: {credit}",
    embed="يُعرض على الويب: {title}",
    transcript="النص المكتوب",
    series="الجزء {n} من سلسلة {name}",
    series_of="الجزء {n} من {m} من سلسلة {name}",
    page="صفحة {n} من {m}",
    part="الجزء {n} من {m}",
    appeal="ليبقى مجاناً للجميع",
    give="تبرّع عبر {address}",
    cheque="للتبرع بالبريد: {cheque}",
    on_the_web="على الويب: {address}",
    republish="أعد نشر هذا المقال",
    licence="الرخصة: {licence}",
    skip="انتقل إلى المقال",
    print="طباعة",
    large_print="أحرف كبيرة",
    booklet="كتيّب",
    text_only="نص فقط",
    share="أرسل المقال بالبريد الإلكتروني",
    back="العودة إلى النص",
    online="على الإنترنت",
    contents="في هذا العدد",
    topics="المواضيع",
    continues="يتبع في الجزء {n}",
    continued="تتمة: {text}",
    unsubscribe="إلغاء الاشتراك",
    rest_on_the_web="بقية المقال على الويب: {address}",
    rest_in_text="بقية المقال في الجزء النصي من هذه الرسالة.",
    editions="طبعات أخرى من هذا المقال",
    link="رابط المقال",
    ebook="كتاب إلكتروني",
    simple="صفحة بسيطة",
    table="جدول",
    contact="اتصل بنا",
    about="من نحن",
    ethics="مبادئنا",
    corrections_policy="سياسة التصحيح",
    privacy="الخصوصية",
    funding="من يموّلنا",
    accessibility="إمكانية الوصول",
    kinds={
        "news": "خبر",
        "analysis": "تحليل",
        "opinion": "رأي",
        "interview": "مقابلة",
        "review": "مراجعة",
        "letter": "رسالة",
        "investigation": "تحقيق",
    },
    asides={"story-so-far": "القصة حتى الآن", "what-you-can-do": "ما يمكنك فعله", "explainer": "شرح"},
)

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ar": ARABIC}


_I_SOUND = re.compile(r"(?i)h?[ií](?![aeouáéóú])")


def words_of(language: str) -> Words:
    """The phrases for a story in this language."""
    return LANGUAGES.get(_primary(language), ENGLISH)


def right_to_left(language: str) -> bool:
    return _primary(language) in RIGHT_TO_LEFT


def direction(language: str) -> str:
    """The direction that a language is written in, as HTML has it."""
    return "rtl" if right_to_left(language) else "ltr"


def furniture_language(language: str) -> str:
    """The language that the furniture around a story is in, for the `lang` of what is not the story's."""
    return language if _primary(language) in LANGUAGES else "en"


def long_date(when: date | None, language: str, house: House) -> str:
    """A date in words ("May 3, 2026"), in the house's time zone; nothing for none."""
    if when is None:
        return ""
    day = when.astimezone(house.zone).date() if isinstance(when, datetime) else when
    return _in_words(day, language)


# A press tells the same few days again and again, a run of it those of twenty years.
@lru_cache(maxsize=8192)
def _in_words(day: date, language: str) -> str:
    return format_date(day, "long", locale=_locale(language))


def listed(names: Sequence[str], language: str) -> str:
    """Names joined as the language joins them: "A, B, and C"."""
    first, *rest = joints(names, language)
    return first + "".join(name + joint for name, joint in zip(names, rest, strict=True))


def joints(names: Sequence[str], language: str) -> list[str]:
    """What stands before the first name, between two, and behind the last: "", ", ", ", and ", ""."""
    if not names:
        return [""]
    parts = _joints(len(names), language)
    if _primary(language) == "es":
        # "y" becomes "e" before the sound of i (Real Academia Española, Ortografía): Ana e Inés, but Ana y Hielo.
        return [
            part.replace(" y ", " e ") if _I_SOUND.match(name) else part
            for part, name in zip(parts, (*names, ""), strict=True)
        ]
    return list(parts)


def semicolon(language: str) -> str:
    """What sets one phrase apart from the next, with its space."""
    return "؛ " if _primary(language) == "ar" else "; "


def comma(language: str) -> str:
    """What sets a name apart from what tells more of it, with its space."""
    return "، " if _primary(language) == "ar" else ", "


@lru_cache(maxsize=256)
def _joints(count: int, language: str) -> tuple[str, ...]:
    marker = "\ue000"
    return tuple(format_list([marker] * count, locale=_locale(language)).split(marker))


def _primary(language: str) -> str:
    return language.split("-")[0].lower()


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    """The locale of a furniture language, with its region ("en-GB") when Babel knows it."""
    try:
        return Locale.parse(furniture_language(language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_primary(furniture_language(language)))
