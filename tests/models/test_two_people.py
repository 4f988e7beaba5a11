"""What the database refuses to somebody who writes rows past every verb, to make their own change public."""

import pytest
from django.db import IntegrityError, transaction

from policies.content.encoding import content_hash, encode, own_hash
from policies.content.records import dump
from policies.domain import review
from policies.domain.verifying import Tally, verify
from policies.models import Approval, Edition, Revision
from policies.models.edition import Log
from tests import factories as f

pytestmark = pytest.mark.django_db
ANOTHER = "Whoever changed a record since its last edition cannot approve it."
LAST = "An approval is of the last revision of a record, and of no other content."
SEED = "What somebody changed is no part of the seed: it needs a review."
EXACTLY = "An edition needs an approval of exactly its content."


@pytest.fixture
def author():
    return f.user("reviewer", is_superuser=True)


@pytest.fixture
def measure(author):
    record = f.change(f.catalogue()["measures"][0], by=author, title_en="Words of one person alone")
    review.submit(record, by=author)
    return record


def refusal(act, *arguments, **values):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act(*arguments, **values)
    return str(refused.value).splitlines()[0]


def approval(measure, **values):
    found = own_hash(dump(measure))
    return Approval(**{"kind": "measure", "record_id": measure.pk, "content_hash": found, "basis": "review", **values})


def edition(measure, **values):
    """An edition row as the door would write it after the ones there are."""
    content, last = dump(measure), Edition.objects.get(record_id=measure.pk)
    row = {
        "sequence": Log.objects.get().sequence + 1,
        "action": "published",
        "kind": "measure",
        "record_id": measure.pk,
        "number": last.number + 1,
        "slug": measure.slug,
        "content": encode(content),
        "content_hash": content_hash(content),
        "own_hash": own_hash(content),
        "published_at": last.published_at,
    }
    Edition.objects.filter(pk=last.pk).update(superseded_at=Log.objects.get().published_at.replace(year=2099))
    return Edition(**{**row, **values})


@pytest.mark.parametrize(
    ("basis", "sentence"), [("review", ANOTHER), ("seed", SEED), ("something else", SEED), ("", SEED)]
)
def test_an_approval_by_its_author_is_refused_on_whatever_basis(measure, author, basis, sentence):
    assert refusal(approval(measure, basis=basis, by=author).save) == sentence
    assert refusal(Approval.objects.bulk_create, [approval(measure, basis=basis, by=author)]) == sentence


@pytest.mark.parametrize("basis", ["seed", "something else", ""])
def test_an_approval_by_nobody_is_refused_where_somebody_wrote(measure, basis):
    assert refusal(approval(measure, basis=basis).save) == SEED


def test_a_review_by_nobody_is_refused(measure):
    assert "approval_by_somebody" in refusal(approval(measure).save)


def test_an_approval_of_other_words_than_the_last_is_refused(measure):
    assert refusal(approval(measure, content_hash="sha256:other", by=f.user()).save) == LAST


def test_an_approval_cannot_be_turned_to_other_words_or_another_person(measure, author):
    given = Approval.objects.filter(record_id=measure.pk)
    for change in ({"content_hash": own_hash(dump(measure))}, {"by": author}, {"record_id": f.agency(f.source()).pk}):
        assert refusal(given.update, **change) == "A row of approval never changes."


def test_who_wrote_what_cannot_be_rewritten(measure, author):
    mine = Revision.objects.filter(by=author)
    assert refusal(mine.update, by=f.user()) == "A row of revision never changes."
    assert refusal(mine.update, content_hash="sha256:other") == "A row of revision never changes."
    assert refusal(mine.delete) == "A row of revision is never deleted."


def test_an_edition_without_an_approval_is_refused(measure):
    assert "edition_published_is_approved" in refusal(edition(measure).save)


def test_an_edition_with_the_approval_of_the_words_before_is_refused(measure):
    earlier = Edition.objects.get(record_id=measure.pk).approval
    assert refusal(edition(measure, approval=earlier).save) == EXACTLY


def test_an_edition_with_the_approval_of_another_record_is_refused(measure):
    other = Approval.objects.exclude(record_id=measure.pk).latest("pk")
    assert refusal(edition(measure, approval=other).save) == EXACTLY


def test_the_words_of_an_edition_cannot_be_exchanged(measure):
    assert refusal(Edition.objects.update, content=encode(dump(measure))) == "A row of edition never changes."


def test_other_words_under_an_approved_hash_are_found_by_the_check_of_the_evidence(measure):
    """No database can work out the hash of a content; the check that runs by itself can."""
    earlier = Edition.objects.get(record_id=measure.pk)
    edition(measure, approval=earlier.approval, own_hash=earlier.own_hash).save()
    assert f"edition measure {measure.slug}, 2: its words are not the ones that were approved: the hash differs." in [
        str(failure) for failure in verify(Tally())
    ]
