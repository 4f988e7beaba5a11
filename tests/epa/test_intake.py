"""What is let into the application, and how many at once."""

import io
import threading

from epa.intake import Intake


class Answers:
    """Remembers the status that the application, or the intake in its place, began with."""

    def __call__(self, status, headers):
        self.status = status


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def ask(body, length):
    answers = Answers()
    environ = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": length}
    return answers, b"".join(Intake(echo)(environ, answers))


def test_a_whole_body_reaches_the_application():
    answers, body = ask(b"quote=1", "7")
    assert (answers.status, body) == ("200 OK", b"quote=1")


def test_a_body_larger_than_memory_reaches_it_whole():
    answers, body = ask(b"x" * 3_000_000, "3000000")
    assert (answers.status, len(body)) == ("200 OK", 3_000_000)


def test_what_follows_the_announced_length_is_not_read():
    answers, body = ask(b"quote=1GET /", "7")
    assert (answers.status, body) == ("200 OK", b"quote=1")


def test_a_request_without_a_body_reaches_it():
    answers, body = ask(b"", "")
    assert (answers.status, body) == ("200 OK", b"")


def test_a_body_that_breaks_off_is_refused():
    answers, body = ask(b"quo", "7")
    assert (answers.status, body) == ("400 Bad Request", b"The body ended before its Content-Length.")


def test_a_length_that_is_no_number_is_refused():
    answers, body = ask(b"quo", "-3")
    assert (answers.status, body) == ("400 Bad Request", b"Content-Length is not a number.")


def test_a_body_too_large_is_refused_unread():
    answers, body = ask(b"", str(10**12))
    assert (answers.status, body) == ("413 Content Too Large", b"A body may have 67108864 bytes at most.")


class SlowBody:
    """A sender who waits until told to go on."""

    def __init__(self):
        self.asked, self.go_on = threading.Event(), threading.Event()

    def read(self, size):
        self.asked.set()
        self.go_on.wait(10)
        return b"x" * size


def test_a_slow_sender_keeps_no_place_in_the_application():
    intake, slow = Intake(echo, at_once=1), SlowBody()
    waiting = threading.Thread(target=intake, args=({"wsgi.input": slow, "CONTENT_LENGTH": "5"}, Answers()))
    waiting.start()
    assert slow.asked.wait(10)
    answers = Answers()
    assert intake({"wsgi.input": io.BytesIO(b"quick"), "CONTENT_LENGTH": "5"}, answers) == [b"quick"]
    slow.go_on.set()
    waiting.join(10)
    assert (answers.status, waiting.is_alive()) == ("200 OK", False)


def test_a_failing_application_gives_its_place_back():
    def fail(environ, start_response):
        raise ZeroDivisionError

    intake = Intake(fail, at_once=1)
    for _ in range(2):
        try:
            intake({"wsgi.input": io.BytesIO(), "CONTENT_LENGTH": ""}, Answers())
        except ZeroDivisionError:
            continue
    assert intake.places.acquire(blocking=False)
