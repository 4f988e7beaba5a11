import uuid

import pytest

from policies.models import Presence, SetAside
from tests import factories as f
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)


def again():
    person = f.user(username="li")
    Presence.objects.create(kind="measure", record_id=RECORD, user=person)
    return Presence(kind="measure", record_id=RECORD, user=person)


BROKEN = {"presence_once": Broken(again, None)}


def test_nobody_is_in_one_form_twice():
    assert refused_by(again()) == {"presence_once"}


def test_they_say_what_they_are():
    person = f.user(username="li")
    assert str(Presence(kind="measure", record_id=RECORD, user=person)) == f"li measure {RECORD}"
    assert str(SetAside(kind="measure", record_id=RECORD, by=person, base=1)) == f"li measure {RECORD}"
