"""Two texts word by word: each is there whole, and what changed is read as a person would say it."""

import pytest
from hypothesis import given, strategies as st

from newsroom.desk.wording import LEAST_ALIKE, alike, paired, pieces

MARKS = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["a", "the", "gauge", ",", "dead", "2,026", "水", "."])).map(" ".join),
)


def shown(before: str, after: str) -> str:
    return "".join(MARKS[piece.fate].format(piece.text) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The gauge was dead.", "The gauge was dead.", "The gauge was dead."),
        ("The gauge was dead.", "The gauge was broken.", "The gauge was [-dead-][+broken+]."),
        ("A gauge", "", "[-A gauge-]"),
        ("", "A gauge", "[+A gauge+]"),
        ("It cost $2,026.", "It cost $2,062.", "It cost $[-2,026-][+2,062+]."),
        ("don't go", "do not go", "[-don't-][+do not+] go"),
        ("the quick brown fox", "the slow red fox", "the [-quick brown-][+slow red+] fox"),
        ("水道は無料です", "水道は有料です", "水道は[-無-][+有+]料です"),
        ("<b>bold</b>", "<b>bolder</b>", "<b>[-bold-][+bolder+]</b>"),
    ],
)
def test_a_change_reads_as_prose(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(TEXTS, TEXTS)
def test_both_texts_are_there_whole(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.fate != "new") == before
    assert "".join(one.text for one in found if one.fate != "gone") == after


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
def test_every_line_has_one_place_and_keeps_its_order(before: list[str], after: list[str]) -> None:
    found = list(paired(before, after))
    assert [old for old, _ in found if old is not None] == list(range(len(before)))
    assert [new for _, new in found if new is not None] == list(range(len(after)))


def test_a_moved_word_does_not_make_a_new_line_of_an_old_one() -> None:
    before = ["The county closed the gauge in May.", "Nobody told the ferry."]
    after = ["A new first line about something else.", "The county closed the gauge in June.", "Nobody told the ferry."]
    assert list(paired(before, after)) == [(None, 0), (0, 1), (1, 2)]
    assert alike(before[0], after[1]) >= LEAST_ALIKE
