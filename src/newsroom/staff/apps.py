"""The staff's room, as Django knows it."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class Staff(AppConfig):
    name = "newsroom.staff"
    label = "staff"


class Users(WagtailUsersAppConfig):
    """Wagtail's pages of accounts, with our forms."""

    user_viewset = "newsroom.staff.viewsets.Accounts"
