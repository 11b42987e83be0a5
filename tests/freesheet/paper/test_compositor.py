"""How a sheet is set, and what happens when the engine refuses a character."""

from dataclasses import replace

import pytest
import typst

from freesheet.paper.compositor import Compositor, Settings, compositor, printed, unshown
from freesheet.paper.sheet import PAGES, Sheet, sheet
from freesheet.story.nodes import Block
from tests.strategies import NOON, issue, kit, picture, story


def made(*body: str | Block) -> Sheet:
    return sheet(issue(story(*body)), kit(), "print", PAGES["letter"])


def as_it_is(_compositor: Compositor) -> Settings:
    return {"size": 11}


@pytest.mark.parametrize(
    ("diagnostic", "characters"),
    [
        ('the text `"한"` could not be displayed with font', "한"),
        ('the text `"\\u{e000}"` could not be displayed', "\ue000"),
        ('the text contains the disallowed codepoint `"\\u{feff}"`', "\ufeff"),
        ('the text `"x"` could not be displayed with font\nerror: the text `"\\u{36f}"` could not be', "\u036f"),
        ("unknown variable: x", ""),
    ],
)
def test_the_characters_that_the_engine_refuses_are_read_off_what_it_says(diagnostic, characters):
    assert unshown(diagnostic) == frozenset(characters)


def test_a_character_that_is_refused_while_setting_is_replaced_and_reported():
    surprise = made("Plain.")
    story_data = surprise.data["stories"][0] | {"body": [{"k": "p", "c": ["Plain 한 words."]}]}
    surprise = replace(
        surprise,
        data=surprise.data | {"stories": [story_data]},
        texts=(("library-printer", "Plain 한 words."),),
    )
    done = printed("print", surprise, NOON, as_it_is)
    assert done.pages == 1
    assert [(loss.story, loss.text) for loss in done.sheet.losses] == [("library-printer", "한")]


def test_any_other_refusal_is_an_error():
    broken = made("Plain.")
    broken = replace(broken, data={key: value for key, value in broken.data.items() if key != "authors"})
    with pytest.raises(typst.TypstError, match="authors"):
        printed("print", broken, NOON, as_it_is)


def test_what_the_template_tells_is_asked_once():
    with compositor("print", made("Plain."), NOON) as setter:
        assert setter.told(size=11) is setter.told(size=11)
        assert setter.told(size=11)["pages"] == 1


def test_the_pictures_lie_in_a_folder_that_is_gone_afterwards():
    with compositor("print", made(picture()), NOON) as setter:
        assert [path.name for path in setter.folder.iterdir()] == ["picture-1.jpg"]
    assert not setter.folder.exists()
