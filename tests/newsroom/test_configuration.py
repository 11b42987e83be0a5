"""Settings are read once, and every mistake is told at once, with what to write instead."""

from pathlib import Path

import pytest

from newsroom.configuration import SETTINGS, BadSettings, keep_secret_key, read


def test_without_settings_a_newsroom_of_one_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = read({})
    assert (config.home, config.desk, config.database, config.workers) == (tmp_path, "http://127.0.0.1:8001", "", 1)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("FREESHEET_DESK", "desk.example.org", "FREESHEET_DESK is 'desk.example.org'; it should be an address"),
        ("FREESHEET_DESK", "https://desk.example.org/desk/", "without a path"),
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL is 'mysql://localhost/x'; it should be postgres://"),
        ("FREESHEET_WORKERS", "0", "it should be a whole number from 1 to 64"),
        ("FREESHEET_WORKERS", "many", "it should be a whole number from 1 to 64"),
        ("FREESHEET_EDITIONS", "web,papyrus", "there is no papyrus"),
        ("FREESHEET_MAIL", "post.example.org", "it should be smtp://"),
        ("FREESHEET_HOUSE", "x", "There is no setting FREESHEET_HOUSE; there are DATABASE_URL, FREESHEET_DESK"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(name, text, told):
    with pytest.raises(BadSettings) as refused:
        read({name: text})
    assert told in str(refused.value)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(BadSettings) as refused:
        read({"FREESHEET_WORKERS": "0", "FREESHEET_DESK": "x", "FREESHEET_NOTHING": "x"})
    assert len(refused.value.problems) == 3


def test_each_setting_says_what_it_is_for():
    assert all(setting.help.endswith(".") for setting in SETTINGS)


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path: Path):
    config = read({"FREESHEET_HOME": str(tmp_path / "room")})
    keep_secret_key(config)
    file = tmp_path / "room" / "secret.key"
    first = file.read_text()
    keep_secret_key(config)
    assert file.read_text() == first
    assert len(first) > 50
    assert file.stat().st_mode & 0o077 == 0
