"""Asks, for each of Wagtail's pages of one story, whether this person may do that with this story."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.permissions import policy_registry

from newsroom.desk.models import Story

# What each page of one story does with it.
PAGES: dict[str, str] = {
    "copy_view_class": "change",
    "edit_view_class": "change",
    "delete_view_class": "delete",
    "usage_view_class": "change",
    "history_view_class": "change",
    "revisions_view_class": "change",
    "revisions_compare_view_class": "change",
    "revisions_unschedule_view_class": "publish",
    "unpublish_view_class": "publish",
    "preview_on_edit_view_class": "change",
    "lock_view_class": "change",
    "unlock_view_class": "change",
    "workflow_action_view_class": "change",
    "collect_workflow_action_data_view_class": "change",
    "confirm_workflow_cancellation_view_class": "change",
    "workflow_preview_view_class": "change",
    "workflow_history_view_class": "change",
    "workflow_history_detail_view_class": "change",
}


def guarded(view: type[Any], action: str) -> type[Any]:
    """The page, for who may do this with the story that it tells of."""

    class Guarded(view):
        def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            story = Story.objects.filter(pk=unquote(str(kwargs.get("pk", "")))).first()
            if story and not policy_registry.get(story).user_has_permission_for_instance(request.user, action, story):
                raise PermissionDenied
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return answer

    Guarded.__name__ = Guarded.__qualname__ = view.__name__
    return Guarded
