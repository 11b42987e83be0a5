"""The house at the desk: only what was changed changes, nothing wrong is kept, everything can be brought back."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies

from freesheet.house import BadHouse
from newsroom.desk import house_file
from newsroom.desk.houses import house
from newsroom.desk.models import HouseVersion
from newsroom.pressroom.actions import note_change, press_changes
from newsroom.pressroom.models import Change
from tests.newsroom.conftest import HOUSE, member, signed_in
from tests.newsroom.desk.rows import row
from tests.strategies import image_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]

ADDRESS = "/desk/house/"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40"><path d="M0 0h300v40z"/></svg>'


@pytest.fixture
def publisher() -> Client:
    return signed_in(member("Publishers"))


def filled(client: Client) -> dict[str, Any]:
    """What the form holds when it is opened."""
    form = client.get(ADDRESS).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None and name != "logo_file"}


def save(client: Client, **changes: Any) -> Any:
    typed = {name.replace("__", "."): value for name, value in changes.items()}
    return client.post(ADDRESS, {**filled(client), **typed})


def file_of(home: Path) -> str:
    return (home / "house.toml").read_text()


def test_one_setting_is_changed_and_all_else_stays(publisher, home):
    (home / "house.toml").write_text(f"# Ours.\n{HOUSE}\n[look]\naccent = '#123456'  # ink\n")
    answer = save(publisher, name="The Harbor Lamp", why="A new name")
    assert answer.status_code == 302
    expected = f"# Ours.\n{HOUSE}\n[look]\naccent = '#123456'  # ink\n".replace("The Harbor Lantern", "The Harbor Lamp")
    assert file_of(home) == expected
    assert house().name == "The Harbor Lamp"
    assert [(change.key, change.what) for change in Change.objects.all()] == [("", "house")]


def test_a_change_is_out_with_the_next_run(publisher, config):
    one = row()
    note_change(keys=[one.key], what="published")
    for name in ("The Harbor Lantern", "The Harbor Lamp"):
        save(publisher, name=name)
        run = press_changes(config=config, now=timezone.now())
        assert run is not None
        assert not run.problem
        assert name in (config.home / "site" / "index.html").read_text()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("name", "", "What readers call it."),
        ("site", "lantern.example.org", "“Address on the web” must be an address that begins with"),
        ("contact", "nobody", "is not an e-mail address"),
        ("language", "a language", "A language tag"),
        ("time_zone", "Mars/Base", "Select a valid choice"),
        ("look.accent", "#ffff00", "too pale to read on white"),
        ("look.accent", "red", "“Colour” must be a colour such as"),
        ("printing.paper", "papyrus", "Select a valid choice"),
        ("printing.price_cents", "many", "Enter a whole number"),
        ("front.stories", "900", "less than or equal to 60"),
        ("publication.number", "No. {moon}", "has a blank that is none of"),
        ("look.logo", "../../secret.key", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(publisher, home, name, value, says):
    before = file_of(home)
    answer = publisher.post(ADDRESS, {**filled(publisher), name: value, "postal": "Typed with care"})
    assert answer.status_code == 422
    assert says in answer.content.decode().replace("&#x27;", "'")
    assert b"Typed with care" in answer.content
    assert (file_of(home), HouseVersion.objects.count(), Change.objects.count()) == (before, 0, 0)


def test_lists_and_long_texts_are_written_as_people_type_them(publisher, home):
    save(
        publisher,
        front__sections="News\r\n\r\n Schools ",
        appeal__text='One line.\r\nAnother “line” \\ with """ in it.',
    )
    told = tomllib.loads(file_of(home))
    assert told["front"]["sections"] == ["News", "Schools"]
    assert told["appeal"]["text"] == 'One line.\nAnother “line” \\ with """ in it.'


def test_saving_nothing_changes_nothing(publisher, home):
    before = file_of(home)
    assert save(publisher).status_code == 302
    assert (file_of(home), HouseVersion.objects.count(), Change.objects.count()) == (before, 0, 0)


def test_what_two_people_change_at_once_is_all_kept(publisher, home):
    mine = filled(publisher)
    save(publisher, name="Theirs")
    publisher.post(ADDRESS, {**mine, "postal": "Mine"})
    assert (house().name, house().postal) == ("Theirs", "Mine")


def test_who_changes_the_same_setting_second_is_asked(publisher, home):
    mine = {**filled(publisher), "name": "Mine"}
    save(publisher, name="Theirs")
    answer = publisher.post(ADDRESS, mine)
    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile, to: Theirs." in answer.content.decode()
    assert house().name == "Theirs"
    again = {**mine, "seen": answer.context["form"]["seen"].value()}
    assert publisher.post(ADDRESS, again).status_code == 302
    assert house().name == "Mine"


def test_a_file_that_was_changed_by_hand_meanwhile_is_not_overwritten(publisher, home):
    mine = {**filled(publisher), "postal": "Mine"}
    (home / "house.toml").write_text(HOUSE.replace("Quillhaven", "Elsewhere"))
    answer = publisher.post(ADDRESS, mine)
    assert answer.status_code == 422
    assert "house.toml was changed meanwhile" in answer.content.decode()
    assert "Elsewhere" in file_of(home)


def test_an_earlier_house_is_brought_back_and_that_is_a_version_too(publisher, home):
    before = file_of(home)
    save(publisher, name="The Lamp", why="Shorter")
    page = publisher.get(reverse("desk_house_history"))
    told = page.content.decode()
    assert "Shorter" in told
    assert "<del>The Harbor Lantern</del> <ins>The Lamp</ins>" in told
    oldest = HouseVersion.objects.last()
    assert oldest is not None
    restore = reverse("desk_house_restore", args=[oldest.pk])
    publisher.post(restore, {"seen": "something else"})
    assert house().name == "The Lamp"
    publisher.post(restore, {"seen": page.context["seen"]})
    assert (file_of(home), HouseVersion.objects.count()) == (before, 3)


def test_a_house_with_a_mistake_is_mended_as_text(publisher, home):
    (home / "house.toml").write_text(f"{HOUSE}\npaper = 3\n")
    page = publisher.get(ADDRESS)
    assert "there is no setting `paper`" in page.content.decode()
    seen = page.context["form"]["seen"].value()
    answer = publisher.post(ADDRESS, {"seen": seen, "text": f"{HOUSE}\npaper = 4\n"})
    assert answer.status_code == 422
    assert publisher.post(ADDRESS, {"seen": seen, "text": HOUSE}).status_code == 302
    assert house().name == "The Harbor Lantern"


def test_a_file_that_is_no_text_is_told(publisher, home):
    (home / "house.toml").write_bytes(b'name = "\xff"\n')
    assert publisher.get(ADDRESS).status_code == 200
    assert "\ufffd" in publisher.get(ADDRESS).content.decode()


def test_a_folder_that_takes_no_file_loses_nothing(publisher, home, monkeypatch):
    before = file_of(home)

    def full(_file: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.desk.around_actions.put", full)
    answer = save(publisher, name="The Lamp")
    assert answer.status_code == 422
    assert "no space left on device" in answer.content.decode()
    assert (file_of(home), HouseVersion.objects.count(), Change.objects.count()) == (before, 0, 0)


@pytest.mark.parametrize(("name", "data"), [("Our Logo.SVG", DRAWING), ("plate.jpeg", image_bytes())])
def test_a_logo_is_put_into_the_theme(publisher, home, name, data):
    answer = save(publisher, logo_file=SimpleUploadedFile(name, data))
    assert answer.status_code == 302
    kept = home / "theme" / house().look.logo
    assert kept.read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("logo.gif", b"GIF89a", "is none of .svg, .png"),
        ("logo.png", b"<html>", "is no picture that can be read"),
        ("logo.svg", b"<svg><script>alert(1)</script></svg>", "holds a script"),
        ("logo.svg", DRAWING.replace(b"<path", b"<path onload='x()'"), "holds a script"),
        ("logo.svg", DRAWING.replace(b"<path", b"<a href='javascript:x()'/><path"), "holds a script"),
        (
            "logo.svg",
            b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1">&a;</svg>',
            "no plain",
        ),
        ("logo.svg", b"not a drawing", "no plain drawing"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "does not say how large it is"),
        ("logo.png", b"0" * 2_000_001, "at most 2 MB"),
    ],
)
def test_a_logo_that_is_none_is_refused(publisher, home, name, data, says):
    answer = save(publisher, logo_file=SimpleUploadedFile(name, data))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not (home / "theme").exists()


@pytest.mark.parametrize("role", ["Contributors", "Authors", "Editors", "Mail-room", "Donor-care", "Administrators"])
def test_only_publishers_look_after_the_house(role, home):
    client = signed_in(member(role))
    version = HouseVersion.objects.create(text=HOUSE, made="2026-11-01T00:00Z")
    for answer in (
        client.get(ADDRESS),
        client.post(ADDRESS, {"name": "Mine"}),
        client.get(reverse("desk_house_history")),
        client.post(reverse("desk_house_restore", args=[version.pk]), {"seen": house_file.digest(HOUSE)}),
    ):
        assert answer.status_code in (302, 403)
        assert b"Quillhaven" not in answer.content
    assert HouseVersion.objects.count() == 1


TYPED = strategies.text(strategies.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(appeal=TYPED, motto=TYPED, sections=strategies.lists(TYPED, max_size=3))
def test_whatever_is_typed_is_in_the_file_as_it_was_typed(appeal, motto, sections):
    wanted = {"appeal.text": appeal, "front.motto": motto, "front.sections": tuple(sections)}
    new = house_file.changed(HOUSE, wanted)
    told = house_file.values(house_file.read(new))
    assert {name: told[name] for name in wanted} == wanted
    assert new.startswith(HOUSE.rstrip())
    assert house_file.changed(new, house_file.values(house_file.read(HOUSE))).startswith(HOUSE.rstrip())


def test_a_file_that_is_not_toml_is_refused():
    with pytest.raises(BadHouse, match=r"house.toml is not TOML"):
        house_file.changed("name = ", {"name": "A"})
