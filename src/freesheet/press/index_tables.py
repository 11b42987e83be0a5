"""The tables of press.db."""

import sqlite3
from pathlib import Path

# The version of press.db; another one is not read: the next run is a full one, into a new tree.
FORMAT = 1

_SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE story (id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, data TEXT NOT NULL,
  card BLOB NOT NULL, month TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX story_at ON story (at, id);
CREATE INDEX story_month ON story (month, changed);
CREATE TABLE list (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, slug TEXT NOT NULL, UNIQUE (kind, slug));
CREATE TABLE entry (list INTEGER NOT NULL, rank INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
  PRIMARY KEY (list, rank, id)) WITHOUT ROWID;
CREATE TABLE translation (root TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (root, id)) WITHOUT ROWID;
CREATE TABLE correction (made INTEGER NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (made, id, place)) WITHOUT ROWID;
CREATE TABLE alias (path TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (path, id)) WITHOUT ROWID;
CREATE TABLE made (key TEXT PRIMARY KEY, inputs BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE artifact (path TEXT PRIMARY KEY, key TEXT NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL,
  pages INTEGER NOT NULL, sheets INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX artifact_key ON artifact (key);
CREATE TABLE picture (digest TEXT NOT NULL, story TEXT NOT NULL, file TEXT NOT NULL, path TEXT NOT NULL,
  PRIMARY KEY (digest, story, file)) WITHOUT ROWID;
CREATE INDEX picture_story ON picture (story);
CREATE TABLE fitted (digest TEXT PRIMARY KEY, copies BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE search (id TEXT PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE step (number INTEGER PRIMARY KEY, verb TEXT NOT NULL, path TEXT NOT NULL);
"""


def connected(file: Path | str) -> sqlite3.Connection:
    """press.db, with its tables made when it is new."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA busy_timeout = 20000")
    if not db.execute("PRAGMA user_version").fetchone()[0]:
        db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
    return db


def read_only(file: Path) -> sqlite3.Connection:
    """press.db for one who only looks. Raises sqlite3.OperationalError when it is not there."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
