"""Who may do what with a story: a contributor only with one of their own that is not published."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

OWN = "desk.change_own_story"


class StoryPolicy(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or (action == "change" and user.has_perm(OWN))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if super().user_has_permission(user, action):
            return True
        own = instance.created_by_id == user.pk and not instance.live
        return bool(action == "change" and own and user.has_perm(OWN))
