"""Nodes in a normal form: what no reader can tell apart is the same."""

from msgspec.structs import replace

from freesheet.story.nodes import Emphasis, Inline, Inlines, Note, Strong, Subscript, Superscript, Text

_EMPTY = (Strong, Emphasis, Superscript, Subscript, Note)


def settled(content: Inlines) -> Inlines:
    """Texts that touch are one, what holds nothing is gone, what is strong inside something strong is no stronger."""
    found = list[Inline]()
    for one in content:
        if isinstance(one, Text):
            text = one.text.replace("\r\n", " ").replace("\n", " ")
            if found and isinstance(last := found[-1], Text):
                found[-1] = Text(last.text + text)
            elif text:
                found.append(Text(text))
            continue
        inside = getattr(one, "content", None)
        if isinstance(inside, tuple):
            kept = settled(inside)
            if isinstance(one, Strong | Emphasis):
                kept = settled(tuple(part for inner in kept for part in _flat(inner, type(one))))
            if not kept and isinstance(one, _EMPTY):
                continue
            one = replace(one, content=kept)
        found.append(one)
    return tuple(found)


def _flat(inner: Inline, kind: type[Inline]) -> Inlines:
    return inner.content if isinstance(inner, kind) and isinstance(inner, Strong | Emphasis) else (inner,)
