"""People are let in from the command line, each with a password that is told once; a mistake is told in a sentence."""

import re

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.test import Client

from newsroom.commands import staff
from newsroom.staff.models import User
from tests.newsroom.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def told(home, *arguments: str):
    return CliRunner().invoke(staff, [*arguments, "--newsroom", str(home)])


def password_in(output: str) -> str:
    found = re.search(r"password: (\S+)", output)
    assert found, output
    return found[1]


@pytest.mark.parametrize("role", ["Editors", "editor", "EDITORS"])
def test_who_was_let_in_signs_in(home, role):
    answer = told(home, "add", "ana", "--role", role)
    assert [group.name for group in User.objects.get(username="ana").groups.all()] == ["Editors"]
    client = Client(HTTP_HOST="127.0.0.1")
    client.post("/accounts/login/", {"login": "ana", "password": password_in(answer.output)})
    assert client.get("/desk/stories/").status_code == 200


def test_a_new_password_ends_what_the_old_one_began(home):
    user = member("Authors", "ana")
    client = signed_in(user)
    assert client.get("/desk/").status_code == 200
    new = password_in(told(home, "password", "ana").output)
    assert client.get("/desk/").status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert not user.check_password("a-long-word-42")


def test_who_lost_their_keys_is_let_in_again(home):
    user = member("Authors", "ana")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    new = password_in(told(home, "unlock", "ana").output)
    client = Client(HTTP_HOST="127.0.0.1")
    client.post("/accounts/login/", {"login": "ana", "password": new})
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "ana", "--role", "Kings"), "There is no role Kings; there are Contributors, Authors, Editors,"),
        (("add", "bo", "--role", "Editors"), "already exists"),
        (("add", "a b<c", "--role", "Editors"), "Enter a valid username"),
        (("add", "", "--role", "Editors"), "cannot be blank"),
        (("add", "x" * 200, "--role", "Editors"), "at most 150 characters"),
        (("password", "nobody"), "There is nobody named nobody; there are bo."),
        (("unlock", "nobody"), "There is nobody named nobody"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(home, arguments, sentence):
    before = member("Editors", "bo")
    answer = told(home, *arguments)
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert list(User.objects.values_list("username", "password")) == [("bo", before.password)]


def test_a_folder_without_a_newsroom_is_left_as_it_is(tmp_path, monkeypatch):
    monkeypatch.delenv("FREESHEET_HOME")
    empty = tmp_path / "empty"
    empty.mkdir()
    answer = told(empty, "add", "ana", "--role", "Editors")
    assert (answer.exit_code, list(empty.iterdir())) == (1, [])
    assert "No newsroom was opened in" in answer.output
