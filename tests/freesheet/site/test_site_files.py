"""The files that only machines read, as one press writes them."""

import json

import pytest

from freesheet.house import House
from freesheet.site.pages import SiteFiles
from freesheet.site.redirects import Redirects
from freesheet.site.site_files import site_files, with_password
from tests.freesheet.site.settings import setting

DESK = "https://desk.example.org/password/"
ASKED = "/.well-known/change-password"


@pytest.mark.parametrize(
    ("address", "table", "target", "status"),
    [
        (DESK, {}, DESK, 302),
        (DESK, {"/old/": "/new/"}, DESK, 302),
        ("", {}, None, 301),
        ("", {ASKED: "https://elsewhere.example.org/"}, "https://elsewhere.example.org/", 301),
        (DESK, {ASKED: "https://elsewhere.example.org/"}, "https://elsewhere.example.org/", 301),
    ],
)
def test_a_password_manager_is_led_to_where_a_password_is_changed(address, table, target, status):
    told = with_password(Redirects(table), House(change_password=address))
    assert told.redirects.get(ASKED) == target
    assert told.status(ASKED) == status
    assert {old: new for old, new in told.redirects.items() if old != ASKED} == {
        old: new for old, new in table.items() if old != ASKED
    }


def test_every_server_leads_a_password_manager_there():
    made = dict(site_files(SiteFiles("2026-05", (), (), ()), setting(change_password=DESK)))
    assert f"{ASKED} {DESK} 302\n".encode() in made["_redirects"]
    assert DESK.encode() in made[".freesheet/nginx.conf"]
    assert DESK.encode() in made[".freesheet/Caddyfile"]
    told = json.loads(made[".freesheet/redirects.json"])
    assert (told["redirects"][ASKED], told["statuses"][ASKED]) == (DESK, 302)
