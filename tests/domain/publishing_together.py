"""Publishes from many threads at once in the database of DATABASE_URL, and prints what came of it as JSON.

`python -m tests.domain.publishing_together THREADS ROUNDS`: a program of its own, because a test's transaction would
keep one thread from seeing what another one wrote.
"""

import json
import sys
import threading
import time
import traceback

import django

django.setup()

from django.db import connection  # noqa: E402

from policies.domain import history, publishing, review  # noqa: E402
from policies.models import Agency, Edition, Issuer, Measure  # noqa: E402
from tests import factories as f  # noqa: E402

DOCUMENTS = 4


def build(threads: int) -> None:
    """For each thread an agency and a measure of its own; every document is issued by several of the agencies."""
    source = f.source()
    agencies = [f.agency(source, slug=f"agency-of-{number}") for number in range(threads)]
    documents = [f.document(source, agencies[number]) for number in range(DOCUMENTS)]
    for number, agency in enumerate(agencies[DOCUMENTS:]):
        issuer = Issuer.objects.create(document=documents[number % DOCUMENTS], agency=agency, role="joint")
        f.cite(issuer.document, "the Ministry of Trade", source, "issuer", issuer=issuer)
    measures = [
        f.measure(source, documents[(number + 1) % DOCUMENTS], slug=f"measure-of-{number}") for number in range(threads)
    ]
    f.publish(source, *agencies, *documents, *measures)


class Publisher(threading.Thread):
    """Publishes its agency and its measure again and again, each time under another name."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number, self.rounds, self.error = number, rounds, ""
        self.author, self.reviewer = f.user(), f.user("reviewer")

    def run(self) -> None:
        try:
            for turn in range(self.rounds):
                self.publish(f"Name {self.number}.{turn}")
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            self.error = traceback.format_exc()
        finally:
            connection.close()

    def publish(self, name: str) -> None:
        agency = Agency.objects.get(slug=f"agency-of-{self.number}")
        measure = Measure.objects.get(slug=f"measure-of-{self.number}")
        agency.name_en = measure.title_en = name
        # Some name the one record first and some the other, which is how two publishers would block each other.
        records = [agency, measure] if self.number % 2 else [measure, agency]
        for record in records:
            record.save(update_fields=["name_en" if record is agency else "title_en"])
            history.note_change(record, by=self.author, reason=f.REASON)
            review.submit(record, by=self.author)
        publishing.approve_and_publish(records, by=self.reviewer)


class Follower(threading.Thread):
    """A partner: asks again and again for what came after the last number it knows."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []
        self.done = threading.Event()

    def run(self) -> None:
        finished = False
        while not finished:
            finished = self.done.is_set()
            after = self.seen[-1] if self.seen else 0
            rows = Edition.objects.filter(sequence__gt=after).order_by("sequence")
            self.seen += rows.values_list("sequence", flat=True)[:50]
            time.sleep(0.002)
        connection.close()


def left() -> dict:
    """What the catalogue says afterwards, each name as the records themselves have it and as others carry it."""
    public = list(Edition.objects.current().exclude(kind="term"))
    records = {edition.kind + edition.slug: edition.record for edition in public}
    carried = [
        [row["agency"]["slug"], row["agency"]["name"]["en"]]
        for record in records.values()
        for row in (record.get("document") or record).get("issuers", ())
    ]
    names = {record["slug"]: record["name"]["en"] for record in records.values() if record["kind"] == "agency"}
    return {"names": names, "carried": carried}


def main(threads: int, rounds: int) -> None:
    build(threads)
    connection.close()
    follower, publishers = Follower(), [Publisher(number, rounds) for number in range(threads)]
    follower.start()
    for publisher in publishers:
        publisher.start()
    for publisher in publishers:
        publisher.join()
    follower.done.set()
    follower.join()
    rows = list(Edition.objects.order_by("sequence").values_list("sequence", "published_at", "action"))
    print(
        json.dumps(
            {
                "errors": [publisher.error for publisher in publishers if publisher.error],
                "log": [[sequence, at.isoformat(timespec="microseconds"), action] for sequence, at, action in rows],
                "seen": follower.seen,
                **left(),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
