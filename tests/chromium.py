"""A Chromium that Playwright can drive: `python -m tests.chromium` installs one where there is none."""

import ctypes.util
import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's driver needs libatomic, and without the font Chinese is drawn as boxes.
PACKAGES = ("chromium", "libatomic1", "fonts-noto-cjk")
MISSING = (
    "No browser for the tests: install Chromium (on Debian and Ubuntu: "
    f"apt-get install --no-install-recommends {' '.join(PACKAGES)}; elsewhere: "
    "python -m playwright install chromium), or set CHROMIUM to the program of one."
)


def launch(playwright: Playwright) -> Browser:
    """The system's browser if it has one, else Playwright's own."""
    return playwright.chromium.launch(executable_path=_program())


def _program() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next((path for path in found if path), None)


def _lacking() -> list[str]:
    """The packages of PACKAGES that are not there."""
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True) if shutil.which("fc-list") else None
    there = (_program(), ctypes.util.find_library("atomic"), fonts and fonts.stdout)
    return [package for package, found in zip(PACKAGES, there, strict=True) if not found]


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        if packages := _lacking():
            print(f"Installing {' '.join(packages)} ...", flush=True)
            _apt_get("update")
            _apt_get("install", "-y", "--no-install-recommends", *packages)
    elif not _program():
        print("Installing Playwright's Chromium ...", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def _apt_get(*arguments: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    _install()
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except Exception as error:  # noqa: BLE001 - the driver raises bare ones, as where libatomic is missing
        print(f"{MISSING}\n{str(error).splitlines()[0]}", file=sys.stderr)
        return os.EX_UNAVAILABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
