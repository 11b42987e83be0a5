"""What an edition says of the house: what it does not declare, it must not show."""

from typing import Any

import pytest
from msgspec.structs import fields, replace

from freesheet import samples
from freesheet.editions import EDITIONS
from freesheet.house import Appeal, Front, House, Look, Policies, Printing, Publication
from freesheet.press.run import kit_of
from freesheet.press.stamps import READS, Stamps, code_stamp, edition_stamp
from freesheet.site.pages import SearchPage, SitemapIndex
from freesheet.site.setting import REPUBLISH, SEARCH, Setting
from freesheet.site.theme import Theme
from freesheet.story.nodes import Issue, Story

# A house that has everything, and for each field another value.
HOUSE = samples.house()
OTHER: dict[str, Any] = {
    "name": "Another House",
    "site": "https://other.example",
    "authority": "other.example,2020",
    "postal": "9 Other Street\nElsewhere",
    "contact": "other@example.org",
    "language": "de",
    "time_zone": "Asia/Tokyo",
    "logo": "https://other.example/logo.png",
    "change_password": "https://other.example/password/",
    "licence": "CC BY-SA 4.0",
    "licence_address": "https://creativecommons.org/licenses/by-sa/4.0/",
    "republish": "Ask first.",
    "policies": Policies(corrections="https://other.example/corrections/"),
    "publication": Publication(publisher="Another", number="No. {day}", founded=1990, copyright="© {year}"),
    "appeal": Appeal(text="Give.", address="https://other.example/give/", cheque="To us.", tax="None."),
    "printing": Printing(paper="a4", price_cents=99),
    "look": Look(accent="#003366", typeface="sans"),
    "front": Front(sections=("One",), motto="Ours", stories=3, take_stories=4, refused_robots=("x",)),
}
# Those that run Typst or libzim take a second each.
SLOW = ("print", "large-print", "booklet", "handbill", "zim", "bundle")


def made(edition: str, story: Story, house: House) -> list[bytes]:
    one = EDITIONS[edition]
    kit = kit_of([*map(EDITIONS.__getitem__, ("web", "lite", "text")), one], house=house, picture=samples.picture)
    return [artifact.data for artifact in kit.made(edition, Issue.of(story))]


def test_every_field_of_a_house_has_another_value_here() -> None:
    names = [field.name for field in fields(House)]
    assert sorted(names) == sorted(OTHER)
    assert all(getattr(HOUSE, name) != OTHER[name] for name in names)


def test_every_edition_says_what_it_reads() -> None:
    assert READS.keys() == EDITIONS.keys()
    assert all(set(names) <= set(OTHER) for names in READS.values())


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_an_edition_does_not_declare_it_does_not_show(edition: str) -> None:
    undeclared = sorted(set(OTHER) - set(READS[edition]))
    names = samples.names()[:1] if edition in SLOW else samples.names()
    everything = replace(HOUSE, **{name: OTHER[name] for name in undeclared})
    assert undeclared
    for name in names:
        story = samples.story(name)
        assert made(edition, story, everything) == made(edition, story, HOUSE), (edition, name)


@pytest.mark.parametrize("edition", [name for name in EDITIONS if name not in SLOW])
def test_an_edition_is_made_anew_for_all_that_it_shows(edition: str) -> None:
    """The other way round: what changes its bytes changes its stamp."""
    story = samples.story(samples.names()[0])
    before = made(edition, story, HOUSE)
    for name, value in OTHER.items():
        other = replace(HOUSE, **{name: value})
        if made(edition, story, other) != before:
            assert edition_stamp(edition, other) != edition_stamp(edition, HOUSE), name


def stamps(house: House = HOUSE, **own: str) -> Stamps:
    return Stamps(Setting(house, Theme(house, {f"{name}.html.j2": text for name, text in own.items()})))


def test_a_template_is_in_the_stamp_of_what_it_makes() -> None:
    plain, ours = stamps(), stamps(search="{{ page.heading }}")
    page, other = SearchPage(), SitemapIndex((), ())
    assert plain.page(page) != ours.page(page)
    assert plain.page(other) == ours.page(other)
    assert plain.everything() != ours.everything() == stamps(search="{{ page.heading }}").everything()
    for name in ("web", REPUBLISH, SEARCH, "text"):
        assert plain.edition(name) == ours.edition(name)
    assert plain.edition("web") != stamps(story="x").edition("web")
    assert plain.edition(REPUBLISH) != stamps(republish="x").edition(REPUBLISH)


def test_the_house_is_in_the_stamp_of_every_page_and_an_edition_s_own_part_in_its() -> None:
    accent = replace(HOUSE, look=Look(accent="#003366"))
    plain, other = stamps(), stamps(accent)
    assert plain.page(SearchPage()) != other.page(SearchPage())
    assert plain.edition("text") == other.edition("text")
    assert plain.edition("web") != other.edition("web")


def test_each_edition_has_the_stamp_of_its_own_code() -> None:
    assert len({code_stamp(name) for name in (*EDITIONS, "site")}) == len(EDITIONS) + 1
