"""What the desk and the commands may know of the pressroom."""

from newsroom.pressroom.models import Change, Run


def waiting() -> int:
    """How many changes are not out yet."""
    return Change.objects.filter(out=None).count()


def last_runs(count: int) -> list[Run]:
    """The newest runs, the newest first."""
    return list(Run.objects.all()[:count])
