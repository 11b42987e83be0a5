"""Every edition there is, one module each; to add one, write its module and its line here."""

from freesheet.edition import Edition
from freesheet.editions import (
    booklet,
    bundle,
    email,
    epub,
    handbill,
    json,
    large_print,
    lite,
    message,
    print,  # noqa: A004 — the trade word for it
    text,
    web,
    zim,
)

EDITIONS: dict[str, Edition] = {
    module.EDITION.name: module.EDITION
    for module in (
        web,
        lite,
        text,
        message,
        print,
        large_print,
        booklet,
        handbill,
        email,
        epub,
        zim,
        bundle,
        json,
    )
}
