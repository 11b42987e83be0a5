"""The newsroom's settings, with pages beside the stories and the door to Wagtail's explorer open."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.explorer"]
MIDDLEWARE = [name for name in MIDDLEWARE if name != "newsroom.staff.doors.Doors"]
# What a page's signals ask for is done at once, so that it is counted where it arises.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
