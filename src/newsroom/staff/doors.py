"""Doors of Wagtail's: those that the newsroom keeps shut, and those that open to some roles alone."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from wagtail.admin.auth import permission_denied

# The beginnings of the patterns of addresses. Stories are no pages of a tree, the newsroom keeps no documents, its
# pictures have no public address, choosers choose what is there, and the rest is for tests, or for a way in that asks
# for a password alone.
SHUT = re.compile(
    r"desk/(pages|choose-page|choose-(external|email|phone|anchor)-link|api|documents|password_reset|failwhale|test404)/"
    r"|desk/reports/(aging-pages|page-types-usage)/"
    r"|desk/images/<int:image_id>/(generate_url|preview)/"
    r"|desk/snippets/choose/.*/create/"
)
# The beginnings of addresses; who has one of the permissions may pass. Wagtail names there what a person may not open,
# or asks nobody. The first that fits decides.
ASKING: dict[str, tuple[str, ...]] = {
    "/desk/bulk/desk/": ("desk.change_story",),
    "/desk/bulk/staff/": ("staff.change_user",),
    "/desk/bulk/": (),
    "/desk/reports/site-history/": ("desk.publish_story", "staff.change_user"),
    "/desk/workflows/": ("wagtailcore.change_workflow",),
    "/desk/snippets/choose/": ("desk.add_story",),
    "/desk/images/chooser/": ("desk.add_story",),
    "/desk/tag-autocomplete/": ("desk.add_story",),
    "/desk/names/": ("desk.add_story",),
}


class Doors:
    """Asks at each door before the view is called; who is not signed in is asked to by the view itself."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._answer(request)
        # The pages of accounts say nothing of being kept; what one person was shown is no other's on the same machine.
        if request.path_info.startswith("/accounts/"):
            add_never_cache_headers(answer)
        return answer

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Sequence[Any], _named: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.resolver_match and SHUT.match(request.resolver_match.route):
            raise Http404
        asked = next((some for door, some in ASKING.items() if request.path_info.startswith(door)), None)
        if asked is None or not request.user.is_authenticated or any(map(request.user.has_perm, asked)):
            return None
        refused: HttpResponseBase = permission_denied(request)
        return refused
