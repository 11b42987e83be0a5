"""Lets people in from the command line: for a newsroom whose desk sends no mail, or whose owner is locked out."""

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from newsroom.staff import roles
from newsroom.staff.models import User

# About a hundred bits; longer than anybody types gladly, so that it is changed.
PASSWORD_BYTES = 12


class NotStaffed(Exception):
    """It was not done; the message says why, and what to do."""


def add(*, name: str, role: str) -> str:
    """Make an account with a role. The password, which is kept nowhere."""
    groups = {group.name.casefold(): group for group in Group.objects.all()}
    group = groups.get(role.casefold()) or groups.get(f"{role}s".casefold())
    if group is None:
        raise NotStaffed(f"There is no role {role}; there are {', '.join(one.name for one in roles.ROLES)}.")
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = User(username=name)
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        raise NotStaffed(f"{name}: {' '.join(error.messages)}") from error
    with transaction.atomic():
        user.save()
        user.groups.add(group)
    return password


def give_password(*, name: str) -> str:
    """Give an account a new password, and end all that is signed in with the old one. The new one."""
    user = _known(name)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user.set_password(password)
    user.save(update_fields=["password"])
    return password


def unlock(*, name: str) -> str:
    """Forget the passkeys and codes of an account, so that a new password is enough. That password."""
    with transaction.atomic():
        Authenticator.objects.filter(user=_known(name)).delete()
        return give_password(name=name)


def _known(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        known = ", ".join(User.objects.order_by("username").values_list("username", flat=True)[:20])
        raise NotStaffed(f"There is nobody named {name}; there are {known or 'no accounts yet'}.")
    return user
