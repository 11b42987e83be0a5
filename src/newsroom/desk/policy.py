"""Who may do what with a story and with a picture: a contributor only with what is theirs, or what readers see."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from newsroom.desk import queries
from newsroom.desk.models import Picture

OWN = "desk.change_own_story"


class StoryPolicy(ModelPermissionPolicy):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or (action == "change" and user.has_perm(OWN))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if super().user_has_permission(user, action):
            return True
        own = instance.created_by_id == user.pk and not instance.live
        return bool(action == "change" and own and user.has_perm(OWN))


class PicturePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules, and that nobody is shown the picture of a story that they may not see."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return queries.pictures_for(user, timezone.now()).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> "QuerySet[Picture]":
        found: QuerySet[Picture] = super().instances_user_has_any_permission_for(user, actions)
        return found & queries.pictures_for(user, timezone.now())


class OnlyPolicy(ModelPermissionPolicy):
    """Of a thing that there is one of: nobody makes another, nobody takes it away."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)
