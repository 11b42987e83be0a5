import re
import subprocess

import pytest
from hypothesis import given, settings

from freesheet.editions.large_print import EDITION
from freesheet.story.nodes import Story
from tests.freesheet.editions.sheets import A4, EVERYTHING, HARD, ON_A4, SENTENCE, faults, make, odd_kit, sizes, words
from tests.strategies import issue, kit, stories, story

pytestmark = pytest.mark.needs("pdftotext")


def boxes(data: bytes) -> list[tuple[str, float, float]]:
    """Each line's text, its left edge and its right, in points."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=data, check=True, capture_output=True)
    lines = re.findall(
        r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)".*?>(.*?)</line>', done.stdout.decode(), re.S
    )
    return [
        (" ".join(re.findall(r">([^<]+)</word>", inside)), float(left), float(right)) for left, right, inside in lines
    ]


def test_a_story_is_one_pdf_in_one_column():
    made = make(EDITION, story(*[SENTENCE * 4] * 8))
    assert (made.path, made.edition) == ("large-print.pdf", "large-print")
    assert (made.pages, made.sheets) == (len(sizes(made.data)), (made.pages + 1) // 2)
    body = [line for line in boxes(made.data) if line[0].startswith("The county library will")]
    assert len({round(left) for _, left, _ in body}) == 1


def test_a_line_has_no_more_than_seventy_characters_and_no_hyphen_at_its_end():
    lines = [text for text, _, _ in boxes(make(EDITION, story(*[SENTENCE * 6] * 4)).data)]
    assert max(map(len, lines)) <= 70
    assert not any(text.endswith(("-", "\u00ad")) for text in lines)


def test_nothing_is_smaller_than_eighteen_points(tmp_path):
    """The smallest type but for raised numbers and signs that stand for a letter: what a content stream asks for."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=make(EDITION, story(SENTENCE)).data, check=True, capture_output=True
    )
    heights = [
        float(bottom) - float(top)
        for top, bottom in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', done.stdout.decode())
    ]
    assert min(heights) >= 18


def test_nothing_is_in_italics_or_capitals():
    made = make(EDITION, EVERYTHING)
    assert "News · Libraries" in words(made.data)
    fonts = set(re.findall(rb"/FontName/\w+\+([\w-]+)", made.data))
    assert fonts
    assert not any(b"It" in name.split(b"-")[-1] for name in fonts)


@pytest.mark.parametrize("name", HARD)
def test_whatever_a_story_holds_it_is_set_and_its_tags_are_sound(name):
    assert faults(make(EDITION, HARD[name], odd_kit()).data) == []


def test_each_page_has_its_number():
    made = make(EDITION, story(*[SENTENCE * 4] * 12))
    text = words(made.data)
    assert all(f"Page {n} of {made.pages}" in text for n in range(1, made.pages + 1))


def test_an_issue_and_another_paper():
    made = make(EDITION, issue(story("One."), story("Two.", slug="two")), kit(ON_A4))
    assert set(sizes(made.data)) == {A4}
    assert "In this issue" in words(made.data)


@settings(max_examples=8)
@given(stories())
def test_any_story_is_set_and_its_tags_are_sound(told: Story):
    assert faults(make(EDITION, told).data) == []
