"""Links in a book's page, and the raised numbers that lead to notes and back."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

from markupsafe import Markup, escape

from freesheet.markup.links import href
from freesheet.story.nodes import Link

NOTE_REFERENCE = Markup(' role="doc-noteref"')


@dataclass(slots=True)
class References:
    """The numbers printed so far on one page, whose address on the web is `page`.

    A number is an anchor where it first stands, and only there: a link that stands twice has one note, which leads back
    to the first. `online` is the word that warns of each link that leads out of the book; empty, there is no warning.
    """

    page: str = ""
    online: str = ""
    attributes: Markup = NOTE_REFERENCE
    printed: set[int] = field(default_factory=set)

    def mark(self, number: int) -> Markup:
        """A raised number that leads to its note."""
        anchor = "" if number in self.printed else f' id="r{number}"'
        self.printed.add(number)
        return Markup(f'<sup><a{self.attributes}{anchor} href="#n{number}">{number}</a></sup>')

    def link(self, link: Link, content: Markup, number: int | None) -> Markup:
        """A link with the number of its note; its bare words where its address leads nowhere."""
        address = whole_address(link.address, self.page)
        shown = outward(address, content, self.online) if address else content
        return shown + self.mark(number) if number else shown


def outward(address: str, content: str, online: str) -> Markup:
    """A link out of the book, with the word for "online" behind it when there is one."""
    warning = f' <span class="online">({escape(online)})</span>' if online else ""
    return Markup(f'<a href="{escape(address)}">{escape(content)}</a>{warning}')


@lru_cache(maxsize=4096)
def whole_address(address: str, page: str) -> str:
    """The address as it stands on a page of the web; empty where it could not be followed from elsewhere."""
    try:
        whole = href(address if address.startswith("https://") else urljoin(page, address))
    except ValueError:
        return ""
    return "" if whole.startswith("#") else whole
