"""What can be done with a story beside saving and publishing it: links in the menu of its form."""

from typing import Any

from django.urls import reverse
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem


class Verb(ActionMenuItem):
    """Leads to a page of the desk; shown to who may do what it does there, with a story that there is."""

    def __init__(self, label: str, view: str, action: str, *, live: bool = False) -> None:
        super().__init__(order=900)
        self.label, self.name, self._view, self._action, self._live = label, view, view, action, live

    def is_shown(self, context: dict[str, Any]) -> bool:
        story, user = context.get("instance"), context["request"].user
        if story is None or not story.pk or (self._live and not story.live):
            return False
        policy = policy_registry.get(story)
        return bool(policy.user_has_permission_for_instance(user, self._action, story))

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse(self._view, args=[parent_context["instance"].pk])
