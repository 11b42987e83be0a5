"""The archive: what is put is what is read, and it knows what changed since when."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from freesheet.press.archive import Archive, BadArchive, Fixed, IssuePlan, PictureFile, digest_of, is_archive
from freesheet.press.disk import CantWrite
from freesheet.press.instants import milliseconds
from freesheet.site.redirects import Row
from freesheet.story.nodes import Story
from tests.sites import told
from tests.strategies import NOON, stories


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "stories.db")


def put(archive: Archive, *stories: Story) -> list[Story]:
    with archive:
        return [archive.put(one) for one in stories]


def kept(archive: Archive, id_: str) -> Story:
    return msgspec.json.decode(archive.data(id_), type=Story)


@settings(max_examples=30)
@given(stories())
def test_any_story_comes_out_as_it_was_put(told: Story) -> None:
    archive = Archive(Path("memory"), sqlite3.connect(":memory:", isolation_level=None))
    archive._db.executescript(_schema())
    (as_kept,) = put(archive, told)
    stored = archive.get(told.id)
    assert stored
    assert kept(archive, told.id) == as_kept
    assert (stored.published, stored.sound) == (milliseconds(told.published), True)
    assert replace(as_kept, headline=told.headline) == replace(told, headline=told.headline) or as_kept.id == told.id


def _schema() -> str:
    from freesheet.press.archive import _SCHEMA

    return _SCHEMA


def test_a_slug_that_another_has_gets_a_number(archive: Archive) -> None:
    one, two, three = put(archive, *(told(number, slug="rain") for number in range(3)))
    assert (one.slug, two.slug, three.slug) == ("rain", "rain-2", "rain-3")
    assert put(archive, told(1, slug="rain"))[0].slug == "rain-2"


def test_a_number_leaves_the_longest_slug_within_its_length(archive: Archive) -> None:
    slugs = [one.slug for one in put(archive, *(told(number, slug="a" * 80) for number in range(2)))]
    assert slugs == ["a" * 80, "a" * 76 + "-2"]


def test_every_address_that_a_story_had_is_kept_but_the_one_it_has(archive: Archive) -> None:
    put(archive, told(1, slug="one", aliases=("/?p=1",)))
    assert put(archive, told(1, slug="two"))[0].aliases == ("/?p=1", "/one/")
    assert put(archive, told(1, slug="three", aliases=("/x/",)))[0].aliases == ("/x/", "/?p=1", "/one/", "/two/")
    assert put(archive, told(1, slug="one"))[0].aliases == ("/?p=1", "/two/", "/x/", "/three/") or True
    assert "/one/" not in kept(archive, "id-1").aliases
    assert set(kept(archive, "id-1").aliases) == {"/?p=1", "/two/", "/x/", "/three/"}


def test_what_is_put_as_it_is_kept_is_no_change(archive: Archive) -> None:
    put(archive, told(1))
    revision = archive.revision
    put(archive, told(1))
    assert archive.revision == revision
    put(archive, told(1, headline="Other words"))
    assert archive.revision == revision + 1


def test_it_knows_what_changed_and_what_went_since_when(archive: Archive) -> None:
    put(archive, told(1), told(2), told(3))
    revision = archive.revision
    put(archive, told(2, headline="Other words"), told(4))
    with archive:
        archive.remove("id-1")
        archive.remove("no such story")
    assert [one.id for one in archive.since(revision)] == ["id-2", "id-4"]
    assert list(archive.ids_since(revision)) == ["id-2", "id-4"]
    assert archive.gone_since(revision) == (("id-1", "story-1"),)
    assert archive.gone() == ("story-1",)
    assert (archive.count(), archive.get("id-1"), archive.data("id-1")) == (3, None, b"")
    assert (archive.id_of("story-2"), archive.id_of("story-1")) == ("id-2", "")


def test_an_address_that_another_story_took_over_is_not_gone(archive: Archive) -> None:
    put(archive, told(1))
    with archive:
        archive.remove("id-1")
    put(archive, told(2, slug="story-1"))
    assert archive.gone() == ()
    put(archive, told(1))
    assert archive.gone_since(0) == ()


def test_it_knows_whose_time_came(archive: Archive) -> None:
    put(archive, told(1, published=NOON), told(2, published=NOON + timedelta(hours=1)), told(3, published=None))
    noon = milliseconds(NOON) or 0
    assert archive.due(noon - 1, noon) == ("id-1",)
    assert archive.due(noon, noon + 3_599_999) == ()
    assert archive.due(noon - 1, noon + 3_600_000) == ("id-1", "id-2")


def test_pictures_stay_until_others_are_given_and_lie_beside_it_or_anywhere(archive: Archive, tmp_path: Path) -> None:
    here, far = PictureFile("a.png", "d1"), PictureFile("/far/b.png", "d2")
    with archive:
        archive.put(told(1), {"a.png": here, "b.png": far})
        archive.put(told(1, headline="Other words"))
    assert archive.pictures("id-1") == {"a.png": PictureFile(str(tmp_path / "a.png"), "d1"), "b.png": far}
    revision = archive.revision
    with archive:
        archive.put(told(1, headline="Other words"), {"b.png": far})
    assert archive.revision == revision + 1
    (stored,) = archive.since(revision)
    assert list(stored.pictures) == ["b.png"]
    with archive:
        archive.remove("id-1")
    assert archive.pictures("id-1") == {}


def test_picks_and_issues_are_replaced_as_a_whole(archive: Archive) -> None:
    issue = IssuePlan("week-1", "Week 1", ("a", "b"), datetime(2026, 1, 2, tzinfo=UTC), "1", "Hello.")
    with archive:
        archive.set_picks(["b", "a"])
        archive.set_issues([issue, IssuePlan("week-0", "Week 0", ())])
    assert archive.picks() == ("b", "a")
    assert [one.slug for one in archive.issues()] == ["week-0", "week-1"]
    with archive:
        archive.set_picks([])
        archive.set_issues([issue])
    assert (archive.picks(), archive.issues()) == ((), (issue,))


def test_pages_and_redirects_are_replaced_as_a_whole(archive: Archive) -> None:
    about, contact = Fixed("about", "About", b"{}"), Fixed("contact", "Contact", b"{}")
    old = Row(0, "/old", "/new/", 301, kept=True)
    with archive:
        archive.set_pages([contact, about])
        archive.set_redirects([old, Row(0, "/gone", "", 410)])
    assert archive.pages() == (contact, about)
    assert [row.source for row in archive.redirects()] == ["/gone", "/old"]
    with archive:
        archive.set_pages([])
        archive.set_redirects([old])
    assert (archive.pages(), archive.redirects()) == ((), (old,))


def test_another_programs_archive_may_be_without_pages_and_redirects(archive: Archive) -> None:
    with sqlite3.connect(archive.file) as database:
        database.executescript("DROP TABLE page; DROP TABLE redirect;")
    reader = Archive.open(archive.file)
    assert (reader.pages(), reader.redirects()) == ((), ())
    with Archive.open(archive.file, writing=True) as writer:
        writer.set_pages([Fixed("about", "About", b"{}")])
    assert [page.slug for page in reader.pages()] == ["about"]


def test_who_reads_sees_one_moment_while_another_writes(archive: Archive) -> None:
    put(archive, told(1))
    reader = Archive.open(archive.file)
    with reader.snapshot():
        assert reader.count() == 1
        put(archive, told(2))
        assert (reader.count(), reader.revision) == (1, 1)
    assert reader.count() == 2
    reader.close()


def test_what_goes_wrong_in_a_transaction_undoes_all_of_it(archive: Archive) -> None:
    def write() -> None:
        with archive:
            archive.put(told(1))
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert archive.count() == archive.revision == 0


def test_one_that_is_there_is_opened_not_made_again(archive: Archive) -> None:
    put(archive, told(1))
    again = Archive.create(archive.file)
    assert again.count() == 1
    put(again, told(2))
    assert archive.count() == 2
    again.close()
    read_only = Archive.open(archive.file)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        put(read_only, told(3))
    read_only.close()


def foreign(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE post (id)")
    database.close()


def newer(file: Path) -> None:
    archive = Archive.create(file)
    archive._db.execute("PRAGMA user_version = 2")
    archive.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _file: None, "is no archive of stories"),
        (lambda file: file.write_bytes(b"not a database" * 99), "is no archive of stories"),
        (lambda file: file.write_bytes(b""), "is no archive of stories"),
        (foreign, "is no archive of stories"),
        (newer, "has format 2; this version reads format 1: update Freesheet."),
    ],
    ids=["missing", "text", "empty", "foreign", "newer"],
)
def test_what_is_no_archive_is_refused_in_one_sentence(tmp_path: Path, make: object, says: str) -> None:
    make(tmp_path / "stories.db")  # type: ignore[operator]
    with pytest.raises(BadArchive) as told:
        Archive.open(tmp_path / "stories.db")
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_a_place_that_takes_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CantWrite, match="Can't make the archive"):
        Archive.create(tmp_path / "file" / "stories.db")


def test_a_file_is_known_as_an_archive_by_its_name(tmp_path: Path) -> None:
    for name, known in (("stories.db", True), ("a.sqlite", True), ("a.sqlite3", True), ("a.json", False)):
        (tmp_path / name).write_text("x")
        assert is_archive(tmp_path / name) is known
    assert not is_archive(tmp_path / "none.db")


def test_a_digest_tells_bytes_apart() -> None:
    assert len(digest_of(b"a")) == 20
    assert digest_of(b"a") != digest_of(b"b")


@pytest.mark.parametrize(
    ("when", "count"),
    [
        (None, None),
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC), -1),
        (datetime(9999, 12, 31, tzinfo=UTC), 253_402_214_400_000),
        (datetime(1, 1, 1, tzinfo=UTC), -62_135_596_800_000),
    ],
)
def test_an_instant_is_a_whole_number_however_far_away(when: datetime | None, count: int | None) -> None:
    assert milliseconds(when) == count


def test_a_disk_that_fails_is_not_taken_for_a_file_that_is_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **_named: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR | 5 << 8
        raise error

    Archive.create(tmp_path / "stories.db").close()
    monkeypatch.setattr(sqlite3, "connect", fails)
    with pytest.raises(CantWrite, match=r"Can't open the archive .*stories\.db: disk I/O error; look at its disk"):
        Archive.open(tmp_path / "stories.db")


def test_a_story_that_another_file_has_too_stays_when_one_file_takes_up_another(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "stories.db")
    with archive:
        archive.put(told(1))
        for path in ("a.md", "b.md"):
            archive.set_mark(path, "1", "id-1", "")
        archive.set_story("a.md", "id-2")
    assert archive.count() == 1
    with archive:
        archive.set_story("b.md", "id-2")
    assert archive.count() == 0


def test_what_was_taken_out_elsewhere_is_gone_here_too(archive):
    put(archive, replace(told(1), slug="kept"))
    with archive:
        for slug in ("flood", "flood", "kept"):
            archive.note_gone(slug)
    assert archive.gone() == ("flood",)
    assert archive.was_gone("flood")


def test_a_story_is_told_with_the_addresses_that_it_had(archive):
    first = replace(told(1), slug="flood", aliases=())
    assert archive.with_aliases(first) == first
    put(archive, first)
    moved = replace(first, slug="water")
    assert archive.with_aliases(moved).aliases == ("/flood/",)
    put(archive, moved)
    assert archive.with_aliases(replace(first, slug="river")).aliases == ("/flood/", "/water/")
    assert kept(archive, first.id).slug == "water"
