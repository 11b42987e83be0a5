"""Serves the desk: granian's workers around Django."""

from urllib.parse import urlsplit

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from newsroom.configuration import Configuration

# How many requests one process works on at once: SQLite lets one of them write.
THREADS = 4


def serve(config: Configuration, *, workers: int) -> None:
    """Serve until a signal ends it. It listens on this machine alone; a server before it brings TLS."""
    Granian(
        "newsroom.wsgi:application",
        address="127.0.0.1",
        port=urlsplit(config.desk).port or 8001,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,
        interface=Interfaces.WSGI,
        log_level=LogLevels.error,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
