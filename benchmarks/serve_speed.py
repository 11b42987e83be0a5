"""The server against nginx: the same 500 pages with their compressed copies, the same headers, wrk on loopback."""

import gzip
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import brotli

from benchmarks.stories import stories
from freesheet import samples
from freesheet.editions import web
from freesheet.press.run import kit_of
from freesheet.serve.rules import Rules
from freesheet.story.nodes import Issue

PAGES = 500
SECONDS = 4
CONNECTIONS = 64
# Debian puts it there, in libnginx-mod-http-brotli-static; without it, nginx sends gzip.
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

# One worker a core, files kept open; a replaced page is seen after a second, as `freesheet serve` sees it.
NGINX = """
{modules}
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  open_file_cache max=5000; open_file_cache_valid 1s;
  server {{ listen 127.0.0.1:{port} reuseport; root {site}; gzip_static on; {brotli} {headers} }}
}}
"""

# What a browser sends, for another page each time. The requests are written once: wrk shares the machine.
WRK = """
local requests, n = {{}}, 0
init = function()
  for i = 0, {pages} - 1 do
    requests[i] = wrk.format("GET", "/story-" .. i .. "/", {{["Accept-Encoding"] = "gzip, br"}})
  end
end
request = function() n = n + 1; return requests[n % {pages}] end
"""

SERVE = (
    "import sys; from pathlib import Path; from freesheet.serve.server import serve;"
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]), workers=int(sys.argv[3]))"
)

HEAD = ("server", "requests/s", "of nginx", "p50 ms", "p99 ms")
GOAL = (
    "At least half of nginx's requests a second. Medians of interleaved rounds; wrk takes its part of the same cores."
)


def rows(rounds: int = 5) -> Iterator[tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        _press(folder / "site")
        (folder / "wrk.lua").write_text(WRK.format(pages=PAGES))
        ways: dict[str, Callable[[int], list[str]]] = {
            "nginx, 2 workers": lambda port: _nginx(folder, port),
            "freesheet serve, 1 worker": lambda port: _serve(folder, port, 1),
            "freesheet serve, 2 workers": lambda port: _serve(folder, port, 2),
        }
        ports = {name: running.enter_context(_running(way)) for name, way in ways.items()}
        measured: dict[str, list[tuple[float, ...]]] = {name: [] for name in ways}
        for _round in range(rounds + 1):
            for way, port in ports.items():
                measured[way].append(_wrk(folder, port))
        first = _median(measured["nginx, 2 workers"], 0)
        for way, figures in measured.items():
            rate = _median(figures, 0)
            yield (
                way,
                f"{rate:,.0f}",
                f"{rate / first:.2f}",
                f"{_median(figures, 1):.1f}",
                f"{_median(figures, 2):.1f}",
            )


def _median(figures: list[tuple[float, ...]], place: int) -> float:
    """The first round warms caches and is not counted."""
    return statistics.median(figure[place] for figure in figures[1:])


def _press(site: Path) -> None:
    """The pages of 500 different stories, and both compressed copies of each."""
    kit = kit_of((web.EDITION,), house=samples.house(), picture=lambda _file: b"")
    for story in stories(PAGES, 700, seed=7):
        file = site / story.slug / "index.html"
        file.parent.mkdir(parents=True)
        page = next(made for made in web.EDITION.make(Issue.of(story), kit) if made.path.endswith(".html")).data
        file.write_bytes(page)
        file.with_name("index.html.gz").write_bytes(gzip.compress(page, 9, mtime=0))
        file.with_name("index.html.br").write_bytes(brotli.compress(page, quality=5))
    shutil.copy(site / "story-0/index.html", site / "index.html")


def _nginx(folder: Path, port: int) -> list[str]:
    headers = "".join(f'add_header {name} "{value}";\n' for name, value in Rules().headers_of("/story-0/").items())
    configuration = folder / "nginx.conf"
    configuration.write_text(
        NGINX.format(
            modules=f"load_module {BROTLI};" if BROTLI.exists() else "",
            brotli="brotli_static on;" if BROTLI.exists() else "",
            folder=folder,
            site=folder / "site",
            port=port,
            headers=headers,
        )
    )
    return ["nginx", "-c", str(configuration), "-p", str(folder)]


def _serve(folder: Path, port: int, workers: int) -> list[str]:
    return [sys.executable, "-c", SERVE, str(folder / "site"), str(port), str(workers)]


@contextmanager
def _running(way: Callable[[int], list[str]]) -> Iterator[int]:
    """Start a server on a port that is free, wait until it answers, stop it in the end."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = int(free.getsockname()[1])
    process = subprocess.Popen(way(port))
    try:
        for _again in range(200):
            with closing(socket.socket()) as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wrk(folder: Path, port: int) -> tuple[float, ...]:
    """Requests a second, and the milliseconds that half and 99 in a hundred of them took at the most."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "--latency", "-s", str(folder / "wrk.lua")]
    told = subprocess.run([*command, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    taken = [re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", told) for share in (50, 99)]
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return (float(rate[1] if rate else 0), *(float(found[1]) * scale[found[2]] for found in taken if found))
