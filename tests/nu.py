"""The Nu HTML Checker, the validator of the W3C: `python -m tests.nu` fetches it and what it needs where they are not.

It is a Java program that npm carries. The file is taken only if it is the one known here by its checksum, and kept.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.provided import CACHE, UnavailableError, run

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
JAR = CACHE / f"vnu-{VERSION}.jar"
# By the program that each brings.
PACKAGES = {"java": "default-jre-headless", "npm": "npm"}
MISSING = (
    f"No HTML validator for the tests: install Java and npm (on Debian and Ubuntu: apt-get install "
    f"--no-install-recommends {' '.join(PACKAGES.values())}), from which vnu-jar {VERSION} is taken, or put its "
    f"vnu.jar at {JAR}."
)


def errors(pages: Iterable[Path]) -> list[str]:
    """What is wrong with these files, each a page: “name:line: what”. One start of Java for all of them."""
    command = ["java", "-Xss1m", "-XX:+UseSerialGC", "-jar", JAR, "--stdout", "--exit-zero-always", "--format", "json"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True, check=True)
    found = [row for row in json.loads(done.stdout)["messages"] if row["type"] != "info"]
    return [f"{Path(row['url']).name}:{row.get('lastLine', 0)}: {row['message']}" for row in found]


def provide() -> None:
    """Afterwards the validator and what runs it are there. Raises UnavailableError."""
    _install([PACKAGES["java"]] if not shutil.which("java") else [])
    if not _is_there():
        _install([PACKAGES["npm"]] if not shutil.which("npm") else [])
        _fetch()
    if not (shutil.which("java") and _is_there()):
        raise UnavailableError(MISSING)


def _is_there() -> bool:
    return JAR.exists() and hashlib.sha256(JAR.read_bytes()).hexdigest() == SHA256


def _install(packages: list[str]) -> None:
    if not (packages and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    print(f"Installing {' '.join(packages)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL)


def _fetch() -> None:
    """Afterwards the file is in its place, if it could be had."""
    if not shutil.which("npm"):
        return
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, f"vnu-jar-{VERSION}.tgz")
        subprocess.run(["npm", "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=folder, stdout=subprocess.DEVNULL)
        if not package.exists():
            return
        with tarfile.open(package) as archive:
            content = archive.extractfile("package/build/dist/vnu.jar").read()
        CACHE.mkdir(parents=True, exist_ok=True)
        part = JAR.with_suffix(f".{os.getpid()}")
        part.write_bytes(content)
        part.replace(JAR)


if __name__ == "__main__":
    sys.exit(run(provide))
