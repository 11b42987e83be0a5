"""The roles of a newsroom, and what each may do: a table, from which the groups are made."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

TERMS = ("section", "topic", "storyline", "series", "partner")


def _every(verb: str, *models: str) -> tuple[str, ...]:
    return tuple(f"desk.{verb}_{model}" for model in models)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: what it is for, its permissions on tables, and those on pictures."""

    name: str
    help: str
    permissions: tuple[str, ...]
    pictures: tuple[str, ...] = ()


IN = "wagtailadmin.access_admin"
WRITES = (IN, "desk.add_story", *_every("add", "topic", "storyline"))
REVIEWS = (*WRITES, "desk.change_story", *_every("view", *TERMS))
# What stands around the stories, and is published like them.
AROUND = ("issue", "fixedpage")
EDITS = (
    *REVIEWS,
    "desk.publish_story",
    "desk.lock_story",
    "desk.unlock_story",
    "pressroom.view_run",
    "desk.view_batch",
    *_every("add", *TERMS, *AROUND, "redirect"),
    *_every("change", *TERMS, *AROUND, "redirect", "frontpage"),
    *_every("publish", *AROUND, "frontpage"),
    *_every("lock", *AROUND),
    *_every("unlock", *AROUND),
    "desk.delete_redirect",
)
ALL_PICTURES = ("add_image", "change_image", "choose_image")

ROLES = (
    Role("Contributors", "Write stories of their own, and hand them in.", (*WRITES, "desk.change_own_story"),
         ("add_image", "choose_image")),
    Role("Authors", "Write and change any story, and hand it in.", REVIEWS, ALL_PICTURES),
    Role("Editors", "Review, schedule, publish, correct and withdraw.", EDITS, ALL_PICTURES),
    Role("Publishers", "Do what editors do, take stories down, look after the house.",
         (*EDITS, "desk.delete_story", *_every("delete", *TERMS, *AROUND), "desk.change_house", "pressroom.add_run"),
         ALL_PICTURES),
    Role("Mail-room", "Post packets, and answer letters.", (IN,)),
    Role("Donor-care", "Answer those who give.", (IN,)),
    Role("Administrators", "Let people in, and give them their roles.",
         (IN, "staff.add_user", "staff.change_user", "staff.delete_user", "auth.add_group", "auth.change_group")),
)  # fmt: skip


def establish() -> None:
    """Make the groups that are not there yet; those that are there stay as they were made."""
    root = Collection.get_first_root_node()
    for role in ROLES:
        group, is_new = Group.objects.get_or_create(name=role.name)
        if not is_new:
            continue
        group.permissions.set(map(_permission, role.permissions))
        for name in role.pictures:
            GroupCollectionPermission.objects.create(
                group=group, collection=root, permission=_permission(f"wagtailimages.{name}")
            )


def _permission(name: str) -> Permission:
    app, _, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
