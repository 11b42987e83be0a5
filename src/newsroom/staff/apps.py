"""The staff's room, as Django knows it."""

from django.apps import AppConfig


class Staff(AppConfig):
    name = "newsroom.staff"
    label = "staff"
