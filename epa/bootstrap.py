"""Gives every command of manage.py a Python with the pinned packages, and a secret key. Standard library only.

On a fresh clone it makes `.venv` from the hashed pins and starts the command again inside it. In any other active
environment, or with EPA_NO_BOOTSTRAP=1, it leaves the packages to whoever made that environment.
"""

import fcntl
import hashlib
import importlib.util
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Stands while packages are being installed: found at the start, it tells of an install that was cut short.
UNFINISHED = VENV / "unfinished"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
# Only of this, which tests need, is there no wheel: a few lines of Python, for which no compiler is needed.
SOURCE_ALONE = "jstyleson"
DEVELOPERS_COMMANDS = ("test", "check_code")


def enter(argv: list[str]) -> None:
    """Return in a Python that has the packages of this command; start again in `.venv` where this one has not."""
    inside = _is_own_environment()
    if os.environ.get("EPA_NO_BOOTSTRAP") == "1" or (sys.prefix != sys.base_prefix and not inside):
        return
    command = argv[1] if len(argv) > 1 else "help"
    locks = [RUNTIME, DEVELOPMENT] if command in DEVELOPERS_COMMANDS else [RUNTIME]
    try:
        _bring_up_to_date(locks)
    except KeyboardInterrupt:
        _stop("Stopped. The next command makes .venv anew.", status=130)
    if not inside:
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *argv])  # noqa: S606 - no shell is what we want


def provide_secret_key() -> None:
    """Afterwards the environment names a secret key: the given one, or the one kept in `var/secret-key`."""
    if os.environ.get("EPA_SECRET_KEY") or os.environ.get("EPA_SECRET_KEY_FILE"):
        return
    path = Path(os.environ.get("EPA_VAR") or ROOT / "var") / "secret-key"
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
    except OSError as error:
        _stop(f"{path} cannot be written ({error.strerror}): set EPA_SECRET_KEY, or EPA_VAR to a folder of your own.")
    os.environ["EPA_SECRET_KEY_FILE"] = str(path)


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and only the owner's to read; the first of several writers wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()


def _is_own_environment() -> bool:
    return VENV.is_dir() and VENV.samefile(sys.prefix)


def _bring_up_to_date(locks: list[str]) -> None:
    if not _stale(locks):
        return
    with _alone():
        # Another command may have done the work while this one waited.
        if stale := _stale(locks):
            _install(stale)


def _stale(locks: list[str]) -> list[str]:
    if UNFINISHED.exists() or not PYTHON.exists():
        return locks
    return [lock for lock in locks if _read(_stamp(lock)) != _fingerprint(lock)]


def _stamp(lock: str) -> Path:
    return VENV / f"{lock}.installed"


def _fingerprint(lock: str) -> str:
    content = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    return f"{platform.python_version()} {sys.base_prefix} {content}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once must not install over each other: the second one waits."""
    with open(ROOT / "epa" / "bootstrap.py", "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(locks: list[str]) -> None:
    if not _is_sound():
        _make_environment()
    UNFINISHED.touch()
    for lock in locks:
        _say(f"Installing the packages of {lock} into .venv ...")
        _pip_install(lock)
        _stamp(lock).write_text(_fingerprint(lock), encoding="utf-8")
    UNFINISHED.unlink()


def _is_sound() -> bool:
    """Whether `.venv` was finished once, by this very Python."""
    made_by = f"{platform.python_version()} {sys.base_prefix} "
    return PYTHON.exists() and not UNFINISHED.exists() and _read(_stamp(RUNTIME)).startswith(made_by)


def _make_environment() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        _install_venv_module()
    _say("Making .venv ...")
    # The base Python makes it: this one may be the very environment that is to be replaced.
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    maker = str(base) if base.exists() else sys.executable
    if subprocess.run([maker, "-m", "venv", "--clear", str(VENV)]).returncode:
        _stop(f"{maker} -m venv {VENV} failed, as it says above: mend that, then run the command again.")


def _install_venv_module() -> None:
    package = f"python3.{sys.version_info.minor}-venv"
    mend = f"apt-get install {package}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        _stop(f"This Python has no venv module: install it (on Debian and Ubuntu: sudo {mend}), then run again.")
    _say(f"Installing {package} ...")
    _apt_get("update")
    if _apt_get("install", "-y", "--no-install-recommends", package):
        _stop(f"This Python has no venv module, and `{mend}` failed, as it says above: install it, then run again.")


def _apt_get(*arguments: str) -> int:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL).returncode


def _pip_install(lock: str) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    wheels = ["--only-binary", ":all:", "--no-binary", SOURCE_ALONE]
    pinned = ["--require-hashes", *wheels, "-r", str(ROOT / lock)]
    if subprocess.run([*pip, *pinned]).returncode:
        _stop(f"pip could not install {lock}, as it says above: check the network, then run the command again.")


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _stop(sentence: str, status: int = 1) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(status)
