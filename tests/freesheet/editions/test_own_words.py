"""What one story alone says in every edition: its titles, its partner's sentence, its own appeal or none."""

from email import message_from_bytes, policy

import pytest
from lxml import html

from freesheet.editions import EDITIONS
from freesheet.house import Appeal, House
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue, Origin, Story, Titles
from tests.extraction import squeezed, texts
from tests.strategies import issue, paragraph, picture_for_all, story

HOUSE = House(
    name="The Test House",
    site="https://example.org",
    appeal=Appeal(text="Our house lives on gifts.", address="https://example.org/give"),
)
OF_STORIES = sorted(set(EDITIONS) - {"json"})
# A library that is read offline asks on its front page, a handbill has no room, a message has one line of the house's.
OWN = sorted(set(OF_STORIES) - {"zim", "handbill"})
OF_HOUSE = sorted(set(OWN) - {"message"})
TITLED = story(titles=Titles("For search", "For posts", "A short & plain description.", "In a mail"))


def made(name: str, of: Story) -> list[tuple[str, bytes]]:
    kit = kit_of((EDITIONS[name],), house=HOUSE, picture=picture_for_all)
    return [(one.path, one.data) for one in EDITIONS[name].make(Issue.of(of), kit)]


def words(name: str, of: Story | Issue) -> str:
    """All words of an edition."""
    kit = kit_of((EDITIONS[name],), house=HOUSE, picture=picture_for_all)
    whole = of if isinstance(of, Issue) else Issue.of(of)
    return "".join(squeezed(text) for _, text in texts(name, EDITIONS[name].make(whole, kit)))


def page() -> html.HtmlElement:
    return html.document_fromstring(next(data for path, data in made("web", TITLED) if path == "index.html"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("//title/text()", "For search | The Test House"),
        ("//meta[@property='og:title']/@content", "For posts"),
        ("//meta[@property='og:description']/@content", TITLED.titles and TITLED.titles.social_description),
        ("//h1//text()", TITLED.headline),
    ],
)
def test_a_page_is_called_elsewhere_as_the_story_says(path: str, expected: str) -> None:
    assert page().xpath(path) == [expected]


def test_machines_are_told_both_titles() -> None:
    (told,) = page().xpath("//script[@type='application/ld+json']/text()")
    assert f'"headline":"{TITLED.headline}","alternativeHeadline":"For search"' in told


def test_a_mail_has_its_own_subject_and_shows_the_headline() -> None:
    ((_, data),) = made("email", TITLED)
    mail = message_from_bytes(data, policy=policy.default)
    assert mail["Subject"] == "In a mail"
    assert squeezed(TITLED.headline) in words("email", TITLED)


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OF_STORIES)
def test_a_partners_sentence_is_with_where_the_story_was_first(name: str) -> None:
    origin = Origin("The Courier", "https://example.com/a", wording="Do not translate it without asking.")
    told = words(name, story(origin=origin))
    assert squeezed("The Courier.") in told
    assert squeezed("Do not translate it without asking.") in told


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OWN)
def test_a_storys_own_appeal_is_there_in_place_of_the_houses(name: str) -> None:
    told = words(name, story(appeal="Give to the people of Slip Street."))
    assert squeezed("Give to the people of Slip Street.") in told
    assert squeezed(HOUSE.appeal.text) not in told


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OWN)
def test_a_story_may_ask_for_nothing(name: str) -> None:
    told = words(name, story(appeal=""))
    assert squeezed(HOUSE.appeal.text) not in told
    assert squeezed("example.org/give") not in told


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OF_HOUSE)
def test_any_other_has_the_houses(name: str) -> None:
    assert squeezed(HOUSE.appeal.text) in words(name, story())


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", ["text", "email", "epub", "print"])
@pytest.mark.parametrize(
    ("appeals", "expected"),
    [(("", None), HOUSE.appeal.text), (("Give here.", None), HOUSE.appeal.text), (("", "Give here."), "Give here.")],
)
def test_an_issue_asks_once_and_as_the_house_does_if_any_story_lets_it(
    name: str, appeals: tuple[str | None, ...], expected: str
) -> None:
    stories = [
        story(paragraph("One."), id=str(place), slug=f"s-{place}", appeal=own) for place, own in enumerate(appeals)
    ]
    told = words(name, issue(*stories))
    found = [text for text in (HOUSE.appeal.text, "Give here.") if squeezed(text) in told]
    assert found == [expected]
