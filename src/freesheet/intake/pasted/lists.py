"""Lists of Word: paragraphs with a mark typed before them, or in its online form a list of one item for each item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from freesheet.intake.page.parse import Element, words

_LIST = re.compile(r"mso-list:\s*l(\d+)\s+level(\d)")
_NUMBER = re.compile(r"\(?(\d+|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Item:
    element: Element
    level: int
    ordered: bool
    start: int
    # Items of one list have the same; 0 where Word does not tell.
    number: int = 0


def join_lists(body: Element) -> None:
    """Make lists of what are items of one."""
    for wrapper in [*body.find_class("ListContainerWrapper")]:
        wrapper.drop_tag()
    for run in list(_runs(body)):
        _nest(run)


def _runs(body: Element) -> Iterator[list[_Item]]:
    """Items that stand one after the other."""
    run: list[_Item] = []
    for element in list(body.iter("p", "ul", "ol")):
        item = _item(element)
        if item is None:
            continue
        if run and not _follows(run[-1].element, element):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _follows(before: Element, element: Element) -> bool:
    return element.getprevious() is before and not (before.tail or "").strip()


def _item(element: Element) -> _Item | None:
    if element.tag in {"ul", "ol"}:
        return _online(element)
    found = _LIST.search(element.get("style", ""))
    if found is None:
        return None
    mark = next((part for part in element.iter("span") if "mso-list:ignore" in part.get("style", "").lower()), None)
    typed = words(mark) if mark is not None else ""
    if mark is not None:
        mark.drop_tree()
    number = _NUMBER.fullmatch(typed)
    start = int(number[1]) if number and number[1].isdigit() else 1
    return _Item(element, min(int(found[2]), DEEPEST), bool(number), start, int(found[1]))


def _online(element: Element) -> _Item | None:
    """A list of Word Online, which tells the level of each item."""
    items = element.findall("li")
    level = items[0].get("data-aria-level", "") if items else ""
    if not level.isdigit():
        return None
    start = element.get("start", "1")
    return _Item(element, min(max(int(level), 1), DEEPEST), element.tag == "ol", int(start) if start.isdigit() else 1)


def _nest(run: Sequence[_Item]) -> None:
    """Items as lists inside one another."""
    first = run[0].element
    place, behind = first.makeelement("div", {}), run[-1].element.tail
    first.addprevious(place)
    open_lists: list[tuple[_Item, Element]] = []
    for item in run:
        while open_lists and open_lists[-1][0].level > item.level:
            open_lists.pop()
        if open_lists and open_lists[-1][0].level == item.level and not _continues(open_lists[-1][0], item):
            open_lists.pop()
        if not open_lists or open_lists[-1][0].level < item.level:
            holder = open_lists[-1][1][-1] if open_lists else place
            holder.append(_list(item))
            open_lists.append((item, holder[-1]))
        _append(open_lists[-1][1], item)
    place.tail = behind
    place.drop_tag()


def _continues(before: _Item, item: _Item) -> bool:
    return before.ordered == item.ordered and before.number == item.number


def _list(item: _Item) -> Element:
    start = {"start": str(item.start)} if item.ordered and item.start != 1 else {}
    made: Element = item.element.makeelement("ol" if item.ordered else "ul", start)
    return made


def _append(into: Element, item: _Item) -> None:
    element = item.element
    element.tail = None
    if element.tag in {"ul", "ol"}:
        into.extend(list(element))
        element.drop_tree()
    else:
        element.tag = "li"
        into.append(element)
