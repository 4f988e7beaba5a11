"""The real thing in a real browser: `manage.py run` in a folder of its own, and Chromium."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 120


class Site(NamedTuple):
    base_url: str
    accounts: dict[str, dict[str, str]]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A freshly made reference: its address, and its demo accounts with their passwords."""
    var = tmp_path_factory.mktemp("site")
    port = free_port()
    with start(var, port) as process:
        try:
            wait_until_it_answers(process, port, var / "output")
            accounts = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
            yield Site(f"http://127.0.0.1:{port}", accounts)
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, site):
    """A page of nobody, at the site's address. A test fails if the browser complains: of a script, or of our CSP."""
    context = browser.new_context(base_url=site.base_url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    yield page
    context.close()
    assert complaints == []


def is_complaint(message) -> bool:
    """Errors, except that an address answered 404 or the like, which tests ask for on purpose."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(var: Path, port: int) -> subprocess.Popen:
    for_tests = {"DATABASE_URL", "EPA_TEST_VENDOR", "DJANGO_SETTINGS_MODULE", "EPA_SECRET_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in for_tests}
    environment |= {"EPA_VAR": str(var), "PORT": str(port), "EPA_NO_BOOTSTRAP": "1", "EPA_HOST": "127.0.0.1"}
    command = [sys.executable, "manage.py", "run"]
    with open(var / "output", "w") as output:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)


def wait_until_it_answers(process: subprocess.Popen, port: int, output: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/live", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"`manage.py run` did not get to serving; it said:\n{output.read_text()}")
