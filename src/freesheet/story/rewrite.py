"""Rewrite every run of text in a tree of nodes, Story to Story; a run is the text between two ends of a block."""

from collections.abc import Callable, Iterator
from operator import is_
from typing import Any, TypeVar, get_args

from msgspec.structs import fields, replace

from freesheet.story.nodes import Code, Inline, Inlines, LineBreak, Node, Note, Text

AnyNode = TypeVar("AnyNode")
Pieces = tuple[str, ...]
Change = Callable[[Pieces], Pieces]
INLINES: tuple[type[Any], ...] = get_args(Inline)

# Stands in a run for what is not prose: a piece of code, a line end. Neither a letter nor a space.
OPAQUE = "\ufffc"


def rewrite(node: AnyNode, change: Change) -> AnyNode:
    """The same tree with each run changed; what holds no change is the very same object.

    `change` gets a run's pieces of text (`He said `, `no`, `.` of "He said *no*.") and returns as many, so that it can
    look across emphasis and links.
    """
    changed: AnyNode = _rewrite(node, change)
    return changed


def _rewrite(node: Any, change: Change) -> Any:
    if isinstance(node, tuple):
        if node and isinstance(node[0], INLINES):
            return _run(node, change)
        return _kept(node, tuple([_rewrite(item, change) for item in node]))
    changed = {}
    for name in _HOLDERS[type(node)]:
        before = getattr(node, name)
        after = _rewrite(before, change)
        if after is not before:
            changed[name] = after
    return replace(node, **changed) if changed else node


class _Holders(dict[type[Any], tuple[str, ...]]):
    """The fields of each kind of node in which there may be nodes; none in what is no node."""

    def __missing__(self, kind: type[Any]) -> tuple[str, ...]:
        self[kind] = tuple(f.name for f in fields(kind) if _holds(f.type)) if issubclass(kind, Node) else ()
        return self[kind]


_HOLDERS = _Holders()


def _holds(annotation: Any) -> bool:
    is_node = isinstance(annotation, type) and issubclass(annotation, Node)
    return is_node or any(map(_holds, get_args(annotation)))


def _kept(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    """The tuple as it was where nothing in it changed."""
    return before if all(map(is_, before, after)) else after


def _run(content: Inlines, change: Change) -> Inlines:
    if len(content) == 1 and isinstance(only := content[0], Text):
        # What the lines below do, for the most frequent run by far.
        (text,) = change((only.text,))
        return content if text == only.text else (Text(text),)
    return _refill(content, iter(change(tuple(_pieces(content)))), change)


def pieces_of(content: Inlines) -> Pieces:
    """The pieces of the one run that a block's content is; none where there are notes, which are runs of their own."""
    if len(content) == 1 and isinstance(only := content[0], Text):
        return (only.text,)
    return () if _has_note(content) else tuple(_pieces(content))


def refilled(content: Inlines, pieces: Pieces) -> Inlines:
    """Content that is one run with other pieces in it."""
    if len(content) == 1 and isinstance(content[0], Text):
        return (Text(pieces[0]),)
    return _refill(content, iter(pieces), _untouched)


def _has_note(content: Inlines) -> bool:
    for inline in content:
        if not isinstance(inline, Text | Code | LineBreak) and (isinstance(inline, Note) or _has_note(inline.content)):
            return True
    return False


def _untouched(pieces: Pieces) -> Pieces:
    return pieces


def _pieces(content: Inlines) -> list[str]:
    pieces: list[str] = []
    for inline in content:
        if isinstance(inline, Text):
            pieces.append(inline.text)
        elif isinstance(inline, Code | LineBreak):
            pieces.append(OPAQUE)
        elif not isinstance(inline, Note):
            pieces += _pieces(inline.content)
    return pieces


def _refill(content: Inlines, pieces: Iterator[str], change: Change) -> Inlines:
    return _kept(content, tuple([_filled(inline, pieces, change) for inline in content]))


def _filled(inline: Inline, pieces: Iterator[str], change: Change) -> Inline:
    if isinstance(inline, Text):
        text = next(pieces)
        return inline if text == inline.text else Text(text)
    if isinstance(inline, Code | LineBreak):
        next(pieces)
        return inline
    inner = _run(inline.content, change) if isinstance(inline, Note) else _refill(inline.content, pieces, change)
    return inline if inner is inline.content else replace(inline, content=inner)
