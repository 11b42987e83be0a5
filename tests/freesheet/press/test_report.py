"""What a run tells: JSON whose every number can be checked against the files, and a table that a person can read."""

import hashlib
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from freesheet.edition import Loss
from freesheet.editions import EDITIONS
from freesheet.house import House, Printing
from freesheet.intake.arrival import Drop
from freesheet.press.report import Report, counted, named, size
from freesheet.press.run import Made, Run, run
from freesheet.story.checks import check
from tests.strategies import picture, picture_for_all, story

FLOOD = story("The river rose.", picture("missing.png", "A wet street"), slug="flood", headline="Flood")
A_FEW = tuple(EDITIONS[name] for name in ("text", "message", "print", "booklet"))


def made(path: str, edition: str = "text", **fields: Any) -> Made:
    plain = Made(path, path.split("/")[0], edition, bytes=4, sha256="", pages=0, sheets=0)
    return replace(plain, **fields)


def report(*files: Made, losses: tuple[Loss, ...] = (), **fields: Any) -> Report:
    told: dict[str, Any] = {"printing": Printing(), "drops": {}, "remarks": {}, "failures": {}}
    return Report(Run(files, losses), **told | fields)


def table_of(told: Report) -> list[str]:
    out = StringIO()
    Console(file=out, width=100).print(told.as_table())
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    to = tmp_path_factory.mktemp("out")
    done = run((FLOOD,), A_FEW, to, house=House(), picture=picture_for_all)
    told = Report(
        done,
        Printing(price_cents=25),
        {"flood": (Drop("picture", "There is no file missing.png beside the story.", "A wet street"),)},
        {"flood": check(FLOOD)},
        {"fire.md": "fire.md: There is no file fire.md."},
    )
    return to, json.loads(told.as_json())


def test_every_file_is_in_the_report_with_its_size_and_digest(pressed):
    to, told = pressed
    files = sorted(path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file())
    assert sorted(one["path"] for one in told["artifacts"]) == files
    for one in told["artifacts"]:
        data = (to / one["path"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert one["issue"] == "flood"
    assert {one["edition"] for one in told["artifacts"]} == {edition.name for edition in A_FEW}


def test_what_goes_on_paper_has_its_sheets_weight_and_price(pressed):
    told = {one["edition"]: one for one in pressed[1]["artifacts"]}
    sheet = told["print"]
    assert (sheet["pages"], sheet["sheets"], sheet["ounces"], sheet["cents"]) == (1, 1, 0.16, 25)
    assert told["booklet"]["cents"] == 25 * told["booklet"]["pages"]
    assert "ounces" not in told["text"]
    assert "cents" not in told["message"]


def test_losses_drops_checks_and_failures_are_told_with_their_reasons(pressed):
    told = pressed[1]
    assert told["format"] == 1
    assert "print" in {loss["edition"] for loss in told["losses"]}
    assert all(set(loss) == {"edition", "story", "what", "text"} for loss in told["losses"])
    assert told["drops"] == [
        {
            "story": "flood",
            "what": "picture",
            "why": "There is no file missing.png beside the story.",
            "text": "A wet street",
        }
    ]
    assert [one["code"] for one in told["checks"]] == [remark.code for remark in check(FLOOD)]
    assert all(set(one) == {"story", "code", "sentence", "reason"} for one in told["checks"])
    assert told["failures"] == [{"input": "fire.md", "why": "fire.md: There is no file fire.md."}]


def test_letters_of_every_script_stand_in_the_report_as_they_are():
    told = report(losses=(Loss("message", "flood", "Letters", "مرحبا"),)).as_json()
    assert "مرحبا".encode() in told
    assert told.endswith(b"}\n")


def test_the_table_shows_each_edition_with_its_size_and_paper():
    lines = table_of(
        report(
            made("flood/text.txt", bytes=2048),
            made("flood/print.pdf", "print", bytes=123_456, pages=3, sheets=2),
            *(made(f"flood/message-{place}-of-3.txt", "message", bytes=400) for place in (1, 2, 3)),
            made("week-18/text.txt"),
            printing=Printing(price_cents=15, paper="a4"),
        )
    )
    assert lines == [
        "flood/",
        "edition  file                             size  to print",
        "text     text.txt                         2 kB",
        "print    print.pdf                      123 kB  2 sheets, 3 sides, 0.4 oz, 45 cents",
        "message  message-1-of-3.txt and 2 more    1 kB",
        "week-18/",
        "edition  file      size  to print",
        "text     text.txt   4 B",
    ]


def test_below_the_table_stands_what_was_lost_what_was_dropped_and_what_to_look_at():
    lines = table_of(
        report(
            losses=(
                Loss("text", "flood", "Picture", "A wet street"),
                Loss("message", "flood", "Picture", "A wet street"),
                Loss("message", "flood", "PullQuote", "It rose"),
            ),
            drops={"flood": (Drop("share row", "Furniture."), Drop("share row", "Furniture.")), "fire": ()},
            remarks={"flood": check(story(dek="", slug="flood"))},
        )
    )
    assert lines == [
        "Left out of text, message: Picture",
        "Left out of message: PullQuote",
        "flood: intake left out share row (2)",
        "flood: The story has no dek.",
    ]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["text.txt"], "text.txt"),
        (["story.json", "story.jsonld"], "story.json, story.jsonld"),
        (["a.txt", "b.txt", "c.txt"], "a.txt and 2 more"),
    ],
)
def test_files_are_named_up_to_two(names, told):
    assert named([made(f"flood/{name}") for name in names]) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (14_499, "14 kB"), (999_999, "1000 kB"), (1_250_000, "1.2 MB")],
)
def test_sizes_are_for_people(count, told):
    assert size(count) == told


def test_one_sheet_is_not_one_sheets():
    assert [counted(number, "sheet") for number in (0, 1, 2)] == ["0 sheets", "1 sheet", "2 sheets"]
