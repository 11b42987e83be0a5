"""Every view that there is, asked by everybody: a table says who is shown what, and nobody is shown more."""

import re

import pytest
from django.test import Client

from newsroom.desk.models import Picture, PreviewLink, Story
from newsroom.staff.models import User
from newsroom.staff.roles import ROLES
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.safety.every_view import filled, routes
from tests.newsroom.safety.hidden import SECRET, Hidden, hide

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("staffed"),
]

# C-ontributors, A-uthors, E-ditors, P-ublishers, M-ail-room, D-onor-care, admini-S-trators.
CODES = {"S" if role.name == "Administrators" else role.name[0]: role.name for role in ROLES}
ALL, WRITERS, STORY = "CAEPMDS", "CAEP", "AEP"

# What anybody may ask for: the way in, a shared preview, and what Wagtail's pages are drawn with.
PUBLIC = {
    "",
    "desk/login/",
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/signup/",
    "accounts/confirm-email/",
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "preview/<str:token>/",
    "preview/<str:token>/<slug:mode>/",
    "desk/signed-in/",
    "desk/sprite/",
    "desk/jsi18n/",
    "api/v1/openapi.json",
    "api/v1/stories",
    "api/v1/issues",
    "api/v1/changes",
}
# Who is shown a page at a GET, by the beginning of its pattern; the longest that fits decides, and none is nobody.
# The rows that the addresses name are somebody else's: a draft in review and locked, and its picture.
SHOWN = {
    "accounts/logout/": ALL,
    "accounts/inactive/": ALL,
    "accounts/reauthenticate/": ALL,
    "accounts/email/": ALL,
    "accounts/confirm-email/": ALL,
    "accounts/^confirm-email/": ALL,
    "accounts/password/change/": ALL,
    "accounts/password/reset/": ALL,
    "accounts/^password/reset/": ALL,
    "accounts/2fa/$": ALL,
    "accounts/2fa/webauthn/$": ALL,
    "media/": STORY,
    "desk/$": ALL,
    "desk/signed-in/": ALL,
    "desk/sprite/": ALL,
    "desk/jsi18n/": ALL,
    "desk/account/": ALL,
    "desk/dismissibles/": ALL,
    "desk/bulk/": STORY,
    "desk/tag-autocomplete/$": WRITERS,
    "desk/names/": WRITERS,
    "desk/reports/site-history/": "EPS",
    "desk/press/$": "EP",
    "desk/images/": WRITERS,
    "desk/images/<int:image_id>/": STORY,
    "desk/images/<int:image_id>/generate_url/": "",
    "desk/images/<int:image_id>/preview/": "",
    "desk/images/usage/": STORY,
    "desk/images/multiple/<int:image_id>/": "",
    "desk/images/multiple/create_from_uploaded_image/": "",
    "desk/images/multiple/delete_upload/": "",
    "desk/images/chooser/<int:image_id>/": STORY,
    "desk/images/chooser/chosen/": STORY,
    "desk/stories/": WRITERS,
    "desk/stories/batches/": STORY,
    "desk/stories/download/": STORY,
    "desk/stories/download/<int:number>/<slug:form>/": "",
    "desk/stories/batches/undo/": "",
    "desk/stories/share/": STORY,
    "desk/stories/share/end/": "",
    "desk/stories/withdraw/": "",
    "desk/stories/edit/": STORY,
    "desk/stories/copy/": STORY,
    "desk/stories/delete/": "P",
    "desk/stories/usage/": STORY,
    "desk/stories/history/": STORY,
    "desk/stories/history-results/": STORY,
    "desk/stories/history/<int:pk>/revisions/<int:revision_id>/unschedule/": "EP",
    "desk/stories/preview/<int:pk>/": STORY,
    "desk/stories/unpublish/": "EP",
    "desk/stories/lock/": "",
    "desk/stories/unlock/": "",
    "desk/stories/workflow/": "EP",
    "desk/stories/workflow/confirm_cancellation/": STORY,
    "desk/stories/workflow_history/": STORY,
    "desk/snippets/choose/": WRITERS,
    "desk/snippets/choose/desk/story/chosen/": STORY,
    **{
        f"desk/snippets/choose/desk/{kind}/create/": ""
        for kind in ("story", "section", "topic", "storyline", "series", "partner")
    },
    **{
        f"desk/snippets/desk/{kind}/{page}": roles
        for kind in ("section", "series", "partner")
        for page, roles in {"": "EP", "$": STORY, "results/": STORY, "delete/": "P"}.items()
    },
    **{
        f"desk/snippets/desk/{kind}/{page}": roles
        for kind in ("topic", "storyline")
        for page, roles in {"": WRITERS, "edit/": "EP", "usage/": "EP", "delete/": "P", "copy/": STORY}.items()
    },
    "desk/issues/": "EP",
    "desk/issues/delete/": "P",
    "desk/issues/editions/<int:number>/<slug:edition>/": "",
    "desk/fixed-pages/": "EP",
    "desk/fixed-pages/delete/": "P",
    **{
        f"desk/{kind}/{page}/": ""
        for kind in ("issues", "fixed-pages", "front")
        # Their revisions are none of the story's; and who locks and unlocks sends something.
        for page in ("lock", "unlock", "history/<int:pk>/revisions", "history/(?P<pk>.+)/revisions")
    },
    "desk/redirects/": "EP",
    # There is one front page: its list leads to it, and nobody adds another.
    **{f"desk/front/{page}/<int:pk>/": "EP" for page in ("edit", "usage", "history", "history-results")},
    **{f"desk/front/{page}/<int:pk>/": "EP" for page in ("preview", "unpublish")},
    "desk/house/": "P",
    "desk/house/restore/": "",
    "api/v1/openapi.json$": ALL,
    "api/v1/stories$": ALL,
    "api/v1/issues$": ALL,
    "api/v1/changes$": ALL,
    "desk/account/tokens/<int:number>/revoke/": "",
    "desk/users/": "S",
    "desk/users/edit/": "",  # The account is an owner's.
    "desk/users/delete/": "",
    "desk/groups/": "S",
    "desk/groups/delete/": "",
}
# Pages that forget who asks, or that end by breaking off: asked apart.
APART = re.compile(r"logout/")


def shown_to(route: str) -> str:
    best = max((one for one in SHOWN if route.startswith(one) or f"{route}$" == one), key=len, default="")
    return SHOWN.get(best, "")


def asked(route: str, hidden: Hidden) -> str:
    more = f"?id={hidden.draft.pk}" if "/bulk/" in route or "chosen-multiple" in route else ""
    return filled(route, hidden.numbers) + more


def body(answer) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_nobody_gets_in_without_signing_in(method):
    hidden, outsider = hide(), Client(HTTP_HOST="127.0.0.1")
    for route in sorted(set(routes()) - PUBLIC):
        answer = getattr(outsider, method)(asked(route, hidden))
        led = answer.get("Location", "")
        is_led_to_the_door = led.startswith(("/accounts/login/", "/desk/login/"))
        assert is_led_to_the_door or answer.status_code in (401, 403, 404, 405), (route, answer.status_code, led)
        assert SECRET.encode() not in body(answer), route


def test_what_is_public_tells_nothing():
    hidden, outsider = hide(), Client(HTTP_HOST="127.0.0.1")
    assert set(routes()) >= PUBLIC, "an address that is gone stands in the list of public ones"
    for route in PUBLIC:
        assert SECRET.encode() not in body(outsider.get(asked(route, hidden))), route


@pytest.mark.parametrize("code", CODES)
def test_who_is_shown_what(code):
    hidden, client = hide(), signed_in(member(CODES[code]))
    wrong = list[str]()
    for route in routes():
        if APART.search(route):
            continue
        answer = client.get(asked(route, hidden))
        told = body(answer)
        is_shown, may = answer.status_code == 200, code in shown_to(route)
        if is_shown != may or answer.status_code >= 500:
            wrong.append(f"{route}: {answer.status_code}, though the table says {shown_to(route)!r}")
        if code not in STORY and SECRET.encode() in told and "reports/site-history/" not in route:
            wrong.append(f"{route} tells of the secret")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", ["C", "M", "S"])
def test_who_may_not_changes_nothing(code):
    """Every view is sent something by somebody who has no business with the rows that it names."""
    hidden, client = hide(), signed_in(member(CODES[code]))

    def known() -> object:
        return (
            list(Story.objects.order_by("pk").values()),
            list(Picture.objects.values()),
            list(PreviewLink.objects.values()),
            list(User.objects.order_by("pk").values("username", "password", "is_active", "is_superuser")),
            list(hidden.draft.workflow_states.values()),
            hidden.draft.revisions.count(),
        )

    before = known()
    for route in routes():
        if not APART.search(route) and not route.startswith("accounts/"):
            answer = client.post(asked(route, hidden), {"headline": "Mine now", "mark_as_active": "False"})
            assert SECRET.encode() not in body(answer) or code == "S", route
            assert answer.status_code < 500, route
    assert known() == before


def test_nothing_is_done_for_another_site():
    """A request that another site makes a browser send has no token, and is refused wherever it changes something."""
    hidden = hide()
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(hidden.owner)
    for route in routes():
        answer = client.post(asked(route, hidden), {"x": "1"})
        refused = answer.status_code in (401, 403, 404, 405)
        assert refused or answer.get("Location", "") in ("/desk/", "/accounts/login/"), (
            route,
            answer.status_code,
        )


@pytest.mark.parametrize("way_out", ["/desk/logout/", "/accounts/logout/"])
def test_asking_for_the_way_out_signs_nobody_out(way_out):
    client = signed_in(member("Editors"))
    answer = client.get(way_out)
    assert "sessionid" not in answer.cookies
    assert client.get("/desk/").status_code == 200
    client.post(way_out)
    assert client.get("/desk/").status_code == 302
