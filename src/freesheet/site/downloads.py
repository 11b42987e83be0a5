"""What there is to download and to print: what each file is called, how large it is, what its sheets cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from freesheet.markup.furniture import Way
from freesheet.site.pages import FileFact, Link
from freesheet.site.setting import Setting


@dataclass(frozen=True, slots=True)
class FileLine:
    label: str
    target: str
    media_type: str
    told: str


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading."""

    title: str
    anchor: str
    letter: str = ""
    links: tuple[Link, ...] = ()
    files: tuple[FileLine, ...] = ()
    feeds: tuple["FeedLine", ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLine:
    title: str
    ways: tuple[Way, ...]


# What each edition is for, and what its files are called to a browser.
TO_PRINT = {"print": "application/pdf", "large-print": "application/pdf", "booklet": "application/pdf"}
TO_READ = {"text": "text/plain", "email": "message/rfc822", "epub": "application/epub+zip"}
TO_KEEP = {"epub": "application/epub+zip", "zim": "application/openzim", "bundle": "application/zip"}


def file_groups(files: Sequence[FileFact], setting: Setting) -> list[Group]:
    site = setting.site
    kinds = (
        (site.to_print, "print", TO_PRINT),
        (site.to_read, "read", {"text": "text/plain"}),
        (site.to_keep, "keep", TO_KEEP),
    )
    groups = [
        Group(title, anchor, files=file_lines([one for one in files if one.edition in kind], setting))
        for title, anchor, kind in kinds
    ]
    return [group for group in groups if group.files]


def file_lines(files: Sequence[FileFact], setting: Setting) -> tuple[FileLine, ...]:
    return tuple(_file_line(one, setting) for one in files)


def _file_line(file: FileFact, setting: Setting) -> FileLine:
    words, site = setting.words, setting.site
    labels = {
        "print": words.print,
        "large-print": words.large_print,
        "booklet": words.booklet,
        "text": words.text_only,
        "epub": words.ebook,
        "zim": "ZIM",
        "bundle": "ZIP",
    }
    whats = {"zim": site.take_zim, "bundle": site.take_bundle, "epub": site.take_epub}
    told = [paper(file.sheets, file.pages, setting)] if file.sheets else [whats.get(file.edition, "")]
    told.append(size(file.size))
    media_type = {**TO_PRINT, **TO_READ, **TO_KEEP}.get(file.edition, "application/octet-stream")
    return FileLine(
        labels.get(file.edition, file.edition),
        setting.to(file.path),
        media_type,
        ", ".join(part for part in told if part),
    )


def paper(sheets: int, sides: int, setting: Setting) -> str:
    """What printing takes: "2 sheets, 3 sides, about 30¢ at 10¢ a side"."""
    site, price = setting.site, setting.house.printing.price_cents
    told = [
        site.one_sheet if sheets == 1 else site.print_sheets.format(n=sheets),
        site.one_side if sides == 1 else site.sides.format(n=sides),
    ]
    if price:
        told.append(site.print_cost.format(cost=money(sides * price), price=money(price)))
    return ", ".join(told)


def paper_briefly(sheets: int, sides: int, setting: Setting) -> str:
    """What printing takes, where there is little room: "2 sheets, about 30¢"."""
    site, price = setting.site, setting.house.printing.price_cents
    told = site.one_sheet if sheets == 1 else site.print_sheets.format(n=sheets)
    return f"{told}, {site.print_about.format(cost=money(sides * price))}" if price else told


def money(cents: int) -> str:
    return f"{cents}¢" if cents < 100 else f"${cents / 100:.2f}"


def size(count: int) -> str:
    """A number of bytes for people: "14 kB", "1.2 MB"."""
    return f"{max(1, round(count / 1000))} kB" if count < 999_500 else f"{count / 1e6:.1f} MB"
