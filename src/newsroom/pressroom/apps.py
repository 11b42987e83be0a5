"""The pressroom, as Django knows it."""

from django.apps import AppConfig


class Pressroom(AppConfig):
    name = "newsroom.pressroom"
    label = "pressroom"

    def ready(self) -> None:
        from newsroom.pressroom.receivers import connect

        connect()
