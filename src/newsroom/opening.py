"""Opens a newsroom: its folder, its tables, and the first person who may sign in."""

import secrets
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.core.management import call_command

from freesheet import samples
from newsroom.configuration import Configuration
from newsroom.desk.queries import every_key
from newsroom.pressroom.actions import note_change


def open_newsroom(config: Configuration) -> Iterator[str]:
    """Make ready what is not there yet; what a person should know of it, line by line."""
    if not (config.home / "house.toml").is_file():
        samples.write_starter(config.home)
        yield f"A new newsroom is in {config.home}."
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    if not (config.home / "stories.db").is_file():
        note_change(keys=every_key(), what="all stories")
    users = get_user_model().objects
    if not users.exists():
        password = secrets.token_urlsafe(12)
        users.create_superuser("editor", password=password)
        yield f"Sign in as: editor    with the password: {password}    (it is told only now)"
