"""Lists longer than a page, and feeds longer than a feed: real links, numbers that stay, and nothing twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from freesheet.serve.answers import Request
from freesheet.serve.site import Site
from tests.feed_rules import ATOM, of_atom
from tests.sites import HOUSE, NOW, Newsroom, told

STORIES = 100
LISTS = ("sections/town/", "topics/water/", "authors/ann-lee/")


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return pressed(tmp_path_factory.mktemp("lists"))


def pressed(folder: Path) -> Newsroom:
    newsroom = Newsroom(folder)
    newsroom.editions = ("web",)
    newsroom.put(*(told(number, published=NOW - timedelta(days=200 - number)) for number in range(STORIES)))
    newsroom.press()
    return newsroom


def links(page: str, path: str) -> list[str]:
    found: Any = html.document_fromstring(page).xpath(path)
    return [str(link) for link in found]


def listed(page: str) -> list[str]:
    return links(page, "//*[contains(@class, 'entries')]//a/@href")


@pytest.mark.parametrize("folder", LISTS)
def test_the_older_pages_lead_to_every_story(newsroom: Newsroom, folder: str) -> None:
    """R24."""
    found, numbers, path = list[str](), list[str](), f"/{folder}"
    while path:
        page = newsroom.tree.text(f"{path[1:]}index.html")
        found += [link for link in listed(page) if link not in found]
        path = next(iter(links(page, "//nav[@class='pager']//a[@rel='next']/@href")), "")
        numbers += [path]
    assert sorted(found) == sorted(f"/story-{number}/" for number in range(STORIES))
    assert numbers == [f"/{folder}page/2/", f"/{folder}page/1/", ""]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((f"/{folder}page/{number}/", 200) for folder in LISTS for number in (1, 2)),
        *((f"/{folder}page/{number}/", 404) for folder in LISTS for number in ("0", "3", "9999", "x", "-1", "01")),
        *((f"/{folder}page/", 404) for folder in LISTS),
    ],
)
def test_a_page_that_there_is_not_is_said_to_be_missing(newsroom: Newsroom, path: str, status: int) -> None:
    """R24."""
    assert Site(newsroom.to).answer(Request("GET", path, "", {})).status == status


@pytest.mark.parametrize("query", ["page=9999", "page=x", "page=%00", "page"])
def test_a_query_that_means_nothing_changes_nothing(newsroom: Newsroom, query: str) -> None:
    """R24: the number of a page is in its path, so that any server of files knows it."""
    plain = Site(newsroom.to).answer(Request("GET", "/topics/water/", "", {}))
    answer = Site(newsroom.to).answer(Request("GET", "/topics/water/", query, {}))
    assert (answer.status, answer.body) == (200, plain.body)


def test_the_archive_of_the_feed_has_every_story(newsroom: Newsroom) -> None:
    """D18, RFC 5005: nobody has to read the pages to have all of it."""
    ids, address = list[str](), f"{HOUSE.site}/feed.atom"
    while address:
        data = newsroom.tree.files[address.removeprefix(f"{HOUSE.site}/")]
        assert of_atom(data) == []
        feed = etree.fromstring(data)
        ways = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert ways["self"] == address
        ids += [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]
        address = ways.get("prev-archive") or ""
    assert len(set(ids)) == STORIES


def test_an_old_page_stays_as_it_is_when_something_new_comes(tmp_path: Path) -> None:
    """R24: numbers begin with the oldest."""
    newsroom = pressed(tmp_path)
    before = newsroom.tree
    newsroom.put(told(STORIES, published=NOW))
    done = newsroom.press()
    after = newsroom.tree
    assert "/story-100/" in listed(after.text("topics/water/index.html"))
    for folder in LISTS:
        for number in (1, 2):
            path = f"{folder}page/{number}/index.html"
            assert path not in done.put
            assert before.files[path] == after.files[path]
