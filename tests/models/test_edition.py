import json
import uuid
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from policies.models import Approval, Edition, Facet, Log, Mention, triggers
from policies.models.edition import moment
from tests import factories as f
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECORD = uuid.UUID(int=1)


def an_edition(sequence=1, **values):
    """Renewed, so that it needs no approval."""
    return Edition(
        **{
            "sequence": sequence,
            "action": "renewed",
            "kind": "measure",
            "record_id": RECORD,
            "number": 1,
            "slug": "subsidies",
            "content": '{"kind":"measure","id":"1","slug":"subsidies","url":"/measures/subsidies/","title":{}}',
            "content_hash": "sha256:c",
            "own_hash": "sha256:o",
            "published_at": NOON,
            **values,
        }
    )


def beside(first, second):
    Edition.objects.bulk_create([first])
    return second


def a_mark_again(model, **values):
    edition = an_edition()
    Edition.objects.bulk_create([edition])
    model.objects.create(edition=edition, **values)
    return model(edition=edition, **values)


BROKEN = {
    "log_is_one_row": Broken(lambda: Log(pk=2, epoch="x", published_at=NOON), None),
    "edition_number_once": Broken(
        lambda: beside(an_edition(superseded_at=NOON + timedelta(hours=1)), an_edition(2)), None
    ),
    "edition_one_latest": Broken(lambda: beside(an_edition(), an_edition(2, number=2, slug="other")), None),
    "edition_one_current_per_slug": Broken(
        lambda: beside(an_edition(), an_edition(2, record_id=uuid.UUID(int=2))), None
    ),
    "edition_tombstones_are_empty": Broken(lambda: an_edition(action="withdrawn", reason="Wrong."), None),
    "edition_published_is_approved": Broken(lambda: an_edition(action="published"), None),
    "edition_merged_into_something": Broken(lambda: an_edition(action="merged", content=""), None),
    "edition_withdrawn_for_a_reason": Broken(lambda: an_edition(action="withdrawn", content=""), None),
    "edition_lasted_some_time": Broken(lambda: an_edition(superseded_at=NOON), None),
    "edition_taken_down_is_withdrawn": Broken(lambda: an_edition(is_takedown=True), None),
    "facet_once": Broken(lambda: a_mark_again(Facet, facet="year", value="2015"), None),
    "mention_once": Broken(lambda: a_mark_again(Mention, record_id=uuid.UUID(int=2)), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_an_edition_without_content_that_is_no_tombstone_is_refused():
    assert refused_by(an_edition(content="")) == {"edition_tombstones_are_empty"}


def test_a_tombstone_does_not_keep_its_address_from_another_record():
    dead = an_edition(action="withdrawn", content="", reason="Wrong.")
    Edition.objects.bulk_create([dead, an_edition(2, record_id=uuid.UUID(int=2))])
    assert [edition.sequence for edition in Edition.objects.current()] == [2]


def test_editions_by_what_they_are():
    first = an_edition(superseded_at=NOON + timedelta(hours=1))
    second = an_edition(2, number=2, published_at=NOON + timedelta(hours=1))
    dead = an_edition(
        3, record_id=uuid.UUID(int=2), slug="dead", action="withdrawn", content="", reason="Wrong.", kind="document"
    )
    Edition.objects.bulk_create([first, second, dead])
    rows = Edition.objects
    assert [list(found) for found in (rows.of("measure"), rows.standing(), rows.latest(), rows.current())] == [
        [first, second],
        [first, second],
        [second, dead],
        [second],
    ]


@pytest.mark.parametrize(("minutes", "expected"), [(-1, []), (0, [1]), (59, [1]), (60, [2]), (119, [2]), (120, [])])
def test_an_edition_stands_from_its_publication_until_the_next_one(minutes, expected):
    hour = timedelta(hours=1)
    Edition.objects.bulk_create(
        [
            an_edition(superseded_at=NOON + hour),
            an_edition(2, number=2, published_at=NOON + hour, superseded_at=NOON + 2 * hour),
            an_edition(3, number=3, published_at=NOON + 2 * hour, action="withdrawn", content="", reason="Wrong."),
        ]
    )
    then = Edition.objects.as_of(NOON + timedelta(minutes=minutes))
    assert [edition.sequence for edition in then] == expected


def test_a_record_has_its_edition_after_its_address():
    made = an_edition(superseded_at=NOON + timedelta(microseconds=1))
    assert json.dumps(made.record) == json.dumps(
        {
            "kind": "measure",
            "id": "1",
            "slug": "subsidies",
            "url": "/measures/subsidies/",
            "edition": {
                "number": 1,
                "sequence": 1,
                "published_at": "2026-11-24T12:00:00Z",
                "hash": "sha256:c",
                "superseded_at": "2026-11-24T12:00:00.000001Z",
            },
            "title": {},
        }
    )


def test_a_moment_read_from_the_database_is_written_like_one_that_was_not():
    Edition.objects.bulk_create([an_edition()])
    assert [moment(Edition.objects.get().published_at), moment(None)] == ["2026-11-24T12:00:00Z", None]


def test_the_log_begins_empty_with_an_epoch_of_its_own():
    log = Log.objects.get()
    assert (log.pk, log.sequence, log.published_at.year, len(log.epoch)) == (1, 0, 1970, 8)


def test_an_edition_belongs_to_an_approval_that_cannot_be_deleted_under_it():
    approval = Approval.objects.create(kind="measure", record_id=RECORD, content_hash="sha256:o", basis="seed")
    Edition.objects.bulk_create([an_edition(action="published", approval=approval)])
    assert Edition.objects.get().approval == approval


def test_rows_say_what_they_are():
    rows = [an_edition(number=3), Facet(facet="year", value="2015"), Mention(record_id=RECORD)]
    assert [str(row) for row in rows] == ["measure subsidies edition 3", "year=2015", str(RECORD)]


def test_the_migration_gives_editions_their_place_in_chinese_order_as_publishing_does():
    made = f.catalogue()
    f.change(made["agency"], name_zh="商务部")
    f.publish(made["agency"])
    written = list(Edition.objects.values_list("title_key", "pinyin_key"))
    assert "0shang1商wu4务bu4部" in dict(written).values()
    with triggers.dropped():
        Edition.objects.update(title_key="as before", pinyin_key="")
    migration = import_module("policies.migrations.0023_pinyin_order")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert list(Edition.objects.values_list("title_key", "pinyin_key")) == written
    with pytest.raises(Exception, match="never changes"):
        Edition.objects.update(pinyin_key="")
