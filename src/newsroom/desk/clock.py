"""The desk's time is the house's, unless somebody chose another for their own account."""

from typing import Any

from django.http import HttpRequest
from wagtail.users.models import UserProfile

from freesheet.house import BadHouse
from newsroom.desk.houses import house


class HouseTime:
    """Tells Wagtail, which would take UTC, what time it is for who has not chosen any."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> Any:
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        if not request.path_info.startswith("/desk/") or not request.user.is_authenticated:
            return
        profile = getattr(request.user, "wagtail_userprofile", None) or UserProfile(user=request.user)
        if not profile.current_time_zone:
            try:
                profile.current_time_zone = house().zone.key
            except BadHouse:
                return
