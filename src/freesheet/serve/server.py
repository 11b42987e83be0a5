"""Starts and stops the server: granian's workers around the application, on an address that is free."""

import errno
import socket
import threading
from asyncio import Runner
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.log import LogLevels
from granian.server.embed import Server

from freesheet.serve.application import Application
from freesheet.serve.rules import BadRules
from freesheet.serve.site import MEMORY, Site

# What was asked for before the server was told to stop is answered to the end, if it ends within so many seconds.
STOP_SECONDS = 10


class CantServe(Exception):
    """There is nothing to serve or nowhere to serve it; the message says what to do."""


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8000, workers: int = 1, memory: int = MEMORY) -> None:
    """Serve a pressed site until a signal ends it (SIGINT, SIGTERM). Call it in the main thread. Raises CantServe.

    Each worker is a process; `memory` is what all of them together may keep, in bytes. Nothing is written down of
    whom a page was sent to.
    """
    check(folder, host, port)
    server = Granian(
        "freesheet",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.RSGI,
        # Measured: one thread for the network and one for Python answer more than a pool of either.
        runtime_mode=RuntimeModes.st,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    # With `wrap_loader=False`, what the loader gives is the application.
    load: Callable[[], Any] = partial(Application, folder, memory=memory // workers)
    server.serve(target_loader=load, wrap_loader=False)


def check(folder: Path, host: str, port: int) -> None:
    """Raise CantServe if there is no site in the folder, or the address can't be had."""
    if not folder.is_dir():
        raise CantServe(f"There is no folder {folder}. Press a site into it first: freesheet press --to {folder}")
    if not (folder / "index.html").is_file():
        raise CantServe(f"{folder} has no index.html, so it is no pressed site.")
    try:
        Site(folder)
    except BadRules as error:
        raise CantServe(str(error)) from error
    try:
        _take(host, port)
    except OSError as error:
        raise CantServe(_why_not(error, host, port)) from error


def _take(host: str, port: int) -> int:
    """Bind an address and let it go again; the number of the port, which the system chose if it was 0."""
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with closing(socket.socket(family, kind, protocol)) as taken:
        # Connections of an earlier server that are still closing are no hindrance; another server is.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        return int(taken.getsockname()[1])


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Another program serves port {port} of {host} already; choose another with --port."
    if error.errno == errno.EACCES:
        return f"Only an administrator may serve port {port}; choose one above 1023 with --port."
    return f"This machine can't serve {host}, port {port}: {error.strerror or error}."


@contextmanager
def serving(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve a site on a thread of this process, port 0 being any free one; gives its address. Raises CantServe."""
    check(folder, host, port)
    port = port or _take(host, port)
    started = Event()
    handles: list[Callable[[], object]] = []

    def work() -> None:
        # The loop is made on its own thread: the caller's may have one that runs.
        with Runner() as runner:
            server = runner.run(_embedded(folder, host, port))
            handles.append(partial(runner.get_loop().call_soon_threadsafe, server.stop))
            started.set()
            runner.run(server.serve())

    thread = threading.Thread(target=work, name="freesheet-serve")
    thread.start()
    started.wait()
    try:
        _wait(host, port)
        yield f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    finally:
        handles[0]()
        thread.join()


async def _embedded(folder: Path, host: str, port: int) -> Server:
    return Server(
        Application(folder),
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
    )


def _wait(host: str, port: int) -> None:
    """Return when connections are accepted."""
    for _again in range(500):
        with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as asking:
            if asking.connect_ex((host, port)) == 0:
                return
        sleep(0.01)
    raise CantServe(f"The server on {host}, port {port} did not start.")
