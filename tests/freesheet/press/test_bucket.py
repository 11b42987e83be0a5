"""The press publishes to a real storage that speaks S3, which fails in every way that it can."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import obstore
import pytest
from msgspec.structs import replace as edit
from obstore.store import S3Store

from freesheet.press import bucket as buckets
from freesheet.press.archive import Archive
from freesheet.press.bucket import MARKER, Bucket
from freesheet.press.disk import CantWrite
from freesheet.press.executors import Workers
from freesheet.press.home import home_of
from freesheet.press.making import Maker
from freesheet.press.publishing import Order, Place, press
from freesheet.press.site_run import Run
from freesheet.site.media_types import media_type
from freesheet.story.nodes import Correction, Story, Withdrawal
from tests.freesheet.press.newsrooms import EDITIONS, NOW, change, files_of, story, take_out, write_newsroom
from tests.freesheet.press.storage import KEY, SECRET, Between, between, seaweed

ALONE = Workers()


def set_up(patch: pytest.MonkeyPatch, port: int) -> None:
    """The variables that everyone uses."""
    patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    patch.setenv("AWS_ALLOW_HTTP", "true")
    patch.setenv("AWS_ACCESS_KEY_ID", KEY)
    patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    patch.setenv("AWS_REGION", "us-east-1")


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with seaweed(tmp_path_factory.mktemp("seaweed")) as port:
        with pytest.MonkeyPatch.context() as patch:
            set_up(patch, port)
            obstore.put(S3Store("news"), "first", b"it makes the bucket")
        yield port


@pytest.fixture
def line(storage: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    """The line to the storage, set up by the variables that everyone uses; it is not patient."""
    with between(storage) as told:
        set_up(monkeypatch, told.port)
        monkeypatch.setattr(Bucket.store, "__defaults__", ({"max_retries": 0},))
        yield told


@pytest.fixture
def order(line: Between, tmp_path: Path) -> Order:
    """Publish six stories to an empty folder of a bucket."""
    archive = write_newsroom(tmp_path / "newsroom", 6)
    return Order(archive, Place.of(f"s3://news/{tmp_path.name}/en/", archive), ("web",), changed=True, compressed=False)


@pytest.fixture
def rich(order: Order) -> Order:
    """The same with more editions, and compressed copies."""
    return replace(order, editions=EDITIONS, compressed=True)


def publish(order: Order, *, full: bool = False) -> Run:
    return press(order, ALONE, now=NOW, full=full, watch=lambda *_: None)


def store_of(order: Order) -> S3Store:
    assert order.to.bucket
    return order.to.bucket.store()


def held(store: S3Store) -> dict[str, bytes]:
    """Every object by its path, but what marks the bucket as the press's."""
    names = [one["path"] for part in obstore.list(store) for one in part]
    return {name: bytes(obstore.get(store, name).bytes()) for name in names if name != MARKER}


def names_in(line: Between) -> list[str]:
    """What was put or removed below the site's folder, in order, the marker apart."""
    return [path.partition("/en/")[2] or path for path in line.written() if not path.endswith(MARKER)]


def test_a_bucket_holds_the_tree_that_a_folder_holds(rich: Order, tmp_path: Path) -> None:
    done = publish(rich)
    publish(replace(rich, to=Place(tmp_path / "folder")))
    expected = files_of(tmp_path / "folder")
    assert held(store_of(rich)) == expected
    assert done.sent == len(expected)
    assert done.taken == 0


def test_each_object_says_what_it_is(rich: Order) -> None:
    publish(rich)
    store = store_of(rich)
    for name in held(store):
        told = obstore.get(store, name).attributes
        plain = name.removesuffix(".gz").removesuffix(".br")
        encoding = {".gz": "gzip", ".br": "br"}.get(name[len(plain) :])
        assert told["Content-Type"] == media_type(plain), name
        assert told.get("Content-Encoding") == encoding, name
        assert ("immutable" in told["Cache-Control"]) == name.startswith("pictures/"), name


def test_a_second_run_sends_nothing(order: Order, line: Between) -> None:
    publish(order)
    line.asked.clear()
    done = publish(order)
    assert line.written() == []
    assert (done.sent, done.taken, done.changed) == (0, 0, ())


def test_a_change_sends_what_changed_and_tells_its_addresses(order: Order, line: Between, tmp_path: Path) -> None:
    beside = replace(order, to=Place(tmp_path / "folder"))
    publish(order)
    publish(beside)
    change(order.source, 4, "The river fell")
    line.asked.clear()
    done, other = publish(order), publish(beside)
    assert {name for name in names_in(line) if not name.endswith((".gz", ".br"))} == set(other.put)
    assert done.sent == len(names_in(line))
    assert done.changed == other.changed
    assert "https://news.example.org/the-river-rose-4/" in done.changed
    assert "https://news.example.org/the-river-rose-5/lite.html" not in done.changed
    assert held(store_of(order)) == files_of(tmp_path / "folder")


def test_what_goes_is_removed_last(order: Order, line: Between, tmp_path: Path) -> None:
    publish(order)
    take_out(order.source, 5)
    line.asked.clear()
    done = publish(order)
    names = names_in(line)
    assert names.index("news?delete") == len(names) - 1
    assert done.sent == len(names) - 1
    assert done.taken > 1
    assert "https://news.example.org/the-river-rose-5/" in done.changed
    publish(replace(order, to=Place(tmp_path / "folder")))
    assert held(store_of(order)) == files_of(tmp_path / "folder")


def test_a_link_is_sent_after_what_it_leads_to(rich: Order, line: Between) -> None:
    publish(rich)
    rank = {"pictures": 0, **{f"the-river-rose-{number}": 1 for number in range(6)}, "index.html": 3, "lite.html": 3}
    ranks = []
    for name in names_in(line):
        first, _, rest = name.partition("/")
        plain = first.removesuffix(".gz").removesuffix(".br")
        is_edition = first == "issues" and rest.endswith((".epub", "text.txt", "text.txt.gz", "text.txt.br"))
        ranks.append(1 if is_edition or rest.endswith("take.epub") else rank.get(plain, 2))
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


@pytest.mark.parametrize("answer", [503, 0])
def test_a_storage_that_fails_in_between_is_sent_the_rest(
    rich: Order, line: Between, tmp_path: Path, answer: int
) -> None:
    line.fails_after, line.fails_with = 99, answer
    with pytest.raises(CantWrite, match=r"did not take all: .*the next run sends the rest\.$") as told:
        publish(rich)
    assert "\n" not in str(told.value)
    sent = set(names_in(line))
    assert "index.html" not in sent
    line.fails_after = None
    line.asked.clear()
    done = publish(rich)
    publish(replace(rich, to=Place(tmp_path / "folder")))
    expected = files_of(tmp_path / "folder")
    assert held(store_of(rich)) == expected
    assert not sent & set(names_in(line))
    # Nobody was told of what the first run sent.
    assert "https://news.example.org/the-river-rose-1/" in done.changed
    assert len(done.changed) == len({path for path in expected if not path.endswith((".gz", ".br"))}) - sum(
        path.startswith(".freesheet/") and not path.endswith((".gz", ".br")) for path in expected
    )


def test_a_storage_that_is_busy_for_a_while_is_asked_again(
    rich: Order, line: Between, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bucket.store, "__defaults__", (buckets.PATIENT,))
    line.busy = 5
    done = publish(rich)
    publish(replace(rich, to=Place(tmp_path / "folder")))
    assert line.busy == 0
    assert held(store_of(rich)) == files_of(tmp_path / "folder")
    assert done.sent == len(held(store_of(rich)))


def test_a_storage_that_fails_at_the_removals_has_no_dead_link_and_they_follow(
    order: Order, line: Between, tmp_path: Path
) -> None:
    publish(order)
    take_out(order.source, 5)
    line.asked.clear()
    publish(replace(order, to=Place(tmp_path / "folder")))
    line.refused = "?delete"
    with pytest.raises(CantWrite, match=r"busy \(503\).*the next run sends the rest"):
        publish(order)
    found, wanted = held(store_of(order)), files_of(tmp_path / "folder")
    # What goes is there for as long as anything may lead to it.
    assert "the-river-rose-5/index.html" in found.keys() - wanted.keys()
    assert {path: found[path] for path in wanted} == wanted
    line.refused = "none"
    assert publish(order).sent == 0
    assert held(store_of(order)) == wanted


def test_runs_that_publish_correct_withdraw_and_move_leave_a_bucket_as_they_leave_a_folder(
    rich: Order, line: Between, tmp_path: Path
) -> None:
    """Each sends what differs and nothing else, what a link leads to before the link, and tells the addresses."""
    folder = tmp_path / "folder"
    beside = replace(rich, to=Place(folder))
    publish(rich)
    publish(beside)
    for act in EDITORS:
        before = files_of(folder)
        act(rich.source)
        line.asked.clear()
        done = publish(rich)
        changed = publish(beside).changed
        after = files_of(folder)
        assert held(store_of(rich)) == after, act
        names = names_in(line)
        removals = [name for name in names if name.endswith("?delete")]
        put = names[: len(names) - len(removals)]
        assert names == put + removals, act
        assert set(put) == {name for name, data in after.items() if before.get(name) != data}, act
        assert done.taken == len(before.keys() - after.keys()), act
        assert done.changed == changed, act
        assert changed, act
        stories = [place for place, name in enumerate(put) if name.startswith("the-")]
        front = [place for place, name in enumerate(put) if name.startswith(("index.html", "lite.html"))]
        assert not front or (max(stories, default=0) < min(front) and min(front) == len(put) - len(front)), act
        assert publish(rich).sent == 0


def _publishes(archive: Path) -> None:
    _put(archive, story(7))


def _corrects(archive: Path) -> None:
    _put(archive, edit(story(3), headline="The river fell", corrections=(Correction(NOW, "It said 4.", "It is 5."),)))


def _withdraws(archive: Path) -> None:
    _put(archive, edit(story(4), withdrawal=Withdrawal(NOW, "It was invented.")))


def _moves(archive: Path) -> None:
    _put(archive, edit(story(2), slug="the-brook-rose"))


def _removes(archive: Path) -> None:
    take_out(archive, 5)


def _put(archive: Path, one: Story) -> None:
    with closing(Archive.create(archive)) as opened, opened:
        opened.put(one)


EDITORS = (_publishes, _corrects, _withdraws, _moves, _removes)


def test_objects_of_others_are_not_touched(order: Order, line: Between) -> None:
    store = store_of(order)
    obstore.put(store, "holiday.jpg", b"mine")
    line.asked.clear()
    with pytest.raises(CantWrite, match="holds objects that the press did not put there"):
        publish(order)
    assert line.written() == []


def test_another_machine_learns_what_the_bucket_holds(order: Order, tmp_path: Path) -> None:
    publish(order)
    elsewhere = replace(order, to=replace(order.to, tree=tmp_path / "elsewhere"))
    change(order.source, 4, "The river fell")
    take_out(order.source, 5)
    publish(elsewhere)
    # What the first machine remembers of the bucket is true no longer.
    change(order.source, 4, "The river rose for the 4th time")
    publish(order)
    publish(replace(order, to=Place(tmp_path / "folder")))
    assert held(store_of(order)) == files_of(tmp_path / "folder")


def test_compressed_copies_go_when_they_are_no_longer_made(rich: Order, tmp_path: Path) -> None:
    publish(rich)
    plain = replace(rich, compressed=False)
    publish(plain)
    publish(replace(plain, to=Place(tmp_path / "folder")))
    found = held(store_of(rich))
    assert found == files_of(tmp_path / "folder")
    assert not [name for name in found if name.endswith((".gz", ".br"))]


def test_a_large_file_goes_in_parts(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "LARGE", 1000)
    publish(order)
    assert order.to.bucket
    assert held(store_of(order)) == files_of(order.to.tree)


def test_a_file_that_somebody_took_from_the_tree_is_named(order: Order) -> None:
    publish(order)
    change(order.source, 4, "The river fell")
    press(replace(order, to=Place(order.to.tree)), ALONE, now=NOW, watch=lambda *_: None)
    (order.to.tree / "the-river-rose-4/index.html").unlink()
    with pytest.raises(CantWrite, match=r"the-river-rose-4/index\.html is not in .*press again with --full"):
        publish(order)
    publish(order, full=True)
    assert b"The river fell" in held(store_of(order))["the-river-rose-4/index.html"]


def test_what_was_removed_by_others_is_no_trouble(order: Order, line: Between) -> None:
    publish(order)
    take_out(order.source, 5)
    line.asked.clear()
    obstore.delete(store_of(order), "the-river-rose-5/index.html")
    assert publish(order).taken > 0


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("AWS_SECRET_ACCESS_KEY", "wrong", "it refuses the key; correct AWS_SECRET_ACCESS_KEY"),
        ("AWS_ACCESS_KEY_ID", "nobody", "it does not know the key; correct AWS_ACCESS_KEY_ID"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "nobody answers; look at the network"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    order: Order, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(CantWrite, match=sentence) as told:
        publish(order)
    assert "\n" not in str(told.value)


def test_a_bucket_that_is_not_there_is_told(order: Order) -> None:
    nowhere = replace(order, to=replace(order.to, bucket=Bucket("nowhere", "")))
    with pytest.raises(CantWrite, match="there is no such bucket; make it"):
        publish(nowhere)


def test_a_variable_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "perhaps")
    with pytest.raises(CantWrite, match="mend the AWS_ variables"):
        Bucket("news", "").store()


@pytest.mark.parametrize("address", ["s3:news", "s3://", "s3:///folder", "s3://news/a?b=c", "s3://news#a"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(CantWrite, match="is no address of a bucket; write s3://BUCKET"):
        Place.of(address, Path("newsroom"))


@pytest.mark.parametrize(
    ("address", "shown", "folder"),
    [
        ("s3://news", "s3://news", "s3-news"),
        ("s3://news/", "s3://news", "s3-news"),
        ("s3://news/a/b/", "s3://news/a/b", "s3-news-a-b"),
    ],
)
def test_a_bucket_has_a_folder_to_work_in(address: str, shown: str, folder: str, tmp_path: Path) -> None:
    place = Place.of(address, tmp_path / "stories.db")
    assert str(place) == shown
    assert place.tree == tmp_path / ".freesheet" / folder
    assert Place.of(address, tmp_path).tree == place.tree
    assert Place.of(address, tmp_path, Path("work")).tree == Path("work")


def test_a_folder_is_published_as_it_is(tmp_path: Path) -> None:
    archive = write_newsroom(tmp_path / "newsroom")
    order = Order(archive, Place.of(str(tmp_path / "public"), archive), ("web",))
    done = publish(order)
    assert str(order.to) == str(tmp_path / "public")
    assert (done.sent, done.changed) == (0, ())
    assert home_of(order.to.tree).is_dir()


def test_a_full_press_tells_only_the_addresses_that_differ(tmp_path: Path) -> None:
    archive = write_newsroom(tmp_path / "newsroom")
    order = Order(archive, Place(tmp_path / "public"), ("web",), changed=True)
    first = publish(order)
    change(archive, 4, "The river fell")
    take_out(archive, 5)
    again = publish(order, full=True)
    assert "https://news.example.org/" in first.changed
    assert "https://news.example.org/404.html" in first.changed
    assert {"https://news.example.org/the-river-rose-4/", "https://news.example.org/the-river-rose-5/"} <= {
        *again.changed
    }
    assert "https://news.example.org/404.html" not in again.changed
    assert not [address for address in first.changed if "/.freesheet/" in address]


def test_a_story_that_comes_while_the_press_reads_is_the_next_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = write_newsroom(tmp_path / "newsroom")
    order = Order(archive, Place(tmp_path / "public"), ("web",))
    publish(order)
    change(archive, 3, "The river fell once")
    read = Maker.pages

    def slowly(self: Maker, candidates: set[str] | None) -> None:
        read(self, candidates)
        change(archive, 4, "The river fell twice")

    monkeypatch.setattr(Maker, "pages", slowly)
    publish(order)
    monkeypatch.undo()
    publish(order)
    assert b"twice" in (tmp_path / "public/the-river-rose-4/index.html").read_bytes()
