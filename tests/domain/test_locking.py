import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from policies.domain.locking import locked
from policies.models import Agency
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_the_record_is_given_as_it_is_now():
    agency = f.bare_agency()
    Agency.objects.filter(pk=agency.pk).update(name_en="Later")
    with transaction.atomic():
        assert locked(agency).name_en == "Later"


def test_a_record_deleted_meanwhile_cannot_be_held():
    agency = f.bare_agency()
    Agency.objects.filter(pk=agency.pk).delete()
    with pytest.raises(Agency.DoesNotExist), transaction.atomic():
        locked(agency)


def test_a_record_that_is_held_can_still_be_named_by_the_rows_of_others():
    # Seen in what is asked of the database: a test's own transaction is nobody else's hindrance.
    source = f.source()
    with CaptureQueriesContext(connection) as asked:
        f.publish(source)
    locks = [row["sql"].split(" FOR ")[1] for row in asked if " FOR " in row["sql"]]
    # SQLite has one lock, of everything.
    wanted = {"UPDATE", "NO KEY UPDATE OF "} if connection.vendor == "postgresql" else set()
    assert {lock.split('"')[0] for lock in locks} == wanted
