"""What is uploaded as a picture: what is none, or harms, is refused in a sentence; what the file tells is filled in."""

import json
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from newsroom.desk.embedded import Embedded, embedded_in
from newsroom.desk.models import Picture
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import image_bytes

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("staffed"),
]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def jpeg(size: tuple[int, int] = (40, 30), mode: str = "RGB", kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that is as large as it claims."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    packer = zlib.compressobj(9)
    line = b"\x00" * (1 + (width + 7) // 8)
    data = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def animated(frames: int, size: int) -> bytes:
    out = BytesIO()
    pictures = [Image.new("RGB", (size, size), (number, 0, 0)) for number in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def xmp(inside: str) -> bytes:
    names = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        "cc": "http://creativecommons.org/ns#",
    }
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="" {inside}'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def iptc(*records: tuple[int, int, bytes]) -> dict[str, Any]:
    """As Photoshop writes it into a JPEG."""
    told = b"".join(b"\x1c" + bytes(key) + len(text).to_bytes(2) + text for *key, text in records)
    block = b"8BIM\x04\x04\x00\x00" + len(told).to_bytes(4) + told + b"\x00" * (len(told) % 2)
    return {"extra": b"\xff\xed" + (2 + 14 + len(block)).to_bytes(2) + b"Photoshop 3.0\x00" + block}


def exif(**texts: str) -> Image.Exif:
    tags = {"caption": 0x010E, "artist": 0x013B, "copyright": 0x8298}
    found = Image.Exif()
    for name, text in texts.items():
        found[tags[name]] = text
    return found


def uploaded(client: Client, name: str, data: bytes, **fields: str) -> Any:
    """As from the page of many pictures at once."""
    sent = {"title": name, "files[]": SimpleUploadedFile(name, data), "collection": "1", **fields}
    return client.post("/desk/images/multiple/add/", sent, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("logo.svg", SVG, "is not a picture"),
        ("logo.svgz", SVG, "is not a picture"),
        ("logo.png", SVG, "is not a picture"),
        ("page.html", HTML, "is not a picture"),
        ("page.jpg", HTML, "is not a picture"),
        ("photo.png", jpeg(), "extension does not match the file format"),
        ("photo.jpg.exe", jpeg(), "Not a supported image format"),
        ("photo", jpeg(), "Not a supported image format"),
        ("cut.jpg", jpeg((400, 400))[:-200], "is damaged"),
        ("cut.png", image_bytes(400, 400, colour="red")[:-40], "is damaged"),
        ("bomb.png", bomb(8_000, 8_000), "has 64 megapixels; 50 is the most"),
        ("larger.png", bomb(20_000, 20_000), "has far over 50 megapixels"),
        ("empty.jpg", b"", "empty"),
        ("noise.jpg", b"\xff\xd8\xff" + b"\x00" * 50, "is not a picture"),
        ("huge.jpg", jpeg() + b"\x00" * 31_000_000, "too big"),
        ("scan.tiff", jpeg(kind="TIFF"), "Not a supported image format"),
        ("a\u202egpj.png", HTML, "The file agpj.png is not a picture"),
    ],
)
def test_what_is_no_harmless_picture_is_refused_in_a_sentence(name, data, told):
    client = signed_in(member("Editors"))
    answer = json.loads(uploaded(client, name, data).content)
    assert answer["success"] is False
    assert told in answer["error_message"]
    assert "\n" not in answer["error_message"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.JPG", jpeg()),
        ("photo.jpeg", jpeg()),
        ("press.jpg", jpeg(mode="CMYK")),
        ("grey.jpg", jpeg(mode="L")),
        ("drawing.webp", jpeg(kind="WEBP")),
        ("new.avif", jpeg(kind="AVIF")),
        ("film.gif", animated(12, 40)),
        ("polyglot.jpg", jpeg(comment=HTML) + HTML),
    ],
)
def test_what_is_a_picture_is_taken(name, data):
    client = signed_in(member("Contributors"))
    answer = json.loads(uploaded(client, name, data).content)
    assert answer["success"] is True, answer
    given = client.get(Picture.objects.get().file.url)
    assert b"".join(given) == data  # Its file is open until somebody has read it.
    assert given["Content-Type"].startswith("image/")
    assert given["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "../../house.jpg",
        "..\\..\\house.jpg",
        "/etc/passwd.jpg",
        "a\u202egpj.exe.jpg",
        "new\nline\x00\x07.jpg",
        "<script>alert(1)</script>.jpg",
        "ﷺ قارب.jpg",
        "IMG_0001.jpg",
        ("long " * 60) + ".jpg",
        ".jpg",
        "...jpg",
        "CON.jpg",
    ],
)
def test_whatever_it_is_called_it_lies_among_the_pictures(name, home):
    client = signed_in(member("Editors"))
    answer = json.loads(uploaded(client, name, jpeg(), title="A boat").content)
    for one in Picture.objects.all():
        assert (home / "media" / "original_images") in (home / "media" / one.file.name).resolve().parents
        assert one.name.isascii()
        assert one.name.isprintable()
        assert not set(one.name) & set("/\\<>")
    assert answer["success"] is (Picture.objects.count() == 1)
    assert {path.name for path in home.iterdir()} <= {"house.toml", "media"}


def test_two_pictures_of_one_name_are_two():
    client = signed_in(member("Editors"))
    for size in ((10, 10), (20, 20)):
        assert json.loads(uploaded(client, "image.jpg", jpeg(size)).content)["success"] is True
    assert sorted(Picture.objects.values_list("name", flat=True)) == ["image-2.jpg", "image.jpg"]


# ── What the file tells ──────────────────────────────────────────────────────────────────────────────

ALT = (
    '><Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="fr">Un bac</rdf:li>'
    '<rdf:li xml:lang="x-default">A ferry at a pier</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>'
    "</rdf:Description>"
)
NAMES = "><dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator></rdf:Description>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (jpeg(), Embedded()),
        (jpeg(xmp=xmp(ALT)), Embedded(alt="A ferry at a pier")),
        (jpeg(xmp=xmp(NAMES)), Embedded(credit="Ana Ruiz, Bo")),
        (jpeg(kind="WEBP", xmp=xmp(ALT)), Embedded(alt="A ferry at a pier")),
        (jpeg(xmp=xmp('photoshop:Credit="The Lantern"' + NAMES)), Embedded(credit="The Lantern")),
        (jpeg(xmp=xmp('xmpRights:UsageTerms="CC BY 4.0"/>')), Embedded(licence="CC BY 4.0")),
        (
            jpeg(xmp=xmp('><cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/></rdf:Description>')),
            Embedded(licence="https://creativecommons.org/licenses/by/4.0/"),
        ),
        (jpeg(**iptc((2, 120, b"The ferry."), (2, 110, b"AP"), (2, 116, b"(c) 2026 AP"))),
         Embedded("The ferry.", "AP", "(c) 2026 AP")),
        (jpeg(**iptc((1, 90, b"\x1b%G"), (2, 80, "Zoë".encode()), (2, 80, b"Bo"))), Embedded(credit="Zoë, Bo")),
        (jpeg(**iptc((2, 80, "Zoë".encode("cp1252")))), Embedded(credit="Zoë")),
        (
            jpeg(exif=exif(caption="The\nferry ", artist="Ana Ruiz", copyright="Ana Ruiz 2026")),
            Embedded("The ferry", "Ana Ruiz", "Ana Ruiz 2026"),
        ),
        (jpeg(exif=exif(caption="OLYMPUS DIGITAL CAMERA         ")), Embedded()),
        (jpeg(exif=exif(caption="x" * 6_000)), Embedded()),
        (jpeg(xmp=b"<broken"), Embedded()),
        (jpeg(xmp=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + xmp('dc:rights="&e;"/>')), Embedded()),
        (b"", Embedded()),
        (HTML, Embedded()),
        (jpeg()[:60], Embedded()),
    ],
)  # fmt: skip
def test_what_a_file_tells_of_itself(data, told):
    assert embedded_in(data) == told


def test_what_it_tells_is_offered_where_nobody_wrote_anything():
    client = signed_in(member("Editors"))
    data = jpeg(xmp=xmp('photoshop:Credit="The Lantern" xmpRights:UsageTerms="CC BY 4.0"' + ALT))
    page = json.loads(uploaded(client, "DSC_0042.jpg", data).content)["form"]
    picture = Picture.objects.get()
    assert (picture.credit, picture.licence, picture.description) == ("The Lantern", "CC BY 4.0", "A ferry at a pier")
    assert page.count("The file itself says so") == 3


def test_what_a_person_wrote_stays():
    client = signed_in(member("Editors"))
    data = jpeg(xmp=xmp('photoshop:Credit="The Lantern" xmpRights:UsageTerms="CC BY 4.0"' + ALT))
    sent = {"title": "A ferry", "description": "A ferry leaves.", "credit": "Ana Ruiz", "collection": "1"}
    client.post("/desk/images/add/", {**sent, "file": SimpleUploadedFile("a.jpg", data)})
    picture = Picture.objects.get()
    assert (picture.description, picture.credit, picture.licence) == ("A ferry leaves.", "Ana Ruiz", "CC BY 4.0")
    newer = jpeg((50, 50), exif=exif(artist="Somebody else", copyright="Other"))
    client.post(f"/desk/images/{picture.pk}/", {**sent, "licence": "", "file": SimpleUploadedFile("b.jpg", newer)})
    picture.refresh_from_db()
    assert (picture.width, picture.description, picture.credit) == (50, "A ferry leaves.", "Ana Ruiz")


def test_the_name_of_a_file_is_never_alt_text():
    client = signed_in(member("Editors"))
    uploaded(client, "mayor-resigns.jpg", jpeg(), title="mayor-resigns")
    picture = Picture.objects.get()
    assert (picture.title, picture.description, picture.default_alt_text) == ("mayor-resigns", "", "")
