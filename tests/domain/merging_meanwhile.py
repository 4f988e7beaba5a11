"""Decides on merges while somebody else edits one of the two, in the database of DATABASE_URL; prints what came of it.

`python -m tests.domain.merging_meanwhile ROUNDS`: a program of its own, because a test's transaction would keep one
thread from seeing what another one wrote.
"""

import json
import sys
import threading
import traceback

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from policies.content.encoding import own_hash  # noqa: E402
from policies.content.records import dump  # noqa: E402
from policies.domain import history, merging  # noqa: E402
from policies.domain.locking import locked  # noqa: E402
from policies.models import Agency, Document, Edition, Issuer, Merge, Revision  # noqa: E402
from tests import factories as f  # noqa: E402


class Act(threading.Thread):
    """Does one thing at the same moment as others; what was refused is in `said`, what went wrong in `error`."""

    def __init__(self, barrier, act):
        super().__init__()
        self.barrier, self.act, self.said, self.error = barrier, act, "", ""

    def run(self):
        try:
            self.barrier.wait()
            self.act()
        except ValidationError as error:
            self.said = " ".join(error.messages)
        except Exception:  # noqa: BLE001 - whatever it is, the test shows it
            self.error = traceback.format_exc()
        finally:
            connection.close()


@transaction.atomic
def edit(pk, by):
    """As the form does it: the record is held, written, and noted."""
    record = locked(Agency.objects.get(pk=pk))
    record.classification = "ministry"
    record.save(update_fields=["classification"])
    history.note_change(record, by=by, reason=f.REASON)


@transaction.atomic
def name_it(document, pk, by):
    """Somebody else begins to name the lesser record."""
    record = locked(Document.objects.get(pk=document))
    Issuer.objects.create(document=record, agency_id=pk, role="joint", preferred=False)
    history.note_change(record, by=by, reason=f.REASON)


def one_round(number, source):
    kept, lesser, other = f.agency(source), f.agency(source), f.agency(source)
    document, named = f.document(source, lesser), f.document(source, other)
    f.publish(source, kept, lesser, other, document, named)
    merge = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
    decider, editor, third = f.user(), f.user(), f.user()
    edited = (kept, lesser)[number % 2]
    barrier = threading.Barrier(3)
    acts = [
        Act(barrier, lambda: merging.decide(merge, by=decider)),
        Act(barrier, lambda: edit(edited.pk, editor)),
        Act(barrier, lambda: name_it(named.pk, lesser.pk, third)),
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join()
    return outcome(merge, kept, lesser, edited, document, acts)


def outcome(merge, kept, lesser, edited, document, acts):
    merge = Merge.objects.get(pk=merge.pk)
    last = Revision.objects.of("agency", edited.pk)[0]
    issuer = Edition.objects.current().get(record_id=document.pk).record["issuers"][0]["agency"]["id"]
    public = Edition.objects.current().get(record_id=kept.pk)
    return {
        "state": merge.state,
        "refused": acts[0].said,
        "errors": [act.error for act in acts if act.error],
        "edited": Agency.objects.get(pk=edited.pk).classification,
        # The last revision is what the record says: neither change went by the other.
        "whole": last.content_hash == own_hash(dump(Agency.objects.get(pk=edited.pk))),
        "names_kept": issuer == str(kept.pk),
        "lesser_is_gone": not Edition.objects.current().filter(record_id=lesser.pk).exists(),
        "approved": public.approval is None or public.approval.content_hash == public.own_hash,
    }


def main(rounds):
    source = f.source()
    found = [one_round(number, source) for number in range(rounds)]
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
