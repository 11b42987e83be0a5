"""The forms in which accounts are made and changed: nobody makes an owner but an owner."""

from typing import Any

from django.http import HttpRequest
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet


class _OwnersAlone:
    """Takes out what only who may do everything can give."""

    fields: dict[str, Any]

    def __init__(self, *arguments: Any, for_user: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not for_user.is_superuser:
            self.fields.pop("is_superuser", None)


class NewAccount(_OwnersAlone, UserCreationForm):
    """A new account."""


class Account(_OwnersAlone, UserEditForm):
    """An account that there is."""


class _AsksWho:
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc]  # a view's has it


class _New(_AsksWho, CreateView):
    """The page of a new account."""


class _Edit(_AsksWho, EditView):
    """The page of an account."""


class Accounts(UserViewSet):
    add_view_class = _New
    edit_view_class = _Edit
    # What is copied of an owner would be an owner.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm]:  # noqa: FBT001, FBT002 — Wagtail's way
        return Account if for_update else NewAccount
