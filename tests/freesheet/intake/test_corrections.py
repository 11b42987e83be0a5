"""Notes of corrections, as papers write them."""

from datetime import UTC, datetime

import pytest

from freesheet.intake import Raw, take
from freesheet.intake.corrections import take_corrections
from freesheet.intake.draft import Draft
from freesheet.story.nodes import Aside, Block, Break, Correction, Heading, Link, Paragraph, Text

OUT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
CHANGED = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


PROSE = tuple(text(f"The river rose for the {day} day, and nobody slept.") for day in ("first", "second", "third")) * 2


def drafted(*end: Block, top: tuple[Block, ...] = (), **fields) -> Draft:
    draft = Draft(body=(*top, *PROSE, *end), **{"published": OUT, "updated": CHANGED} | fields)
    take_corrections(draft)
    return draft


@pytest.mark.parametrize(
    ("note", "made", "wrong", "right"),
    [
        ("Correction: The mill had 9 looms. It had 19.", CHANGED, "The mill had 9 looms.", "It had 19."),
        ("Correction, March 16, 2026: It was 9 looms; they are 19.", NOON, "It was 9 looms;", "they are 19."),
        ("CORRECTION (March 16, 2026): Ann Lee’s name was misspelled.", NOON, "Ann Lee’s name was misspelled.", ""),
        ("Corrected March 16: The mill is in Orrin.", NOON, "The mill is in Orrin.", ""),
        (
            "Correction (on March 16, 2026, 3:05 p.m.): Not 9. 19.",
            datetime(2026, 3, 16, 15, 5, tzinfo=UTC),
            "Not 9. 19.",
            "",
        ),
        ("Correction, March 20: It is not closed.", CHANGED, "It is not closed.", ""),
        ("[Correction: The mill is in Orrin.]", CHANGED, "The mill is in Orrin.", ""),
        (
            "Correction. An earlier version of this story misstated a year.",
            CHANGED,
            "An earlier version of this story misstated a year.",
            "",
        ),
        (
            "An earlier version of this article said nine. It was ten.",
            CHANGED,
            "An earlier version of this article said nine.",
            "It was ten.",
        ),
        (
            "Editor’s note: This story has been corrected. It was ten.",
            CHANGED,
            "Editor’s note: This story has been corrected.",
            "It was ten.",
        ),
        ("Clarification: The mill is the old one.", CHANGED, "Clarification: The mill is the old one.", ""),
        (
            "Fe de erratas: El puente costó nueve. Fueron diez. Corregido el 16 de marzo de 2026.",
            NOON,
            "El puente costó nueve.",
            "Fueron diez.",
        ),
        ("Corrección: El puente mide diez metros.", CHANGED, "El puente mide diez metros.", ""),
        ("Rectificatif du 16 mars 2026 : Le pont mesure dix mètres.", NOON, "Le pont mesure dix mètres.", ""),
        ("Erratum : Le pont mesure dix mètres.", CHANGED, "Le pont mesure dix mètres.", ""),
        ("更正：桥长十米。", CHANGED, "桥长十米。", ""),
    ],
)
def test_a_note_at_the_end_is_a_correction_in_its_own_words(note, made, wrong, right):
    language = "es" if "ó" in note else "fr" if "è" in note else "en"
    draft = drafted(text(note), language=language)
    assert draft.corrections == (Correction(made, wrong, right),)
    assert draft.body == PROSE


@pytest.mark.parametrize(
    "words",
    [
        "Update: The mill has closed since.",
        "Corrections officers: they were all there, said the warden.",
        "Corrections officers on March 16, 2026 told the court: nothing.",
        "Corrected March 16 after the harbor police asked: it was no boat.",
        "Correction on page 16 of the report: it was never printed.",
        "“Correction: I was never there,” said Martha Pell.",
        "Editor’s note: This is the first of four stories.",
        "An earlier version of the bill failed in spring.",
        "The correction came late, and nobody saw it.",
        "Correction: " + "It was nine, and it was ten. " * 40,
    ],
)
def test_what_is_no_note_stays_in_the_body(words):
    draft = drafted(text(words))
    assert draft.corrections == ()
    assert draft.body == (*PROSE, text(words))


def test_a_note_in_the_middle_of_a_story_is_of_the_story():
    assert drafted(text("Correction: It was ten."), *PROSE).corrections == ()


@pytest.mark.parametrize(
    ("note", "said", "substantial"),
    [
        (
            "Editor’s note: This story was corrected on March 16, 2026.",
            "This story was corrected on March 16, 2026.",
            True,
        ),
        ("Correction, March 16: The mill is in Orrin.", "Correction: The mill is in Orrin.", True),
        ("Clarification, March 16: The mill is in Orrin.", "Clarification: The mill is in Orrin.", False),
    ],
)
def test_a_note_at_the_top_is_of_substance_and_keeps_its_place(note, said, substantial):
    draft = drafted(top=(text(note), Break()))
    assert draft.corrections == (Correction(NOON, said, "", substantial=substantial),)
    assert draft.body == PROSE


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ((Heading((Text("Correction"),)), text("It was ten."), text("Ann Lee is a writer.")), ["It was ten."]),
        (
            (
                Heading((Text("Corrections"),)),
                text("It was ten, not nine as this article said."),
                text("She was misnamed."),
            ),
            ["It was ten, not nine as this article said.", "She was misnamed."],
        ),
        ((Break(), text("Correction:"), text("It was ten.")), ["It was ten."]),
        ((Aside((text("It was ten."),), title="Correction"),), ["It was ten."]),
        ((Aside((text("Correction: It was ten."),)),), ["It was ten."]),
    ],
)
def test_a_note_stands_below_its_title_or_in_a_box(end, said):
    draft = drafted(*end)
    assert [correction.wrong for correction in draft.corrections] == said
    assert draft.body in {PROSE, (*PROSE, text("Ann Lee is a writer."))}


def test_corrections_are_also_prisons():
    part = (Heading((Text("Corrections"),)), text("The department says that it has 4,000 beds too many."))
    draft = drafted(*part)
    assert (draft.corrections, draft.body[-2:]) == ((), part)


def test_without_any_date_a_note_stays():
    note = text("Correction: It was ten.")
    draft = drafted(note, published=None, updated=None)
    assert (draft.corrections, draft.body[-1]) == ((), note)


def test_a_note_that_tells_its_day_needs_no_other():
    draft = drafted(text("Correction, March 16, 2026: It was ten."), published=None, updated=None)
    assert draft.corrections == (Correction(NOON, "It was ten.", ""),)


def test_a_day_that_nobody_can_tell_leaves_the_note_in_the_body():
    assert drafted(text("Correction, Smarch 16, 2026: It was ten."), published=None, updated=None).corrections == ()


def test_a_day_without_a_year_is_after_the_story():
    draft = drafted(text("Corrected January 2: It was ten."), updated=None)
    assert draft.corrections[0].made == datetime(2027, 1, 2, 12, tzinfo=UTC)


def test_the_links_of_a_note_are_reported():
    linked = Paragraph((Text("Correction: It was "), Link((Text("ten"),), "https://p.example/ten"), Text(".")))
    draft = drafted(linked)
    assert draft.corrections[0].wrong == "It was ten."
    assert [(drop.what, drop.text) for drop in draft.drops] == [("link", "https://p.example/ten")]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (
            "page.html",
            "<h1>The bridge</h1><time datetime='2026-03-14'>x</time>{prose}<p><em>Correction: It was ten.</em>",
        ),
        ("story.md", "---\ntitle: The bridge\ndate: 2026-03-14\n---\n{prose}\n\n*Correction: It was ten.*\n"),
        ("story.txt", "The bridge\n\nMarch 14, 2026\n\n{prose}\n\nCorrection: It was ten.\n"),
    ],
)
def test_each_source_has_corrections(name, written):
    sentence = "The river rose four feet in the night, and in the morning the bridge was gone, and nobody had heard it."
    prose = f"<p>{sentence}</p>" * 3 if name.endswith("html") else "\n\n".join([sentence] * 3)
    story = take(Raw(written.format(prose=prose).encode(), name)).story
    assert [correction.wrong for correction in story.corrections] == ["It was ten."]
    assert "It was ten." not in str(story.body)
