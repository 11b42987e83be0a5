"""The whole site of the sample newspaper before outside judges, a crawler and a browser: conventions R and D."""

import json
import subprocess
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Browser, BrowserContext

from freesheet import samples
from tests import feed_rules
from tests.conftest import NODE
from tests.validators.sample_site import KINDS, ROOT, SITE, Sample, address, browser, sample

__all__ = ["address", "browser", "sample"]

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# All styles stand in the page, so that there is nothing to load before.
JUDGE = """([tags, rules]) => axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"], preload: false})
    .then(result => result.violations)"""
# What a browser says of something that the page's own policy does not allow.
REFUSED = "Content Security Policy"
# What fits into the ten packets that a server sends before the first answer (RFC 6928), each with 1,460 bytes of it.
FIRST_FLIGHT = 14_600


# ── The files ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.needs("java", "vnu")
def test_the_nu_checker_finds_no_error_in_any_page(sample: Sample) -> None:
    checker = NODE / "vnu-jar/build/dist/vnu.jar"
    found = subprocess.run(
        ["java", "-Xss8m", "-jar", checker, "--errors-only", "--format", "json", *sample.pages],
        cwd=sample.folder,
        capture_output=True,
        check=False,
    )
    faults = [message for message in json.loads(found.stderr)["messages"] if message["type"] == "error"]
    assert [(fault["url"], fault["message"], fault.get("extract")) for fault in faults] == []


def test_no_link_is_dead(sample: Sample) -> None:
    """Links, pictures and their copies, feeds, PDFs, forms, and the addresses that machines are told."""
    faults = set()
    for page in sample.pages.values():
        links = page.all("//@href | //@src | //form/@action | //textarea/@action")
        links += [one.split()[0] for srcset in page.all("//@srcset") for one in srcset.split(", ")]
        links += page.meta("og:image") + page.meta("og:url")
        links += [one for facts in page.facts for one in _addresses(facts)]
        faults |= {(page.path, link, fault) for link in links if (fault := sample.fault_of(page, link))}
    assert sorted(faults) == []


def _addresses(facts: Any) -> Iterator[str]:
    """Every address in JSON-LD but that of the search, which is a pattern, and of the logo, which the house keeps."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if name not in ("logo", "@context", "potentialAction"):
                yield from _addresses(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from _addresses(value)
    elif isinstance(facts, str) and facts.startswith("https://"):
        yield facts


def test_a_text_only_page_leads_to_text_only_pages(sample: Sample) -> None:
    for page in sample.pages.values():
        if not page.is_lite:
            continue
        for link in page.all("//main//nav//ol//a/@href | //header//a/@href"):
            assert link.endswith("lite.html"), (page.path, link)


def test_every_page_has_what_a_reader_expects_of_its_frame(sample: Sample) -> None:
    """R1, R2, R19: one h1, levels that do not skip, landmarks, the skip link first, no lock on zoom."""
    for page in sample.pages.values():
        page.one("//h1")
        levels = [int(one.tag[1]) for one in page.all("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (page.path, levels)
        main = page.one("//main")
        page.one("//body/header | //body/header[@class]")
        page.one("//body/footer")
        first = page.all("//body//a | //body//input | //body//button | //body//textarea")[0]
        assert first.get("href") == f"#{main.get('id')}", page.path
        assert page.one("//head/meta[@name='viewport']/@content").startswith("width=device-width")
        assert "scalable" not in page.text.partition("</head>")[0].partition("</style>")[2]
        assert page.one("/html/@lang")
        assert page.one("/html/@dir") in ("ltr", "rtl")


def test_the_foot_of_every_page_leads_to_what_readers_ask_for(sample: Sample) -> None:
    """R17."""
    house = samples.house()
    asked = ("about", "corrections", "privacy", "give", "feeds", "accessibility", "contact", "republishing", "archive")
    for page in sample.pages.values():
        foot = page.one("//body/footer")
        links = foot.xpath(".//a/@href")
        for name in asked:
            assert any(urlsplit(link).path.strip("/").removesuffix("/lite.html") == name for link in links), (
                page.path,
                name,
            )
        assert house.postal in foot.text_content()
        assert house.contact in foot.text_content()
        if page.path.endswith("index.html"):
            assert any(link.endswith("lite.html") for link in links), page.path


def test_pictures_are_told_and_tell_their_size(sample: Sample) -> None:
    """R6, R18: a real source, a size, words; all but the lead wait until they are near."""
    found = 0
    for page in sample.pages.values():
        for image in page.all("//img[not(ancestor::*[@hidden])]"):
            found += 1
            assert image.get("src"), page.path
            assert int(image.get("width")), page.path
            assert int(image.get("height")), page.path
            assert image.get("alt") is not None, page.path
            waits, hurries = image.get("loading") == "lazy", image.get("fetchpriority") == "high"
            assert waits != hurries or image.xpath("ancestor::header[contains(@class, 'masthead')]"), page.path
        assert len(page.all("//img[@fetchpriority='high']")) <= 1
    assert found


def test_canonical_addresses(sample: Sample) -> None:
    """D10, D11: one, absolute, of the page itself; variants name the story; what is not to be found has none."""
    for page in sample.pages.values():
        found = page.all("//link[@rel='canonical']/@href")
        if "noindex" in page.meta("robots") and page not in sample.stories:
            assert len(found) <= 1
            continue
        assert len(found) == 1, (page.path, found)
        if page.is_lite:
            twin = sample.pages[page.path.removesuffix("lite.html") + "index.html"]
            assert found == twin.all("//link[@rel='canonical']/@href"), page.path
        elif found[0].startswith(SITE):
            assert found == [page.address]
        else:
            assert page.shown("//*[@class='origin']"), page.path
    for path in ("404.html", "410.html", "search/index.html", "eleven-below/republish.html"):
        assert sample.pages[path].meta("robots") == ["noindex"]


def test_translations_name_one_another_and_themselves(sample: Sample) -> None:
    """D13."""
    found = 0
    for page in sample.pages.values():
        ways = {one.get("hreflang"): one.get("href") for one in page.all("//link[@hreflang]")}
        if not ways:
            continue
        found += 1
        assert ways[page.one("/html/@lang")] == page.address
        for language, version in ways.items():
            other = sample.page_at(version)
            assert other, version
            assert other.one("/html/@lang") == language
            assert {one.get("hreflang"): one.get("href") for one in other.all("//link[@hreflang]")} == ways
    assert found >= 4


def test_every_page_leads_to_the_feeds(sample: Sample) -> None:
    """D14."""
    types = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
    for page in sample.pages.values():
        if not page.is_lite:
            assert types <= set(page.all("//link[@rel='alternate']/@type")), page.path
    for story in sample.stories:
        if not story.all("//*[@class='notice']//time"):
            assert "text/plain" in story.all("//link[@rel='alternate']/@type"), story.path


def test_titles_descriptions_and_cards(sample: Sample) -> None:
    """D12, D13."""
    name = samples.house().name
    for page in sample.pages.values():
        assert page.one("//title").text.strip().endswith(name), page.path
        if page.is_lite:
            continue
        for wanted in ("og:type", "og:title", "og:site_name", "og:locale", "twitter:card"):
            assert len(page.meta(wanted)) == 1, (page.path, wanted)
        assert page.meta("og:url") == page.all("//link[@rel='canonical']/@href"), page.path
        assert all(50 <= len(text) <= 300 for text in page.meta("description")), page.path
        assert all(page.meta("article:author")), page.path
        if page.meta("og:image"):
            assert int(page.one("//meta[@property='og:image:width']/@content"))
            assert int(page.one("//meta[@property='og:image:height']/@content"))


def test_what_machines_are_told_of_a_story_is_what_readers_see(sample: Sample) -> None:
    """D1 to D8."""
    stories = sample.stories
    assert len(stories) == 67
    for page in stories:
        facts = next(one for one in page.facts if one["@type"] != "BreadcrumbList")
        assert facts["@type"].endswith("NewsArticle")
        assert page.shown("//h1") == [" ".join(facts["headline"].split())]
        names = [one["name"] for one in facts.get("author", [])]
        assert all(name in page.shown("//*[@class='byline']")[0] for name in names), page.path
        assert [one.text_content() for one in page.all("//a[@rel='author']")] == names
        for author in facts.get("author", []):
            assert not author["url"].startswith(SITE) or sample.page_at(author["url"]), author
        instants = page.all("//*[@class='dates']//time/@datetime")
        assert facts["datePublished"] == instants[0] == page.one("//meta[@property='article:published_time']/@content")
        assert datetime.fromisoformat(facts["dateModified"]) == max(
            datetime.fromisoformat(one) for one in [*instants, facts["dateModified"]]
        )
        assert facts["isAccessibleForFree"] is True
        for wanted in ("publisher", "mainEntityOfPage", "inLanguage", "datePublished", "dateModified"):
            assert facts[wanted], (page.path, wanted)
        assert facts["inLanguage"] == page.one("/html/@lang")
        assert facts["mainEntityOfPage"] == page.one("//link[@rel='canonical']/@href")
        for correction in facts.get("correction", []):
            assert " ".join(correction["text"].split())[:40] in " ".join(page.one("//main").text_content().split())
        for policy in ("publishingPrinciples", "correctionsPolicy", "ownershipFundingInfo"):
            assert facts["publisher"][policy].startswith(SITE)


def test_the_way_that_machines_are_told_is_the_visible_one(sample: Sample) -> None:
    """D9."""
    found = 0
    for page in sample.pages.values():
        shown = page.shown("//nav[@class='trail']//li")
        told = [one for one in page.facts if one["@type"] == "BreadcrumbList"]
        if told:
            found += 1
            names = [" ".join(step["name"].split()) for step in told[0]["itemListElement"]]
            assert names == shown, page.path
    assert found > 100


def test_the_front_page_tells_of_the_site_and_its_search(sample: Sample) -> None:
    (facts,) = sample.pages["index.html"].facts
    assert (facts["@type"], facts["url"]) == ("WebSite", f"{SITE}/")
    assert facts["publisher"]["@type"] == "NewsMediaOrganization"
    assert facts["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{words}}"


def test_feeds_are_valid(sample: Sample) -> None:
    """D15 to D19."""
    judges = {"rss": feed_rules.of_rss, "atom": feed_rules.of_atom, "json": feed_rules.of_json}
    for ending, judge in judges.items():
        feeds = sorted(sample.folder.rglob(f"feed.{ending}"))
        assert len(feeds) > 50
        assert {str(feed): faults for feed in feeds if (faults := judge(feed.read_bytes()))} == {}


def test_sitemaps_are_valid_and_lead_to_pages(sample: Sample) -> None:
    """D20, D21."""
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/schemas/sitemap.rng"))
    files = [*sample.folder.glob("sitemap*.xml"), *sample.folder.glob("sitemaps/*.xml")]
    told = set()
    for file in files:
        tree = etree.parse(file)
        assert schema.validate(tree), (file, schema.error_log)
        for found in tree.iter("{*}loc"):
            address = found.text or ""
            assert sample.file_at(address), (file, address)
            told.add(address)
    assert {page.address for page in sample.stories if "noindex" not in page.meta("robots")} - told == set()
    robots = (sample.folder / "robots.txt").read_text()
    assert f"Sitemap: {SITE}/sitemap.xml" in robots


def test_a_story_and_the_front_page_arrive_in_the_first_flight(sample: Sample) -> None:
    """Without pictures, as they are served, with room left for the headers of the answer."""
    headers = 1_200
    for page in (sample.pages["index.html"], *sample.stories):
        size = (sample.folder / f"{page.path}.br").stat().st_size
        assert size + headers <= FIRST_FLIGHT, (page.path, size)


# ── In a browser, over the server ────────────────────────────────────────────────────────────────────


def _judged(context: BrowserContext, address: str, paths: tuple[str, ...]) -> list[Any]:
    """What axe finds on pages, what runs out of the screen, and what the browser complains of."""
    axe = (NODE / "axe-core/axe.min.js").read_text()
    page = context.new_page()
    found: list[Any] = []
    page.on("console", lambda message: found.append((page.url, message.text)) if REFUSED in message.text else None)
    # What a picture shows is not judged, and to read it takes as long as to judge the page.
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": ["*/pictures/*"]})
    for path in paths:
        page.goto(f"{address}/{path}")
        page.evaluate(axe)
        # How large a link of a page without style is, is the browser's doing, which WCAG 2.5.8 excepts.
        rules = {"target-size": {"enabled": not path.endswith("lite.html")}}
        faults = page.evaluate(JUDGE, [RULES, rules])
        found += [(path, fault["id"], fault["nodes"][0]["html"]) for fault in faults]
        # Without a style a table or a telegram is as wide as it is.
        if not path.endswith("lite.html") and page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ):
            found.append((path, "too wide"))
    context.close()
    return found


@pytest.mark.needs("chromium", "axe")
@pytest.mark.parametrize("part", range(4))
def test_axe_finds_no_violation_on_any_page(browser: Browser, sample: Sample, address: str, part: int) -> None:
    """R20, in four parts, so that they may run side by side."""
    paths = tuple(page.path for page in sample.pages.values())[part::4]
    assert _judged(browser.new_context(viewport={"width": 1280, "height": 900}), address, paths) == []


@pytest.mark.needs("chromium", "axe")
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "dark")])
def test_axe_finds_no_violation_on_a_small_screen_and_in_the_dark(
    browser: Browser, address: str, width: int, scheme: Any
) -> None:
    """R19: 320 pixels are also what 400 % leave of 1280."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert _judged(context, address, KINDS) == []


@pytest.mark.needs("chromium")
def test_nothing_is_asked_of_others_and_nothing_is_left_behind(browser: Browser, sample: Sample, address: str) -> None:
    """R18, R21: without script, no other origin, no cookie, one request for the page and one for each picture."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    cookies: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: cookies.extend(name for name in response.headers if name == "set-cookie"))
    for path in KINDS:
        asked.clear()
        page.goto(f"{address}/{path}", wait_until="networkidle" if path in ("", "eleven-below/") else "load")
        assert all(one.startswith((address, "data:")) for one in asked), path
        wanted = {one for one in asked if not one.startswith("data:")}
        shown = len(page.query_selector_all("img:not([src^='data:'])"))
        assert len(wanted) <= 1 + shown, (path, wanted)
    assert context.cookies() == []
    assert cookies == []
    context.close()


def test_the_pages_that_the_browser_is_shown_are_there(sample: Sample) -> None:
    paths = [urlsplit(path).path for path in KINDS]
    assert [path for path in paths if not sample.file_at(f"{SITE}/{path}")] == []
