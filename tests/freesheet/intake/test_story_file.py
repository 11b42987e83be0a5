"""story.json with its pictures."""

from io import BytesIO

from PIL import Image

from freesheet.intake import Raw, take
from freesheet.story.file import write
from freesheet.story.nodes import Picture, Quotation
from tests.strategies import paragraph, story


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG")
    return out.getvalue()


def test_a_story_is_read_as_it_was_written():
    written = story(body=(paragraph("Body."),))
    assert take(Raw(write(written), "story.json")).story == written


def test_pictures_get_names_that_are_no_other_storys_wherever_they_stand():
    written = story(lead=Picture("photo.jpg", alt="A"), body=(Quotation((Picture("photo.jpg", alt="A"),)),))
    arrival = take(Raw(write(written), "story.json", sibling={"photo.jpg": photo()}.get))
    (name,) = arrival.pictures
    assert name.startswith("photo-")
    assert arrival.story == story(lead=Picture(name, alt="A"), body=(Quotation((Picture(name, alt="A"),)),))


def test_a_story_that_comes_in_again_keeps_the_names():
    first = take(Raw(write(story(lead=Picture("photo.jpg"))), "s.json", sibling={"photo.jpg": photo()}.get))
    again = take(Raw(write(first.story), "s.json", sibling=first.pictures.get))
    assert again == first


def test_a_missing_picture_is_reported_with_its_words_and_keeps_its_place():
    arrival = take(Raw(write(story(lead=Picture("photo.jpg", alt="A door"))), "story.json"))
    assert arrival.story.lead
    assert arrival.story.lead.alt == "A door"
    assert [(drop.what, drop.text) for drop in arrival.drops] == [("picture", "A door")]
