import uuid

import pytest

from policies.models import Revision
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)


def a_revision(number=1, **values):
    return Revision(
        **{"kind": "measure", "record_id": RECORD, "number": number, "content": "{}", "content_hash": "x", **values}
    )


def again():
    a_revision().save()
    return a_revision()


BROKEN = {"revision_number_once": Broken(again, None)}


def test_a_number_given_twice_is_refused_by_the_database():
    assert refused_by(again()) == {"revision_number_once"}


def test_revisions_of_one_record_come_latest_first():
    for number in (1, 2, 10):
        a_revision(number).save()
    a_revision(11, record_id=uuid.UUID(int=2)).save()
    a_revision(12, kind="document").save()
    assert [row.number for row in Revision.objects.of("measure", RECORD)] == [10, 2, 1]


def test_a_revision_says_what_it_is():
    assert str(a_revision(3)) == f"measure {RECORD} r3"
