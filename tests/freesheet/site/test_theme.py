"""A house's own theme: what it may replace, what of it is looked at, and how a mistake in it is told."""

from pathlib import Path

import pytest

from freesheet.house import Look
from freesheet.site.theme import BadTheme, lite_name
from tests.freesheet.site.settings import setting


def test_the_style_is_the_houses_in_colour_and_typeface() -> None:
    plain = setting().theme.look.style
    own = setting(look=Look(accent="#004466", typeface="sans")).theme.look.style
    assert "#004466" in own
    assert "#004466" not in plain
    assert own.endswith("sans-serif}")
    assert "/*" not in plain


def test_forms_may_lead_to_the_site_and_nowhere_else() -> None:
    assert "form-action 'self'" in setting().theme.look.policy


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("list.html.j2", "\n{% if %}", "list.html.j2, line 2"),
        ("list.html.j2", "{% include 'no.html.j2' %}", "list.html.j2: there is no template no.html.j2"),
        ("style.css", "p { color: $no; }", "'no' is no blank of it"),
        ("style.css", "p { content: '$'; }", "is no blank of it"),
        ("style.css", "</style><script>", "which would end the style"),
    ],
)
def test_a_mistake_is_found_before_a_page_is_made(name: str, text: str, told: str) -> None:
    with pytest.raises(BadTheme, match=f"^theme/.*{told}"):
        setting(own={name: text}).theme.check()


def test_a_theme_without_a_mistake_is_none() -> None:
    setting().theme.check()
    setting(own={"list.html.j2": "{% extends layout %}", "notes.txt": "{% if %}"}).theme.check()


def test_a_stamp_changes_with_the_template_what_it_extends_and_the_style() -> None:
    stamps = [
        setting(own=own).theme.stamp("list.html.j2")
        for own in ({}, {"list.html.j2": "A"}, {"parts.html.j2": "A"}, {"layout.html.j2": "A"}, {"style.css": "p{}"})
    ]
    assert len(set(stamps)) == len(stamps)
    assert setting(own={"give.html.j2": "A"}).theme.stamp("list.html.j2") == stamps[0]


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(BadTheme, match=r"there is no template no\.html\.j2"):
        setting().theme.stamp("no.html.j2")
    with pytest.raises(BadTheme, match=r"theme/no\.html\.j2"):
        setting().theme.template("no.html.j2")


def test_a_text_only_page_stands_beside_its_page() -> None:
    assert lite_name("topics/index.html") == "topics/lite.html"
    assert lite_name("index.html") == "lite.html"


def test_every_template_of_the_theme_is_without_a_mistake() -> None:
    theme = setting().theme
    folder = Path(__file__).parents[3] / "src/freesheet/site/theme"
    names = [file.name for file in folder.glob("*.j2")]
    assert len(names) > 15
    assert all(theme.template(name) for name in names)
