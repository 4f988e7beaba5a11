"""Who publishes, withdraws, changes, restores and merges, each with records of their own, some more and some fewer."""

import itertools
import random
import threading
import traceback

from django.db import connection

from policies.domain import merging, publishing
from policies.models import Document
from tests import factories as f


class Writer(threading.Thread):
    """Makes so many records public, a few at once; after each few one is withdrawn, changed, brought back or merged."""

    def __init__(self, place: int, records: int, made: dict) -> None:
        super().__init__(name=f"writer {place}")
        self.records, self.made, self.error = records, made, ""
        self.random = random.Random(place)  # noqa: S311 - what is done is to be the same each time
        self.by, self.reviewer = f.user("curator"), f.user("reviewer")
        self.public: list = []
        self.gone: list = []

    def run(self) -> None:
        try:
            left = self.records
            acts = itertools.cycle((self.withdraw, self.change, self.restore, self.merge))
            while left > 0:
                portion = min(left, self.random.choice((1, 2, 3, 10)))
                self.publish_new(portion)
                left -= portion
                next(acts)()
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            self.error = traceback.format_exc()
        finally:
            connection.close()

    def publish_new(self, number: int) -> None:
        source, agency = self.made["source"], self.made["agency"]
        new = [
            f.statement(source) if self.random.random() < 0.8 else f.document(source, agency) for _row in range(number)
        ]
        self.publish(*new)
        self.public += new

    def publish(self, *records) -> None:
        f.approve(*records, by=self.by, reviewer=self.reviewer)
        publishing.publish(list(records))

    def change(self) -> None:
        record = self.random.choice(self.public)
        record.refresh_from_db()
        if isinstance(record, Document):
            f.change(record, by=self.by, title_en=f"Another title {self.random.random()}")
        else:
            f.change(record, by=self.by, statement_kind=self.random.choice(("role", "trend", "effect")))
        if record.state != "published":
            self.publish(record)

    def withdraw(self) -> None:
        record = self.public.pop(self.random.randrange(len(self.public)))
        publishing.withdraw([record], by=None, reason="Wrong.", takedown=self.random.random() < 0.2)
        self.gone.append(record)

    def restore(self) -> None:
        if self.gone:
            record = self.gone.pop()
            record.refresh_from_db()
            publishing.restore([record], by=self.reviewer, reason="Right.")
            self.public.append(record)

    def merge(self) -> None:
        documents = [record for record in self.public if isinstance(record, Document)]
        if len(documents) > 1:
            kept, lesser = self.random.sample(documents, 2)
            kept.refresh_from_db(), lesser.refresh_from_db()
            merge = merging.propose(kept, lesser, by=self.by, reason="Entered twice.")
            merging.decide(merge, by=self.reviewer)
            self.public.remove(lesser)
