"""A generator of clients of which nobody here wrote a line, in an environment of its own: `python -m tests.generator`
makes that environment where it is not. Afterwards no network is needed.
"""

import fcntl
import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tests.provided import CACHE, UnavailableError, run

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-client.txt"
# Of another list, or of another Python, it is another one.
MADE_OF = hashlib.sha256(f"{platform.python_version()} {sys.base_prefix}".encode() + LOCK.read_bytes()).hexdigest()
ENVIRONMENT = CACHE / f"client-{MADE_OF[:16]}"
PYTHON = ENVIRONMENT / "bin" / "python"
FINISHED = ENVIRONMENT / "finished"
MISSING = (
    "No generator of clients for the tests: pip could not install requirements-client.txt, as it says above. Check the "
    "network, then run the command again."
)
# As it comes out it is to be used: nothing is put right afterwards.
CONFIGURATION = "package_name_override: {package}\npost_hooks: []\n"


def provide() -> None:
    """Afterwards the environment is there, whole. Raises UnavailableError."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "client.lock").open("w") as alone:
        # Who comes while another makes it waits, and finds it made.
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not FINISHED.exists():
            _make()
    if not FINISHED.exists():
        raise UnavailableError(MISSING)


def _make() -> None:
    print("Installing the packages of requirements-client.txt ...", flush=True)
    for former in CACHE.glob("client-*"):
        shutil.rmtree(former, ignore_errors=True)
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    for command in ([sys.executable, "-m", "venv", ENVIRONMENT], [*pip, "--only-binary", ":all:", "-r", LOCK]):
        if subprocess.run(command).returncode:
            return
    FINISHED.touch()


def generate(description: Path, folder: Path, package: str) -> str:
    """Afterwards the folder has a client of that description as a package; what the generator complained of."""
    configuration = folder / "configuration.yaml"
    configuration.write_text(CONFIGURATION.format(package=package), encoding="utf-8")
    command = [PYTHON, "-m", "openapi_python_client", "generate", "--meta", "none", "--config", configuration]
    places = ["--path", description, "--output-path", folder / package]
    done = subprocess.run([*command, *places], capture_output=True, text=True, check=True)
    return (done.stdout + done.stderr).removeprefix(f"Generating {folder / package}\n")


if __name__ == "__main__":
    sys.exit(run(provide))
