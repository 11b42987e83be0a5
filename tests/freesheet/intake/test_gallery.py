"""Pictures on their way in."""

import base64

import pytest

from freesheet.intake.arrival import Raw
from freesheet.intake.gallery import MOST, Gallery
from tests.strategies import image_bytes


def gallery(files: dict[str, bytes] | None = None, base: str = "") -> Gallery:
    return Gallery(Raw(b"", "story.html", sibling=(files or {}).get), base)


KINDS = {
    "PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif", "TIFF": "tif", "BMP": "bmp", "AVIF": "avif",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "extension"), KINDS.items())
def test_a_picture_is_named_by_what_it_is_and_what_it_holds(kind, extension):
    hung = gallery({"Wet_Street.JPG": image_bytes(kind=kind)})
    name = hung.hang("Wet_Street.JPG")
    assert name.startswith("wet-street-")
    assert name.endswith(f".{extension}")
    assert name == hung.hang("Wet_Street.JPG")
    assert hung.pictures == {name: image_bytes(kind=kind)}


def test_two_pictures_of_one_name_do_not_collide():
    one, other = gallery({"a.png": image_bytes(60)}), gallery({"a.png": image_bytes(70)})
    assert one.hang("a.png") != other.hang("a.png")


def test_a_picture_beside_the_story_goes_before_the_one_at_its_address():
    hung = Gallery(
        Raw(b"", "s", sibling={"a.png": image_bytes(), "https://p.example/b.png": image_bytes(70)}.get),
        "https://p.example/",
    )
    assert hung.hang("a.png") in hung.pictures
    assert hung.hang("b.png") in hung.pictures
    assert not hung.drops


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("data:image/png;base64," + base64.b64encode(image_bytes()).decode(), ""),
        ("data:image/png;base64,!", "A picture inside the page is damaged."),
        ("data:text/plain,hello", "not a picture"),
    ],
    ids=["sound", "damaged", "text"],
)
def test_a_picture_inside_the_page(source, says):
    hung = gallery()
    assert hung.hang(source).startswith("picture-")
    assert [says in drop.why for drop in hung.drops] == ([True] if says else [])


def test_a_missing_picture_keeps_a_name_with_its_kind():
    hung = gallery(base="https://p.example/")
    assert hung.hang("/photos/wet%20street.jpeg?w=100", "A street").startswith("wet-street-")
    assert hung.hang("/b").endswith(".jpg")
    assert [drop.text for drop in hung.drops] == ["A street", ""]


def test_more_pictures_than_a_story_has_are_left():
    hung = gallery({f"p{number}.png": image_bytes(60 + number) for number in range(MOST + 1)})
    for number in range(MOST + 1):
        hung.hang(f"p{number}.png")
    assert len(hung.pictures) == MOST
    assert f"more than {MOST} pictures" in hung.drops[0].why


def test_a_picture_of_a_document_is_had_once():
    hung = gallery()
    name = hung.own(image_bytes(), "A door", "A door")
    assert name == hung.own(image_bytes(), "A door", "A door") == hung.hang(name)
    assert list(hung.pictures) == [name]
