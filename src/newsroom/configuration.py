"""The newsroom's settings: a table, read from the environment once, and checked at the start."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from freesheet.press.making import PRODUCTS

# Kept in the newsroom's folder, and readable by nobody else.
SECRET_KEY_FILE = "secret.key"  # noqa: S105 — the name of a file


class BadSettings(Exception):
    """Settings are missing or wrong; one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: the variable that holds it, how its text is read, and what it is for.

    `read` gives the value, or raises ValueError with what the text should be.
    """

    name: str
    read: Callable[[str], Any]
    default: str
    help: str


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("an address without a path, such as https://desk.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _database(text: str) -> str:
    if text and urlsplit(text).scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("postgres://USER:PASSWORD@HOST/NAME, or nothing for SQLite")
    return text


def _mail(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise ValueError("smtp://USER:PASSWORD@HOST:PORT, smtps://…, or nothing")
    return text


def _editions(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if unknown := [name for name in names if name not in PRODUCTS]:
        raise ValueError(f"names of editions with commas between them; there is no {', '.join(unknown)}")
    return names or PRODUCTS


def _count(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return read


SETTINGS = (
    Setting("FREESHEET_HOME", lambda text: Path(text).resolve(), ".", "The newsroom's folder: all that it keeps."),
    Setting(
        "FREESHEET_DESK",
        _address,
        "http://127.0.0.1:8001",
        "Where editors reach the desk. Sign-in with a passkey works at this address alone.",
    ),
    Setting("DATABASE_URL", _database, "", "A PostgreSQL database; empty: SQLite, in `desk.db` of the folder."),
    Setting(
        "FREESHEET_SECRET_KEY",
        str,
        "",
        "Signs sessions and preview links. Empty: one is made at the first start, and kept in `secret.key`.",
    ),
    Setting("FREESHEET_TO", str, "", "Where the site is published: a folder or s3://…; empty: `site` in the folder."),
    Setting("FREESHEET_EDITIONS", _editions, "", "The editions to make, with commas between them; empty: all."),
    Setting("FREESHEET_WORKERS", _count(1, 64), "1", "How many processes press and do other work in the background."),
    Setting("FREESHEET_MAIL", _mail, "", "The server that takes the desk's letters to its staff; empty: none is sent."),
    Setting("FREESHEET_MAIL_FROM", str, "", "Who these letters are from; empty: the house's address of contact."),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings as they are now."""

    home: Path
    desk: str
    database: str
    secret_key: str
    to: str
    editions: tuple[str, ...]
    workers: int
    mail: str
    mail_from: str


def read(environ: Mapping[str, str]) -> Configuration:
    """The configuration that an environment holds. Raises BadSettings, which tells of every mistake at once."""
    values, problems = list[Any](), list[str]()
    for setting in SETTINGS:
        text = environ.get(setting.name, "") or setting.default
        try:
            values.append(setting.read(text))
        except ValueError as error:
            problems.append(f"{setting.name} is {text!r}; it should be {error}.")
    known = {setting.name for setting in SETTINGS}
    unknown = sorted(name for name in environ if name.startswith("FREESHEET_") and name not in known | TOLD_ELSEWHERE)
    problems.extend(f"There is no setting {name}; there are {', '.join(sorted(known))}." for name in unknown)
    if problems:
        raise BadSettings(tuple(problems))
    return Configuration(*values)


def keep_secret_key(config: Configuration) -> None:
    """Make the key that signs sessions and links, unless there is one."""
    config.home.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(config.home / SECRET_KEY_FILE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w") as new:
        new.write(secrets.token_urlsafe(60))


# Read by the tests.
TOLD_ELSEWHERE = {"FREESHEET_LEAVE_NOTHING_OUT"}
