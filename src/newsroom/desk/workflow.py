"""What a story goes through before it is published."""

from typing import Any


def ready(workflow_state: Any, user: Any = None) -> None:
    """A story that all reviewers have approved is ready; whoever may publish it decides when."""
