"""The templates of pages, a folder of them to an edition: all text is escaped, and what is undefined is an error."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from freesheet.markup.links import href
from freesheet.markup.notes import bare
from freesheet.markup.references import outward
from freesheet.markup.words import direction
from freesheet.story.walk import text_of


@cache
def templates(package: str) -> Environment:
    """The templates that lie in a package's folder, each read once."""
    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"bare": bare, "direction": direction, "href": href, "words": text_of}
    environment.globals["outward"] = outward
    return environment
