"""A ZIM file that can't be written says why; a mistake of ours is not taken for a full disk."""

import resource
from collections.abc import Iterator

import pytest

from freesheet.edition import NoRoom
from freesheet.editions.zim.archive import Entry, written
from tests.strategies import GREY

PAGE = Entry("rain.html", "Rain", "text/html", b"<p>It rained on Monday.", front=True)


def library(*entries: Entry) -> bytes:
    return written(entries, metadata={"Title": "Rain"}, illustration=GREY, main="rain.html", language="eng")


@pytest.fixture
def _full_disk() -> Iterator[None]:
    """No file may grow past a thousand bytes: to the one who writes, that is a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("_full_disk")
def test_a_library_that_does_not_fit_on_the_disk_says_so():
    with pytest.raises(NoRoom, match=r"does not fit on the disk of .*; make room there, or set TMPDIR"):
        library(PAGE)


def test_two_entries_at_one_place_are_a_mistake_of_ours():
    with pytest.raises(RuntimeError, match="Impossible to add"):
        library(PAGE, PAGE)


def test_the_same_entries_are_the_same_bytes():
    assert library(PAGE) == library(PAGE)
