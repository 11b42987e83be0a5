"""Read an edition's words back out of its bytes, as a reader's machine would: what the parity test compares with."""

import email
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path

from libzim.reader import Archive
from lxml import etree, html

from freesheet.edition import Artifact

UNREAD = ("script", "style", "head", "template")
# Elements whose ends are ends of words.
BLOCKS = frozenset(
    """
    address article aside blockquote br caption cite dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table td th tr ul
    """.split()  # noqa: SIM905 — a list of words reads best as words
)


def squeezed(text: str) -> str:
    """The letters and digits of a text alone: what no hyphenation, ligature, line end or kind of quote changes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKC", folded) if letter.isalnum())


def of_html(data: bytes | str) -> str:
    """The text of a page, alt texts in their places."""
    tree = html.document_fromstring(data)
    return "".join(_told(tree))


def _told(element: etree._Element) -> Iterator[str]:
    if isinstance(element, etree._Comment | etree._ProcessingInstruction) or _name(element) in UNREAD:
        yield element.tail or ""
        return
    name = _name(element)
    yield element.text or ""
    if name == "img":
        yield f" {element.get('alt', '')} "
    for child in element:
        yield from _told(child)
    yield ("\n" if name in BLOCKS else "") + (element.tail or "")


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def of_pdf(data: bytes) -> str:
    """What pdftotext reads, first as a page looks, then in the order of its content."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        ways = (["-enc", "UTF-8"], ["-enc", "UTF-8", "-raw"])
        return "\n".join(
            subprocess.run(["pdftotext", *way, file.name, "-"], check=True, capture_output=True).stdout.decode()
            for way in ways
        )


def of_epub(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as book:
        pages = sorted(name for name in book.namelist() if name.endswith(".xhtml"))
        return "\n".join("".join(_told(etree.fromstring(book.read(page)))) for page in pages)


def of_email_text(data: bytes) -> str:
    return _part(data, "plain")


def of_email_html(data: bytes) -> str:
    return of_html(_part(data, "html"))


def _part(data: bytes, kind: str) -> str:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body((kind,))
    assert body is not None
    text: str = body.get_content()
    return text


def of_zim(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "library.zim"
        file.write_bytes(data)
        archive = Archive(file)
        entries = [archive._get_entry_by_id(number) for number in range(archive.all_entry_count)]
        items = [entry.get_item() for entry in entries if not entry.is_redirect]
        return "\n".join(of_html(bytes(item.content)) for item in items if item.mimetype.startswith("text/html"))


def of_bundle(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as bundle:
        return "\n".join(of_html(bundle.read(name)) for name in bundle.namelist() if name.endswith(".html"))


def of_messages(parts: list[bytes]) -> str:
    """One service's parts joined again, without what stands around each."""
    bodies = [part.decode("ascii") for part in parts]
    if len(bodies) > 1:
        bodies = [body.split("\n\n", 1)[1] for body in bodies]
        bodies = [
            re.sub(r"\n\nContinues in part \d+\n\Z|\n\n[^\n]*\d+\n\Z", "\n", body) for body in bodies[:-1]
        ] + bodies[-1:]
    return "\n".join(bodies)


def of_text(data: bytes) -> str:
    return data.decode()


READERS: dict[str, dict[str, Callable[[bytes], str]]] = {
    "web": {"page": of_html},
    "lite": {"page": of_html},
    "text": {"file": of_text},
    "print": {"pdf": of_pdf},
    "large-print": {"pdf": of_pdf},
    "booklet": {"pdf": of_pdf},
    "handbill": {"pdf": of_pdf},
    "email": {"plain": of_email_text, "html": of_email_html},
    "epub": {"book": of_epub},
    "zim": {"library": of_zim},
    "bundle": {"pages": of_bundle},
}


def texts(edition: str, artifacts: tuple[Artifact, ...]) -> Iterator[tuple[str, str]]:
    """Each text that an edition holds its stories in, by a name for it."""
    if edition == "message":
        services = {artifact.path.removeprefix("message-").rsplit("-", 3)[0] for artifact in artifacts}
        for service in sorted(services):
            parts = [artifact.data for artifact in artifacts if artifact.path.startswith(f"message-{service}-")]
            yield service, of_messages(parts)
        return
    main = next(a for a in artifacts if a.path.endswith((".html", ".txt", ".pdf", ".eml", ".epub", ".zim", ".zip")))
    for name, reader in READERS[edition].items():
        yield name, reader(main.data)
