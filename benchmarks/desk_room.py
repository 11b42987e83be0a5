"""A newsroom at work, in processes of its own as `freesheet run` starts them, and editors who work at its desk."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
import requests

QUICK = "web,lite,republish,search"
STREAMS = ("bylines", "lead", "body", "sources", "corrections")
_STOP_SECONDS = 40
_START_SECONDS = 120
_PEER = "benchmarks.explorer"
_STORIES = "/desk/stories/"

_STAFF = """
import json, sys
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from newsroom.staff.models import User
cookies = []
for number in range({count}):
    user = User.objects.create_user(f"editor-{{number}}")
    user.groups.add(Group.objects.get(name="Publishers"))
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    cookies.append(session.session_key)
print(json.dumps(cookies))
"""
_OPEN = """
import os
from newsroom.configuration import read
from newsroom.opening import open_newsroom
list(open_newsroom(read(os.environ)))
"""


class Failed(Exception):
    """The newsroom did not do what it should; the message holds what it said."""


@dataclass(slots=True)
class Room:
    """A newsroom in a folder. `database` is its DATABASE_URL; empty: SQLite."""

    home: Path
    database: str = ""
    editions: str = QUICK
    desk_port: int = field(default_factory=lambda: free_port())
    site_port: int = field(default_factory=lambda: free_port())

    @property
    def desk(self) -> str:
        return f"http://127.0.0.1:{self.desk_port}"

    @property
    def site(self) -> Path:
        return self.home / "site"

    @property
    def log(self) -> Path:
        return self.home / "run.log"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FREESHEET_", "DJANGO_"))}
        kept |= {"DATABASE_URL": self.database, "FREESHEET_DESK": self.desk, "FREESHEET_WORKERS": "2"}
        return kept | {"FREESHEET_EDITIONS": self.editions, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    def inside(self, code: str) -> str:
        """What Python prints that runs in this newsroom. Raises Failed."""
        begun = f"from pathlib import Path\nfrom newsroom.commands import enter\nenter(Path({str(self.home)!r}))\n"
        return self._python("-c", begun + code)

    def measured(self, what: str, *arguments: int) -> Any:
        """The JSON that a function of `benchmarks.explorer.measuring` prints, run in this newsroom. Raises Failed."""
        settings = f"os.environ.update(FREESHEET_HOME={str(self.home)!r}, DJANGO_SETTINGS_MODULE='{_PEER}.settings')"
        begun = f"import os\n{settings}\nimport django\ndjango.setup()\nfrom {_PEER}.measuring import {what}\n"
        return json.loads(self._python("-c", f"{begun}{what}(*{arguments})"))

    def told(self, code: str) -> Any:
        """The JSON that Python prints that runs in this newsroom. Raises Failed."""
        return json.loads(self.inside(code))

    def command(self, *arguments: str) -> str:
        """What a command of Freesheet's prints. Raises Failed."""
        return self._python("-m", "freesheet", *arguments)

    def _python(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(done.stderr)
        return done.stdout

    def open(self) -> None:
        """Make its folder and its tables."""
        self.inside(_OPEN)

    def editors(self, count: int) -> list["Editor"]:
        """People who are signed in."""
        return [Editor(self.desk, cookie) for cookie in self.told(_STAFF.format(count=count))]

    @contextmanager
    def running(self) -> Iterator[int]:
        """Run all of it, until the `with` is left; the number of the process that started the others."""
        command = [sys.executable, "-m", "freesheet", "run", str(self.home), "--port", str(self.site_port)]
        with self.log.open("ab") as log:
            group = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)
        try:
            self._wait_for_desk(group)
            yield group.pid
        finally:
            group.terminate()
            try:
                group.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                group.kill()

    def _wait_for_desk(self, group: "subprocess.Popen[bytes]") -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and group.poll() is None:
            try:
                requests.get(f"{self.desk}/accounts/login/", timeout=5)
            except requests.ConnectionError:
                time.sleep(0.1)
            else:
                return
        raise Failed(self.log.read_text())


def workers(group: int) -> list[int]:
    """The numbers of a newsroom's workers that live now."""
    return [pid for pid in _children(group) if b"worker" in _command(pid)]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def _command(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:  # it has just ended
        return []


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(slots=True)
class Editor:
    """Somebody who works at the desk, through HTTP, as a browser does. `answers` are the statuses so far."""

    desk: str
    cookie: str
    answers: list[tuple[str, int]] = field(default_factory=list)
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.cookies.set("sessionid", self.cookie, domain="127.0.0.1")

    def ask(self, address: str) -> lxml.html.HtmlElement:
        answer = self.session.get(urljoin(self.desk, address), timeout=120)
        self.answers.append((address, answer.status_code))
        return lxml.html.fromstring(answer.content)

    def send(self, address: str, form: Mapping[str, str]) -> str:
        """Send a form; the address that the answer leads to. Raises Failed when it leads nowhere."""
        address = urljoin(self.desk, address)
        if "csrftoken" not in self.session.cookies:
            self.ask(_STORIES)
        data = {**form, "csrfmiddlewaretoken": self.session.cookies["csrftoken"]}
        answer = self.session.post(address, data, headers={"Referer": address}, timeout=120, allow_redirects=False)
        self.answers.append((address, answer.status_code))
        if answer.status_code != 302:
            raise Failed(f"{address} answered {answer.status_code}: {_said(answer.text)}")
        return answer.headers["Location"]

    def write(self, copy: "Copy", **more: str) -> str:
        """Write a story and publish it, or what else `more` asks for; the address that the desk leads to."""
        return self.send(f"{_STORIES}add/", copy.form() | {"action-publish": "action-publish"} | more)

    def create(self, copy: "Copy", **more: str) -> int:
        """Write a story as `write` does; its number, from the message that says so."""
        listed = self.write(copy, **more)
        links = self.ask(listed).xpath(f"//*[@class='messages']//a[contains(@href, '{_STORIES}edit/')]/@href")
        return int(str(links[-1]).rstrip("/").rpartition("/")[2])

    def change(self, number: int, copy: "Copy", **more: str) -> None:
        self.send(f"{_STORIES}edit/{number}/", copy.form() | {"action-publish": "action-publish"} | more)

    def withdraw(self, number: int, why: str) -> None:
        self.send(f"{_STORIES}withdraw/{number}/", {"why": why})

    def show_again(self, number: int) -> None:
        self.send(f"{_STORIES}withdraw/{number}/", {"again": "1"})

    def take_down(self, number: int) -> None:
        self.send(f"{_STORIES}unpublish/{number}/", {})

    def unschedule(self, number: int) -> None:
        links = self.ask(f"{_STORIES}history/{number}/").xpath("//a[contains(@href, '/unschedule/')]/@href")
        self.send(str(links[0]), {})


def _said(page: str) -> str:
    found = lxml.html.fromstring(page).cssselect("[class*=error], [role=alert]") if page else []
    return " ".join(" ".join(str(part) for one in found for part in one.itertext()).split())[:500]


@dataclass(slots=True)
class Copy:
    """What an editor has typed into a story's form."""

    slug: str
    headline: str
    text: str
    section: str = ""
    corrections: list[tuple[str, str]] = field(default_factory=list)

    def form(self) -> dict[str, str]:
        values: dict[str, list[tuple[str, Mapping[str, str]]]] = {name: [] for name in STREAMS}
        values["body"] = [("text", {"": running(self.text)})]
        values["corrections"] = [("correction", _correction(*one)) for one in self.corrections]
        form = {"headline": self.headline, "slug": self.slug, "kind": "news", "language": "en", "section": self.section}
        form["appeal"] = "house"
        for name, blocks in values.items():
            form[f"{name}-count"] = str(len(blocks))
            for place, (kind, value) in enumerate(blocks):
                begun = f"{name}-{place}"
                form |= {f"{begun}-type": kind, f"{begun}-deleted": "", f"{begun}-order": str(place), f"{begun}-id": ""}
                form |= {f"{begun}-value{'-' if key else ''}{key}": told for key, told in value.items()}
        return form


def _correction(wrong: str, right: str) -> dict[str, str]:
    return {"made": "2026-11-01 10:00", "wrong": wrong, "right": right}


def running(text: str) -> str:
    """Paragraphs as the desk's editor sends them."""
    blocks: list[dict[str, Any]] = [
        {
            "key": f"p{number}",
            "text": paragraph,
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
        }
        for number, paragraph in enumerate(text.split("\n"))
    ]
    return json.dumps({"blocks": blocks, "entityMap": {}})
