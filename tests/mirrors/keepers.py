"""Three who keep a copy, each by other means, and none of them sure of the site from one second to the next."""

import importlib.util
import json
import queue
import threading
import time
import traceback
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings
from lxml import etree
from requests import RequestException
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

spec = importlib.util.spec_from_file_location("mirror", Path(settings.BASE_DIR, "docs", "mirror.py"))
mirror = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mirror)
JSON = "{http://www.w3.org/2005/xpath-functions}"
PAUSES = (0.2,) * 300


class Keeper(threading.Thread):
    """Follows until `done` is set, and then once more to the end."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.done, self.error = threading.Event(), ""

    def run(self) -> None:
        try:
            while not self.done.is_set():
                self.follow()
            self.finish()
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            self.error = traceback.format_exc()

    def finish(self) -> None:
        self.follow()


class ByFeed(Keeper):
    """The client of the documentation, as it is."""

    def __init__(self, site: str, path: Path) -> None:
        super().__init__("feed")
        self.site, self.path = site, path

    def run(self) -> None:
        # SQLite's connections belong to the thread that made them.
        self.copy = mirror.Mirror(self.site, self.path, PAUSES)
        super().run()
        self.found = {json.loads(content)["id"]: content for content in self.copy.dump()}

    def follow(self) -> None:
        self.copy.update(wait=0 if self.done.is_set() else 1)

    def held(self) -> dict[str, str]:
        return self.found


class ByHarvest(Keeper):
    """Asks with the first moment that the last whole harvest was answered at, and takes all there is."""

    def __init__(self, site: str) -> None:
        super().__init__("harvest")
        self.sickle = Sickle(f"{site}/oai", max_retries=0, timeout=60)
        self.records: dict[str, str] = {}
        self.since: str | None = None

    def follow(self) -> None:
        while True:
            try:
                self.harvest()
            except (RequestException, etree.XMLSyntaxError):
                time.sleep(0.2)
            else:
                return time.sleep(0 if self.done.is_set() else 0.3)

    def harvest(self) -> None:
        options = {"metadataPrefix": "record", **({"from": self.since} if self.since else {})}
        try:
            rows = self.sickle.ListRecords(**options)
        except NoRecordsMatch:
            return
        answered = rows.oai_response.xml.findtext("{*}responseDate")
        for row in rows:
            name = row.header.identifier.removeprefix("urn:uuid:")
            if row.header.deleted:
                self.records.pop(name, None)
            else:
                [value] = row.xml.find("{*}metadata")
                self.records[name] = json.dumps(plain(value), ensure_ascii=False)
        self.since = answered

    def held(self) -> dict[str, str]:
        return self.records


def plain(node):
    """A value of JSON from W3C's XML of it."""
    kind, text = node.tag.removeprefix(JSON), node.text or ""
    if kind == "map":
        return {child.get("key"): plain(child) for child in node}
    if kind == "array":
        return [plain(child) for child in node]
    if kind == "string":
        return json.loads(f'"{text}"') if node.get("escaped") else text
    return json.loads(text or "null")


class ByWebhook(Keeper):
    """Takes every message at once and does what it says afterwards, each once, whatever order it was sent in again."""

    def __init__(self, site: str) -> None:
        super().__init__("webhook")
        self.site, self.secret = site, ""
        self.seen: set[str] = set()
        self.again = self.refused = 0
        self.todo: queue.Queue = queue.Queue()
        self.records: dict[str, dict] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, headers, body: bytes) -> int:
        try:
            message = Webhook(self.secret).verify(body, headers)
        except WebhookVerificationError:
            self.refused += 1
            return 400
        if headers["webhook-id"] in self.seen:
            self.again += 1
            return 200
        self.seen.add(headers["webhook-id"])
        self.todo.put(message["data"])
        return 204

    def follow(self) -> None:
        try:
            self.apply(self.todo.get(timeout=0.3))
        except queue.Empty:
            return

    def finish(self) -> None:
        while not self.todo.empty():
            self.apply(self.todo.get())

    def apply(self, change: dict) -> None:
        held = self.records.get(change["id"])
        if change["action"] in ("withdrawn", "merged"):
            self.records.pop(change["id"], None)
        elif not held or held["edition"]["number"] < change["edition"]:
            record = self.fetched(change)
            if record and record["id"] == change["id"]:
                self.records[change["id"]] = record
            else:
                self.records.pop(change["id"], None)

    def fetched(self, change: dict) -> dict | None:
        for pause in PAUSES:
            try:
                with urllib.request.urlopen(f"{self.site}{change['url']}", timeout=60) as answer:
                    return json.loads(answer.read())
            except urllib.error.HTTPError as error:
                if error.code in (308, 404, 410):
                    return None
            except (OSError, ValueError):
                pass
            time.sleep(pause)
        raise TimeoutError(change["url"])

    def held(self) -> dict[str, str]:
        return {name: json.dumps(record, ensure_ascii=False) for name, record in self.records.items()}


def handler_for(keeper: ByWebhook) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(keeper.take(dict(self.headers), body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments) -> None:
            pass

    return Handler
