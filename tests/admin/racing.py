"""Two clients save the same form at the same moment, again and again, over HTTP; prints what came of it as JSON.

`python -m tests.admin.racing PAIRS`, in the database of DATABASE_URL: a program of its own, because a test's
transaction would keep one thread from seeing what another one wrote.
"""

import http.client
import json
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode

import django

django.setup()

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from policies.content.records import dump  # noqa: E402
from policies.domain import history  # noqa: E402
from policies.models import Document, Revision, SetAside  # noqa: E402
from tests import factories as f  # noqa: E402
from tests.admin.filling import address, client_of, shown  # noqa: E402

TOKEN = "x" * 32


class Quiet(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        """Nothing: the output is for the outcome."""


class Saver(threading.Thread):
    """One of the two: sends its form when both are ready."""

    def __init__(self, port: int, page: str, session: str, fields: dict, start: threading.Barrier) -> None:
        super().__init__()
        self.port, self.page, self.session, self.fields, self.ready = port, page, session, fields, start
        self.outcome = "error"

    def run(self) -> None:
        body = urlencode({**self.fields, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        kind = "application/x-www-form-urlencoded"
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.ready.wait()
        there.request("POST", self.page, body, {"Cookie": cookies, "Content-Type": kind})
        answer = there.getresponse()
        page = answer.read().decode()
        self.outcome = _outcome(answer.status, answer.headers.get("Location", ""), page)
        there.close()


def _outcome(status: int, location: str, page: str) -> str:
    if status == 302:
        return "set aside" if "/reconcile/" in location else "saved"
    return "told in the form" if status == 200 and "Not saved:" in page else f"error {status}"


def typed(opened: dict, words: str) -> dict:
    """The form with a title, a row that was there, a row that is new and a quote, all saying the same words."""
    number = int(opened["names-TOTAL_FORMS"])
    return {
        **opened,
        "reason": words,
        "title_en": words,
        "dates-0-wording": words,
        "names-TOTAL_FORMS": str(number + 1),
        f"names-{number}-text": words,
        f"names-{number}-language": "en",
        f"names-{number}-kind": "short",
        "citations-0-stated": words,
    }


def said(content: dict) -> set[str]:
    """What each of the four places says of the last pair that wrote there: more than one word is half written."""
    cited = {entry["stated"] for entry in content["evidence"] if entry["stated"]}
    return {content["title"]["en"], content["dates"][0]["wording"], content["other_names"][-1]["text"], *cited}


def race(port: int, document: Document, sessions: list, number: int, client) -> tuple[list[str], list[str]]:
    """How it went for both, and what is wrong with what is left."""
    page = address("change", "document", document)
    opened = shown(client, page)
    before = history.latest_number(document) or 0
    start = threading.Barrier(2)
    words = [f"Pair {number}, {who}" for who in ("first", "second")]
    pair = [Saver(port, page, sessions[who], typed(opened, words[who]), start) for who in (0, 1)]
    for saver in pair:
        saver.start()
    for saver in pair:
        saver.join()
    return [saver.outcome for saver in pair], list(_wrong(document, before, words, pair))


def _wrong(document: Document, before: int, words: list[str], pair: list[Saver]):
    now = dump(Document.objects.get(pk=document.pk))
    last = history.latest(document)
    if last.number - before != 1:
        yield f"{last.number - before} revisions"
    if json.loads(last.content) != now:
        yield "rows and revision differ"
    if len(said(now)) != 1:
        yield f"half written: {sorted(said(now))}"
    for saver, own in zip(pair, words, strict=True):
        if saver.outcome == "saved" and said(now) != {own}:
            yield "told saved, and is not there"
        if saver.outcome == "set aside" and own not in {
            json.loads(row.content)["title"]["en"] for row in SetAside.objects.order_by("-pk")[:1]
        }:
            yield "told set aside, and is not there"


def main(pairs: int) -> None:
    # So that the fields of a page can be read from its context.
    setup_test_environment()
    source = f.source()
    document = f.document(source, f.agency(source))
    people = [f.user("curator"), f.user("curator")]
    clients = [client_of(person) for person in people]
    sessions = [client.cookies["sessionid"].value for client in clients]
    f.change(document, title_en="Before")
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    outcomes: Counter = Counter()
    wrong: Counter = Counter()
    began = time.monotonic()
    for number in range(pairs):
        if number % 20 == 0:
            # Its names grow with every pair: a fresh one keeps the pages small.
            document = f.document(source, f.agency(source))
            f.change(document, title_en="Before")
        how, what = race(server.server_port, document, sessions, number, clients[0])
        outcomes[" / ".join(sorted(how))] += 1
        wrong.update(what)
    server.shutdown()
    left = {
        "outcomes": outcomes,
        "wrong": wrong,
        "set_aside": SetAside.objects.count(),
        "saved_revisions": Revision.objects.filter(kind="document", by__in=people).count(),
        "seconds": round(time.monotonic() - began),
    }
    connection.close()
    print(json.dumps(left))


if __name__ == "__main__":
    main(int(sys.argv[1]))
