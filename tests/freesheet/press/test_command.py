"""`freesheet press` as an editor uses it and misuses it: what is wrong is named, the rest goes out, nothing is lost."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from watchfiles import Change

import freesheet
from freesheet import cli
from freesheet.press import watching
from freesheet.press.home import alone, home_of
from freesheet.story.file import write
from tests.strategies import story

SOURCE = str(Path(freesheet.__file__).parent.parent)
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
HOUSE = 'name = "The Lantern"\nsite = "https://lantern.example"\ncontact = "desk@lantern.example"\n'
STORY = "---\nheadline: {headline}\ndate: {date}\n{more}---\n\nIt rained on Monday, and it rained on Tuesday.\n"


def told(headline: str, more: str = "", date: str = "2026-05-03") -> str:
    return STORY.format(headline=headline, date=date, more=more)


@dataclass(frozen=True)
class Left:
    """How the command left: its exit code and what it said."""

    code: int
    out: str
    sentences: list[str]


Files = dict[str, bytes]


@dataclass
class Editor:
    """Somebody with a newsroom's folder, who presses it to `public` by command."""

    folder: Path
    press: Callable[..., Left]

    def write(self, path: str, text: str) -> None:
        file = self.folder / "newsroom" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    @property
    def files(self) -> Files:
        """What readers find, but for what the search looks into."""
        every = (
            path for path in (self.folder / "public").rglob("*") if path.is_file() and "search.db" not in path.name
        )
        return {path.relative_to(self.folder / "public").as_posix(): path.read_bytes() for path in every}

    def page(self, path: str) -> str:
        return (self.folder / "public" / path / "index.html").read_text()

    def whole(self) -> Files:
        """What the newsroom gives in a place where nothing was before."""
        (self.folder / "public").rename(self.folder / "aside")
        home_of(self.folder / "public").rename(self.folder / "aside.press")
        self.press()
        return self.files


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Editor:
    """Four stories, pressed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{NOW.timestamp():.0f}")

    def press(*more: str, **place: str) -> Left:
        where = {"from": "newsroom", "to": "public"} | place
        named = [part for name, value in where.items() for part in (f"--{name}", value)]
        arguments = ["press", *named, "--jobs", "1", "-e", "web", "-e", "lite", *more]
        monkeypatch.setattr(sys, "argv", ["freesheet", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        assert left.value.code is None or isinstance(left.value.code, int)
        return Left(left.value.code or 0, out, err.splitlines())

    editor = Editor(tmp_path, press)
    editor.write("house.toml", HOUSE)
    for name in ("rain", "snow", "hail", "fog"):
        editor.write(f"stories/{name}.md", told(f"{name.title()} again"))
    assert press().code == 0
    return editor


def whole_sentences(left: Left) -> bool:
    return all(line.startswith("freesheet: ") and line.endswith(".") for line in left.sentences)


# ── Stories ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_broken_story_is_named_keeps_its_form_and_the_others_go_out(editor: Editor) -> None:
    editor.write("stories/rain.md", told("Broken", date="soon"))
    editor.write("stories/heat.md", told("Heat at last"))
    left = editor.press("--report", "report.json")
    assert left.code == 1
    (sentence,) = left.sentences
    assert "rain.md" in sentence
    assert "line 3" in sentence
    assert "Rain again" in editor.page("rain")
    assert "Heat at last" in editor.page("heat")
    assert "rain.md" in Path("report.json").read_text()
    editor.write("stories/rain.md", told("Mended"))
    assert editor.press().code == 0
    assert "Mended" in editor.page("rain")


def test_of_two_stories_with_one_slug_both_are_out_and_the_second_is_named(editor: Editor) -> None:
    editor.write("stories/2027/rain.md", told("Another rain"))
    left = editor.press()
    assert left.code == 1
    assert len(left.sentences) == 1
    assert "rain-2" in left.sentences[0]
    assert "Rain again" in editor.page("rain")
    assert "Another rain" in editor.page("rain-2")


def test_a_topic_is_no_path(editor: Editor) -> None:
    before = {path for path in editor.folder.rglob("*") if "public" not in path.relative_to(editor.folder).parts[0]}
    editor.write("stories/heat.md", told("Heat", "topics: [../../etc, .., /]\nsection: ../../../tmp\n"))
    assert editor.press().code == 0
    after = {path for path in editor.folder.rglob("*") if "public" not in path.relative_to(editor.folder).parts[0]}
    assert after - before == {editor.folder / "newsroom/stories/heat.md"}
    assert "../../etc" in editor.page("heat")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("slug: topics\n", "wants the address /topics/, which the site keeps for itself"),
        ("slug: search\n", "wants the address /search/, which the site keeps for itself"),
    ],
)
def test_a_slug_that_can_not_be_is_named(editor: Editor, more: str, says: str) -> None:
    before = editor.files
    editor.write("stories/heat.md", told("Heat", more))
    left = editor.press()
    assert left.code == 1
    assert len(left.sentences) == 1
    assert says in left.sentences[0]
    assert whole_sentences(left)
    assert editor.files == before
    assert editor.press().code == 1


@pytest.mark.parametrize(("slug", "is_at"), [("s" * 300, "s" * 80), ("../../etc", "etc"), ("/etc/x", "etc-x")])
def test_a_slug_that_is_no_name_of_a_folder_is_made_one(editor: Editor, slug: str, is_at: str) -> None:
    before = {path.name for path in editor.folder.iterdir()}
    editor.write("stories/heat.md", told("Heat at last", f"slug: {slug}\n"))
    left = editor.press()
    assert left.code == 0
    assert "Heat at last" in editor.page(is_at)
    assert {path.name for path in editor.folder.iterdir()} == before


def test_a_slug_of_300_characters_in_a_story_json_is_named(editor: Editor) -> None:
    before = editor.files
    data = write(story(slug="heat", headline="Heat", published=NOW)).replace(b'"heat"', b'"' + b"s" * 300 + b'"')
    editor.write("stories/heat/story.json", data.decode())
    left = editor.press()
    assert left.code == 1
    assert len(left.sentences) == 1
    assert "slug" in left.sentences[0]
    assert whole_sentences(left)
    assert editor.files == before


def test_a_story_without_a_date_waits_and_is_remarked(editor: Editor) -> None:
    before = editor.files
    editor.write("stories/heat.md", "# Heat\n\nIt was hot on Monday, and it was hot on Tuesday.\n")
    left = editor.press()
    assert (left.code, left.sentences) == (
        0,
        ["freesheet: The story heat has no date of publication, so that it is not on the site."],
    )
    assert editor.files == before


def test_a_story_of_tomorrow_comes_out_with_the_first_run_after_its_time(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = editor.files
    editor.write("stories/heat.md", told("Heat at last", date="2026-05-21T09:00:00Z"))
    assert editor.press().code == 0
    assert editor.files == before
    for when, is_out in (("2026-05-21T08:59:59+00:00", False), ("2026-05-21T09:00:01+00:00", True)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{datetime.fromisoformat(when).timestamp():.0f}")
        assert editor.press().code == 0
        assert ("Heat at last" in editor.page("")) == is_out
    assert "Heat at last" in editor.page("heat")
    assert editor.files == editor.whole()


# ── What stands around them ──────────────────────────────────────────────────────────────────────────


def test_a_mistake_in_the_theme_is_named_with_its_line_and_changes_nothing(editor: Editor) -> None:
    before = editor.files
    editor.write("stories/heat.md", told("Heat at last"))
    editor.write("theme/list.html.j2", "\n\n{% if page %}\n{% endfor %}\n")
    for more in ((), ("--full",)):
        left = editor.press(*more)
        assert left.code == 1
        (sentence,) = left.sentences
        assert "theme/list.html.j2, line 4:" in sentence
        assert editor.files == before
    (editor.folder / "newsroom/theme/list.html.j2").unlink()
    assert editor.press().code == 0
    assert "Heat at last" in editor.page("heat")


def test_each_mistake_in_the_house_is_a_sentence_and_changes_nothing(editor: Editor) -> None:
    before = editor.files
    editor.write("stories/heat.md", told("Heat at last"))
    editor.write("house.toml", HOUSE + 'sit = "x"\n[look]\naccent = "reddish"\n')
    left = editor.press()
    assert left.code == 1
    assert len(left.sentences) == 2
    assert whole_sentences(left)
    assert {name for name in ("`sit`", "accent") for line in left.sentences if name in line} == {"`sit`", "accent"}
    assert editor.files == before


@pytest.mark.parametrize("path", ["thesis.txt", "public/thesis.txt"])
def test_a_folder_that_no_press_made_is_left_alone(editor: Editor, path: str) -> None:
    mine = editor.folder / "mine" / path
    mine.parent.mkdir(parents=True)
    mine.write_text("ten years")
    left = editor.press("--full", to=str(mine.parent))
    assert left.code == 1
    assert left.sentences == [
        f"freesheet: {mine.parent} holds files that the press did not make; choose an empty folder with --to, "
        "or a new one."
    ]
    assert [found.name for found in mine.parent.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("none", "There is no folder and no archive none; --from takes a folder of stories or a stories.db."),
        ("none.db", "There is no folder and no archive none.db; --from takes a folder of stories or a stories.db."),
    ],
)
def test_a_source_that_is_not_there_is_told(editor: Editor, place: str, says: str) -> None:
    left = editor.press(to="elsewhere", **{"from": place})
    assert (left.code, left.sentences) == (1, [f"freesheet: {says}"])
    assert not Path("elsewhere").exists()


def test_two_presses_at_once_are_one_too_many(editor: Editor) -> None:
    before = editor.files
    editor.write("stories/heat.md", told("Heat at last"))
    with alone(home_of(Path("public"))):
        left = editor.press()
    assert (left.code, left.sentences) == (
        1,
        ["freesheet: Another press is at work on public; wait until it is done."],
    )
    assert editor.files == before
    assert editor.press().code == 0


# ── The disk ─────────────────────────────────────────────────────────────────────────────────────────


def process(editor: Editor, *more: str, room: int | None = None) -> "subprocess.Popen[str]":
    """The command in a process of its own, which may write no file longer than `room`."""

    def limit() -> None:
        if room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    arguments = ("press", "--from", "newsroom", "--to", "public", "-e", "web", "-e", "lite", *more)
    return subprocess.Popen(
        [sys.executable, "-m", "freesheet", *arguments],
        cwd=editor.folder,
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )


@pytest.mark.parametrize("full", [(), ("--full",)])
@pytest.mark.parametrize("room", [2_000, 9_000, 150_000])
def test_on_a_full_disk_what_stood_there_stands(editor: Editor, room: int, full: tuple[str, ...]) -> None:
    before = editor.files
    for number in range(20):
        editor.write(f"stories/heat-{number}.md", told(f"Heat {number}") + "It was hot. " * 2000)
    _, err = process(editor, *full, room=room).communicate()
    assert len(err.splitlines()) == 1, err
    (sentence,) = err.splitlines()
    assert sentence.startswith("freesheet: Can't ")
    assert sentence.endswith("make room.")
    assert editor.files == before
    assert editor.press().code == 0
    assert editor.files == editor.whole()


# ── Watching ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def watched(editor: Editor) -> Iterator[Callable[[], str]]:
    """A press that stays; gives what it says next."""
    press = process(editor, "--watch")
    assert press.stdout
    lines = iter(press.stdout.readline, "")
    yield lambda: next(lines)
    press.send_signal(signal.SIGINT)
    _, err = press.communicate()
    assert press.returncode == 0
    assert err.splitlines()[-1] == "freesheet: Stopped; what stood there stands, and the next run goes on from here."


def test_a_change_is_pressed_at_once_while_it_watches(editor: Editor, watched: Callable[[], str]) -> None:
    (editor.folder / "newsroom/stories/fog.md").unlink()
    editor.write("stories/heat.md", told("Heat at last"))
    assert "files written" in watched()
    while not (editor.folder / "public/heat/index.html").is_file():
        watched()
    assert "Heat at last" in editor.page("heat")
    editor.write("stories/heat.md", told("Heat, corrected"))
    assert "files written" in watched()
    assert "Heat, corrected" in editor.page("heat")


def test_what_nobody_wrote_is_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the press writes itself, and what editing programs leave about; a minute that passes is one."""
    monkeypatch.setattr(watching, "SECONDS", 3)
    (tmp_path / "stories").mkdir()
    stop = threading.Event()
    seen = watching.changes(tmp_path, (tmp_path / "public",), stop=stop)
    next(seen)
    look = watching._Edited(tmp_path, (tmp_path / "public",))
    added = Change.added
    for path in ("public/index.html", ".git/x", "stories/.rain.md.swp", "rain.md.tmp", "stories.db-shm", "rain.part"):
        assert not look(added, str(tmp_path / path)), path
    file = tmp_path / "stories/rain.md"
    file.write_text("x")
    assert look(added, str(file))
    assert not look(added, str(file))
    file.write_text("xy")
    assert look(added, str(file))
    file.unlink()
    assert not look(added, str(file))
    assert look(Change.deleted, str(file))
    next(seen)
    stop.set()
    assert list(seen) == []
