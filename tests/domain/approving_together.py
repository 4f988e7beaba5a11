"""For each of many records, at the same moment: its author edits it, a reviewer approves it, and so does the author.

`python -m tests.domain.approving_together PAIRS DESK` on the database of DATABASE_URL; the last DESK of the PAIRS go
through the pages of the desk. Prints what came of it as JSON. A program of its own, because a test's transaction
would keep one thread from seeing what another one wrote.
"""

import json
import random
import sys
import threading
import time
import traceback

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from policies.content.encoding import own_hash  # noqa: E402
from policies.content.records import dump  # noqa: E402
from policies.domain import history, publishing, review  # noqa: E402
from policies.domain.locking import locked  # noqa: E402
from policies.models import Edition, Measure, Revision  # noqa: E402
from tests import factories as f  # noqa: E402
from tests.admin.filling import address, client_of, shown  # noqa: E402

LATEST_START = 0.004  # seconds; so that each of the three is the first one now and then


class Pair:
    """One record, with a change by its author that waits for review."""

    def __init__(self, measure, author, reviewer, *, has_read, by_desk):
        self.author, self.reviewer, self.by_desk = author, reviewer, by_desk
        self.measure = f.change(measure, by=author, title_en=f"Submitted {measure.slug}")
        review.submit(self.measure, by=author)
        # Whoever has not read the page approves what stands there by then.
        self.seen = own_hash(dump(Measure.objects.get(pk=measure.pk))) if has_read or by_desk else None
        self.form = shown(client_of(author), address("change", "measure", measure)) if by_desk else {}
        self.said = {}

    def edit(self):
        if self.by_desk:
            typed = {"title_en": f"Edited {self.measure.slug}", "reason": "Put right.", "_submit": "1"}
            answer = client_of(self.author).post(address("change", "measure", self.measure), {**self.form, **typed})
            return answer.status_code == 302
        with transaction.atomic():
            record = locked(self.measure)
            record.title_en = f"Edited {record.slug}"
            record.save()
            history.note_change(record, by=self.author, reason=f.REASON)
        review.submit(record, by=self.author)
        return True

    def approve(self):
        return self.approve_as(self.reviewer)

    def approve_own(self):
        return self.approve_as(self.author)

    def approve_as(self, by):
        if self.by_desk:
            typed = {"seen": self.seen, "_approve": "1"}
            return client_of(by).post(address("review", "measure", self.measure), typed).status_code == 302
        publishing.approve_and_publish([self.measure], by=by, seen=self.seen and {str(self.measure.pk): self.seen})
        return True


def run(pair, name, start):
    start.wait()
    time.sleep(random.random() * LATEST_START)  # noqa: S311 - not a secret
    try:
        pair.said[name] = getattr(pair, name)()
    except ValidationError as error:
        pair.said[name] = error.messages
    except Exception:  # noqa: BLE001 - whatever it is, the test shows it
        pair.said[name] = traceback.format_exc()
    finally:
        connection.close()


def race(pair):
    start = threading.Barrier(3)
    threads = [threading.Thread(target=run, args=(pair, name, start)) for name in ("edit", "approve", "approve_own")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def left(pair):
    """What a pair was told, and what is in the database afterwards."""
    measure = Measure.objects.get(pk=pair.measure.pk)
    editions = Edition.objects.filter(record_id=measure.pk).select_related("approval").order_by("number")
    return {
        "said": pair.said,
        "slug": measure.slug,
        "title": measure.title_en,
        "state": measure.state,
        "says_what_is_public": own_hash(dump(measure)) == editions.last().own_hash,
        "editions": [edition_of(edition) for edition in editions],
    }


def edition_of(edition):
    """An edition with who wrote what is new in it, and who approved it."""
    revisions = Revision.objects.filter(record_id=edition.record_id).order_by("number")
    number = revisions.filter(content_hash=edition.own_hash).values_list("number", flat=True).first()
    earlier = Edition.objects.filter(record_id=edition.record_id, number__lt=edition.number).values("own_hash")
    before = revisions.filter(content_hash__in=earlier).values_list("number", flat=True).last() or 0
    writers = revisions.filter(number__gt=before, number__lte=number).values_list("by", flat=True)
    return {
        "title": edition.record["title"]["en"],
        "is_what_was_approved": own_hash(json.loads(edition.content))
        == edition.own_hash
        == edition.approval.content_hash,
        "by_another": edition.approval.by_id not in set(writers),
    }


def main(number, by_desk):
    setup_test_environment()
    author, reviewer = f.user("reviewer", is_superuser=True), f.user("reviewer", is_superuser=True)
    measures = f.catalogue(number)["measures"]
    pairs = [
        Pair(measure, author, reviewer, has_read=bool(place % 2), by_desk=place >= number - by_desk)
        for place, measure in enumerate(measures)
    ]
    for pair in pairs:
        race(pair)
    print(json.dumps([left(pair) for pair in pairs]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
