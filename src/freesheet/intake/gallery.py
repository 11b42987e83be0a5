"""The pictures of a story on its way in: fetched, checked, and named so that no two stories' pictures collide."""

import base64
import binascii
import re
from hashlib import sha256
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from freesheet.edition import MissingPicture
from freesheet.intake.addresses import absolute
from freesheet.intake.arrival import Drop, Raw
from freesheet.pictures import fit
from freesheet.story.slug import slug_of

# An article with more pictures than this is a gallery page; fetching them all would take minutes.
MOST = 60
_SIGNATURES = (
    (b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"BM", "bmp"), (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)  # fmt: skip
_NAMED = re.compile(r"[a-z0-9-]+-[0-9a-f]{8}\.[a-z0-9]{2,4}")


class Gallery:
    """Collects the pictures that a story names, and what went wrong with them."""

    def __init__(self, raw: Raw, base: str = "") -> None:
        self._raw = raw
        self._base = base
        self._names: dict[str, str] = {}
        self.pictures: dict[str, bytes] = {}
        self.drops: list[Drop] = []

    def hang(self, source: str, words: str = "") -> str:
        """The file name of the picture at `source`, a path or an address; its bytes are kept if they can be had.

        A picture that can't be had keeps its name, so that editions print its description; the loss is reported with
        the `words` that describe it.
        """
        if source not in self._names:
            self._names[source] = self._hang(source, words)
        return self._names[source]

    def own(self, data: bytes, stem: str, words: str = "") -> str:
        """A name to `hang` by, for a picture whose bytes are at hand; the same as its file name will be."""
        name = f"{slug_of(stem)[:40].rstrip('-')}-{sha256(data).hexdigest()[:8]}.{_extension(data)}"
        if name not in self._names:
            self._names[name] = self._checked(name, data, "inside the document", words)
        return name

    def _hang(self, source: str, words: str) -> str:
        shown = "a picture inside the page" if source.startswith("data:") else source
        data = _inline(source) if source.startswith("data:") else None
        if data is None and len(self._names) >= MOST:
            why = f"It names more than {MOST} pictures; {shown} was not taken."
        elif data is None:
            data, why = self._had(source)
        else:
            why = ""
        stem = "picture" if source.startswith("data:") else _stem(source)
        if data is None:
            self.drops.append(Drop("picture", why, words))
            kind = re.search(r"\.(jpe?g|png|gif|webp|avif|tiff?|bmp)$", urlsplit(source).path.lower())
            return (
                f"{stem}-{sha256(source.encode()).hexdigest()[:8]}.{kind[1].replace('jpeg', 'jpg') if kind else 'jpg'}"
            )
        if _NAMED.fullmatch(source):
            return self._checked(source, data, source, words)
        return self._checked(f"{stem}-{sha256(data).hexdigest()[:8]}.{_extension(data)}", data, shown, words)

    def _had(self, source: str) -> tuple[bytes | None, str]:
        """The bytes of a picture beside the story, or at the address that its page means; else why there are none."""
        if source.startswith("data:"):
            return None, "A picture inside the page is damaged."
        whole = absolute(source, self._base)
        for place in dict.fromkeys((source, whole or source)):
            if (data := self._raw.sibling(place)) is not None:
                return data, ""
        return None, self._raw.why_not(whole or source)

    def _checked(self, name: str, data: bytes, shown: str, words: str) -> str:
        try:
            fit(data, shown, width=64)
        except MissingPicture as error:
            self.drops.append(Drop("picture", str(error), words))
        else:
            self.pictures[name] = data
        return name


def _stem(source: str) -> str:
    last = unquote(urlsplit(source).path.rstrip("/").split("/")[-1])
    return slug_of(re.sub(r"\.\w{2,4}$", "", last) or "picture")[:40].rstrip("-")


def _inline(source: str) -> bytes | None:
    """The bytes of a data: address."""
    head, _, body = source.partition(",")
    try:
        return (
            base64.b64decode("".join(unquote(body).split()), validate=True)
            if ";base64" in head
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        return None


def _extension(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    return next((extension for signature, extension in _SIGNATURES if data.startswith(signature)), "jpg")
