"""What is done with what stands around the stories: one function for each verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from django.db import transaction
from lxml import etree

from freesheet.press.disk import put, writing_to
from freesheet.site.logo import ENDINGS, BadLogo, logo_copy
from freesheet.site.redirects import Row, Table
from newsroom.desk import house_file
from newsroom.desk.models import HouseVersion, Redirect
from newsroom.desk.redirects import among, leads_in_a_circle
from newsroom.desk.signals import around_changed
from newsroom.staff.models import User

# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Imported:
    """What became of a table of redirects: how many rows are new, changed, and known; a sentence for each bad one."""

    added: int = 0
    changed: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


def import_redirects(*, table: Table, user: User | None) -> Imported:
    """Take in the rows of a table. What the desk has for the same address gives way; what leads in a circle is left."""
    done = Imported(problems=list(table.problems))
    with transaction.atomic():
        had = {one.source: one for one in Redirect.objects.all()}
        new, other = list[Redirect](), list[Redirect]()
        for row in _straight(table, had, done.problems):
            one = had.get(row.source)
            if one is None:
                new.append(Redirect(source=row.source, target=row.target, status=row.status))
            elif (one.target, one.status) == (row.target, row.status):
                done.known += 1
            else:
                one.target, one.status = row.target, row.status
                other.append(one)
        Redirect.objects.bulk_create(new, batch_size=500)
        Redirect.objects.bulk_update(other, ["target", "status"], batch_size=500)
        done.added, done.changed = len(new), len(other)
        if new or other:
            around_changed.send(Redirect, what="redirects", user=user)
    return done


def _straight(table: Table, had: dict[str, Redirect], problems: list[str]) -> Iterator[Row]:
    """The rows that lead somewhere."""
    find = among([*(one.row for one in had.values()), *table.rows])
    for row in table.rows:
        if leads_in_a_circle(row, find):
            problems.append(f"Line {row.line}: {row.source} leads in a circle, back to where it began.")
        else:
            yield row


# ── The house ────────────────────────────────────────────────────────────────────────────────────────


class ChangedMeanwhile(Exception):
    """Somebody else has changed the house since this was opened; nothing was saved."""


def keep_house(*, home: Path, text: str, seen: str, user: User, why: str, now: datetime) -> HouseVersion:
    """Make this the house's file. `seen` is the digest of what it is to replace.

    Raises BadHouse, CantWrite, ChangedMeanwhile.
    """
    house_file.read(text)
    file = home / house_file.NAME
    with transaction.atomic():
        old = _text(file)
        if house_file.digest(old) != seen:
            raise ChangedMeanwhile
        last = HouseVersion.objects.select_for_update().first()
        if last is None or last.text != old:
            HouseVersion.objects.create(text=old, made=now, why="As the file had it")
        kept = HouseVersion.objects.create(text=text, made=now, by=user, why=why)
        around_changed.send(HouseVersion, what="house", user=user)
        # The last thing that can fail: whoever reads the file finds the old one or the new one.
        with writing_to(home):
            put(file, text.encode())
    return kept


def _text(file: Path) -> str:
    """What the file holds, a mistake in it or not."""
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""


# What runs something, or shows another page, when a drawing is opened by itself.
_RUNS = re.compile(r"script|foreignobject|iframe|embed|object|handler|listener", re.IGNORECASE)
_ACTS = re.compile(r"^on|javascript:|=data:text", re.IGNORECASE)


def logo_name(*, name: str, data: bytes) -> str:
    """What an uploaded logo is called in the theme; each picture has a name of its own. Raises BadLogo."""
    ending = Path(name).suffix.lower().replace(".jpeg", ".jpg")
    if ending not in ENDINGS:
        raise BadLogo(f"{name} is none of {', '.join(ENDINGS)}; save it as one of these.")
    if ending == ".svg" and _is_active(data):
        raise BadLogo(f"{name} is no plain drawing: it can't be read, or holds a script. Save it anew, or as PNG.")
    called = f"logo-{blake2b(data, digest_size=4).hexdigest()}{ending}"
    try:
        logo_copy(called, data)
    except BadLogo as error:
        raise BadLogo(str(error).replace(called, name)) from error
    return called


def _is_active(data: bytes) -> bool:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return True
    return any(map(_runs, root.iter(etree.Element, etree.ProcessingInstruction, etree.Entity)))


def _runs(node: etree._Element) -> bool:
    tag: object = node.tag
    return (
        not isinstance(tag, str)
        or bool(_RUNS.search(tag))
        or any(_ACTS.search(f"{name!s}={value!s}") for name, value in node.attrib.items())
    )


def keep_logo(*, home: Path, name: str, data: bytes) -> None:
    """Put a logo into the theme. Raises CantWrite."""
    with writing_to(home):
        put(home / "theme" / name, data)
