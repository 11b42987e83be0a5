from msgspec.structs import replace

from freesheet.paper.album import album
from freesheet.story.nodes import Quotation, Withdrawal
from tests.strategies import NOON, image_bytes, kit, picture, story

PICTURES = {"a.png": image_bytes(3000, 2000), "b.png": image_bytes(10, 10)}


def test_each_picture_is_fitted_once_in_grey():
    one = story(picture("a.png"), Quotation((picture("b.png"),)), picture("a.png"), lead=picture("b.png"))
    two = replace(story(picture("a.png")), slug="two")
    made = album((one, two), kit(pictures=PICTURES), "print")
    assert {file: (plate.name, plate.picture.width) for file, plate in made.plates.items()} == {
        "b.png": ("picture-1.jpg", 10),
        "a.png": ("picture-2.jpg", 1400),
    }
    assert made.losses == ()


def test_a_missing_picture_is_a_loss_of_its_story():
    made = album((story(picture("lost.png"), picture("lost.png")),), kit(pictures=PICTURES), "print")
    assert made.plates == {}
    assert [(loss.edition, loss.story, loss.what) for loss in made.losses] == [
        ("print", "library-printer", "The picture lost.png is not in the folder.")
    ]


def test_a_withdrawn_story_shows_no_picture():
    gone = story(picture("a.png"), withdrawal=Withdrawal(NOON, "Wrong."))
    assert album((gone,), kit(pictures=PICTURES), "print").plates == {}
