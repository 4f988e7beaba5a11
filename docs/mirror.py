#!/usr/bin/env python3
"""Keep an exact copy of the catalogue: `python3 mirror.py https://the.site copy.sqlite3 [--follow]`.

Needs Python 3.9 and nothing else. The first time it takes the whole; then, and each time it is run again, only what
changed, deletions included. Stop it at any moment: what it has not finished it does again. With --follow it waits for
the next change. `--dump` prints the copy, a record on each line, in the order of kind and id.

The copy is a SQLite file: `record` has the kind, the id and the record as JSON, the vocabularies' terms too; `text` has
the texts of the sources by their SHA-256, which is checked.
"""

import argparse
import hashlib
import http.client
import json
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

KINDS = ("documents", "measures", "agencies", "sources", "statements")
# Waits between attempts, in seconds; whatever is wrong, it is tried again for about a minute.
PAUSES = (0.5, 1, 2, 4, 8, 15, 30)


class UnreachableError(Exception):
    """The site did not answer, however often it was asked."""


class OutOfLogError(Exception):
    """The catalogue was restored from a copy: what we hold may differ, and the whole must be taken again."""


class Mirror:
    """A copy in a file. `update` makes it what the site was a moment ago, and returns how many records changed."""

    def __init__(self, site, path, pauses=PAUSES):
        self.site, self.pauses = site.rstrip("/"), pauses
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(
            "CREATE TABLE IF NOT EXISTS record (kind TEXT, id TEXT PRIMARY KEY, edition INTEGER, content TEXT);"
            "CREATE TABLE IF NOT EXISTS text (sha256 TEXT PRIMARY KEY, text TEXT);"
            "CREATE TABLE IF NOT EXISTS state (after TEXT);"
        )

    @property
    def after(self):
        found = self.db.execute("SELECT after FROM state").fetchone()
        return found[0] if found else ""

    def update(self, wait=0):
        """Follows the changes to their end; where there is no copy yet, or none to go on from, takes the whole."""
        if not self.after:
            return self.take_the_whole()
        number = 0
        try:
            while True:
                answer = self.changes(after=self.after, limit=500, wait=0 if number else wait)
                if not answer["results"]:
                    return number
                number += self.apply(answer)
        except OutOfLogError:
            return self.take_the_whole()

    def take_the_whole(self):
        """The cursor is read first: what changes meanwhile is then told again, which does no harm."""
        after = self.changes(limit=1)["last"]
        records = [record for kind in KINDS for record in self.list_of(kind)]
        vocabularies = self.json("/api/v1/vocabularies/")["results"]
        terms = [term for row in vocabularies for term in self.json(row["url"])["results"]]
        records += [self.json(f"/api/v1{term['url']}") for term in terms]
        with Transaction(self.db):
            self.db.execute("DELETE FROM record")
            for record in records:
                self.keep(record)
            self.go_on_after(after)
        return len(records)

    def apply(self, answer):
        """All or nothing of a portion of changes. Of several changes of a record the last one counts."""
        last = {change["id"]: change for change in answer["results"]}
        held = dict(self.db.execute("SELECT id, edition FROM record"))
        # What we fetched a moment ago may be newer than the change that is told of it now.
        news = [change for change in last.values() if held.get(change["id"], 0) < change["edition"] or ends(change)]
        fetched = {change["id"]: None if ends(change) else self.record(change) for change in news}
        with Transaction(self.db):
            for name, record in fetched.items():
                if record is None:
                    self.db.execute("DELETE FROM record WHERE id = ?", [name])
                else:
                    self.keep(record)
            self.go_on_after(answer["next_after"])
        return len(fetched)

    def keep(self, record):
        content = json.dumps(record, ensure_ascii=False)
        row = [record["kind"], record["id"], record["edition"]["number"], content]
        self.db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", row)
        for snapshot in record.get("snapshots", ()):
            if not self.db.execute("SELECT 1 FROM text WHERE sha256 = ?", [snapshot["sha256"]]).fetchone():
                self.db.execute("INSERT INTO text VALUES (?, ?)", [snapshot["sha256"], self.text(snapshot)])

    def go_on_after(self, after):
        self.db.execute("DELETE FROM state")
        self.db.execute("INSERT INTO state VALUES (?)", [after])

    def dump(self):
        """Every record as it was given, a line each."""
        for (content,) in self.db.execute("SELECT content FROM record ORDER BY kind, id"):
            yield content

    # What is asked of the site.

    def changes(self, **parameters):
        query = urllib.parse.urlencode({name: value for name, value in parameters.items() if value})
        return self.json(f"/api/v1/changes/?{query}")

    def record(self, change):
        """The record as it is now; nothing if it has gone, or into another, meanwhile: a later change will tell."""
        try:
            record = self.json(change["url"])
        except urllib.error.HTTPError as error:
            if error.code in (308, 404, 410):
                return None
            raise
        return record if record["id"] == change["id"] else None

    def list_of(self, kind):
        """All records of a kind. An answer that breaks off has fewer lines than it says, and is asked for again."""
        for _attempt in range(3):
            headers, body = self.get(f"/{kind}.ndjson")
            lines = body.decode().splitlines()
            if len(lines) == int(headers["X-Total-Count"]):
                return [json.loads(line) for line in lines]
        raise UnreachableError(f"/{kind}.ndjson breaks off")

    def text(self, snapshot):
        body = self.get(snapshot["url"])[1]
        if hashlib.sha256(body).hexdigest() != snapshot["sha256"]:
            raise ValueError(f"{snapshot['url']} is not the text that was cited")
        return body.decode()

    def json(self, path):
        return json.loads(self.get(path)[1])

    def get(self, path):
        """The headers and the whole body of an answer. What does not answer is asked again."""
        address = urllib.parse.urljoin(f"{self.site}/", path)
        if not address.startswith(("https://", "http://")):
            raise ValueError(f"{address} is no address of a site")
        for pause in (*self.pauses, 0):
            asked_for = 0
            try:
                with urllib.request.urlopen(address, timeout=90) as answer:  # noqa: S310 - looked at above
                    return answer.headers, answer.read()
            except urllib.error.HTTPError as error:
                if error.code == 410 and "/changes/" in path:
                    raise OutOfLogError from error
                if error.code < 500 and error.code != 429:
                    raise
                failure, asked_for = error, int(error.headers.get("Retry-After") or 0)
            # The site went away, before it answered or in the middle of it.
            except (OSError, http.client.HTTPException) as error:
                failure = error
            time.sleep(max(pause, asked_for if pause else 0))
        raise UnreachableError(f"{address}: {failure}")


class Transaction:
    """All that is written inside, or nothing."""

    def __init__(self, db):
        self.db = db

    def __enter__(self):
        self.db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind, *_more):
        self.db.execute("ROLLBACK" if kind else "COMMIT")


def ends(change):
    return change["action"] in ("withdrawn", "merged")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site")
    parser.add_argument("file")
    parser.add_argument("--follow", action="store_true", help="go on, and wait for what comes next")
    parser.add_argument("--dump", action="store_true", help="print the copy and ask nothing of the site")
    given = parser.parse_args()
    mirror = Mirror(given.site, given.file)
    if given.dump:
        sys.stdout.writelines(f"{content}\n" for content in mirror.dump())
        return
    while True:
        number = mirror.update(wait=30 if given.follow else 0)
        if number or not given.follow:
            print(f"{number} records changed; the copy is exact up to {mirror.after}", flush=True)
        if not given.follow:
            return


if __name__ == "__main__":
    try:
        main()
    except (UnreachableError, OSError) as error:
        sys.exit(f"mirror: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
