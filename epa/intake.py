"""Takes each request in whole before it may occupy the application, so that slow senders stop nobody else.

The server gives every request a thread as soon as its head is there; the body may take minutes to follow. Threads
that wait for a body are many and cheap. Those inside the application, with their database connections, are few.
"""

import tempfile
from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

AT_ONCE = 16
LARGEST_BODY = 64 * 1024 * 1024
KEPT_IN_MEMORY = 1024 * 1024
PORTION = 64 * 1024


class Intake:
    """The WSGI application `inner`, called with complete bodies only, and at most `at_once` times together."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], at_once: int = AT_ONCE):
        self.inner = inner
        self.places = BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return _refuse(start_response, "400 Bad Request", "Content-Length is not a number.")
        if int(length) > LARGEST_BODY:
            return _refuse(start_response, "413 Content Too Large", f"A body may have {LARGEST_BODY} bytes at most.")
        with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as body:
            if _take(environ["wsgi.input"], body, int(length)) < int(length):
                return _refuse(start_response, "400 Bad Request", "The body ended before its Content-Length.")
            body.seek(0)
            with self.places:
                return self.inner({**environ, "wsgi.input": body}, start_response)


def _take(stream: Any, body: Any, length: int) -> int:
    """Copy up to `length` bytes and return how many there were."""
    taken = 0
    while taken < length and (portion := stream.read(min(PORTION, length - taken))):
        taken += body.write(portion)
    return taken


def _refuse(start_response: Callable[..., Any], status: str, sentence: str) -> list[bytes]:
    body = sentence.encode()
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
