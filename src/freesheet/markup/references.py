"""Links in a book's page, and the raised numbers that lead to notes and back."""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from freesheet.story.nodes import Link

NOTE_REFERENCE = Markup(' role="doc-noteref"')
# What a reader's machine can follow from a file of its own; a path such as /about/ leads nowhere from there.
SCHEMES = ("http", "https", "mailto", "tel")


@dataclass(slots=True)
class References:
    """The numbers printed so far on one page, whose address on the web is `page`.

    A number is an anchor where it first stands, and only there: a link that stands twice has one note, which leads back
    to the first.
    """

    page: str = ""
    attributes: Markup = NOTE_REFERENCE
    printed: set[int] = field(default_factory=set)

    def mark(self, number: int) -> Markup:
        """A raised number that leads to its note."""
        anchor = Markup() if number in self.printed else Markup(' id="r{}"').format(number)
        self.printed.add(number)
        return Markup('<sup><a{}{} href="#n{}">{}</a></sup>').format(self.attributes, anchor, number, number)

    def link(self, link: Link, content: Markup, number: int | None) -> Markup:
        """A link with the number of its note; its bare words where its address leads nowhere."""
        address = whole_address(link.address, self.page)
        shown = Markup('<a href="{}">{}</a>').format(address, content) if address else content
        return shown + self.mark(number) if number else shown


def whole_address(address: str, page: str) -> str:
    """The address as it stands on a page of the web; empty where it could not be followed from elsewhere."""
    try:
        whole = urljoin(page, address)
        return whole if urlsplit(whole).scheme in SCHEMES else ""
    except ValueError:
        return ""
