"""Every edition of a story is shown while it is written, with its words, and what to know before it goes out."""

import pytest

from newsroom.desk.modes import MODES
from newsroom.desk.preview import with_pictures
from newsroom.desk.showing import shown
from tests.newsroom.desk.rows import image_bytes, of, row
from tests.strategies import picture, story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mode", MODES)
def test_an_edition_of_unsaved_text_is_shown(mode):
    one = of(story("The county library will keep its printer free.", picture()), picture_png=image_bytes())
    one.headline = "Never saved"
    answer = shown(one, mode)
    page = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    # A sheet is shown as a picture of it; the table of what to know does not repeat the text.
    assert "Never saved" in page
    if mode not in ("print", "large-print", "booklet", "before"):
        assert "will keep its printer free" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_what_to_know_tells_of_paper_messages_and_checks():
    page = shown(row(dek=""), "before").content.decode()
    assert "The story has no dek." in page
    assert "Large print" in page
    assert "JPay" in page or "Parts" in page


def test_a_story_without_latin_letters_has_no_messages_and_says_why():
    chinese = of(story("公共图书馆的打印机将继续免费。" * 20, headline="图书馆的打印机", dek="免费。", language="zh"))
    assert "Message services carry only basic Latin letters" in shown(chinese, "message").content.decode()
    assert "Message services carry only basic Latin letters" in shown(chinese, "before").content.decode()


def test_pictures_stand_in_the_page_itself():
    page = with_pictures('<img src="a.png" srcset="a.png 640w, b.jpg 1280w">', {"a.png": b"A", "b.jpg": b"B"})
    one, other = "data:image/png;base64,QQ==", "data:image/jpeg;base64,Qg=="
    assert page == f'<img src="{one}" srcset="{one} 640w, {other} 1280w">'
