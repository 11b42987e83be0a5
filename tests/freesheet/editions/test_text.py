from freesheet.edition import losses
from freesheet.editions.text import EDITION
from freesheet.house import Appeal, House
from freesheet.story.nodes import PullQuote
from tests.strategies import inline, issue, kit, story

GIVING = House(name="The Record", appeal=Appeal(text="Please give."))


def test_a_story_is_one_file_of_utf_8_with_line_feeds():
    (made,) = EDITION.make(issue(story("Señor Núñez prints.")), kit())
    assert (made.path, made.edition) == ("text.txt", "text")
    assert "Señor Núñez prints." in made.data.decode()
    assert made.data.endswith(b"\n")
    assert not made.data.endswith(b"\n\n")
    assert b"\r" not in made.data


def test_an_issue_is_one_file_of_all_its_stories():
    (made,) = EDITION.make(issue(story("One."), story("Two.", slug="two", headline="Another")), kit(GIVING))
    text = made.data.decode()
    assert text.index("One.") < text.index("Two.")
    assert text.count("Please give.") == 1


def test_a_story_asks_once():
    (made,) = EDITION.make(issue(story("One.")), kit(GIVING))
    assert made.data.decode().count("Please give.") == 1


def test_pull_quotes_are_left_out_and_told():
    told = story("Nobody asks why.", PullQuote(inline("Nobody asks!")))
    (made,) = EDITION.make(issue(told), kit())
    assert "Nobody asks!" not in made.data.decode()
    assert [(loss.what, loss.text) for loss in losses(told, EDITION)] == [("pull quotes", "Nobody asks!")]
