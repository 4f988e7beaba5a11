"""The whole catalogue of the seed as files: after a merge and its undoing, to the byte what it was."""

import csv
import io
import json

import pytest
from django.test import Client

from policies.catalogue.kinds import PLURALS
from policies.content.records import MODELS
from policies.domain import merging, publishing
from policies.domain.unmerging import undo
from policies.models import Agency, Document, Measure, Merge
from tests import factories as f
from tests.questions.conftest import seeded  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# They count editions, and nothing that a record says.
COUNTING = {"number", "sequence", "published_at", "superseded_at"}
COUNTING_COLUMNS = {f"edition_{name}" for name in COUNTING}


def files():
    """Every list as a file of records and as a table, without what counts editions."""
    found = {}
    for plural in PLURALS.values():
        for suffix, plain in (("ndjson", _plain_records), ("csv", _plain_table)):
            answer = Client().get(f"/{plural}.{suffix}")
            assert answer.status_code == 200
            found[f"{plural}.{suffix}"] = plain(answer.getvalue().decode())
    return found


def _plain_records(text):
    lines = []
    for line in text.splitlines():
        record = json.loads(line)
        record["edition"] = {name: value for name, value in record["edition"].items() if name not in COUNTING}
        lines.append(json.dumps(record, ensure_ascii=False))
    return "\n".join(lines)


def _plain_table(text):
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    kept = [number for number, name in enumerate(rows[0]) if name not in COUNTING_COLUMNS]
    return "\n".join("\t".join(row[number] for number in kept) for row in rows)


@pytest.fixture
def pairs():
    """Of each kind that merges, two records, of measures two of one document. All that waits for review is public."""
    waiting = [row for model in MODELS.values() for row in model.objects.filter(state="in_review")]
    publishing.approve_and_publish(waiting, by=f.user())
    measures = list(Measure.objects.order_by("slug"))
    first = next(row for row in measures if sum(other.document == row.document for other in measures) > 1)
    second = next(row for row in measures if row != first and row.document == first.document)
    return [Agency.objects.order_by("slug")[:2], Document.objects.order_by("slug")[:2], (first, second)]


def merge_all(pairs):
    done = []
    for kept, lesser in pairs:
        proposed = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
        merging.decide(proposed, by=f.user())
        done.append(Merge.objects.get(pk=proposed.pk))
    return done


@pytest.mark.parametrize("order", [list, reversed])
def test_merges_and_their_undoing_leave_every_export_as_it_was(pairs, order):
    before = files()
    done = merge_all(pairs)
    merged = files()
    assert {name for name in before if merged[name] != before[name]} >= {
        f"{plural}.{suffix}" for plural in ("agencies", "documents", "measures") for suffix in ("ndjson", "csv")
    }
    for merge in order(done):
        undo(merge, by=f.user(), reason="They are two.")
    after = files()
    assert [name for name in before if after[name] != before[name]] == []
