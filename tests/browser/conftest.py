"""The real thing in a real browser: `manage.py run` in a folder of its own, and Chromium."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 120


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Site(NamedTuple):
    base_url: str
    accounts: dict[str, dict[str, str]]
    var: Path

    output: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A freshly made reference: its address, and its demo accounts with their passwords."""
    var = tmp_path_factory.mktemp("site")
    port = free_port()
    output = var / "output"
    with start(var, port, output) as process:
        try:
            wait_until_it_answers(process, port, output)
            accounts = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
            yield Site(f"http://127.0.0.1:{port}", accounts, var, output)
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def reviewed_site(site, tmp_path_factory):
    """The address of the same reference after the official values, which wait there, were reviewed and published."""
    var = tmp_path_factory.mktemp("reviewed") / "var"
    shutil.copytree(site.var, var, ignore=shutil.ignore_patterns("epa.sqlite3*", "output"))
    with sqlite3.connect(site.var / "epa.sqlite3") as held, sqlite3.connect(var / "epa.sqlite3") as copy:
        held.backup(copy)
    command = [sys.executable, "-m", "tests.browser.official"]
    settings = {"DJANGO_SETTINGS_MODULE": "epa.settings", "EPA_SECRET_KEY": "only for tests"}
    subprocess.run(command, cwd=ROOT, env=environment_of(var) | settings, check=True)
    port, output = free_port(), var.parent / "output"
    with start(var, port, output) as process:
        try:
            wait_until_it_answers(process, port, output)
            yield f"http://127.0.0.1:{port}"
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


@pytest.fixture
def sign_in(page, site):
    """Sign in at the desk as "curator", "reviewer" or "administrator"; the page then shows the desk."""

    def sign_in_as(role):
        page.goto("/admin/login/?next=/admin/")
        page.fill("#id_username", site.accounts[role]["username"])
        page.fill("#id_password", site.accounts[role]["password"])
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")

    return sign_in_as


def barriers(page) -> list[tuple[str, str]]:
    """(rule, element) of everything on the page that breaks a rule of WCAG 2.2 AA that axe can check."""
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def is_complaint(message) -> bool:
    """Errors, except that an address answered 404 or the like, which tests ask for on purpose."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(var: Path, port: int, output: Path) -> subprocess.Popen:
    """`manage.py run` with that folder and port; what it says goes to the file `output`."""
    environment = {**environment_of(var), "PORT": str(port)}
    command = [sys.executable, "manage.py", "run"]
    with open(output, "w") as file:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT)


def environment_of(var: Path) -> dict[str, str]:
    """That of a command that works in this folder, whatever the tests themselves run with."""
    ours = ("EPA_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    ours = {"EPA_VAR": str(var), "EPA_NO_BOOTSTRAP": "1", "EPA_HOST": "127.0.0.1", "EPA_LIMIT": "100000"}
    return environment | ours


def wait_until_it_answers(process: subprocess.Popen, port: int, output: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/live", timeout=5).close()
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"`manage.py run` did not get to serving; it said:\n{output.read_text()}")
