"""The theme: templates and one style sheet, each of which a house may replace by one of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.resources import files
from string import Template as Blanks
from typing import Any

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    meta,
)

from freesheet.editions.web.look import Look, lightened, look
from freesheet.house import House, Typeface
from freesheet.markup.links import href
from freesheet.markup.notes import bare
from freesheet.markup.words import direction
from freesheet.site.words import SiteWords, site_words

# What text is set in: nothing is fetched, so a reader gets the best face that the machine has.
TYPEFACES: dict[Typeface, str] = {
    "serif": "",
    "sans": 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    "typewriter": '"Courier Prime", "Courier New", Courier, monospace',
}


class BadTheme(Exception):
    """A template or the style sheet of a house's theme has a mistake; the message names the file and the line."""


@dataclass(frozen=True)
class Theme:
    """The templates of the site as this house has them; `own` are its files by name, as text."""

    house: House
    own: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> SiteWords:
        return site_words(self.house.language)

    @cached_property
    def _loader(self) -> ChoiceLoader:
        pages = {edition: PackageLoader(f"freesheet.editions.{edition}", ".") for edition in ("web", "lite")}
        own = {name: text for name, text in self.own.items() if name.endswith(".j2")}
        return ChoiceLoader([DictLoader(own), PackageLoader("freesheet.site", "theme"), PrefixLoader(pages)])

    @cached_property
    def environment(self) -> Environment:
        environment = Environment(
            loader=self._loader,
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {"bare": bare, "direction": direction, "href": href}
        return environment

    @cached_property
    def look(self) -> Look:
        """The style of every page of the site, which is one and the same, so that a server can name its digest."""
        accent = self.house.look.accent
        sheet = self.own.get("style.css") or files("freesheet.site").joinpath("theme/style.css").read_text("utf-8")
        face = TYPEFACES[self.house.look.typeface]
        try:
            own = Blanks(_lean(sheet)).substitute(accent=accent, bright=lightened(accent))
        except (KeyError, ValueError) as error:
            raise BadTheme(
                f"theme/style.css: {error} is no blank of it; there are $accent and $bright, and $$ is a dollar sign."
            ) from error
        if "</" in own:
            raise BadTheme("theme/style.css: it may not hold </, which would end the style inside a page.")
        return Look(look(accent).style + own + (f":root{{--serif:{face}}}" if face else ""), forms="'self'")

    def template(self, name: str) -> Template:
        """A template by its name. Raises BadTheme."""
        try:
            return self.environment.get_template(name)
        except TemplateSyntaxError as error:
            raise BadTheme(f"theme/{error.name}, line {error.lineno}: {error.message}.") from error
        except TemplateError as error:
            raise BadTheme(f"theme/{name}: {error}.") from error

    def render(self, name: str, **shown: Any) -> str:
        """A page. Raises BadTheme, with the line of the house's template that can't be filled in."""
        try:
            return self.template(name).render(shown).strip() + "\n"
        except TemplateError as error:
            raise BadTheme(f"theme/{name}{_line(error, name)}: {error}.") from error

    def stamp(self, name: str) -> bytes:
        """A digest of a template, of all that it extends and includes, and of the style."""
        digest = blake2b(self.look.style.encode(), digest_size=16)
        for one in sorted(self._closure(name)):
            digest.update(f"\0{one}\0".encode() + self._source(one).encode())
        return digest.digest()

    def _closure(self, name: str) -> set[str]:
        found, todo, known = set[str](), [name], set(self.environment.list_templates())
        while todo:
            one = todo.pop()
            if one not in known:
                raise BadTheme(f"theme/{name}: there is no template {one}.")
            if one not in found:
                found.add(one)
                named = meta.find_referenced_templates(self.environment.parse(self._source(one)))
                # A layout is chosen while a page is made: it may be either.
                todo.extend(found_name for other in named for found_name in ((other,) if other else LAYOUTS))
        return found

    def _source(self, name: str) -> str:
        return self._loader.get_source(self.environment, name)[0]

    def check(self) -> None:
        """Find every mistake that can be found before a page is made. Raises BadTheme."""
        for name in self.own:
            if name.endswith(".j2"):
                self.template(name)
                self._closure(name)
        _ = self.look


LAYOUTS = ("layout.html.j2", "plain.html.j2")


def _line(error: TemplateError, name: str) -> str:
    """Where in a template a page could not be filled in."""
    trace, line = error.__traceback__, 0
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith((name, "<template>")):
            line = trace.tb_lineno
        trace = trace.tb_next
    return f", line {line}" if line else ""


@lru_cache(maxsize=8)
def _lean(sheet: str) -> str:
    """A style sheet without the spaces and comments that only its authors need."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*|(?<=:) ", r"\1", re.sub(r"\s+", " ", text)).replace(";}", "}").strip()


def lite_name(address: str) -> str:
    """The text-only page beside a page: "topics/index.html" has "topics/lite.html"."""
    return address.removesuffix("index.html") + "lite.html"
