"""What the search says in its own words, in each language that Freesheet speaks."""

from dataclasses import dataclass

from freesheet.markup.words import furniture_language


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """What stands in braces is filled in with `format`. Counts follow a colon: no language then needs a plural."""

    language: str
    search: str
    title: str
    words: str
    hint: str
    section: str
    every_section: str
    year: str
    every_year: str
    order: str
    best: str
    newest: str
    button: str
    found: str
    page: str
    wider: str
    nothing: str
    instead: str
    static: str
    topics: str
    archive: str
    pages: str
    previous: str
    next: str
    resting: str


ENGLISH = SearchWords(
    language="en",
    search="Search",
    title="Search: {words}",
    words="Words to look for",
    hint="Put a phrase in “quotation marks”; a minus before a word leaves it out: -\N{WORD JOINER}word.",
    section="Section",
    every_section="Every section",
    year="Year",
    every_year="Every year",
    order="Order",
    best="Best match first",
    newest="Newest first",
    button="Search",
    found="Stories found: {n}",
    page="Page {n} of {m}",
    wider="No story has these words just as you typed them. These stories have words that begin with them.",
    nothing="No story has all of these words.",
    instead="Try fewer words or another spelling, or look here:",
    static="This copy of the site can’t search. Look here instead:",
    topics="All topics from A to Z",
    archive="All stories by month",
    pages="Pages of results",
    previous="Previous page",
    next="Next page",
    resting="The search is busy. Please try again in a moment, or look here:",
)

SPANISH = SearchWords(
    language="es",
    search="Buscar",
    title="Buscar: {words}",
    words="Palabras que buscar",
    hint="Ponga una frase entre «comillas»; un signo menos delante de una palabra la excluye: -\N{WORD JOINER}palabra.",
    section="Sección",
    every_section="Todas las secciones",
    year="Año",
    every_year="Todos los años",
    order="Orden",
    best="Primero lo que mejor coincide",
    newest="Primero lo más reciente",
    button="Buscar",
    found="Artículos encontrados: {n}",
    page="Página {n} de {m}",
    wider="Ningún artículo tiene estas palabras tal como las escribió. Estos tienen palabras que empiezan así.",
    nothing="Ningún artículo tiene todas estas palabras.",
    instead="Pruebe con menos palabras o con otra grafía, o mire aquí:",
    static="Esta copia del sitio no puede buscar. Mire aquí:",
    topics="Todos los temas de la A a la Z",
    archive="Todos los artículos por mes",
    pages="Páginas de resultados",
    previous="Página anterior",
    next="Página siguiente",
    resting="El buscador está ocupado. Inténtelo de nuevo en un momento o mire aquí:",
)

FRENCH = SearchWords(
    language="fr",
    search="Recherche",
    title="Recherche : {words}",
    words="Mots à chercher",
    hint="Mettez une expression entre « guillemets » ; un signe moins devant un mot l’exclut : -\N{WORD JOINER}mot.",
    section="Rubrique",
    every_section="Toutes les rubriques",
    year="Année",
    every_year="Toutes les années",
    order="Ordre",
    best="Les plus pertinents d’abord",
    newest="Les plus récents d’abord",
    button="Chercher",
    found="Articles trouvés : {n}",
    page="Page {n} sur {m}",
    wider="Aucun article ne contient ces mots tels quels. Ceux-ci ont des mots qui commencent ainsi.",
    nothing="Aucun article ne contient tous ces mots.",
    instead="Essayez avec moins de mots ou une autre orthographe, ou regardez ici :",
    static="Cette copie du site ne permet pas la recherche. Regardez ici :",
    topics="Tous les sujets de A à Z",
    archive="Tous les articles par mois",
    pages="Pages de résultats",
    previous="Page précédente",
    next="Page suivante",
    resting="La recherche est occupée. Réessayez dans un instant, ou regardez ici :",
)

ARABIC = SearchWords(
    language="ar",
    search="بحث",
    title="بحث: {words}",
    words="كلمات البحث",
    hint="ضع العبارة بين «علامتي اقتباس»، وضع علامة ناقص قبل الكلمة لاستبعادها: -\N{WORD JOINER}كلمة.",
    section="القسم",
    every_section="كل الأقسام",
    year="السنة",
    every_year="كل السنوات",
    order="الترتيب",
    best="الأقرب إلى البحث أولاً",
    newest="الأحدث أولاً",
    button="ابحث",
    found="عدد المقالات: {n}",
    page="الصفحة {n} من {m}",
    wider="لا يوجد مقال فيه هذه الكلمات كما كتبتها. في هذه المقالات كلمات تبدأ بها.",
    nothing="لا يوجد مقال فيه كل هذه الكلمات.",
    instead="جرّب كلمات أقل أو كتابة أخرى، أو انظر هنا:",
    static="لا يمكن البحث في هذه النسخة من الموقع. انظر هنا:",
    topics="كل المواضيع من الألف إلى الياء",
    archive="كل المقالات بحسب الشهر",
    pages="صفحات النتائج",
    previous="الصفحة السابقة",
    next="الصفحة التالية",
    resting="البحث مشغول الآن. حاول مرة أخرى بعد قليل، أو انظر هنا:",
)

LANGUAGES = {words.language: words for words in (ENGLISH, SPANISH, FRENCH, ARABIC)}


def search_words_of(language: str) -> SearchWords:
    """The phrases for a house that speaks this language."""
    return LANGUAGES[furniture_language(language).split("-")[0].lower()]
