"""Where a press takes its stories from: an archive, and the newsroom's house, pages, issues and theme."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from freesheet.house import House
from freesheet.press.archive import Archive, Fixed, IssuePlan
from freesheet.site.pages import Copy
from freesheet.site.redirects import Table


@dataclass(frozen=True)
class Source:
    """An open archive and what stands around its stories.

    `own` are the templates and the style of the house's theme by name, `pictures` its pictures, of which `logo` is one;
    `fixed` are its pages, `redirects` its redirects.csv.
    `failures` are the sentences about what could not be read, by its name; it keeps its last good form.
    """

    archive: Archive
    house: House
    own: Mapping[str, str] = field(default_factory=dict)
    fixed: tuple[Fixed, ...] = ()
    issues: tuple[IssuePlan, ...] = ()
    picks: tuple[str, ...] = ()
    redirects: Table = field(default_factory=lambda: Table(()))
    failures: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    logo: Copy | None = None
