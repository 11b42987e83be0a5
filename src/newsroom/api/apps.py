"""The API, as Django knows it."""

from django.apps import AppConfig


class Api(AppConfig):
    name = "newsroom.api"
    label = "api"
