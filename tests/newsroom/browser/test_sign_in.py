"""Passkeys and codes in a real browser: who has one is never signed in by a password alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page

from tests.newsroom.browser.conftest import PATIENCE, Room, pause_until, photograph, prove, sign_in

pytestmark = pytest.mark.needs("chromium")
SECOND = "/accounts/2fa/authenticate/"
# What a laptop has: a key inside, which knows who touches it.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def at_a_browser(room: Room, browser: Browser, *, has_key: bool) -> Iterator[Page]:
    """A browser of its own, at the desk's name: no browser makes a passkey for a number."""
    context = browser.new_context(base_url=room.desk.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    if has_key:
        devices = context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def is_in(page: Page) -> bool:
    page.goto("/desk/stories/")
    return page.url.partition("?")[0].endswith("/desk/stories/")


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    assert not is_in(page)


def recovery_codes(page: Page) -> list[str]:
    page.goto("/accounts/2fa/recovery-codes/")
    return page.locator("textarea").input_value().split()


def show_code(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def asked_for_more(page: Page, name: str) -> bool:
    """Whether the password alone leads to the second question, and not into the desk."""
    sign_in(page, name)
    return SECOND in page.url and not is_in(page)


def test_who_has_a_passkey_signs_in_with_it_and_not_by_a_password_alone(room: Room, browser: Browser) -> None:
    with at_a_browser(room, browser, has_key=True) as page:
        refused = list[str]()
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        sign_in(page, "kay")
        page.goto("/accounts/2fa/webauthn/add/")
        prove(page)
        page.check("[name=passwordless]")
        photograph(page, "passkey-add")
        with page.expect_navigation():
            page.click("#mfa_webauthn_add")
        codes = recovery_codes(page)
        sign_out(page)
        page.goto("/accounts/login/")
        page.click("#passkey_login")
        pause_until(page, lambda: "/desk/" in page.url, "the passkey signed kay in")
        assert is_in(page)
        sign_out(page)
        # The key is also the second answer after the password.
        assert asked_for_more(page, "kay")
        page.goto(SECOND)
        page.click("#mfa_webauthn_authenticate")
        pause_until(page, lambda: "/desk/" in page.url, "the key was the second answer")
        assert is_in(page)
        assert not refused
    with at_a_browser(room, browser, has_key=False) as page:
        assert asked_for_more(page, "kay")
        page.goto(SECOND)
        photograph(page, "second-factor")
        show_code(page, "00000000")
        assert not is_in(page)
        page.goto(SECOND)
        show_code(page, codes[0])
        assert is_in(page)
        sign_out(page)
        sign_in(page, "kay")
        show_code(page, codes[0])
        assert not is_in(page), "a recovery code was taken twice"


def show_app(page: Page, secret: str) -> None:
    """Type what the app shows; the next code, where the half minute of the first was over meanwhile."""
    asking = page.url
    for _ in range(3):
        show_code(page, format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
        if page.url != asking:
            return


def test_who_has_an_authenticator_app_is_asked_for_its_code(room: Room, browser: Browser) -> None:
    with at_a_browser(room, browser, has_key=False) as page:
        sign_in(page, "cora")
        page.goto("/accounts/2fa/totp/activate/")
        prove(page)
        secret = page.locator("#authenticator_secret").input_value()
        photograph(page, "totp-activate")
        show_app(page, secret)
        assert recovery_codes(page)
        sign_out(page)
        assert asked_for_more(page, "cora")
        page.goto(SECOND)
        show_app(page, secret)
        assert is_in(page)
