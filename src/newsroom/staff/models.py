"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of the staff. Authors who write for the house and never sign in are none."""
