import pytest

from policies.catalogue.figures import last_published, lately, totals
from policies.domain import publishing
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_an_empty_catalogue_counts_nothing():
    assert (totals(), lately()) == (
        {"document": 0, "measure": 0, "agency": 0, "source": 0, "statement": 0},
        [],
    )


@pytest.mark.parametrize("number", [1, 3])
def test_public_records_are_counted_by_kind_without_terms_drafts_and_tombstones(number, django_assert_num_queries):
    made = f.catalogue(measures=number)
    f.statement(made["source"])
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    # Numbers by kind.
    with django_assert_num_queries(1):
        found = totals()
    assert found == {"document": 1, "measure": number, "agency": 1, "source": 1, "statement": 0}


def test_what_was_published_last_comes_first():
    made = f.catalogue()
    f.change(made["source"], publisher="News")
    f.publish(made["source"])
    assert [edition.kind for edition in lately()] == ["source", "statement", "measure", "document", "agency"]
    assert [edition.kind for edition in lately(2)] == ["source", "statement"]


def test_a_renewal_is_no_publication_but_takes_no_record_off_either():
    made = f.catalogue()
    before = [edition.slug for edition in lately()]
    f.change(made["agency"], name_en="Ministry of Commerce")
    f.publish(made["agency"])
    found = lately()
    assert [edition.slug for edition in found] == [
        made["agency"].slug,
        *[slug for slug in before if slug != made["agency"].slug],
    ]
    assert {edition.number for edition in found if edition.kind in {"document", "measure"}} == {2}


def test_what_was_withdrawn_is_not_among_what_was_published_last():
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    assert "statement" not in [edition.kind for edition in lately()]


@pytest.mark.parametrize("number", [1, 3])
def test_what_was_published_last_costs_one_query(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # The records.
    with django_assert_num_queries(1):
        assert len([edition.record for edition in lately()]) == 5


def test_as_of_the_last_edition_the_catalogue_is_as_it_is_now(django_assert_num_queries):
    f.catalogue()
    with django_assert_num_queries(1):
        at = last_published()
    assert at == Edition.objects.latest().order_by("-sequence")[0].published_at
    assert set(Edition.objects.public(at)) == set(Edition.objects.current())
