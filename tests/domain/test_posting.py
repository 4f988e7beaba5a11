"""Posting to addresses that others chose: public ones alone, in time, and to the host that was looked at."""

import ipaddress
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError

from policies.domain import posting
from policies.domain.posting import Answer, check, is_public, post

INSIDE = [ipaddress.ip_network("127.0.0.0/8")]


class Receiver(BaseHTTPRequestHandler):
    status, headers_sent, body, pause, got = 204, {}, b"", 0.0, ()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        type(self).got.append((self.path, self.headers["Host"], self.headers["X-Test"], self.rfile.read(length)))
        self.send_response(self.status)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for _time in range(100 if self.pause else 1):
                self.wfile.write(self.body)
                time.sleep(self.pause)
        except OSError:
            pass

    def log_message(self, *_arguments):
        pass


@contextmanager
def receiver(**values):
    handler = type("R", (Receiver,), {"got": [], **values})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler, server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def listener():
    """Counts who connects, on every address of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


def connections(server):
    number = 0
    while True:
        try:
            server.accept()[0].close()
            number += 1
        except TimeoutError:
            return number


def test_a_body_arrives_as_it_is_with_its_headers(settings):
    settings.WEBHOOK_NETWORKS = INSIDE
    with receiver() as (got, port):
        assert post(f"http://localhost:{port}/hook?a=1", b"{}", {"X-Test": "yes"}) == Answer(204, "")
    assert got.got == [("/hook?a=1", f"localhost:{port}", "yes", b"{}")]


def test_an_answer_is_told_with_what_it_asks_and_redirects_are_not_followed(settings):
    settings.WEBHOOK_NETWORKS = INSIDE
    with (
        receiver() as (other, second),
        receiver(status=302, headers_sent={"Location": f"http://127.0.0.1:{second}/", "Retry-After": "120"}) as (
            _got,
            port,
        ),
    ):
        assert post(f"http://127.0.0.1:{port}/", b"{}", {}) == Answer(302, "", "120")
    assert other.got == []


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "017700000001", "0.0.0", "[::1]", "[::]"),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]"),
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1"),
        *("[fe80::1]", "[fc00::1]", "[fd00::1]", "[ff02::1]", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *("[2001:db8::1]", "[2001:0:7f00:1::]", "192.0.2.1", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]"),
    ],
)
def test_no_host_inside_is_connected_to_however_it_is_written(host):
    with listener() as server:
        found = post(f"https://{host}:{server.getsockname()[1]}/", b"{}", {})
        assert connections(server) == 0
    assert found.status is None
    assert "is not a public host" in found.error or "gaierror" in found.error


def test_a_name_that_leads_inside_as_well_is_refused_whole(monkeypatch):
    def both(_host, port, **_options):
        return [(socket.AF_INET, 1, 6, "", (address, port)) for address in ("93.184.215.14", "127.0.0.1")]

    with listener() as server:
        monkeypatch.setattr(posting.socket, "getaddrinfo", both)
        found = post(f"https://example.org:{server.getsockname()[1]}/", b"{}", {})
        assert connections(server) == 0
    assert found == Answer(None, "example.org is not a public host: 127.0.0.1")


def test_a_name_that_changes_after_it_was_looked_at_changes_nothing(settings, monkeypatch):
    """The second time it is asked for it would lead elsewhere; it is asked for once."""
    settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.1/32")]
    answers = iter(["127.0.0.1", "127.0.0.2"])
    with receiver() as (got, port):
        monkeypatch.setattr(
            posting.socket, "getaddrinfo", lambda _h, p, **_o: [(socket.AF_INET, 1, 6, "", (next(answers), p))]
        )
        assert post(f"http://rebinding.example:{port}/", b"{}", {}).status == 204
    assert [host for _path, host, _test, _body in got.got] == [f"rebinding.example:{port}"]
    assert next(answers) == "127.0.0.2"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "file:///etc/passwd",
            "gopher://example.org/",
            "ftp://example.org/",
            "https://",
            "https:///path",
            "example.org",
        ),
        *("https://user:word@example.org/", "https://user@example.org/", "http://example.org/", "https://a:0/"),
        *("https://a:99999/", "https://[::1", "javascript:alert(1)", ""),
    ],
)
def test_what_cannot_be_posted_to_is_refused_with_a_sentence(address):
    with pytest.raises(ValidationError) as refusal:
        check(address)
    assert f"“{address}”" in refusal.value.messages[0]
    assert post(address, b"{}", {}) == Answer(None, refusal.value.messages[0])


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_the_whole_internet_may_be_posted_to(address):
    assert is_public(ipaddress.ip_address(address))


def test_who_never_ends_an_answer_is_left(settings, monkeypatch):
    settings.WEBHOOK_NETWORKS = INSIDE
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    with receiver(status=200, body=b"x", pause=0.05) as (_got, port):
        began = time.monotonic()
        found = post(f"http://127.0.0.1:{port}/", b"{}", {})
        assert time.monotonic() - began < 3
    assert (found.status, "no answer within" in found.error or "timed out" in found.error) == (None, True)


def test_who_answers_more_than_is_read_is_taken_at_the_status(settings):
    settings.WEBHOOK_NETWORKS = INSIDE
    with receiver(status=200, body=b"x" * (posting.MOST_BYTES * 3)) as (_got, port):
        assert post(f"http://127.0.0.1:{port}/", b"{}", {}).status == 200


def test_nobody_at_the_address_is_an_error_and_no_exception(settings):
    settings.WEBHOOK_NETWORKS = INSIDE
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/", b"{}", {}) == Answer(
        None, "ConnectionRefusedError: [Errno 111] Connection refused"
    )


def test_a_certificate_of_another_is_refused(settings):
    settings.WEBHOOK_NETWORKS = INSIDE
    with receiver() as (got, port):
        found = post(f"https://127.0.0.1:{port}/", b"{}", {})
    assert (found.status, "SSL" in found.error, got.got) == (None, True, [])
