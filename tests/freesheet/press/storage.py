"""A real storage that speaks S3 for tests, and a go-between that notes what is asked of it and can make it fail."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which

# Where programs that came with the packages lie, too, when the virtual environment is not active.
PROGRAMS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
KEY, SECRET = "press", "sesame-open-now"
_ANSWERED = ("content-type", "content-length", "content-encoding", "cache-control", "etag", "last-modified")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def seaweed(folder: Path) -> Iterator[int]:
    """SeaweedFS on this machine alone; gives the port of its S3."""
    rights = ["Admin", "Read", "List", "Tagging", "Write"]
    keys = {"name": "press", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": rights}
    (folder / "s3.json").write_text(json.dumps({"identities": [keys]}))
    names = ("master", "volume", "filer", "s3")
    ports = free_ports(2 * len(names))
    wanted = [
        f"-{name}.port{kind}={port}"
        for (name, kind), port in zip(((name, kind) for name in names for kind in ("", ".grpc")), ports, strict=True)
    ]
    command = [
        *(
            which("weed", path=PROGRAMS) or "weed",
            "server",
            f"-dir={folder}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
        ),
        *(
            "-s3",
            f"-s3.config={folder / 's3.json'}",
            "-s3.iam=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-master.telemetry=false",
        ),
        *("-master.volumeSizeLimitMB=64", "-volume.max=30", *wanted),
    ]
    with (folder / "weed.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            port = int(wanted[-2].partition("=")[2])
            _wait(port, server)
            yield port
        finally:
            server.kill()
            server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
            connection.request("GET", "/")
            with connection.getresponse() as answer:
                if answer.status < 500:
                    return
        assert server.poll() is None, "SeaweedFS has ended."
        time.sleep(0.1)
    raise AssertionError("SeaweedFS does not answer.")


@dataclass
class Between:
    """Stands between the press and the storage. `asked` are the method and the path of each request."""

    target: int
    asked: list[tuple[str, str]] = field(default_factory=list)
    # After so many objects were put, it answers like this: 503, or 0 to end the line.
    fails_after: int | None = None
    fails_with: int = 503
    # This many requests that write are answered so before the next one passes: a storage that is busy for a while.
    busy: int = 0
    # Requests whose address ends like this are answered so, always.
    refused: str = "none"
    port: int = 0

    def written(self) -> list[str]:
        """The objects that were put, in order, below the bucket; ?delete where some were removed."""
        return [path.split("/", 2)[-1] for method, path in self.asked if _writes(method, path)]


def _writes(method: str, path: str) -> bool:
    return method == "PUT" or path.endswith("?delete")


@contextmanager
def between(target: int) -> Iterator[Between]:
    told, lock = Between(target), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            self.onward = http.client.HTTPConnection("127.0.0.1", told.target)

        def finish(self) -> None:
            super().finish()
            self.onward.close()

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            with lock:
                is_over = told.fails_after is not None and len(told.written()) >= told.fails_after
                fails = is_over and _writes(self.command, self.path)
                fails = fails or self.path.endswith(told.refused)
                if told.busy and _writes(self.command, self.path):
                    told.busy, fails = told.busy - 1, True
                if not fails:
                    told.asked.append((self.command, self.path))
            if fails and not told.fails_with:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            elif fails:
                self.answer(told.fails_with, {"content-length": "0"}, b"")
            else:
                self.onward.request(self.command, self.path, body, dict(self.headers))
                with self.onward.getresponse() as got:
                    headers = {name: got.headers[name] for name in _ANSWERED if name in got.headers}
                    self.answer(got.status, headers, got.read())

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if body and "content-length" not in headers:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_DELETE = do_POST = do_HEAD = pass_on  # noqa: N815 — http.server's names

        def log_message(self, format: str, *_args: object) -> None:  # noqa: A002 — http.server's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
