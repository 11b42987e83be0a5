"""The command as people use it, and as they misuse it: one sentence each, and nothing half-written."""

import json
import os
import pty
import resource
import runpy
import shutil
import subprocess
import sys
import webbrowser
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from PIL import Image

import freesheet
from freesheet import cli, samples
from freesheet.editions import EDITIONS
from freesheet.intake.arrival import Arrival
from freesheet.story.file import read, schema
from tests.strategies import image_bytes, story

SOURCE = str(Path(freesheet.__file__).parent.parent)
STORY = "# Rain again\n\nIt rained on Monday, and it rained on Tuesday, and nobody minded much.\n"
PICTURED = STORY + "\n![A wet street](street.png)\n"
PAGE = "<h1>Rain again</h1>" + "<p>It rained on Monday, and it rained on Tuesday, and nobody minded much.</p>" * 9


@dataclass(frozen=True)
class Left:
    """How the command left: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        return self.err.splitlines()


Command = Callable[..., Left]


@pytest.fixture
def freesheet_(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """The command within this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Left:
        monkeypatch.setattr(sys, "argv", ["freesheet", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        assert left.value.code is None or isinstance(left.value.code, int)
        return Left(left.value.code or 0, out, err)

    return command


def process(*arguments: str, cwd: Path, **more: object) -> Left:
    """The command in a process of its own, as a shell runs it."""
    env = {**os.environ, "PYTHONPATH": SOURCE} | dict(more.pop("env", {}))  # type: ignore[call-overload]  # as subprocess takes it
    done = subprocess.run(  # type: ignore[call-overload]  # as subprocess takes it
        [sys.executable, "-m", "freesheet", *arguments], check=False, capture_output=True, cwd=cwd, env=env, **more
    )
    return Left(done.returncode, done.stdout.decode(), done.stderr.decode())


def tree(folder: Path) -> list[str]:
    """Every file and folder below a folder, hidden ones too; nothing when it is not there."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def refused(left: Left, to: Path = Path("out")) -> str:
    """The one sentence with which the command refused everything and wrote nothing."""
    (sentence,) = left.sentences
    assert sentence.startswith("freesheet: ")
    assert sentence.endswith(".")
    assert left.code != 0
    assert tree(to) == []
    return sentence


# ── What it makes ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def saved_page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Left]:
    """A saved news page, in every edition, with an issue of it, made by a process of its own."""
    folder = tmp_path_factory.mktemp("saved")
    page, beside = samples.page()
    (folder / "page.html").write_bytes(page)
    for path, data in beside.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    arguments = ("make", "page.html", "--to", "out", "--report", "out/report.json", "--as-issue", "This week")
    return folder, process(*arguments, cwd=folder)


def test_a_saved_page_is_made_into_every_edition(saved_page):
    folder, left = saved_page
    assert (left.code, left.err) == (0, "")
    told = json.loads((folder / "out" / "report.json").read_bytes())
    (slug,) = {made["issue"] for made in told["artifacts"]} - {"this-week"}
    assert {made["edition"] for made in told["artifacts"]} == set(EDITIONS)
    names = {"story.json", "story.jsonld", "index.html", "lite.html", "text.txt", "print.pdf", "large-print.pdf"}
    names |= {"booklet.pdf", "handbill.pdf", "email.eml", f"{slug}.epub"}
    assert names < {file.name for file in (folder / "out" / slug).iterdir()}
    assert {file.name for file in (folder / "out" / "this-week").iterdir()} == {
        "text.txt", "print.pdf", "large-print.pdf", "booklet.pdf", "email.eml", "this-week.epub", "this-week.zim",
        "this-week.zip",
    }  # fmt: skip
    files = {path for path in tree(folder / "out") if (folder / "out" / path).is_file()}
    assert files == {made["path"] for made in told["artifacts"]} | {"report.json"}


def test_the_run_ends_with_a_table_for_people(saved_page):
    lines = [line.rstrip() for line in saved_page[1].out.splitlines()]
    assert "this-week/" in lines
    assert sum(line.split() == ["edition", "file", "size", "to", "print"] for line in lines) == 2
    assert any("print.pdf" in line and "sheet" in line and "cents" in line for line in lines)
    assert any("intake left out" in line for line in lines)


def test_only_the_chosen_editions_are_made_each_once(freesheet_):
    Path("rain.md").write_text(STORY)
    left = freesheet_("make", "rain.md", "--to", "out", "-e", "text", "--edition", "lite", "-e", "text")
    assert (left.code, left.err) == (0, "")
    assert tree(Path("out")) == ["rain-again", "rain-again/lite.html", "rain-again/text.txt"]


def test_two_stories_of_one_name_are_told_apart_in_files_and_report(freesheet_):
    Path("one.md").write_text(PICTURED)
    Path("two.md").write_text(STORY.replace("\n\n", "\n\nAgain. ", 1))
    freesheet_("make", "one.md", "two.md", "--to", "out", "-e", "text", "--report", "report.json")
    assert tree(Path("out")) == ["rain-again", "rain-again-2", "rain-again-2/text.txt", "rain-again/text.txt"]
    assert "Again. It rained" in Path("out/rain-again-2/text.txt").read_text()
    told = json.loads(Path("report.json").read_bytes())
    assert [(drop["story"], drop["what"]) for drop in told["drops"]] == [("rain-again", "picture")]
    assert {remark["story"] for remark in told["checks"]} == {"rain-again", "rain-again-2"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Rain again", "rain-again-2"), (" This   week ", "this-week"), ("\x01Week\udcff", "week")],
    ids=["a story's", "with spaces", "with what is no letter"],
)
def test_an_issue_has_a_folder_of_its_own(freesheet_, title, slug):
    Path("rain.md").write_text(STORY)
    left = freesheet_("make", "rain.md", "--to", "out", "-e", "text", "--as-issue", title)
    assert (left.code, left.err) == (0, "")
    assert tree(Path("out")) == sorted(["rain-again", "rain-again/text.txt", slug, f"{slug}/text.txt"])


def test_paper_and_price_are_what_is_asked_for_whatever_the_house_says(freesheet_):
    Path("rain.md").write_text(STORY)
    Path("house.toml").write_text('name = "The Lantern"\n[printing]\npaper = "letter"\nprice_cents = 40\n')
    arguments = ("make", "rain.md", "--to", "out", "-e", "print", "--report", "report.json")
    told = []
    for more in ((), ("--paper", "a4", "--price", "0")):
        assert freesheet_(*arguments, *more).code == 0
        (made,) = json.loads(Path("report.json").read_bytes())["artifacts"]
        told.append((made["cents"], made["ounces"]))
    assert told == [(40, 0.16), (0, 0.18)]
    assert b"Lantern" in Path("house.toml").read_bytes()


def test_the_house_in_this_folder_is_taken_and_another_when_named(freesheet_):
    Path("rain.md").write_text(STORY)
    Path("house.toml").write_text('name = "The Lantern"')
    Path("other.toml").write_text('name = "The Beacon"')
    for more, name in (((), "The Lantern"), (("--house", "other.toml"), "The Beacon")):
        assert freesheet_("make", "rain.md", "--to", "out", "-e", "lite", *more).code == 0
        assert name in Path("out/rain-again/lite.html").read_text()


def test_without_any_file_the_house_is_a_plain_one(freesheet_):
    assert cli.read_house(None) is None


def test_standard_input_is_a_story_and_may_have_an_address(freesheet_, tmp_path):
    left = process(
        "make", "-", "--to", "out", "-e", "json", "--address", "https://paper.example/rain",
        cwd=tmp_path, input=STORY.encode(),
    )  # fmt: skip
    assert (left.code, left.err) == (0, "")
    (file,) = Path("out").rglob("story.json")
    assert read(file.read_bytes()).address == "https://paper.example/rain"


def test_a_set_time_dates_what_has_no_date(freesheet_, monkeypatch):
    Path("rain.md").write_text(STORY)
    made = []
    for seconds in ("1700000000", "1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        assert freesheet_("make", "rain.md", "--to", "out", "-e", "epub").code == 0
        made.append(Path("out/rain-again/rain-again.epub").read_bytes())
    assert made[0] == made[1] != made[2]


def test_a_terminal_without_the_letters_of_a_story_is_no_reason_to_stop(tmp_path):
    (tmp_path / "ar.md").write_text("# مرحبا بكم\n\nمرحبا بكم في النص، ثم مرحبا مرة أخرى.\n", "utf-8")
    left = process("check", "ar.md", cwd=tmp_path, env={"PYTHONIOENCODING": "cp1252"})
    assert (left.code, left.err) == (1, "")
    assert "????? ???" in left.out


def test_a_terminal_sees_how_far_the_run_is(tmp_path):
    (tmp_path / "rain.md").write_text(STORY)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "freesheet", "make", "rain.md", "--to", "out", "-e", "text", "-e", "lite"],
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE, "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "2/2" in seen
    assert b"2/2" not in done.stdout


# ── What it refuses ──────────────────────────────────────────────────────────────────────────────────


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return out.getvalue()


def deep_story() -> bytes:
    inside = '{"type":"quotation","blocks":[' * 10_000 + "]}" * 10_000
    return ('{"format":1,"id":"a","slug":"a","headline":"A","body":[' + inside + "]}").encode()


BAD = (
    ("story.html", lambda: b"", "freesheet: story.html is empty."),
    ("story.md", lambda: bytes(range(256)) * 400, "binary data"),
    ("story.txt", lambda: b"many words " * 4_600_000, "MB"),
    ("story.md", lambda: b"many words " * 6_000_000, "is longer than 60 MB; no story is"),
    ("story.html", lambda: b"<div>" * 10_000 + PAGE.encode(), "nested deeper"),
    ("story.json", deep_story, "nested deeper"),
    ("story.json", lambda: b"{", "not JSON"),
    ("story.docx", bomb, "unpacks to more"),
)


@pytest.mark.parametrize(("name", "make", "says"), BAD, ids=[f"{name}: {says}" for name, _, says in BAD])
def test_a_bad_file_is_refused(freesheet_, name, make, says):
    Path(name).write_bytes(make())
    assert says in refused(freesheet_("make", name, "--to", "out"))


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "[::1]", "169.254.169.254", "192.168.1.1", "2130706433"])
def test_an_address_on_a_private_network_is_refused(freesheet_, host):
    left = freesheet_("make", f"http://{host}/", "--to", "out")
    assert "is on a private network; only public addresses are fetched" in refused(left)


USED_WRONG = (
    (("rain.md",), 2, "Missing option '--to'"),
    (("--to", "out"), 2, "Missing argument 'INPUT...'"),
    (("rain.md", "--to", "out", "-e", "hologram"), 2, f"no edition 'hologram'; there are {', '.join(EDITIONS)}."),
    (("rain.md", "--to", "out", "--colour"), 2, "No such option '--colour'"),
    (("rain.md", "--to", "out", "--paper", "vellum"), 2, "'vellum' is not one of 'letter', 'a4'"),
    (("rain.md", "--to", "out", "--price", "-1"), 2, "-1 is not in the range 0<=x<=10000"),
    (("rain.md", "--to", "out", "--as-issue", " "), 2, "an issue needs a title"),
    (("rain.md", "rain.md", "--to", "out", "--address", "https://a.example/"), 2, "--address is for one input"),
    (("rain.md", "--to", "out", "--house", "none.toml"), 1, "Can't read none.toml: No such file or directory"),
    (("rain.md", "--to", "out", "--house", "."), 1, "Can't read .: Is a directory"),
    (("none.md", "--to", "out"), 1, "There is no file none.md."),
    (("no\nline\nends.md", "--to", "out"), 1, "There is no file no line ends.md."),
)


@pytest.mark.parametrize(("arguments", "code", "says"), USED_WRONG, ids=[says for _, _, says in USED_WRONG])
def test_a_wrong_use_is_refused(freesheet_, arguments, code, says):
    Path("rain.md").write_text(STORY)
    left = freesheet_("make", *arguments)
    assert says in refused(left)
    assert left.code == code


def test_a_command_that_is_not_there_is_refused(freesheet_):
    assert "No such command 'print'" in refused(freesheet_("print"))


def test_every_mistake_in_a_house_is_a_sentence_on_a_line_of_its_own(freesheet_):
    Path("rain.md").write_text(STORY)
    Path("house.toml").write_text('nam = "x"\nsite = "ftp://y"\n[printing]\npaper = "vellum"\n')
    left = freesheet_("make", "rain.md", "--to", "out")
    assert (left.code, tree(Path("out"))) == (1, [])
    assert [sentence.split("`")[1] for sentence in left.sentences] == ["nam", "site", "printing.paper"]
    assert all(sentence.startswith("freesheet: house.toml: ") for sentence in left.sentences)
    Path("evening.toml").write_text('nam = "x"\n')
    assert "freesheet: evening.toml: there is" in refused(
        freesheet_("make", "rain.md", "--to", "out", "--house", "evening.toml")
    )
    Path("house.toml").write_bytes(b"\xff")
    assert "house.toml is not TOML" in refused(freesheet_("make", "rain.md", "--to", "out"))


def test_a_refusal_names_its_file_once_and_whole(freesheet_):
    Path("in").mkdir()
    Path("in/rain.md").write_text("---\ntitle: Rain\ndate: soon\n---\nIt rained.")
    assert refused(freesheet_("make", "in/rain.md", "--to", "out")).startswith("freesheet: in/rain.md, line 3: `date`")


@pytest.mark.parametrize("seconds", ["yesterday", "9" * 30, "9" * 5000, "²"])
def test_a_set_time_that_is_none_is_refused(freesheet_, monkeypatch, seconds):
    Path("rain.md").write_text(STORY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    assert "it takes seconds since 1970" in refused(freesheet_("make", "rain.md", "--to", "out"))


def test_of_two_inputs_the_good_one_is_made(freesheet_):
    Path("rain.md").write_text(STORY)
    left = freesheet_("make", "none.md", "rain.md", "--to", "out", "-e", "text", "--report", "report.json")
    assert left.code == 1
    assert left.sentences == ["freesheet: There is no file none.md."]
    assert tree(Path("out")) == ["rain-again", "rain-again/text.txt"]
    assert json.loads(Path("report.json").read_bytes())["failures"] == [
        {"input": "none.md", "why": "There is no file none.md."}
    ]


def test_of_two_bad_inputs_each_has_its_sentence_and_the_report_has_both(freesheet_):
    Path("empty.md").write_text(" ")
    left = freesheet_("make", "none.md", "empty.md", "--to", "out", "--report", "report.json")
    assert (left.code, left.out.strip(), tree(Path("out"))) == (1, "", [])
    assert left.sentences == [
        "freesheet: There is no file none.md.",
        "freesheet: empty.md is empty.",
    ]
    assert len(json.loads(Path("report.json").read_bytes())["failures"]) == 2


def test_a_refusal_names_its_input_once(freesheet_):
    Path("one").mkdir()
    Path("one/story.md").write_bytes(bytes(range(256)) * 400)
    Path("two.md").write_bytes(b"")
    assert freesheet_("make", "one/story.md", "two.md", "--to", "out").sentences == [
        "freesheet: one/story.md: The file is not text: it holds binary data.",
        "freesheet: two.md is empty.",
    ]
    assert refused(process("make", "-", "--to", "out", cwd=Path(), input=b" ")) == "freesheet: Standard input is empty."


def huge() -> bytes:
    out = BytesIO()
    Image.new("1", (15_000, 10_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [(huge, "has 150 megapixels; 50 is the most"), (None, "There is no file street.png beside the story")],
    ids=["150 megapixels", "missing"],
)
def test_a_story_is_made_without_a_picture_that_can_not_be_had_and_says_so(freesheet_, data, why):
    Path("rain.md").write_text(PICTURED)
    if data:
        Path("street.png").write_bytes(data())
    names = ("web", "text", "print", "epub", "email")
    left = freesheet_(
        "make", "rain.md", "--to", "out", "--report", "report.json", *(word for name in names for word in ("-e", name))
    )
    assert (left.code, left.err) == (0, "")
    told = json.loads(Path("report.json").read_bytes())
    (drop,) = told["drops"]
    assert (drop["story"], drop["what"], drop["text"]) == ("rain-again", "picture", "A wet street")
    assert why in drop["why"]
    assert {made["edition"] for made in told["artifacts"]} == set(names)
    assert "A wet street" in Path("out/rain-again/text.txt").read_text()
    assert "A wet street" in Path("out/rain-again/index.html").read_text()


def test_a_picture_beside_the_story_is_in_the_page(freesheet_):
    Path("rain.md").write_text(PICTURED)
    Path("street.png").write_bytes(image_bytes())
    left = freesheet_("make", "rain.md", "--to", "out", "-e", "web", "-e", "json", "--report", "report.json")
    assert (left.code, json.loads(Path("report.json").read_bytes())["drops"]) == (0, [])
    assert [path for path in tree(Path("out")) if path.endswith(".png")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_in_a_wrong_encoding_keeps_its_letters(freesheet_, encoding):
    page = '<meta charset="utf-8">' + PAGE.replace("Rain again", "Città e università")
    Path("page.html").write_bytes(page.encode(encoding))
    assert freesheet_("make", "page.html", "--to", "out", "-e", "text").code == 0
    assert "Città e università" in Path("out/citta-e-universita/text.txt").read_text("utf-8")


# ── Where it can't write ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["rain.md", "rain.md/below", "/proc/freesheet"])
def test_a_folder_that_can_not_be_written_is_told(freesheet_, place):
    Path("rain.md").write_text(STORY)
    left = freesheet_("make", "rain.md", "--to", place)
    assert refused(left).startswith(f"freesheet: Can't write to {place}: ")
    assert tree(Path()) == ["rain.md"]


def test_a_full_disk_leaves_what_was_there(tmp_path):
    (tmp_path / "rain.md").write_text(STORY)
    arguments = ("make", "rain.md", "--to", "out", "-e", "text", "-e", "web")
    assert process(*arguments, cwd=tmp_path).code == 0
    before = {path: (tmp_path / "out" / path).stat().st_mtime_ns for path in tree(tmp_path / "out")}
    full = process(*arguments, cwd=tmp_path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
    assert full.sentences == [
        "freesheet: Can't write to out: file too large; choose another folder with --to, or make room."
    ]
    assert full.code == 1
    assert {path: (tmp_path / "out" / path).stat().st_mtime_ns for path in tree(tmp_path / "out")} == before


def test_a_full_disk_for_what_is_made_on_the_way_is_told_too(tmp_path):
    (tmp_path / "rain.md").write_text(STORY)
    left = process(
        *("make", "rain.md", "--to", "out", "-e", "zim"),
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert "The offline library does not fit on the disk of" in refused(left, tmp_path / "out")


def test_a_report_that_can_not_be_written_loses_no_edition(freesheet_):
    Path("rain.md").write_text(STORY)
    for place in ("rain.md/report.json", "out"):
        left = freesheet_("make", "rain.md", "none.md", "--to", "out", "-e", "text", "--report", place)
        assert left.code == 1
        assert left.sentences[0] == "freesheet: There is no file none.md."
        assert left.sentences[1].startswith(f"freesheet: Can't write the report to {place}: ")
        assert left.sentences[2:] == []
        assert "text.txt" in left.out
        assert tree(Path("out")) == ["rain-again", "rain-again/text.txt"]
        shutil.rmtree("out/rain-again")


# ── The other commands ───────────────────────────────────────────────────────────────────────────────


def test_it_teaches_how_it_is_used(freesheet_):
    for arguments in (("--help",), ("-h",)):
        left = freesheet_(*arguments)
        assert (left.code, left.err) == (0, "")
        assert "freesheet make page.html --to out" in left.out
    left = freesheet_()
    assert left.code == 2
    assert left.err.startswith("Usage: ")


def test_the_module_is_the_command(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["freesheet", "editions"])
    with pytest.raises(SystemExit):
        runpy.run_module("freesheet", run_name="__main__")
    assert capsys.readouterr().out.startswith("web ")


def test_the_editions_are_listed_with_what_they_leave_out(freesheet_):
    lines = freesheet_("editions").out.splitlines()
    assert [line.split()[0] for line in lines] == list(EDITIONS)
    told = dict(zip(EDITIONS, lines, strict=True))
    assert "leaves out pull quotes." in told["lite"]
    assert "Pictures are described, not shown" in told["lite"]
    assert told["json"].endswith("leaves out nothing.")


def test_the_schema_is_the_storys(freesheet_):
    assert json.loads(freesheet_("schema").out) == json.loads(json.dumps(schema()))


def test_a_check_tells_what_to_look_at_and_what_was_dropped(freesheet_):
    Path("rain.md").write_text(PICTURED)
    left = freesheet_("check", "rain.md", "none.md")
    lines = left.out.splitlines()
    assert left.code == 1
    assert left.sentences == ["freesheet: There is no file none.md."]
    assert lines[0] == "rain-again: Rain again"
    assert "  left out   picture: There is no file street.png beside the story." in lines
    assert any("The story has no dek." in line for line in lines)


def test_a_check_of_a_sound_story_finds_nothing(freesheet_):
    Path("rain.md").write_text(
        "---\nheadline: Rain again\ndek: It rained for two days.\nauthors: [Ana Ruiz]\ndate: 2026-05-03T12:00:00Z\n"
        "slug: rain-again\n---\n\nIt rained on Monday, and it rained on Tuesday.\n"
    )
    assert freesheet_("check", "rain.md") == Left(0, "rain-again: Rain again\n", "")


@pytest.mark.parametrize(("asked", "watched"), [(True, True), (True, False), (False, True)])
def test_a_page_is_opened_for_one_who_asks_and_is_there(monkeypatch, tmp_path, asked, watched):
    opened = list[str]()
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: watched)
    cli.show(tmp_path / "sheet.html", asked=asked)
    assert opened == [(tmp_path / "sheet.html").as_uri()] * (asked and watched)


def test_one_who_stops_it_is_told_that_nothing_was_changed(freesheet_, monkeypatch):
    class Stopped(BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", TextIOWrapper(Stopped()))
    left = freesheet_("make", "-", "--to", "out")
    assert (left.code, left.sentences[-1]) == (130, "freesheet: Stopped; nothing was changed.")
    assert tree(Path("out")) == []


@pytest.mark.parametrize(
    ("outlets", "name"),
    [
        (["The Wendle Mercury"], "The Wendle Mercury"),
        (["The Wendle Mercury", "The Wendle Mercury"], "The Wendle Mercury"),
        (["The Wendle Mercury", "The Saltmarsh Courier"], "Freesheet"),
        (["The Wendle Mercury", ""], "Freesheet"),
        ([""], "Freesheet"),
        ([], "Freesheet"),
    ],
)
def test_without_a_house_the_outlet_is_named_and_nothing_is_made_up(outlets, name):
    house = cli.without_house([Arrival(story(), outlet=outlet) for outlet in outlets])
    assert house.name == name
    assert (house.publication.number, house.publication.copyright, house.licence) == ("", "", "")
