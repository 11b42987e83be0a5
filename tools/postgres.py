"""A PostgreSQL of its own for a command: `python -m tools.postgres COMMAND …`; it is gone when the command ends."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LEAVE_NOTHING_OUT = "FREESHEET_LEAVE_NOTHING_OUT"
# Nothing that it keeps is to outlive the command.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ENDED_BY_ORDER = "fast"


class NoPostgres(Exception):
    """There is none on this machine, or it does not start; the message says why."""


def binaries() -> Path | None:
    """The folder of PostgreSQL's own commands, the newest version; Debian does not put them on the path."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    return max((one.parent for one in versions), key=lambda one: float(one.parent.name), default=None)


@contextmanager
def server(port: int = 0, *, careful: bool = False) -> Iterator[str]:
    """Start a server on this machine alone, and give the address of a database, as DATABASE_URL has it.

    `careful`: it writes to the disk as one in earnest does. Raises NoPostgres.
    """
    where = binaries()
    if where is None:
        raise NoPostgres("There is no PostgreSQL here; install Debian's package postgresql.")
    port = port or _free_port()
    # It refuses to run as root; any other user of the machine will do.
    user = _nobody() if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="freesheet-postgres-") as kept:
        folder = Path(kept)
        if user:
            shutil.chown(folder, user)
        data, control = str(folder / "data"), str(where / "pg_ctl")
        options = [f"-p {port}", "-h 127.0.0.1", f"-k {folder}"]
        options += [] if careful else [f"-c {setting}" for setting in _CARELESS]
        _do([str(where / "initdb"), "-D", data, "-U", "freesheet", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        _do([control, "start", "-w", "-D", data, "-l", str(folder / "log"), "-o", " ".join(options)], user)
        try:
            yield f"postgres://freesheet@127.0.0.1:{port}/postgres"
        finally:
            _do([control, "stop", "-w", "-m", _ENDED_BY_ORDER, "-D", data], user)


def _do(command: list[str], user: str | None) -> None:
    # What it starts keeps its output open, so that a pipe would be read for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, user=user, cwd="/", stdout=said, stderr=subprocess.STDOUT, check=False)  # noqa: S603
        if done.returncode:
            said.seek(0)
            raise NoPostgres(f"{command[0]} ended with {done.returncode}: {said.read().decode(errors='replace')}")


def _nobody() -> str:
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main(command: list[str]) -> int:
    try:
        with server() as address:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode  # noqa: S603
    except NoPostgres as error:
        print(f"LEFT OUT: {' '.join(command)}. {error}", file=sys.stderr)  # noqa: T201
        return 1 if os.environ.get(LEAVE_NOTHING_OUT) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
