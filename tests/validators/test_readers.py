"""The pages of the sample newspaper as its readers expect them: conventions R1 to R25, on the files."""

import math
import re
from datetime import datetime
from itertools import pairwise

import pytest
from lxml import html

from freesheet.story.nodes import Note, PullQuote, Quotation
from freesheet.story.walk import every_block, every_inline, inlines_inside, pictures_in, plain, text_of
from tests import feed_rules
from tests.extraction import of_pdf, squeezed
from tests.validators.sample_site import SITE, Page, Sample, sample, stories

__all__ = ["sample"]

# What a story's page shows above its text, in this order (R3).
HEAD = (
    *("//p[@class='kicker']", "//article//h1", "//p[@class='dek']", "//p[@class='byline']", "//div[@class='origin']"),
    *("//p[@class='dates']/time[1]", "//p[@class='dates']/time[position()>1]", "//p[@class='dates']/span"),
    *("//nav[@class='tools']", "//div[@class='notice']", "//div[@class='lead']", "//div[@class='body']"),
)
# What stands around the text.
ALWAYS = {"//p[@class='kicker']", "//article//h1", "//p[@class='dates']/time[1]", "//nav[@class='tools']"}


def copied(page: Page) -> dict[str, str]:
    """The forms that a republishing page offers."""
    return {one.get("aria-labelledby"): one.text.strip() for one in page.all("//textarea[@readonly]")}


def test_a_story_is_one_article_with_its_headline_on_top(sample: Sample) -> None:
    """R2."""
    for slug, (page, told) in sample.standing.items():
        assert page.one("//main//article").xpath(".//h1"), slug
        assert squeezed(page.shown("//h1")[0]) == squeezed(told.headline)
        for landmark in ("//body/header", "//body/footer", "//main"):
            page.one(landmark)


def test_a_story_begins_in_the_order_that_readers_know(sample: Sample) -> None:
    """R3."""
    for slug, (page, told) in sample.standing.items():
        places = {element: place for place, element in enumerate(page.tree.iter())}
        found = {path: [places[one] for one in page.all(path)] for path in HEAD}
        order = [place for path in HEAD for place in found[path]]
        assert order == sorted(order), slug
        there = {path for path in HEAD if found[path]}
        assert there >= ALWAYS, slug
        assert ("//div[@class='lead']" in there) == bool(told.lead), slug
        assert ("//p[@class='dek']" in there) == bool(told.dek), slug
        assert ("//p[@class='byline']" in there) == bool(told.bylines), slug
        assert ("//div[@class='origin']" in there) == bool(told.origin), slug


def test_dates_are_told_to_people_and_machines_and_an_update_only_where_there_is_one(sample: Sample) -> None:
    """R4: a date alone, never a time without its zone."""
    updated = 0
    for slug, (page, told) in sample.standing.items():
        for one in page.all("//time"):
            when = datetime.fromisoformat(one.get("datetime"))
            assert when.utcoffset() is not None, slug
            assert not re.search(r"\d:\d\d", one.text_content()), slug
        lines = [(one.get("datetime"), one.text_content()) for one in page.all("//p[@class='dates']/time")]
        corrected = max((one.made for one in told.corrections), default=None)
        wanted = dict.fromkeys(when for when in (told.published, told.updated, corrected) if when)
        assert [datetime.fromisoformat(when) for when, _ in lines] == [*wanted], slug
        updated += len(lines) > 1
        if told.language == "en":
            for when, line in lines:
                day = datetime.fromisoformat(when)
                assert line.endswith(f"{day:%B} {day.day}, {day.year}"), slug
    assert updated


def test_reading_takes_as_long_in_every_edition(sample: Sample) -> None:
    """R5: 238 words a minute, rounded up."""
    for slug, (page, _told) in sample.standing.items():
        words = next(facts["wordCount"] for facts in page.facts if "wordCount" in facts)
        seen = len(" ".join(page.shown("//div[@class='body']")).split())
        assert abs(words - seen) <= seen / 8 + 5, slug
        (line,) = page.shown("//p[@class='dates']/span")
        assert str(max(1, math.ceil(words / 238))) in re.findall(r"\d+", line), slug
        assert line in " ".join(sample.pages[f"{slug}/lite.html"].shown("//main")), slug


def test_quotations_are_marked_and_a_pull_quote_is_read_once(sample: Sample) -> None:
    """R7."""
    quotations = pulled = 0
    for slug, (page, told) in sample.standing.items():
        blocks = list(every_block(told.body))
        quoted = [block for block in blocks if isinstance(block, Quotation)]
        assert len(page.all("//div[@class='body']//blockquote")) == len(quoted), slug
        cited = [squeezed(text_of(block.source)) for block in quoted if block.source]
        assert [squeezed(one) for one in page.shown("//blockquote//cite")] == cited, slug
        quotations += len(cited)
        for block in blocks:
            if isinstance(block, PullQuote):
                pulled += 1
                words = squeezed(text_of(block.content))
                assert any(words in squeezed(one) for one in page.shown("//*[@aria-hidden='true']")), slug
                elsewhere = sum(words in squeezed(plain(other)) for other in told.body if other is not block)
                text = squeezed((sample.folder / slug / "text.txt").read_text("utf-8"))
                assert text.count(words) <= elsewhere, slug
    assert quotations
    assert pulled


def test_notes_lead_there_and_back_and_sources_are_told_whole(sample: Sample) -> None:
    """R8."""
    notes = sources = 0
    for slug, (page, told) in sample.standing.items():
        there = [one.get("href") for one in page.all("//sup/a")]
        if any(
            isinstance(one, Note) for block in every_block(told.body) for one in every_inline(inlines_inside(block))
        ):
            assert there, slug
        for target in there:
            notes += 1
            note = page.one(f"//li[@id='{target[1:]}']")
            back = note.xpath(".//a[@class='back']/@href")[0]
            assert page.one(f"//sup/a[@id='{back[1:]}']").get("href") == target, slug
        listed = page.shown("//section[@id='sources']//li")
        assert len(listed) == len(told.sources), slug
        for source, line, item in zip(told.sources, listed, page.all("//section[@id='sources']//li"), strict=True):
            sources += 1
            for word in (source.title, source.publisher, str(source.published.year if source.published else "")):
                assert squeezed(word) in squeezed(line), slug
            links = item.xpath(".//a/@href")
            assert all(address in links for address in (source.address, source.archived) if address), slug
    assert notes
    assert sources


def test_a_story_is_passed_on_by_plain_links(sample: Sample) -> None:
    """R9: nothing of others, and nothing that counts."""
    for slug, (page, _told) in sample.standing.items():
        canonical = page.one("//link[@rel='canonical']/@href")
        assert page.one("//nav[@class='tools']//a[@rel='bookmark']/@href") == canonical, slug
        (letter,) = page.all("//nav[@class='tools']//a[starts-with(@href, 'mailto:')]/@href")
        assert canonical.removeprefix("https://") in letter, slug
    for page in sample.pages.values():
        assert all(re.match(r"/(?!/)|data:", one) for one in page.all("//img/@src")), page.path
        assert not [one for one in page.all("//a/@href") if re.search(r"utm_|fbclid|[?&]ref=", one)], page.path


@pytest.mark.needs("pdftotext")
def test_print_is_a_link_to_paper_with_the_same_words(sample: Sample) -> None:
    """R10."""
    for slug, (page, _told) in sample.standing.items():
        (way,) = page.all("//ul[@class='to-print']//a")
        assert way.get("href") == f"/{slug}/print.pdf"
        assert (sample.folder / slug / "print.pdf").read_bytes().startswith(b"%PDF-"), slug
    for slug in ("sample-17", "eleven-below"):
        paper = squeezed(of_pdf((sample.folder / slug / "print.pdf").read_bytes()))
        for paragraph in sample.pages[f"{slug}/index.html"].shown("//div[@class='body']/p[not(@class)]"):
            assert squeezed(paragraph)[:18] in paper, (slug, paragraph)


def test_ways_on_are_few_and_a_series_is_told_in_order(sample: Sample) -> None:
    """R12."""
    parts = 0
    for slug, (page, told) in sample.standing.items():
        assert len(page.all("//section[contains(@class, 'related')]//li")) <= 5
        assert page.shown("//p[@class='topics']/a[not(@hreflang)]") == list(told.topics), slug
        if told.series:
            parts += 1
            box = page.shown("//section[@class='after series']/p")
            assert box[0].startswith(f"Part {told.series.position} of {told.series.of} in the series"), slug
    assert parts
    for page in sample.pages.values():
        if re.fullmatch(r"series/[^/]+/index\.html", page.path):
            folders = page.all("//ol[contains(@class, 'entries')]//h2/a/@href")
            assert len(folders) > 1
            for before, after in pairwise(folders):
                earlier, later = (sample.page_at(f"{SITE}{folder}") for folder in (before, after))
                assert earlier
                assert later
                assert after in earlier.all("//section[@class='after series']//a/@href")
                assert before in later.all("//section[@class='after series']//a/@href")


def test_a_story_can_be_taken_from_a_page_without_script(sample: Sample) -> None:
    """R13."""
    offered = 0
    for slug, (page, _told) in sample.standing.items():
        if f"{slug}/republish.html" in sample.pages:
            offered += 1
            assert f"/{slug}/republish.html" in page.all("//nav[@class='tools']//a/@href")
            assert page.shown("//section[@id='licence']//p"), slug
            assert set(copied(sample.pages[f"{slug}/republish.html"])) == {"html-title", "markdown-title", "text-title"}
    assert offered > 60


def test_a_copy_has_all_it_must_carry_and_nothing_that_follows_its_readers(sample: Sample) -> None:
    """R14."""
    kept_home = 0
    for slug, (page, told) in sample.standing.items():
        if f"{slug}/republish.html" not in sample.pages:
            continue
        forms = copied(sample.pages[f"{slug}/republish.html"])
        tree = html.fragment_fromstring(forms["html-title"], create_parent="div")
        assert [squeezed(one.text_content()) for one in tree.iter("h1")] == [squeezed(told.headline)]
        assert feed_rules.of_html(re.sub(r"</?h1>", "", forms["html-title"])) == [], slug
        for form in forms.values():
            words = squeezed(form)
            outlet = told.origin.partner if told.origin else "The Quillhaven Lantern"
            published = page.shown("//p[@class='dates']/time")[0]
            asked = [*(one.name for one in told.bylines), outlet, published]
            asked += [text for one in told.corrections for text in (one.wrong, one.right)]
            assert all(squeezed(one) in words for one in asked), slug
            assert (told.origin.address if told.origin else f"{SITE}/{slug}/") in form, slug
        republishable = [one for one in pictures_in(told) if one.republishable]
        assert len(list(tree.iter("img"))) == len(republishable), slug
        for one in pictures_in(told):
            if not one.republishable and not one.decorative:
                kept_home += 1
                assert squeezed(one.alt) in squeezed("".join(re.findall(r"\[[^]]*\]", tree.text_content()))), slug
    assert kept_home


def test_where_a_story_was_first_is_told_in_every_edition(sample: Sample) -> None:
    """R15: right below the byline; where nothing can be clicked, the address is spelled out."""
    first = {slug: told for slug, told in stories().items() if told.origin}
    assert first
    for slug, told in first.items():
        assert told.origin
        page = sample.standing[slug][0]
        origin = page.one("//div[@class='origin']")
        assert origin.getprevious().get("class") == "byline"
        assert origin.xpath(".//a/@href") == [told.origin.address]
        assert f"originally published by {told.origin.partner}" in origin.text_content()
        lite = sample.pages[f"{slug}/lite.html"]
        assert told.origin.address in lite.all("//article//a/@href")
        text = (sample.folder / slug / "text.txt").read_text("utf-8")
        paper = of_pdf((sample.folder / slug / "print.pdf").read_bytes())
        for words in (text, paper):
            assert squeezed(f"originally published by {told.origin.partner}") in squeezed(words), slug
            assert squeezed(told.origin.address) in squeezed(words), slug


def test_an_appeal_is_one_still_box_at_the_end(sample: Sample) -> None:
    """R16: and in no copy."""
    asked = "Readers who can afford to pay"
    for slug, (page, _told) in sample.standing.items():
        appeal = page.one("//aside[@class='appeal']")
        assert appeal.get("aria-label")
        assert appeal not in page.all("//div[@class='body']//aside")
        assert page.shown("//main").pop().count(asked) == 1, slug
        if f"{slug}/republish.html" in sample.pages:
            assert asked not in sample.pages[f"{slug}/republish.html"].text, slug
    style = sample.pages["index.html"].one("//style").text
    assert not re.search(r"position:\s*(fixed|sticky)", style)


def test_a_page_is_light(sample: Sample) -> None:
    """R18: without compression, with its largest lead picture; no typeface is fetched."""
    for page in sample.pages.values():
        weight = len(page.text.encode())
        assert weight <= 100_000, page.path
        lead = page.all("//img[@fetchpriority='high']/../source[@type='image/avif']/@srcset")
        files = [one.split()[0] for srcset in lead for one in srcset.split(", ")]
        largest = max(((sample.folder / one.lstrip("/")).stat().st_size for one in files), default=0)
        assert weight + largest <= 300_000, page.path
        assert "@font-face" not in page.text, page.path
        assert "@import" not in page.text, page.path


def test_no_page_can_run_or_remember_anything(sample: Sample) -> None:
    """R21: there is nothing to run, so that nothing is stored, and nothing that is asked of others."""
    for page in sample.pages.values():
        assert page.all("//script[not(@type='application/ld+json')]") == [], page.path
        assert page.all("//@*[starts-with(name(), 'on')]") == [], page.path
        assert page.all("//iframe | //object | //embed | //link[@rel='stylesheet'] | //link[@rel='preconnect']") == []
        assert not re.search(r"url\((?!data:)", "".join(page.all("//style/text()"))), page.path


def test_nothing_personal_is_asked_for_on_a_page(sample: Sample) -> None:
    """R22: the one form is the search, whose words a shared computer does not remember; giving is a slip of paper."""
    for page in sample.pages.values():
        for form in page.all("//form"):
            assert (form.get("role"), form.get("action"), form.get("method")) == ("search", "/search/", "get")
            for field in form.xpath(".//input"):
                assert (field.get("type"), field.get("name"), field.get("autocomplete")) == ("search", "q", "off")
        assert page.all("//textarea[not(@readonly)]") == [], page.path


def test_a_page_that_is_not_there_offers_other_ways(sample: Sample) -> None:
    """R25."""
    page = sample.pages["404.html"]
    page.one("//main//form[@role='search']//input[@type='search']")
    assert sum(link.startswith("/sections/") for link in page.all("//main//a/@href")) > 5
    assert page.one("//main//address").text_content().strip()
    assert any(link.startswith("mailto:") for link in page.all("//main//a/@href"))
    assert page.meta("robots") == ["noindex"]
