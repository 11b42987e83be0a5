import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from freesheet.story.file import DEEPEST, LARGEST, BadStory, printable, read, schema, sound, write
from freesheet.story.nodes import FORMAT, Emphasis, Story, Text
from freesheet.story.walk import plain
from tests.strategies import inline, paragraph, picture, stories, story

LEAST: dict[str, Any] = {"format": FORMAT, "id": "1", "slug": "a", "headline": "A"}


def file_of(**fields: Any) -> bytes:
    return json.dumps(LEAST | fields).encode()


@given(stories())
def test_a_story_survives_its_file(story):
    assert read(write(story)) == story


@given(stories())
def test_the_same_story_is_written_as_the_same_bytes(story):
    assert write(read(write(story))) == write(story)


def test_the_least_story_is_an_identity_a_slug_and_a_headline():
    assert read(file_of()) == Story(id="1", slug="a", headline="A")


def test_a_file_leaves_out_what_has_its_default_and_ends_with_a_line_end():
    written = write(read(file_of()))
    assert json.loads(written) == LEAST
    assert written.endswith(b"}\n")


def test_instants_keep_their_moment_and_must_have_a_zone():
    assert read(file_of(published="2026-05-03T08:00:00-04:00")).published == datetime(2026, 5, 3, 12, tzinfo=UTC)
    with pytest.raises(BadStory, match="published"):
        read(file_of(published="2026-05-03T08:00:00"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t ", "The file is empty."),
        (b"{", "The file is not JSON"),
        (b"<html></html>", "The file is not JSON"),
        (b"\xff\xd8\xff\xe0JFIF", "The file is not JSON"),
        (b'{"format": 1, "id": "1", "slug": "a", "headline": "\xff"}', "The file is not UTF-8 text."),
        (b"[]", "The story must be a table of names and values, and is a list."),
        (b"{}", "`id` is missing."),
        (b"null", "The story must be a table of names and values, and is nothing."),
        (file_of(format=FORMAT + 1), "`format` can't be 2. This version reads format 1"),
        (file_of(headline=""), "`headline` must not be empty."),
        (file_of(headline=3), "`headline` must be text, and is a number."),
        (file_of(id=""), "`id` must not be empty."),
        (file_of(colour="red"), "There is no field `colour`."),
        (file_of(kind="advertisement"), "`kind` can't be 'advertisement'. It is one of news, analysis,"),
        (file_of(slug="Not a slug"), "`slug` must be small letters a to z and digits"),
        (file_of(slug="a" * 81), "`slug` must be 80 characters long at most."),
        (file_of(slug="../a"), "`slug` must be small letters"),
        (file_of(language="English language"), "`language` must be a language tag, such as en"),
        (file_of(body=[{"type": "video"}]), "`type` in item 1 of `body` can't be 'video'."),
        (file_of(body=[{"type": "heading"}]), "`content` is missing in item 1 of `body`."),
        (file_of(published=7), "`published` must be a date and time, and is a number."),
        (file_of(published="today"), "`published` must be a date and time with a zone, such as"),
        (file_of(origin={"partner": "A", "published": "May"}), "`published` in `origin` must be a date such as"),
        (file_of(lead={"file": "/a"}), "`file` in `lead` must be a path below the story's folder"),
        (
            file_of(body=[{"type": "heading", "content": [], "level": 1}]),
            "`level` in item 1 of `body` can't be 1. It is 2, 3 or 4",
        ),
        (file_of(body=[{"type": "table", "rows": [[{"content": [], "columns": 0}]]}]), "must be 1 or more"),
        (file_of(body=[{"type": "table", "rows": [[{"content": [], "columns": 10**9}]]}]), "must be 100 or less"),
        (file_of(series={"name": "A", "position": 0}), "`position` in `series` must be 1 or more"),
        (b'{"body":' + b'[{"type":"quotation","blocks":' * 50_000, "nested deeper than"),
        (b" " * (LARGEST + 1), "10 MB is the most"),
    ],
)
def test_what_is_no_story_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(BadStory, match=sentence) as refused:
        read(data)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "file",
    ["/etc/passwd", "../secret.png", "a/../../b.png", "..", "C:\\a.png", "a\\b", "http://x/a", "a\x00b", ""],
)
def test_a_picture_must_lie_in_the_storys_folder(file):
    with pytest.raises(BadStory, match="file"):
        read(file_of(body=[{"type": "picture", "file": file}]))


@pytest.mark.parametrize("file", ["a.png", "photos/a.png", "été 1.jpg", "a..b.png", "..a/b.png"])
def test_a_picture_in_the_storys_folder_is_welcome(file):
    assert read(file_of(lead={"file": file, "type": "picture"})).lead == picture(file, alt="")


def nested(levels: int) -> Story:
    content = inline("deep")
    for _ in range(levels):
        content = (Emphasis(content),)
    return story(paragraph(*content))


def test_nesting_is_limited():
    assert sound(nested(40)) == nested(40)
    with pytest.raises(BadStory, match="nested deeper than 60 levels"):
        sound(nested(DEEPEST))
    with pytest.raises(BadStory, match="nested deeper than 60 levels"):
        read(msgspec.json.encode(nested(200)))


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x85", "\u202a", "\u202e", "\ufdd0", "\ufffe", "\uffff"]
)
def test_a_character_that_no_edition_can_hold_is_taken_out(character):
    dirty = story(f"be{character}fore", headline=f"{character}A head{character}line", topics=(f"mail{character}",))
    clean = read(msgspec.json.encode(dirty))
    assert clean == story("before", headline="A headline", topics=("mail",))


@given(st.text())
def test_printable_text_is_not_touched_and_the_rest_goes(text):
    clean = printable(story(paragraph(Text(text))))
    assert printable(clean) == clean
    kept = plain(clean.body[0])
    assert [c for c in text if c in kept and c.isalnum()] == [c for c in text if c.isalnum()]


def test_line_ends_tabs_and_marks_of_direction_stay():
    kept = story("a\tb\nc\u200f\u200e\u2067d\u2069")
    assert printable(kept) is kept


def test_the_schema_describes_every_node():
    described = schema()
    assert described["$schema"].startswith("https://json-schema.org/")
    for node in ("Story", "Paragraph", "Embed", "PullQuote", "Foreign", "Correction", "Withdrawal", "Origin", "Source"):
        assert node in described["$defs"]
