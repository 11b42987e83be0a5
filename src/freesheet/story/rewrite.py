"""Rewrite every run of text in a tree of nodes, Story to Story; a run is the text between two ends of a block."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

from msgspec import Struct

from freesheet.story.nodes import Code, Inline, Inlines, LineBreak, Note, Text
from freesheet.story.walk import children

AnyNode = TypeVar("AnyNode")
Pieces = tuple[str, ...]
INLINES: tuple[type[Any], ...] = get_args(Inline)

# Stands in a run for what is not prose: a piece of code, a line end. Neither a letter nor a space.
OPAQUE = "\ufffc"


def rewrite(node: AnyNode, change: Callable[[Pieces], Pieces]) -> AnyNode:
    """The same tree with each run changed.

    `change` gets a run's pieces of text (`He said `, `no`, `.` of "He said *no*.") and returns as many, so that it can
    look across emphasis and links.
    """
    changed: AnyNode = _rewrite(node, change)
    return changed


def _rewrite(node: Any, change: Callable[[Pieces], Pieces]) -> Any:
    if isinstance(node, tuple):
        if node and all(isinstance(item, INLINES) for item in node):
            return _run(node, change)
        return tuple(_rewrite(item, change) for item in node)
    if isinstance(node, Struct):
        fields = {name: getattr(node, name) for name in node.__struct_fields__}
        return type(node)(**{name: _rewrite(value, change) for name, value in fields.items()})
    return node


def _run(content: Inlines, change: Callable[[Pieces], Pieces]) -> Inlines:
    pieces = change(tuple(_pieces(content)))
    return _refill(content, iter(pieces), change)


def _pieces(content: Inlines) -> Iterator[str]:
    for inline in content:
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Code | LineBreak):
            yield OPAQUE
        elif not isinstance(inline, Note):
            yield from _pieces(children(inline))


def _refill(content: Inlines, pieces: Iterator[str], change: Callable[[Pieces], Pieces]) -> Inlines:
    filled: list[Any] = []
    for inline in content:
        if isinstance(inline, Text):
            filled.append(Text(next(pieces)))
        elif isinstance(inline, Note):
            filled.append(Note(_run(inline.content, change)))
        elif isinstance(inline, Code | LineBreak):
            next(pieces)
            filled.append(inline)
        else:
            fields = {name: getattr(inline, name) for name in inline.__struct_fields__}
            filled.append(type(inline)(**fields | {"content": _refill(inline.content, pieces, change)}))
    return tuple(filled)
