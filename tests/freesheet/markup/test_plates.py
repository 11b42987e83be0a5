"""Tests of the pictures of a book."""

from freesheet.edition import Loss
from freesheet.house import House
from freesheet.markup.article import article
from freesheet.markup.plates import Plates
from tests.strategies import image_bytes, kit, picture, story

WIDE = image_bytes(900, 600, "JPEG")
TOLD = article(story(), House())


def test_a_picture_is_fitted_and_packed_once_whatever_it_is_called() -> None:
    plates = Plates("epub", kit(pictures={"a.jpg": WIDE, "b.jpg": WIDE}), width=300)
    image = plates.of(TOLD)
    assert image(picture("a.jpg", "A desk")) == '<img src="pictures/1.jpg" alt="A desk" width="300" height="200"/>'
    assert image(picture("b.jpg", "The desk")) == '<img src="pictures/1.jpg" alt="The desk" width="300" height="200"/>'
    assert [(path, fitted.width) for path, fitted in plates] == [("pictures/1.jpg", 300)]


def test_each_picture_has_a_file_of_its_own() -> None:
    plates = Plates("epub", kit(pictures={"a.jpg": WIDE, "b.png": image_bytes(40, 30)}), width=300)
    image = plates.of(TOLD)
    assert 'src="pictures/1.jpg"' in image(picture("a.jpg"))
    assert 'src="pictures/2.' in image(picture("b.png"))
    assert len(list(plates)) == 2


def test_a_decorative_picture_has_no_words() -> None:
    plates = Plates("epub", kit(), width=300)
    assert 'alt=""' in plates.of(TOLD)(picture(alt="ornament", decorative=True))


def test_a_missing_picture_is_described_and_told_once() -> None:
    plates = Plates("epub", kit(), width=300)
    image = plates.of(TOLD)
    assert image(picture("missing.jpg", "A desk")) == "<p>Picture: A desk</p>"
    assert image(picture("missing.jpg", "A desk")) == "<p>Picture: A desk</p>"
    assert list(plates) == []
    assert plates.losses == [Loss("epub", "library-printer", "The picture missing.jpg is not in the folder.")]
