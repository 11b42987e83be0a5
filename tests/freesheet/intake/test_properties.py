"""What is true of everything that comes in."""

import re
import string

from hypothesis import given, settings, strategies as st

from freesheet.intake import NotTaken, Raw, take
from freesheet.story.file import read, write
from freesheet.story.nodes import Story
from freesheet.story.walk import plain

WORDS = st.text(string.ascii_lowercase + "éß", min_size=3, max_size=9)
SENTENCES = st.lists(WORDS, min_size=20, max_size=40).map(lambda words: " ".join(words).capitalize() + ".")
TAGS = st.sampled_from(
    ("p", "div", "span", "b", "i", "a", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "figure", "sup")
) | st.sampled_from(("figcaption", "img", "h1", "h2", "h3", "pre", "br", "hr", "aside"))
MARKUP = st.recursive(
    SENTENCES,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}" href="/x">{"".join(parts)}</{tag}>',
        TAGS,
        st.sampled_from(["", "caption", "share", "byline", "pullquote", "related", "footnote", "callout", "ad"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def taken(raw: Raw) -> tuple[Story | None, str]:
    """The story, or the sentence that refuses it."""
    try:
        return take(raw).story, ""
    except NotTaken as refused:
        return None, str(refused)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def sound(story: Story) -> bool:
    return read(write(story)) == story


def told(story: Story) -> str:
    names = " ".join(byline.name for byline in story.bylines)
    return letters(" ".join([story.headline, story.dek, names, *map(plain, story.body)]))


@settings(max_examples=40, deadline=None)
@given(MARKUP)
def test_any_page_is_a_sound_story_or_is_refused_with_a_sentence(markup):
    page = f"<article><h1>A headline of words</h1>{markup}</article>"
    story, sentence = taken(Raw(page.encode(), "page.html"))
    assert story is None or sound(story)
    assert story or sentence.endswith(".")


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCES, min_size=3, max_size=8, unique=True))
def test_every_word_of_an_article_is_in_the_story(sentences):
    prose = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    story = take(Raw(f"<article><h1>A headline of words</h1>{prose}</article>".encode(), "page.html")).story
    assert [letters(plain(block)) for block in story.body] == [letters(sentence) for sentence in sentences]


@given(st.lists(SENTENCES, min_size=1, max_size=8, unique=True), st.sampled_from(["\n\n", "\r\n\r\n", "\n \n"]))
def test_every_word_of_a_text_is_in_the_story_or_in_a_report(sentences, between):
    arrival = take(Raw(between.join(["A headline of words", *sentences]).encode(), "story.txt"))
    everywhere = told(arrival.story) + letters(" ".join(drop.text for drop in arrival.drops))
    assert all(letters(sentence) in everywhere for sentence in sentences)
    assert sound(arrival.story)


@given(st.lists(SENTENCES, min_size=1, max_size=8))
def test_every_word_of_markdown_is_in_the_story(sentences):
    story = take(Raw("\n\n".join(["# A headline", *sentences]).encode(), "story.md")).story
    assert [letters(plain(block)) for block in story.body] == [letters(sentence) for sentence in sentences]


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a", "a.html", "a.md", "a.txt", "a.json", "a.docx"]))
def test_any_bytes_are_a_sound_story_or_are_refused(data, name):
    story, sentence = taken(Raw(data, name))
    assert story is None or sound(story)
    assert story or sentence.endswith(".")
