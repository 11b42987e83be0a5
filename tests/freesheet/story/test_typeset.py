import re
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from freesheet.story.nodes import (
    Break,
    Byline,
    Code,
    Correction,
    Emphasis,
    LineBreak,
    Note,
    Preformatted,
    Source,
    Story,
    Withdrawal,
)
from freesheet.story.typeset import MARKS, NARROW, NBSP, rules, typeset
from freesheet.story.walk import plain
from tests.strategies import NOON, inline, link, paragraph, picture, prose, quotation, stories, story, table


def set_line(text: str, language: str = "en") -> str:
    return typeset(story(headline=text, language=language)).headline


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        # Quotation marks
        ('"No," she said.', "“No,” she said."),
        ('She said: "No."', "She said: “No.”"),
        ("\"'No' is what he said,\" she said.", "“‘No’ is what he said,” she said."),
        ('("Why?")', "(“Why?”)"),
        ('a—"b"', "a—“b”"),
        ("“Already curly”", "“Already curly”"),
        # Apostrophes
        ("don't", "don’t"),
        ("the prisoners' mail", "the prisoners’ mail"),
        ("the '90s", "the ’90s"),
        ("'Tis late, get 'em", "’Tis late, get ’em"),
        ("rock 'n' roll", "rock ’n’ roll"),
        # Dashes
        ("one--two", "one—two"),
        ("one -- two", "one—two"),
        ("one --- two", "one—two"),
        ("one - two", "one – two"),
        ("1999-2004", "1999–2004"),
        ("the 2019-20 season", "the 2019–20 season"),
        *((kept, kept) for kept in ("call 555-0142", "case 22-1045", "bill 19-220", "form 1040-99", "a 6-3 vote")),
        ("he is 6'2\" tall, she 5'11\"", "he is 6′2″ tall, she 5′11″"),
        ("555-0100-22", "555-0100-22"),
        ("a well-known man", "a well-known man"),
        ("----", "----"),
        # Ellipses and unbreakable spaces
        ("Wait...", "Wait…"),
        ("3 million", f"3{NBSP}million"),
        ("at 9 a.m. sharp", f"at 9{NBSP}a.m. sharp"),
        ("12 % of it", f"12{NBSP}% of it"),
        ("Dr. Webb", f"Dr.{NBSP}Webb"),
        ("Mrs. Lee", f"Mrs.{NBSP}Lee"),
        ("J. R. Smith", f"J.{NBSP}R.{NBSP}Smith"),
        # Addresses are not prose
        ("see https://example.org/a--b'c", "see https://example.org/a--b'c"),
        ("write to o'neil@example.org", "write to o'neil@example.org"),
    ],
)
def test_english(typed, printed):
    assert set_line(typed) == printed


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("es", '"Hola"', "«Hola»"),
        ("es-MX", '"Hola"', "«Hola»"),
        ("fr", '"Bonjour"', f"«{NARROW}Bonjour{NARROW}»"),
        ("fr", "Vraiment ?", f"Vraiment{NARROW}?"),
        ("fr", "Vraiment?", f"Vraiment{NARROW}?"),
        ("fr", "« Oui »", f"«{NARROW}Oui{NARROW}»"),
        ("fr", "Ceci : cela", f"Ceci{NARROW}: cela"),
        ("fr", "à 10:30", "à 10:30"),
        ("de", '"Nein"', "„Nein“"),
        ("ar", '"لا"', "”لا“"),
        ("tlh", '"nuqneH"', "“nuqneH”"),
    ],
)
def test_other_languages_have_their_own_marks(language, typed, printed):
    assert set_line(typed, language) == printed


def test_marks_are_seen_across_emphasis_and_links():
    typed = paragraph('"', Emphasis(inline("No")), '," she said, "', link("why", "https://example.org/"), '?"')
    printed = typeset(story(typed)).body[0]
    assert plain(printed) == "“No,” she said, “why?”"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (("one -", "- two"), ("one—", "two")),
        (("one --", Emphasis(inline(" two"))), ("one—", Emphasis(inline("two")))),
        (("1999", Emphasis(inline("-2004"))), ("1999–", Emphasis(inline("2004")))),
        (("6'", Emphasis(inline("2")), '" tall'), ("6′2″", Emphasis(inline("")), " tall")),
        (("Dr.", Emphasis(inline(" Webb"))), ("Dr.", Emphasis(inline(f"{NBSP}Webb")))),
        (
            ("a@example.org--b ", link('"x"', "https://example.org/"), " -- y"),
            ("a@example.org--b ", link("“x”", "https://example.org/"), "—y"),
        ),
    ],
)
def test_what_is_put_in_stands_where_what_it_replaces_began(typed, printed):
    assert typeset(story(paragraph(*typed))).body[0] == paragraph(*printed)


# What rules look for, in an order in which they may or may not find it.
TRIFLES = st.lists(
    st.sampled_from(
        [
            *"\"'- .:;!?«»“a5s\n",
            "--",
            "...",
            NBSP,
            " Dr. ",
            "B. ",
            "1999-2004",
            "6'2\"",
            "'90s",
            "'tis",
            "3 million",
            "x@y",
        ]
    ),
    max_size=14,
)


@given(TRIFLES, st.sampled_from(sorted(MARKS)), st.lists(st.integers(0, 40), max_size=4))
def test_where_a_run_is_cut_makes_no_difference_to_its_words(parts, language, cuts):
    text = "".join(parts)
    bounds = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = (Emphasis(inline(text[start:end])) for start, end in pairwise(bounds))
    printed = typeset(story(paragraph(*pieces), language=language)).body[0]
    assert plain(printed) == set_line(text, language)


@given(TRIFLES, st.sampled_from(sorted(MARKS)))
def test_a_rule_is_passed_over_only_where_it_finds_nothing(parts, language):
    text = "".join(parts)
    every, few = rules(language)[True, True, True], rules(language)["-" in text, '"' in text, "'" in text]
    for rule in every:
        assert not rule.pattern.search(text) or (rule in few and rule.hint(text))


def test_a_note_is_a_text_of_its_own():
    printed = typeset(story(paragraph("It", Note(inline('"Quoted"')), "'s here"))).body[0]
    assert plain(printed) == "It’s here\n“Quoted”"


def test_captions_cells_and_sources_of_quotations_are_typeset_too():
    printed = typeset(
        story(
            picture(caption=inline('"One"')),
            table(('"Two"',), ('"Three"',), caption='"Four"'),
            quotation('"Five"', source='"Six"'),
        )
    )
    for word, block in (("One", 0), ("Two", 1), ("Three", 1), ("Four", 1), ("Five", 2), ("Six", 2)):
        assert f"“{word}”" in plain(printed.body[block])


def test_code_preformatted_text_names_and_sources_stay_as_they_were_typed():
    code = paragraph(Code('"a--b"'), LineBreak(), '"x"')
    kept = story(
        code,
        Preformatted("\"a\" -- 'b'..."),
        Break(),
        bylines=(Byline("D'Arcy \"Ace\" O'Neil"),),
        sources=(Source('The "Report"'),),
    )
    printed = typeset(kept)
    assert printed.bylines == kept.bylines
    assert printed.sources == kept.sources
    assert printed.body[1:] == kept.body[1:]
    assert plain(printed.body[0]) == '"a--b"\n“x”'


def test_what_was_corrected_and_why_a_story_is_gone_are_typeset():
    gone = Withdrawal(NOON, "It's not so.")
    printed = typeset(story(corrections=(Correction(NOON, 'It said "six".', "It's five."),), withdrawal=gone))
    assert (printed.corrections[0].wrong, printed.corrections[0].right) == ("It said “six”.", "It’s five.")
    assert printed.withdrawal == Withdrawal(NOON, "It’s not so.")


def test_a_mark_behind_code_closes():
    printed = typeset(story(paragraph('"Type ', Code("ls"), '" she said'))).body[0]
    assert plain(printed) == "“Type ls” she said"


# What typesetting may change: marks, dashes, dots and spaces.
CHANGED = re.compile(r"[\s\"'“”‘’′″«»„‚–—….\u00a0\u202f-]")


def letters(story: Story) -> str:
    return CHANGED.sub("", story.headline + story.dek + "".join(map(plain, story.body)))


@given(stories())
def test_typesetting_keeps_every_word(story):
    assert letters(typeset(story)) == letters(story)


@given(stories())
def test_typesetting_twice_changes_nothing_more(story):
    once = typeset(story)
    assert typeset(once) == once


@given(prose(), st.sampled_from(sorted(MARKS)))
def test_no_straight_double_mark_is_left_outside_an_address(text, language):
    printed = set_line(text, language)
    assert '"' not in re.sub(r"\S*(://|www\.|@)\S*", "", printed)
