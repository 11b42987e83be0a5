"""The page of search results: the fragment that stands in a page of the site, and that page's title."""

from datetime import date
from typing import Literal

from markupsafe import Markup, escape

from freesheet.house import House
from freesheet.markup.templates import templates
from freesheet.markup.words import long_date
from freesheet.site.search import Results
from freesheet.site.search_words import SearchWords
from freesheet.site.typed import Query

# A complete page of the site, which the press writes; below the site's folder.
SHELL = ".freesheet/search.html"
# What the server replaces in it: once inside <main>, and once inside <title>.
MARKER = "<!--search-->"
TITLE_MARKER = "<!--search-title-->"


def fragment(query: Query, results: Results | None, words: SearchWords) -> Markup:
    """The heading, the form and what was found; without results, what stands in for a search where there is none."""
    return _rendered(query, results, words, "found" if results else "static")


def resting(query: Query, words: SearchWords) -> Markup:
    """The fragment for when the index can't be asked just now; the form keeps what was typed."""
    return _rendered(query, None, words, "resting")


def _rendered(
    query: Query, results: Results | None, words: SearchWords, state: Literal["found", "static", "resting"]
) -> Markup:
    template = templates(__name__).get_template("search.html.j2")

    def day(when: date) -> str:
        return long_date(when, words.language, House())

    return Markup(template.render(query=query, results=results, words=words, state=state, day=day))


def title(query: Query, words: SearchWords) -> Markup:
    """The title of the page, escaped: what was looked for comes first where many tabs are open."""
    return escape(words.title.format(words=query.text) if query.text else words.search)


def page(shell: str, told: Markup, titled: Markup) -> str:
    """The shell with the fragment and the title in it."""
    return shell.replace(TITLE_MARKER, titled, 1).replace(MARKER, told, 1)
