"""Releases as rows."""

import pytest
from django.utils import timezone

from policies.models import Release
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db


def release(number=1, sequence=5):
    files = [{"name": "measures.csv", "bytes": 3, "sha256": "ab"}]
    return Release(
        number=number, epoch="3f9c", sequence=sequence, moment=timezone.now(), files=files, counts={"measures": 1}
    )


def test_a_release_knows_its_address_its_files_and_how_to_go_on():
    made = release()
    assert (str(made), made.address, made.cursor) == ("1", "/data/releases/1/", "3f9c:5")
    assert made.file("measures.csv") == {"name": "measures.csv", "bytes": 3, "sha256": "ab"}
    assert made.file("../measures.csv") is None


def of_the_same_state():
    release().save()
    return release(number=2)


BROKEN = {
    "release_once_per_state": Broken(of_the_same_state, None),
    "release_numbered_from_one": Broken(lambda: release(number=0), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_a_rule(name):
    assert refused_by(BROKEN[name].row()) == {name}
