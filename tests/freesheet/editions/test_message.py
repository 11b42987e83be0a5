import re
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from freesheet.edition import Artifact
from freesheet.editions.message import EDITION, message_text
from freesheet.editions.message.latin import ascii_of, changes, mostly_latin
from freesheet.editions.message.services import SERVICES, Service
from freesheet.editions.message.split import Frame, TooSmall, last_words, shortened, split
from freesheet.house import Appeal, House
from freesheet.markup.article import article
from freesheet.story.nodes import Story
from tests.strategies import bullets, heading, issue, kit, link, paragraph, picture, stories, story

HOUSE = House(
    appeal=Appeal(text="Please give what you can.", address="https://www.example.org/give/", cheque="PO Box 1")
)
FRAME = Frame("Nine days", "Part {n} of {m}", "Continued from: {text}", "Continues in part {n}")


def service(characters: int = 400, lines: int | None = None, wraps_at: int = 80) -> Service:
    return replace(SERVICES[0], characters=characters, lines=lines, wraps_at=wraps_at)


def body_of(part: str) -> str:
    """A part without what stands around it."""
    if not part.startswith("Part "):
        return part
    paragraphs = part.rstrip("\n").split("\n\n")
    last = re.fullmatch(r"Continues in part \d+", paragraphs[-1])
    return "\n\n".join(paragraphs[1 : -1 if last else None])


def parts_of(told: Story, name: str = "strict", house: House = HOUSE) -> list[Artifact]:
    made = EDITION.make(issue(told), kit(house))
    return [part for part in made if part.path.startswith(f"message-{name}-")]


# ── Services ──


@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.name)
def test_every_service_says_where_its_limits_are_from(row: Service):
    assert row.source.startswith("https://")
    assert row.seen.year >= 2026
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row.name)
    assert row.characters >= 1_500


def test_the_first_service_is_for_who_knows_no_limit():
    assert [row.name for row in SERVICES][:2] == ["strict", "shortest"]
    assert len({row.name for row in SERVICES}) == len(SERVICES)


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [("", 0, 1), ("one", 3, 1), ("one\n", 5, 1), ("one\ntwo", 8, 2), ("one\n\ntwo", 10, 3), ("x" * 25, 25, 3)],
)
def test_a_line_end_is_two_characters_and_a_long_line_is_several(text, characters, lines):
    narrow = service(wraps_at=10)
    assert (narrow.count(text), narrow.count_lines(text)) == (characters, lines)


def test_a_message_holds_what_keeps_both_limits():
    assert service(10).holds("x" * 10)
    assert not service(10).holds("x" * 11)
    assert service(100, lines=2).holds("a\nb")
    assert not service(100, lines=2).holds("a\nb\nc")


# ── Letters ──


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Nobody asked,” she said: ‘Why?’", "\"Nobody asked,\" she said: 'Why?'"),
        ("the county’s plan — struck out…", "the county's plan -- struck out..."),
        ("1999–2004 · 12\u202f%", "1999-2004 - 12 %"),
        ("« Non », dit-elle", '"Non", dit-elle'),
        ("¿Qué? ¡Señor Núñez!", "Que? Senor Nunez!"),
        ("Łódź, Dvořák, Straße, œuvre, Þingvellir", "Lodz, Dvorak, Strasse, oeuvre, Thingvellir"),
        ("e\u0301te\u0301", "ete"),
        ("€20 and £5", "EUR 20 and GBP 5"),
        ("§ 4 and §5", "Sec. 4 and Sec. 5"),
        ("20 °C, 30°F, turn 90°", "20 degrees C, 30 degrees F, turn 90 degrees"),
        ("10⁶ and 10⁻¹² and H₂O", "10^6 and 10^-12 and H2O"),
        ("1½ hours, ½ a day", "1 1/2 hours, 1/2 a day"),
        ("3×4 → 12™", "3x4 -> 12(TM)"),
        ("Москва, 東京, سجن", "Moskva, DongJing, sjn"),
        ("hello 🙂 ★", "hello  "),
        ("👩‍👩‍👧‍👦", ""),
        ("• ink", "* ink"),
        ("plain\n    indented", "plain\n    indented"),
    ],
)
def test_everything_becomes_ascii(text, plain):
    assert ascii_of(text, "en") == plain


def test_letters_are_spelled_as_their_language_spells_them_without_accents():
    assert ascii_of("Müller, Øre", "de") == "Mueller, Ore"
    assert ascii_of("Øre på", "nb-NO") == "Oere paa"
    assert ascii_of("Müller", "en") == "Muller"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain words", []),
        ("“Why?”", [("marks", "“ ”", ())]),
        ("Señor Núñez, Señor", [("accents", "ñ ú", ("Señor", "Núñez"))]),
        ("e\u0301te\u0301", [("accents", "é", ("été",))]),
        ("in Москва.", [("scripts", "М о с к в а", ("Москва",))]),
        ("€20, 10⁶", [("signs", "€ ⁶", ("€20", "10⁶"))]),
        ("ok 🙂", [("emoji", "🙂", ("🙂",))]),
        ("हिन्दी", [("accents", "्", ("हिन्दी",)), ("scripts", "ह ि न द ी", ("हिन्दी",))]),
        ("a\u200bb\u200d", []),
        ("٣ and ≈ and ، and \ue000", [("marks", "،", ()), ("signs", "≈", ("≈",)), ("scripts", "٣", ("٣",))]),
        ("…", [("marks", "…", ())]),
        ("café—bar", [("marks", "—", ()), ("accents", "é", ("café—bar",))]),
    ],
)
def test_each_kind_of_change_is_told_with_its_words(text, found):
    assert [(change.kind, " ".join(change.characters), change.words) for change in changes(text)] == found


def test_a_report_names_a_dozen_characters_at_most():
    (change,) = changes("àáâãäåçèéêëìíî")
    assert change.sentence == "Accented letters have no accents: à á â ã ä å ç è é ê ë ì …"


@pytest.mark.parametrize(
    ("text", "latin"), [("The plan", True), ("", True), ("Łódź", True), ("سجن plan", True), ("مكتبة x", False)]
)
def test_mostly_latin(text, latin):
    assert mostly_latin(text) is latin


# ── Parts ──


def test_what_fits_is_one_message_with_nothing_around_it():
    assert split("One.\n\nTwo.", FRAME, service()) == ("One.\n\nTwo.\n",)


def test_parts_say_which_they_are_where_the_last_one_ended_and_that_one_follows():
    one, two, three = "First. " * 20, "Second. " * 15, "Third. " * 15
    parts = split(f"{one.strip()}\n\n{two.strip()}\n\n{three.strip()}", FRAME, service(300))
    assert parts[0].startswith("Part 1 of 3 - Nine days\n\nFirst. ")
    assert parts[0].endswith("First.\n\nContinues in part 2\n")
    assert parts[1].startswith("Part 2 of 3 - Nine days\nContinued from: ...First. First.")
    assert parts[2].endswith("Third.\n")
    assert "Continues" not in parts[2]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A" * 50 + " end.\n\n" + "B" * 90, "A" * 50 + " end."),
        ("A" * 50 + "\n" + "B" * 90, "A" * 50),
        ("A" * 20 + ". " + "B" * 30 + '." ' + "C" * 90, "A" * 20 + ". " + "B" * 30 + '."'),
        ("A" * 60 + "?') and " + "C" * 90, "A" * 60 + "?')"),
        ("word " * 40, "word " * 17 + "word"),
        ("A\n\n" + "B b. " * 40, "A\n\n" + "B b. " * 16 + "B b."),
        ("A" * 60 + "\n\n-- Why --\n\n" + "B" * 90, "A" * 60),
        ("a " + "B" * 200, "a"),
        ("B" * 200, "B" * 89),
    ],
)
def test_a_text_is_cut_at_the_best_place_of_a_part_at_least_half_full(text, first):
    parts = split(text.strip(), FRAME, service(141))
    assert body_of(parts[0]) == first


def test_a_heading_does_not_end_a_part_unless_nothing_else_is_left():
    text = "-- " + "Why " * 25 + "--\n\n" + "words " * 30
    assert all(part for part in split(text.strip(), FRAME, service(200)))
    assert body_of(split(text.strip(), FRAME, service(200))[0]).endswith("--")


def test_more_parts_than_nine_still_fit_with_their_longer_numbers():
    limits = service(150)
    parts = split("some words here. " * 100, FRAME, limits)
    assert len(parts) > 9
    assert f"Part 10 of {len(parts)}" in parts[9]
    assert all(limits.holds(part) for part in parts)


def test_lines_are_counted_where_the_service_counts_them():
    limits = service(10_000, lines=20)
    parts = split("\n".join(f"line {n}" for n in range(100)), FRAME, limits)
    assert len(parts) > 5
    assert all(limits.count_lines(part) <= 20 for part in parts)


def test_a_limit_that_holds_no_words_at_all_is_an_error_that_says_so():
    with pytest.raises(TooSmall, match="Messages of 30 characters are too short"):
        split("words " * 100, FRAME, service(30))


@pytest.mark.parametrize(
    ("text", "short"),
    [("Nine days", "Nine days"), ("Nine days in the water", "Nine days..."), ("x" * 30, "x" * 12 + "...")],
)
def test_a_long_headline_is_shortened_between_words(text, short):
    assert shortened(text, 15) == short


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("the end.", "...the end."),
        ("one\ntwo", "...one two"),
        ("word " * 30 + "last", "..." + "word " * 11 + "last"),
        ("x" * 200, "..." + "x" * 60),
    ],
)
def test_last_words(text, end):
    assert last_words(text) == end


SENTENCES = (
    "It is free.",
    '"Why?" she asked.',
    "(Nobody knows.)",
    "He said 'no.'",
    "-- Why --",
    "- ink",
    "word " * 30,
    "x" * 45,
)
PROSE = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from((" ", " ", "\n", "\n\n", "\n\n\n    "))),
    min_size=5,
    max_size=90,
).map(lambda pieces: "".join(word + space for word, space in pieces).strip())


@given(PROSE, st.integers(200, 1_000), st.one_of(st.none(), st.integers(12, 40)))
def test_parts_joined_again_are_the_text_and_each_is_within_the_limits(text, characters, lines):
    limits = service(characters, lines)
    parts = split(text, FRAME, limits)
    assert all(limits.holds(part) for part in parts)
    bodies = [part if len(parts) == 1 else body_of(part) for part in parts]
    assert " ".join(bodies).split() == text.split()


# ── The edition ──


@settings(max_examples=25)
@given(stories(latin_only=True))
def test_every_service_gets_all_words_of_any_latin_story(any_story):
    made = EDITION.make(issue(any_story), kit(HOUSE))
    whole = ascii_of(message_text(article(any_story, HOUSE), HOUSE), any_story.language).split()
    for limits in SERVICES:
        parts = [part for part in made if part.path.startswith(f"message-{limits.name}-")]
        texts = [part.data.decode("ascii") for part in parts]
        assert [part.path for part in parts] == [
            f"message-{limits.name}-{place}-of-{len(parts)}.txt" for place in range(1, len(parts) + 1)
        ]
        assert all(limits.holds(text) for text in texts)
        bodies = texts if len(texts) == 1 else [_bare(text, place, len(texts)) for place, text in enumerate(texts, 1)]
        assert "".join("".join(bodies).split()) == "".join("".join(whole).split())


def _bare(text: str, place: int, total: int) -> str:
    paragraphs = text.rstrip("\n").split("\n\n")
    return "\n\n".join(paragraphs[1 : -1 if place < total else None])


def test_a_short_story_is_one_message_for_each_service():
    made = EDITION.make(issue(story("The printer is free.")), kit())
    assert [part.path for part in made] == [f"message-{row.name}-1-of-1.txt" for row in SERVICES]
    text = made[0].data.decode()
    assert text.startswith("News\n\n-- Library printer stays free --\n\n")
    assert "Part 1" not in text
    assert text.endswith("\n")


def test_a_long_story_is_cut_for_the_services_that_need_it():
    told = story(*(f"Paragraph {n}. " + "It says more. " * 20 for n in range(40)))
    counts = {row.name: len(parts_of(told, row.name)) for row in SERVICES}
    assert counts == {"strict": 3, "shortest": 10, "corrlinks": 1, "o-mail": 3, "smart-communications": 1}


def test_lists_links_and_pictures_are_told_in_words():
    told = story(
        heading("Why"),
        bullets("ink"),
        paragraph(link("the plan", "https://www.example.org/plan")),
        picture(alt="A printer"),
    )
    (part,) = parts_of(told)
    text = part.data.decode()
    assert "-- Why --\n\n- ink\n\nthe plan [1]\n\n[Picture: A printer]" in text
    assert "[1] the plan, example.org/plan" in text


def test_of_the_appeal_there_is_one_line():
    text = parts_of(story("Free."))[0].data.decode()
    assert text.endswith("\n\nGive at example.org/give\n")
    assert "Please give" not in text
    assert "PO Box" not in text


@pytest.mark.parametrize("house", [House(), House(appeal=Appeal(text="Please give."))])
def test_no_address_to_give_at_is_no_line(house):
    assert (
        "ive"
        not in parts_of(story("Free.", dek=""), house=house)[0].data.decode().replace("Give", "ive").split("Free.")[1]
    )


def test_what_was_changed_is_reported_once_for_each_kind():
    (part,) = parts_of(story("Señor Núñez said “no” in Москва 🙂 for €20."))
    assert [(loss.edition, loss.story) for loss in part.losses] == [("message", "library-printer")] * 5
    assert [loss.text for loss in part.losses] == ["", "€20", "Señor Núñez", "Москва", "🙂"]


def test_a_story_in_another_script_makes_no_parts_and_says_why():
    arabic = story("افتتحت البلدية مكتبة جديدة.", headline="مكتبة مجانية", dek="", language="ar")
    (made,) = EDITION.make(issue(arabic), kit())
    assert made.path == "message-none-0-of-0.txt"
    assert made.data.decode().startswith("Message services carry only basic Latin letters")
    (loss,) = made.losses
    assert "افتتحت البلدية مكتبة جديدة." in loss.text
    assert "مكتبة مجانية" in loss.text
