"""The launcher of PostgreSQL, which the tests on PostgreSQL run under."""

import os
import sys
from pathlib import Path

import pytest

from tests import pg


def test_a_command_runs_with_the_server_and_ends_with_its_own_status(tmp_path, capfd):
    program = "import os; print(os.environ['DATABASE_URL'], os.environ['EPA_TEST_VENDOR']); raise SystemExit(7)"
    assert pg.main([sys.executable, "-c", program]) == 7
    url, vendor = capfd.readouterr().out.split()
    folder = Path(url.removeprefix("postgresql://epa@/postgres?host="))
    assert (vendor, folder.exists()) == ("postgresql", False)


def test_without_any_server_it_says_how_to_get_one(monkeypatch, capsys):
    def none():
        raise pg.UnavailableError(pg.MISSING)

    monkeypatch.setattr(pg, "_bindir", none)
    assert pg.main(["true"]) == os.EX_UNAVAILABLE
    assert capsys.readouterr().err == f"{pg.MISSING}\n"


def test_the_folder_of_a_server_can_be_named(monkeypatch, tmp_path):
    for name in ("initdb", "postgres"):
        (tmp_path / name).touch()
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    assert pg._bindir() == tmp_path


def test_a_server_that_does_not_start_says_why(monkeypatch, tmp_path):
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho no room; exit 1\n")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.setattr(pg, "_bindir", lambda: tmp_path)
    monkeypatch.setattr(pg, "_reachable", lambda bindir, folder, person: bindir)
    monkeypatch.setattr(pg, "_person", dict)
    with pytest.raises(pg.UnavailableError) as refusal, pg.server():
        pass
    assert str(refusal.value) == f"PostgreSQL does not start: {tmp_path / 'initdb'} says: no room"
