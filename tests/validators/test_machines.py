"""The sample newspaper as machines expect it: conventions D1 to D26, on the files and from the server."""

import re
from collections.abc import Mapping
from datetime import datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from freesheet import samples
from tests.extraction import squeezed
from tests.validators.sample_site import SITE, Page, Sample, address, sample, stories

__all__ = ["address", "sample"]

KINDS = {
    "news": "NewsArticle",
    "investigation": "ReportageNewsArticle",
    "opinion": "OpinionNewsArticle",
    "letter": "OpinionNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "review": "ReviewNewsArticle",
    "interview": "NewsArticle",
}
YEAR = 365 * 24 * 60 * 60


def facts_of(page: Page) -> dict[str, Any]:
    return next(one for one in page.facts if one["@type"] != "BreadcrumbList")


def test_the_kind_of_a_story_is_its_type(sample: Sample) -> None:
    """D1."""
    for slug, (page, told) in sample.standing.items():
        assert facts_of(page)["@type"] == KINDS[told.kind], slug
    assert len({told.kind for told in stories().values()}) > 4


def test_a_story_tells_machines_all_that_it_has(sample: Sample) -> None:
    """D2, D7: instants have an offset, and what is changed is no older than what was published."""
    house = samples.house()
    for slug, (page, told) in sample.standing.items():
        facts = facts_of(page)
        published, modified = (datetime.fromisoformat(facts[one]) for one in ("datePublished", "dateModified"))
        assert published.utcoffset() is not None
        assert published == told.published
        assert modified >= published, slug
        publisher = facts["publisher"]
        assert (publisher["@type"], publisher["name"], publisher["url"]) == (
            *("NewsMediaOrganization", house.name, house.site),
        )
        assert publisher["logo"]["url"].startswith("https://")
        for policy in ("publishingPrinciples", "correctionsPolicy", "ownershipFundingInfo"):
            assert sample.page_at(publisher[policy]), policy
        assert facts.get("articleSection", "") == told.section
        assert facts.get("keywords", []) == [*dict.fromkeys((*told.topics, *told.storylines))], slug
        assert facts["wordCount"] > 0
        assert facts["description"] == page.meta("description")[0]
        assert bool(facts.get("image")) == bool(told.lead), slug
        for image in facts.get("image", []):
            assert sample.file_at(image["url"]), slug
            assert image["url"].startswith(f"{SITE}/pictures/"), slug


def test_an_author_is_a_name_and_each_is_one(sample: Sample) -> None:
    """D3."""
    for slug, (page, told) in sample.standing.items():
        authors = facts_of(page).get("author", [])
        assert [one["name"] for one in authors] == [one.name for one in told.bylines if not one.role], slug
        for author in authors:
            assert author["@type"] in ("Person", "Organization")
            assert not re.match(r"(?i)by\b|por\b", author["name"]), slug
            assert author["url"]


def test_everything_is_free_to_read(sample: Sample) -> None:
    """D4."""
    for page in sample.stories:
        facts = facts_of(page)
        assert facts["isAccessibleForFree"] is True
        assert "hasPart" not in facts


def test_corrections_are_told_to_machines(sample: Sample) -> None:
    """D5."""
    found = 0
    for slug, (page, told) in sample.standing.items():
        corrections = facts_of(page).get("correction", [])
        found += len(corrections)
        assert [datetime.fromisoformat(one["datePublished"]) for one in corrections] == [
            one.made for one in told.corrections
        ], slug
        for fact, one in zip(corrections, told.corrections, strict=True):
            assert fact["@type"] == "CorrectionComment"
            assert squeezed(fact["text"]) == squeezed(one.wrong + one.right)
    assert found


def test_machines_are_led_to_where_a_story_was_first(sample: Sample) -> None:
    """D6, D10, D11: as the agreement with each partner has it."""
    for slug, (page, told) in sample.standing.items():
        facts, origin = facts_of(page), told.origin
        canonical = page.one("//link[@rel='canonical']/@href")
        assert page.meta("robots") == (["noindex"] if origin and origin.noindex else []), slug
        if not origin:
            assert canonical == f"{SITE}/{slug}/"
            assert "isBasedOn" not in facts
            continue
        assert facts["isBasedOn"] == origin.address
        assert facts["sourceOrganization"]["name"] == facts["copyrightHolder"]["name"] == origin.partner
        assert facts["license"] == origin.licence or told.licence
        assert facts["mainEntityOfPage"] == canonical == (origin.address if origin.canonical else f"{SITE}/{slug}/")
    agreements = {(told.origin.canonical, told.origin.noindex) for told in stories().values() if told.origin}
    assert len(agreements) > 1


def test_a_card_tells_the_story_and_nothing_empty(sample: Sample) -> None:
    """D12."""
    for slug, (page, told) in sample.standing.items():
        assert page.meta("og:type") == ["article"]
        assert squeezed(page.meta("og:title")[0]) == squeezed(told.headline)
        assert page.meta("og:description") == page.meta("description")
        assert page.meta("article:section") == ([told.section] if told.section else []), slug
        assert page.meta("article:tag") == [*told.topics], slug
        assert page.meta("article:author") == [one.name for one in told.bylines if not one.role], slug
        assert [datetime.fromisoformat(one) for one in page.meta("article:published_time")] == [told.published]
        assert page.meta("article:modified_time") == [facts_of(page)["dateModified"]]
        assert page.meta("twitter:card") == ["summary_large_image" if told.lead else "summary"]
        if told.lead:
            assert squeezed(page.meta("og:image:alt")[0]) == squeezed(told.lead.alt)
    for page in sample.pages.values():
        if page.meta("og:image"):
            assert page.meta("og:image")[0].startswith(f"{SITE}/")
            assert all(page.meta("og:image:alt")), page.path
            assert len(page.meta("og:image:alt")) == 1, page.path
        assert all(one.strip() for one in page.all("//head/meta/@content")), page.path


def test_a_story_has_a_title_and_a_description(sample: Sample) -> None:
    """D13."""
    for slug, (page, told) in sample.standing.items():
        name = samples.house().name
        assert squeezed(page.one("//title").text) == squeezed(f"{told.headline} | {name}")
        (description,) = page.meta("description")
        assert 50 <= len(description) <= 300, slug
        assert page.one("/html/@lang") == told.language


def test_a_story_leads_to_its_other_forms_and_its_licence(sample: Sample) -> None:
    """D14: the text, the paper; the library of a newsroom that makes them, EPUBs."""
    house = samples.house()
    for slug, (page, told) in sample.standing.items():
        ways = {one.get("type"): one.get("href") for one in page.all("//head/link[@rel='alternate'][@type]")}
        assert ways["text/plain"] == f"/{slug}/text.txt"
        assert ways["application/pdf"] == f"/{slug}/print.pdf"
        own = not told.origin and (told.licence or house.licence) == house.licence
        assert page.all("//head/link[@rel='license']/@href") == ([house.licence_address] if own else []), slug


def test_a_sitemap_tells_when_the_text_changed(sample: Sample) -> None:
    """D20."""
    changed = dict[str, str]()
    for file in sample.folder.glob("sitemaps/*-*.xml"):
        for url in etree.parse(file).iter("{*}url"):
            changed[url.findtext("{*}loc") or ""] = url.findtext("{*}lastmod") or ""
    assert len(changed) > 60
    for slug, (page, told) in sample.standing.items():
        if not (told.origin and (told.origin.noindex or told.origin.canonical)):
            modified = facts_of(page)["dateModified"]
            assert datetime.fromisoformat(changed[f"{SITE}/{slug}/"]) == datetime.fromisoformat(modified), slug


def test_robots_may_read_everything_but_searches(sample: Sample) -> None:
    """D22: feeds, paper, text and pictures too, whoever they are."""
    robots = RobotFileParser()
    robots.parse((sample.folder / "robots.txt").read_text().splitlines())
    assert robots.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-news.xml"]
    for agent in ("archive.org_bot", "Googlebot", "a library"):
        for file in sample.folder.rglob("*"):
            path = file.relative_to(sample.folder).as_posix()
            if file.is_file() and not path.startswith((".freesheet/", "search/")):
                assert robots.can_fetch(agent, f"{SITE}/{path}"), path
        assert not robots.can_fetch(agent, f"{SITE}/search/?q=river")


def test_everything_that_can_be_is_compressed_beforehand(sample: Sample) -> None:
    """D25."""
    kinds = (".html", ".txt", ".xml", ".rss", ".atom", ".json", ".svg")
    files = [file for file in sample.folder.rglob("*") if file.suffix in kinds]
    assert len(files) > 600
    for file in files:
        for ending in (".gz", ".br"):
            assert file.with_name(file.name + ending).is_file(), file


# ── From the server ──────────────────────────────────────────────────────────────────────────────────


def ask(address: str, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, told, body


@pytest.mark.parametrize(
    ("path", "status", "kept"),
    [
        ("/", 200, "public, max-age=60, stale-while-revalidate"),
        ("/eleven-below/", 200, "public, max-age=60, stale-while-revalidate"),
        ("/eleven-below/lite.html", 200, "public, max-age=60, stale-while-revalidate"),
        ("/eleven-below/print.pdf", 200, "public, max-age="),
        ("/feed.rss", 200, "public, max-age="),
        ("/search/?q=river", 200, "no-store"),
        ("/no-such-page/", 404, "public, max-age=10"),
        ("/guestbook.php", 410, "public, max-age=10"),
    ],
)
def test_every_answer_is_guarded(sample: Sample, address: str, path: str, status: int, kept: str) -> None:
    """D23, D24, D25; R21: and sets no cookie."""
    answered, headers, _body = ask(address, path)
    assert answered == status
    assert "set-cookie" not in headers
    policy = {one.split()[0]: one.split()[1:] for one in headers["content-security-policy"].split("; ")}
    assert policy["default-src"] == policy["script-src"] == policy["base-uri"] == ["'none'"]
    assert policy["img-src"] == ["'self'", "data:"]
    assert policy["form-action"] == policy["frame-ancestors"] == policy["font-src"] == ["'self'"]
    # The one style of all pages, by its digest; nothing else that stands in a page counts.
    assert not {"'unsafe-inline'", "*", "https:"} & set(policy["style-src"])
    assert int(headers["strict-transport-security"].removeprefix("max-age=").split(";")[0]) >= YEAR
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert all(f"{one}=()" in headers["permissions-policy"] for one in ("camera", "microphone", "geolocation"))
    assert "browsing-topics=()" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"].startswith(kept)


def test_no_page_styles_itself(sample: Sample) -> None:
    """D23: a page obeys the policy that is sent with it."""
    for page in sample.pages.values():
        assert page.all("//body//@style | //body//style") == [], page.path
        assert len(page.all("//head/style")) == (0 if page.is_lite else 1), page.path


@pytest.mark.parametrize("path", ["/", "/eleven-below/", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml"])
def test_who_has_the_newest_version_gets_none(sample: Sample, address: str, path: str) -> None:
    """D18, D25."""
    status, headers, body = ask(address, path, Accept_Encoding="br")
    assert (status, headers["content-encoding"]) == (200, "br")
    assert body
    for condition in ({"If_None_Match": headers["etag"]}, {"If_Modified_Since": headers["last-modified"]}):
        status, _headers, body = ask(address, path, Accept_Encoding="br", **condition)
        assert (status, body) == (304, b"")


def test_a_picture_is_kept_for_ever_and_named_by_its_content(sample: Sample, address: str) -> None:
    """D25."""
    (file, *_others) = sorted((sample.folder / "pictures").iterdir())
    assert re.match(r"[0-9a-f]{20}-", file.name)
    assert ask(address, f"/pictures/{file.name}")[1]["cache-control"] == "public, max-age=31536000, immutable"


def test_another_form_of_a_story_names_its_page(sample: Sample, address: str) -> None:
    """D10."""
    for form in ("print.pdf", "text.txt"):
        assert ask(address, f"/eleven-below/{form}")[1]["link"] == f'<{SITE}/eleven-below/>; rel="canonical"'


def test_holes_and_passwords_have_their_addresses(sample: Sample, address: str) -> None:
    """D26."""
    status, headers, body = ask(address, "/.well-known/security.txt")
    assert (status, headers["content-type"]) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in body.decode().splitlines())
    assert fields["Contact"] == f"mailto:{samples.house().contact}"
    assert datetime.fromisoformat(fields["Expires"]).utcoffset() is not None
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    status, headers, _body = ask(address, "/.well-known/change-password")
    assert (status, headers["location"]) == (302, samples.house().change_password)
    # By this a password manager learns that the answer means something (W3C, Detecting the reliability of HTTP).
    missing = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200"
    assert ask(address, missing)[0] == 404
