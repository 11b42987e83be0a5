"""The way in: slow for who guesses, shut to who has half a key, and with the headers that browsers guard it by."""

import importlib
import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from newsroom import settings as ours
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]
LOGIN, RIGHT, WRONG = "/accounts/login/", "a-long-word-42", "a-wrong-word-42"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def outsider() -> Client:
    return Client(HTTP_HOST="127.0.0.1")


def try_to_sign_in(client: Client, password: str, name: str = "editors", **more: str) -> bool:
    client.post(LOGIN, {"login": name, "password": password}, headers=more)
    return client.get("/desk/").status_code == 200


def test_who_guesses_is_slowed_down_and_then_not_even_the_right_word_helps():
    member("Editors")
    client = outsider()
    for _ in range(5):
        assert not try_to_sign_in(client, WRONG)
    answer = client.post(LOGIN, {"login": "editors", "password": RIGHT})
    assert "Too many failed login attempts" in answer.content.decode()
    assert not try_to_sign_in(outsider(), RIGHT)


def test_who_guesses_is_not_helped_by_saying_to_be_somebody_else():
    member("Editors")
    for number in range(5):
        assert not try_to_sign_in(outsider(), WRONG, **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert not try_to_sign_in(outsider(), RIGHT, **{"X-Forwarded-For": "203.0.113.99"})


def test_behind_a_server_each_reader_is_one(settings):
    """What that server adds at the end is believed, and nothing before it."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    member("Editors"), member("Editors", "other")
    for number in range(5):
        try_to_sign_in(outsider(), WRONG, **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"})
    assert not try_to_sign_in(outsider(), RIGHT, "other", **{"X-Forwarded-For": "203.0.113.50, 198.51.100.7"})
    assert try_to_sign_in(outsider(), RIGHT, "other", **{"X-Forwarded-For": "198.51.100.8"})


def test_who_guesses_at_many_names_is_not_forgotten_at_any():
    member("Editors")
    for _ in range(5):
        try_to_sign_in(outsider(), WRONG)
    for number in range(700):
        cache.set(f"zz-another-{number}", 1, 300)
    assert not try_to_sign_in(outsider(), RIGHT)


def test_a_name_that_nobody_has_is_answered_like_a_wrong_word():
    member("Editors")
    pages = [
        outsider().post(LOGIN, {"login": name, "password": WRONG}).content.decode() for name in ("editors", "nobody")
    ]
    told = "The username and/or password you specified are not correct."
    assert [told in page for page in pages] == [True, True]


def test_a_word_is_half_of_the_way_in_for_who_has_a_code():
    user = member("Editors")
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user)
    client = outsider()
    assert not try_to_sign_in(client, RIGHT)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert client.get("/desk/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": codes.get_unused_codes()[0]})
    assert client.get("/desk/").status_code == 200


def test_a_new_password_from_an_administrator_leaves_the_second_half_to_be_shown():
    user, new = member("Editors"), "another-long-word-43"
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    form = {"username": "editors", "email": "e@example.org", "first_name": "E", "last_name": "D", "is_active": "on"}
    groups = [group.pk for group in user.groups.all()]
    answer = signed_in(member("Administrators")).post(
        f"/desk/users/edit/{user.pk}/", {**form, "groups": groups, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    client = outsider()
    assert not try_to_sign_in(client, new)
    assert client.get("/accounts/2fa/authenticate/").status_code == 200


def test_a_new_password_by_mail_leaves_the_second_half_to_be_shown(mailoutbox):
    user, new = member("Editors"), "another-long-word-43"
    user.email = "editor@example.org"
    user.save()
    TOTP.activate(user, generate_totp_secret())
    client = outsider()
    client.post("/accounts/password/reset/", {"email": user.email})
    (letter,) = mailoutbox
    found = re.search(r"/accounts/password/reset/key/\S+", letter.body)
    assert found
    form = client.get(found[0], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get("/desk/").status_code == 302
    assert not try_to_sign_in(client, new)
    assert client.get("/accounts/2fa/authenticate/").status_code == 200


class NoPost(BaseEmailBackend):
    """A post that nobody answers."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


def test_a_second_half_is_had_where_no_mail_goes_out(settings):
    settings.EMAIL_BACKEND = f"{__name__}.NoPost"
    user = member("Editors")
    user.email = "editor@example.org"
    user.save()
    client = outsider()
    assert try_to_sign_in(client, RIGHT)
    assert client.get("/accounts/2fa/totp/activate/").status_code == 302
    client.post("/accounts/reauthenticate/", {"password": RIGHT})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session[SECRET_SESSION_KEY]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert client.post("/accounts/2fa/recovery-codes/generate/").status_code == 302
    assert not try_to_sign_in(outsider(), RIGHT)


def test_codes_are_guessed_only_a_few_times():
    user = member("Editors")
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user)
    client = outsider()
    try_to_sign_in(client, RIGHT)
    for _ in range(8):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": codes.get_unused_codes()[0]})
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("door", ["/desk/login/", "/admin/login/", "/django-admin/login/", "/admin/", "/django-admin/"])
def test_there_is_no_side_door(door):
    user = member("Editors")
    TOTP.activate(user, generate_totp_secret())
    client = outsider()
    answer = client.post(door, {"username": "editors", "password": RIGHT, "login": "editors"})
    assert (answer.status_code, answer.get("Location", LOGIN)) in ((404, LOGIN), (302, LOGIN))
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere_after_signing_in(where):
    member("Editors")
    for door in (LOGIN, "/desk/login/"):
        client = outsider()
        client.get(door, {"next": where}, follow=True)
        answer = client.post(LOGIN, {"login": "editors", "password": RIGHT, "next": where})
        assert answer["Location"] == "/desk/"


def test_a_signed_up_stranger_there_is_none():
    client = outsider()
    client.post("/accounts/signup/", {"username": "me", "password1": RIGHT, "password2": RIGHT})
    assert client.get("/desk/").status_code == 302


def test_an_account_that_was_closed_is_out_at_once():
    user = member("Editors")
    client = signed_in(user)
    user.is_active = False
    user.save()
    assert client.get("/desk/stories/").status_code == 302
    assert not try_to_sign_in(outsider(), RIGHT)


@pytest.mark.parametrize(
    "page", ["/accounts/login/", "/desk/", "/desk/stories/", "/desk/stories/add/", "/desk/account/", "/accounts/2fa/"]
)
def test_headers_of_a_page_of_the_desk(page):
    client = outsider() if "login" in page else signed_in(member("Editors"))
    answer = client.get(page)
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert {policy["object-src"], policy["base-uri"]} == {"'none'"}
    assert (policy["frame-ancestors"], policy["form-action"]) == ("'self'", "'self'")
    assert "Content-Security-Policy-Report-Only" not in answer
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "<script>" not in answer.content.decode()
    assert " onclick=" not in answer.content.decode()


def test_a_story_that_is_deleted_by_a_get_is_still_there():
    one = row()
    signed_in(member("Publishers")).get(f"/desk/stories/delete/{one.pk}/")
    one.refresh_from_db()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", ""])
def test_another_host_is_not_this_one(host):
    assert Client(HTTP_HOST=host).get(LOGIN).status_code == 400


@pytest.mark.parametrize(("desk", "is_safe"), [("https://desk.example.org", True), ("http://127.0.0.1:8001", False)])
def test_cookies_go_over_tls_where_there_is_any(monkeypatch, desk, is_safe):
    monkeypatch.setenv("FREESHEET_DESK", desk)
    try:
        found = importlib.reload(ours)
        assert (is_safe, is_safe) == (found.SESSION_COOKIE_SECURE, found.CSRF_COOKIE_SECURE)
        assert bool(found.SECURE_HSTS_SECONDS) is is_safe
        assert bool(found.SECURE_PROXY_SSL_HEADER) is is_safe
        assert int(is_safe) == found.ALLAUTH_TRUSTED_PROXY_COUNT
    finally:
        monkeypatch.delenv("FREESHEET_DESK")
        importlib.reload(ours)


def test_what_the_session_is_kept_in():
    member("Editors")
    client = outsider()
    client.post(LOGIN, {"login": "editors", "password": RIGHT})
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
    # Gone with the browser, unless a person asks to be remembered.
    assert cookie["max-age"] == ""
