"""Releases as rows."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies.models import Release

pytestmark = pytest.mark.django_db


def release(number=1, sequence=5):
    files = [{"name": "measures.csv", "bytes": 3, "sha256": "ab"}]
    return Release.objects.create(
        number=number, epoch="3f9c", sequence=sequence, moment=timezone.now(), files=files, counts={"measures": 1}
    )


def test_a_release_knows_its_address_its_files_and_how_to_go_on():
    made = release()
    assert (str(made), made.address, made.cursor) == ("1", "/data/releases/1/", "3f9c:5")
    assert made.file("measures.csv") == {"name": "measures.csv", "bytes": 3, "sha256": "ab"}
    assert made.file("../measures.csv") is None


@pytest.mark.parametrize(("number", "sequence"), [(2, 5), (0, 6)])
def test_a_state_of_the_log_is_released_once_and_numbers_begin_with_one(number, sequence):
    release()
    with pytest.raises(IntegrityError), transaction.atomic():
        release(number, sequence)
    assert Release.objects.count() == 1
