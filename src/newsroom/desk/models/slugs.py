"""The ends of addresses."""

from typing import Any

from freesheet.story.slug import slug_of

LONGEST_SLUG = 80


def free_slug(kind: type[Any], slug: str, title: str, own: int | None) -> str:
    """The slug, or one of the title; else the first of slug-2, slug-3, … that no other of its kind has."""
    wanted = slug or slug_of(title or "untitled")
    free, count = wanted, 1
    while kind._default_manager.filter(slug=free).exclude(pk=own).exists():
        count += 1
        end = f"-{count}"
        free = wanted[: LONGEST_SLUG - len(end)].rstrip("-") + end
    return free
