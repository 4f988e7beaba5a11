import uuid

import pytest

from policies.models import Approval, Revision
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)


def an_approval(**values):
    return Approval(**{"kind": "measure", "record_id": RECORD, "content_hash": "sha256:abc", **values})


BROKEN = {"approval_by_somebody": Broken(an_approval, None)}


def test_a_review_without_a_reviewer_is_refused_by_the_database():
    Revision.objects.create(kind="measure", record_id=RECORD, number=1, content="{}", content_hash="sha256:abc")
    assert refused_by(an_approval()) == {"approval_by_somebody"}


def test_a_review_by_somebody_is_accepted_and_so_is_the_seed_by_nobody():
    assert complaints(an_approval(by=f.user("reviewer"))) == []
    an_approval(basis="seed").save()


def test_an_approval_says_what_it_is_of():
    assert str(an_approval()) == f"measure {RECORD} sha256:abc"
