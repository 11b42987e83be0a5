"""Approved editions: what each edition of each story in tests/stories looked like when a person last looked at it.

`python -m tests.golden` draws them again; read the diff before you commit it.
"""

import shutil
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from libzim.reader import Archive

from freesheet.edition import Artifact
from freesheet.editions import EDITIONS
from freesheet.house import House, read as read_house
from freesheet.press.run import kit_of
from freesheet.story.file import read
from freesheet.story.nodes import Issue, Story
from tests.strategies import picture_for_all

STORIES = Path(__file__).parent / "stories"
DOTS_PER_INCH = 50


def house() -> House:
    return read_house((STORIES / "house.toml").read_bytes())


def names() -> list[str]:
    return sorted(folder.parent.name for folder in STORIES.glob("*/story.json"))


def story(name: str) -> Story:
    return read((STORIES / name / "story.json").read_bytes())


def drawn(name: str, edition: str) -> dict[str, bytes]:
    """The files to approve for one edition of one story, by name."""
    chosen = EDITIONS[edition]
    kit = kit_of(tuple(EDITIONS.values()), house=house(), picture=picture_for_all)
    artifacts = chosen.make(Issue.of(story(name)), kit)
    return {file: data for artifact in artifacts for file, data in approvable(artifact)}


def approvable(artifact: Artifact) -> Iterator[tuple[str, bytes]]:
    """A file as it can be read in a diff: text as it is, paper as text and pictures, archives as listings."""
    name = artifact.path
    match Path(name).suffix:
        case ".pdf":
            yield from _paper(name, artifact.data)
        case ".epub" | ".zip":
            with zipfile.ZipFile(BytesIO(artifact.data)) as archive:
                yield f"{name}.list", _listing((entry, archive.read(entry)) for entry in archive.namelist())
        case ".zim":
            yield f"{name}.list", _listing(_entries(artifact.data))
        case ".jpg" | ".png":
            yield f"{name}.list", _listing([(name, artifact.data)])
        case _:
            yield name, artifact.data


def _paper(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with pypdfium2.PdfDocument(data) as document:
        pages = list(document)
        sizes = ", ".join(sorted({f"{page.get_width():.0f} x {page.get_height():.0f} pt" for page in pages}))
        text = "\f\n".join(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pages)
        yield f"{name}.txt", f"{len(pages)} pages, {sizes}\n\n{text}\n".encode()
        for number in sorted({1, len(pages)}):
            out = BytesIO()
            picture = pages[number - 1].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
            picture.quantize(16).save(out, "PNG", optimize=True)
            yield f"{name}-{number}.png", out.getvalue()


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "library.zim"
        file.write_bytes(data)
        archive = Archive(file)
        for number in range(archive.all_entry_count):
            entry = archive._get_entry_by_id(number)
            yield entry.path, b"" if entry.is_redirect else bytes(entry.get_item().content)
        for key in archive.metadata_keys:
            yield f"M/{key}", archive.get_metadata(key)


def _listing(entries: Iterator[tuple[str, bytes]] | list[tuple[str, bytes]]) -> bytes:
    """One line for each entry; a database's bytes belong to its library's version, so only its name is listed."""
    lines = (
        f"{path} {'' if path.endswith('xapian') else sha256(data).hexdigest()[:16]}".strip() for path, data in entries
    )
    return ("\n".join(sorted(lines)) + "\n").encode()


def main() -> None:
    for name in names():
        approved = STORIES / name / "approved"
        shutil.rmtree(approved, ignore_errors=True)
        approved.mkdir()
        for edition in EDITIONS:
            for file, data in drawn(name, edition).items():
                (approved / file).write_bytes(data)


if __name__ == "__main__":
    main()
