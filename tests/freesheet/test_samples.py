import re
from importlib.resources import files
from typing import get_args

import pytest
from lxml import html

from freesheet import samples
from freesheet.edition import MissingPicture
from freesheet.markup.words import right_to_left
from freesheet.pictures import fit
from freesheet.story.nodes import Block, Inline, Kind, Story
from freesheet.story.walk import every_block, every_inline, inlines_inside, pictures_in, plain, words_in

STORIES: dict[str, Story] = {name: samples.story(name) for name in samples.names()}


def test_every_folder_with_a_story_is_a_sample():
    folders = {folder.name for folder in files(samples).iterdir() if folder.joinpath("story.json").is_file()}
    assert folders == set(samples.names())
    assert len(samples.names()) == len(folders) == 12


@pytest.mark.parametrize("name", STORIES)
def test_a_sample_is_what_its_name_says_and_has_pictures_that_can_be_posted(name):
    told = STORIES[name]
    assert told.slug == name
    assert told.withdrawal or 250 <= words_in(told) <= 1_400
    for picture in pictures_in(told):
        data = samples.picture(picture.file)
        assert len(data) <= 200_000
        assert fit(data, picture.file, width=800).width <= 800
        assert picture.decorative or picture.credit == "Illustration: Freesheet samples"


def test_together_they_show_everything_that_a_story_can_have():
    told = STORIES.values()
    assert {story.kind for story in told} == set(get_args(Kind))
    assert {story.language for story in told} == {"en", "es", "ar"}
    assert sum(right_to_left(story.language) for story in told) == 1
    for part in ("corrections", "withdrawal", "origin", "series", "sources", "storylines", "lead", "updated"):
        assert any(getattr(story, part) for story in told), part
    assert {correction.substantial for story in told for correction in story.corrections} == {True, False}
    blocks = [block for story in told for block in every_block(story.body)]
    inlines = [inline for block in blocks for inline in every_inline(inlines_inside(block))]
    assert {type(block) for block in blocks} == set(get_args(Block))
    assert {type(inline) for inline in inlines} == set(get_args(Inline))


@pytest.mark.parametrize("name", STORIES)
def test_a_sample_names_no_place_on_the_web_that_is_somebodys(name):
    addresses = re.findall(r"https?://([^/\"\s]+)", files(samples).joinpath(name, "story.json").read_text("utf-8"))
    assert all(re.fullmatch(r"(.+\.)?example\.(org|com|net)", host) for host in addresses)


def test_a_picture_that_is_not_there_is_missed():
    with pytest.raises(MissingPicture, match="No sample story has a picture cat"):
        samples.picture("cat.jpg")


def test_no_two_samples_have_a_picture_of_the_same_name():
    owners = [(picture.file, name) for name, told in STORIES.items() for picture in pictures_in(told)]
    assert len({file for file, _ in owners}) == len(set(owners))


def test_the_house_is_whole():
    house = samples.house()
    assert house.name == "The Quillhaven Lantern"
    assert house.appeal.text
    assert house.postal in house.publication.address


def test_the_saved_page_has_an_article_and_its_furniture():
    page, beside = samples.page()
    tree = html.fromstring(page)
    assert len(fit(beside["saved-news-page_files/lead.jpg"], "lead.jpg", width=800).data) > 10_000
    assert next(tree.iter("img")).get("src") in beside
    for furniture in ("skip-link", "cookie-bar", "site-nav", "breadcrumb", "share", "newsletter", "appeal", "comments"):
        assert any(furniture in element.get("class", "") for element in tree.iter()), furniture
    assert any(script.get("type") == "application/ld+json" for script in tree.iter("script"))
    (article,) = tree.iter("article")
    assert len("".join(map(str, article.itertext())).split()) > 1_000


def test_no_sample_repeats_another():
    assert len({plain(story.body[0]) for story in STORIES.values()}) == len(STORIES)
