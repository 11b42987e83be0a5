"""What a bundle says in its own words, in each language that Freesheet speaks."""

from dataclasses import dataclass

from freesheet.markup.words import furniture_language


@dataclass(frozen=True, slots=True)
class Phrases:
    """`paper` tells what a print takes; `readme` is five sentences for somebody who has just been handed the file."""

    paper: str
    readme: tuple[str, ...]


PHRASES = {
    "en": Phrases(
        paper="pages: {pages}, sheets: {sheets}",
        readme=(
            "This is “{title}”, published by {house}, in files that need no connection.",
            "Unpack the whole zip file into a folder first.",
            "Then open index.html, which any web browser can show.",
            "Each story is there as a page to read on the screen, as plain text, and as a PDF to print.",
            "You may copy the folder to another computer, a phone or a USB stick, and it works there too.",
        ),
    ),
    "es": Phrases(
        paper="páginas: {pages}, hojas: {sheets}",
        readme=(
            "Esto es «{title}», publicado por {house}, en archivos que no necesitan conexión.",
            "Primero extraiga todo el archivo zip en una carpeta.",
            "Después abra index.html, que cualquier navegador puede mostrar.",
            "Cada artículo está como página para leer en la pantalla, como texto simple y como PDF para imprimir.",
            "Puede copiar la carpeta a otro ordenador, a un teléfono o a una memoria USB, y allí también funciona.",
        ),
    ),
    "fr": Phrases(
        paper="pages : {pages}, feuilles : {sheets}",
        readme=(
            "Voici « {title} », publié par {house}, en fichiers qui se lisent sans connexion.",
            "Décompressez d’abord tout le fichier zip dans un dossier.",
            "Ouvrez ensuite index.html, que tout navigateur peut afficher.",
            "Chaque article s’y trouve en page à lire à l’écran, en texte simple et en PDF à imprimer.",
            "Copiez le dossier sur un autre ordinateur, un téléphone ou une clé USB : il y fonctionne aussi.",
        ),
    ),
    "ar": Phrases(
        paper="الصفحات: {pages}، الأوراق: {sheets}",
        readme=(
            "هذا «{title}»، من إصدار {house}، في ملفات لا تحتاج إلى اتصال بالإنترنت.",
            "فُك ضغط الملف كله في مجلد أولاً.",
            "ثم افتح index.html في أي متصفح.",
            "كل مقال موجود كصفحة للقراءة على الشاشة، وكنص بسيط، وكملف PDF للطباعة.",
            "يمكنك نسخ المجلد إلى حاسوب آخر أو هاتف أو ذاكرة USB، وسيعمل هناك أيضاً.",
        ),
    ),
}


def phrases_of(language: str) -> Phrases:
    """The phrases for an issue in this language."""
    return PHRASES[furniture_language(language).split("-")[0].lower()]
