"""A story as schema.org JSON-LD."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from lxml import html

from freesheet.house import House, Policies, Publication
from freesheet.markup.article import article
from freesheet.markup.jsonld import Facts, image, in_page, jsonld
from freesheet.story.nodes import Byline, Correction, Origin, Series, Source, Story, Withdrawal
from tests.strategies import NOON, inline, picture, stories, story

HOUSE = House(
    name="The Free Sheet",
    site="https://example.org",
    logo="https://example.org/logo.png",
    postal="1 Main St",
    contact="desk@example.org",
    licence="CC BY 4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
    policies=Policies(
        ethics="https://example.org/ethics/",
        corrections="https://example.org/corrections/",
        funding="https://example.org/funding/",
    ),
)


def facts(told: Story, house: House = HOUSE, images: tuple[Facts, ...] = ()) -> Facts:
    return jsonld(article(told, house), house, images)


def test_a_plain_story_has_all_that_search_engines_ask_for() -> None:
    told = story(
        "One two three four five six seven eight nine ten.",
        section="Libraries",
        topics=("Paper",),
        storylines=("Paper", "Free pages"),
    )
    assert facts(told, images=({"@type": "ImageObject"},)) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Library printer stays free",
        "description": (
            "The county votes to keep ten free pages a day. One two three four five six seven eight nine ten."
        ),
        "url": "https://example.org/library-printer/",
        "mainEntityOfPage": "https://example.org/library-printer/",
        "inLanguage": "en",
        "datePublished": "2026-05-03T12:00:00+00:00",
        "dateModified": "2026-05-03T12:00:00+00:00",
        "author": [{"@type": "Person", "name": "Ana Ruiz"}],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "The Free Sheet",
            "url": "https://example.org",
            "logo": {"@type": "ImageObject", "url": "https://example.org/logo.png"},
            "address": "1 Main St",
            "email": "desk@example.org",
            "publishingPrinciples": "https://example.org/ethics/",
            "correctionsPolicy": "https://example.org/corrections/",
            "ownershipFundingInfo": "https://example.org/funding/",
        },
        "image": [{"@type": "ImageObject"}],
        "articleSection": "Libraries",
        "keywords": ["Paper", "Free pages"],
        "wordCount": 10,
        "isAccessibleForFree": True,
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_what_is_not_known_is_not_told() -> None:
    bare = facts(story("Short.", dek="", bylines=(), published=None), House())
    assert bare == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Library printer stays free",
        "inLanguage": "en",
        "publisher": {"@type": "NewsMediaOrganization", "name": "Freesheet"},
        "wordCount": 1,
        "isAccessibleForFree": True,
    }


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("news", "NewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("interview", "NewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("letter", "OpinionNewsArticle"),
        ("investigation", "ReportageNewsArticle"),
    ],
)
def test_each_kind_has_its_type(kind: str, type_: str) -> None:
    assert facts(story(kind=kind))["@type"] == type_


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        (Byline("Ana Ruiz"), {"@type": "Person", "name": "Ana Ruiz"}),
        (
            Byline("Ana Ruiz", outlet="River Record", address="https://example.org/ana"),
            {
                "@type": "Person",
                "name": "Ana Ruiz",
                "url": "https://example.org/ana",
                "affiliation": {"@type": "NewsMediaOrganization", "name": "River Record"},
            },
        ),
        (Byline("River Record", outlet="River Record"), {"@type": "Organization", "name": "River Record"}),
        (Byline("The Free Sheet"), {"@type": "Organization", "name": "The Free Sheet"}),
        (Byline("Free Sheet Trust"), {"@type": "Organization", "name": "Free Sheet Trust"}),
        (Byline("Partner"), {"@type": "Organization", "name": "Partner"}),
        (Byline("Record Staff"), {"@type": "Organization", "name": "Record Staff"}),
        (Byline("The Marshall Project"), {"@type": "Organization", "name": "The Marshall Project"}),
        (Byline("Theo Press-Brown"), {"@type": "Person", "name": "Theo Press-Brown"}),
        (Byline("Ana Ruiz", address="javascript:x"), {"@type": "Person", "name": "Ana Ruiz"}),
    ],
)
def test_an_author_is_a_person_or_an_organisation_and_a_name_alone(byline: Byline, author: Facts) -> None:
    house = House(name="The Free Sheet", publication=Publication(publisher="Free Sheet Trust"))
    assert facts(story(bylines=(byline,), origin=Origin("Partner")), house)["author"] == [author]


def test_several_authors_are_several_and_a_translator_contributes() -> None:
    told = facts(story(bylines=(Byline("A B"), Byline("C D"), Byline("E F", role="Translated by"))))
    assert [author["name"] for author in told["author"]] == ["A B", "C D"]
    assert told["contributor"] == [{"@type": "Person", "name": "E F"}]


def test_a_correction_is_told_and_moves_the_date_of_change() -> None:
    told = facts(story(corrections=(Correction(NOON.replace(day=5), "It was 4-1.", "It was 5-0."),)))
    assert told["correction"] == [
        {"@type": "CorrectionComment", "text": "It was 4-1. It was 5-0.", "datePublished": "2026-05-05T12:00:00+00:00"}
    ]
    assert told["dateModified"] == "2026-05-05T12:00:00+00:00"


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"origin": Origin("Partner", "https://partner.example/a", licence="CC BY-ND")}, "CC BY-ND"),
        ({"origin": Origin("Partner", "https://partner.example/a"), "licence": "CC0"}, "CC0"),
        ({"origin": Origin("Partner", "https://partner.example/a"), "licence": "CC BY 4.0"}, HOUSE.licence_address),
        ({"origin": Origin("Partner", "https://partner.example/a")}, None),
    ],
)
def test_a_republished_story_names_its_partner(fields: dict[str, Any], licence: str | None) -> None:
    told = facts(story(**fields))
    assert told["isBasedOn"] == told["mainEntityOfPage"] == "https://partner.example/a"
    assert (
        told["sourceOrganization"]
        == told["copyrightHolder"]
        == {
            "@type": "NewsMediaOrganization",
            "name": "Partner",
        }
    )
    assert told.get("license") == licence


def test_a_story_under_its_own_licence_names_it() -> None:
    assert facts(story(licence="CC0"))["license"] == "CC0"


def test_a_withdrawn_story_says_so_and_counts_no_words() -> None:
    gone = facts(story(withdrawal=Withdrawal(NOON, "It was wrong."), sources=(Source("Minutes"),), licence="CC0"))
    assert gone["creativeWorkStatus"] == "Withdrawn"
    assert not {"wordCount", "citation", "license"} & set(gone)


def test_sources_and_series_are_told() -> None:
    source = Source("Audit", "County", "J. Doe", date(2026, 1, 2), "https://example.org/a", "https://archive.example/a")
    told = facts(story(sources=(source, Source("Minutes")), series=Series("Paper", 3, 7)))
    assert told["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Audit",
            "author": "J. Doe",
            "publisher": {"@type": "Organization", "name": "County"},
            "datePublished": "2026-01-02",
            "url": "https://example.org/a",
            "archivedAt": "https://archive.example/a",
        },
        {"@type": "CreativeWork", "name": "Minutes"},
    ]
    assert told["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Paper"}
    assert told["position"] == 3


def test_a_picture_has_its_size_caption_and_credit() -> None:
    assert image(picture(caption=inline("C"), credit="D"), "https://example.org/a.jpg", 640, 480) == {
        "@type": "ImageObject",
        "url": "https://example.org/a.jpg",
        "width": 640,
        "height": 480,
        "caption": "C",
        "creditText": "D",
    }


@pytest.mark.parametrize(
    "text",
    ["</script><script>alert(1)</script>", "<!-- <script>", "a & b", "line\u2028and\u2029line", "]]>", '"quoted"'],
)
def test_no_text_ends_the_script_or_is_changed_by_it(text: str) -> None:
    written = str(in_page({"headline": text}))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"headline": text}


@given(stories())
def test_any_story_can_be_read_back_from_a_page(told: Story) -> None:
    known = facts(told)
    page = html.document_fromstring(f"<script type='application/ld+json'>{in_page(known)}</script><p>after</p>")
    assert json.loads(page.findtext(".//script") or "") == known
    assert page.findtext(".//p") == "after"
