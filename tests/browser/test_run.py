"""`manage.py run`, from nothing to a desk that people can sign in to."""

import re
import signal
import socket
import stat
import time
import urllib.request

import pytest

from tests.browser.conftest import free_port, start, wait_until_it_answers


def port_of(site):
    return int(site.base_url.rsplit(":", 1)[1])


def lines(output):
    return output.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("role", ["curator", "reviewer", "administrator"])
def test_each_demo_account_opens_the_desk(page, sign_in, role):
    sign_in(role)
    assert page.locator("#user-tools strong").inner_text().lower() == role


def steps(output):
    """What was said on the way to serving. What visitors ask for afterwards, tests before this one too, is logged."""
    logged = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WARNING django\.[a-z.]+: ")
    return [line for line in lines(output) if not logged.match(line)]


def test_the_steps_end_in_the_address(site):
    said = steps(site.output)
    assert said[0].startswith(f"Database {site.var / 'epa.sqlite3'}: ")
    assert f"Demo accounts: 3 made, kept in {site.var / 'demo-accounts.json'}." in said
    assert "Static files: collecting ..." in said
    assert re.fullmatch(rf"Ready after [\d.]+ s: {site.base_url}/ \(stop with Ctrl-C\)", said[-1])


def test_passwords_are_printed_once_and_kept_for_the_owner_alone(site):
    printed = [tuple(line.split()) for line in lines(site.output) if line.startswith("  ")]
    assert printed == [(account["username"], account["password"]) for account in site.accounts.values()]
    modes = [stat.S_IMODE((site.var / name).stat().st_mode) for name in ("demo-accounts.json", "secret-key")]
    assert modes == [0o600, 0o600]


def test_run_again_it_repeats_nothing_and_stops_cleanly(site, tmp_path):
    port, output = free_port(), tmp_path / "output"
    with start(site.var, port, output) as process:
        wait_until_it_answers(process, port, output)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) in {0, 130}
    said = lines(output)
    assert said[0] == f"Database {site.var / 'epa.sqlite3'}: 0 migrations to apply."
    assert said[-4:-2] == ["Demo accounts: none made.", "Static files: unchanged."]
    assert said[-1] == "Stopped."


def test_a_port_in_use_is_named_with_another_to_take(site, tmp_path):
    port, output = port_of(site), tmp_path / "output"
    with start(tmp_path / "var", port, output) as process:
        assert process.wait(30) == 1
    mend = f"PORT={port + 1} python3 manage.py run"
    assert lines(output) == [f"CommandError: Port {port} is in use: stop what uses it, or choose another: {mend}"]
    assert not (tmp_path / "var" / "epa.sqlite3").exists()


def test_three_hundred_slow_senders_keep_nobody_waiting(site):
    senders = [socket.create_connection(("127.0.0.1", port_of(site))) for _ in range(300)]
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8192\r\n"
    for number, sender in enumerate(senders):
        # Every second one never ends its head, the others never end their body.
        sender.sendall(head if number % 2 else head + b"\r\nslow")
    began = time.monotonic()
    with urllib.request.urlopen(f"{site.base_url}/admin/login/", timeout=10) as answer:
        took = time.monotonic() - began
    for sender in senders:
        sender.close()
    assert (answer.status, took < 2) == (200, True)
