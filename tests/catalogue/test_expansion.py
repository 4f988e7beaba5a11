import pytest

from policies.catalogue.expansion import EXPANSIONS, expanded
from policies.choices import Kind
from policies.models import Edition, Issuer
from tests import factories as f
from tests.catalogue.asking import ask

pytestmark = pytest.mark.django_db


def records(kind):
    return [edition.record for edition in ask(kind).ordered]


def test_every_kind_has_its_expansions():
    assert set(EXPANSIONS) == set(Kind) - {Kind.TERM}


@pytest.mark.parametrize("number", [1, 3])
def test_the_measures_of_documents_are_given_whole_in_the_order_of_the_text(number, django_assert_num_queries):
    made = f.catalogue(measures=number)
    f.publish(f.document(made["source"], made["agency"]))
    documents = records("document")
    # The measures of all the documents.
    with django_assert_num_queries(1):
        found = expanded(documents, ["measures"])
    by_id = {record["id"]: record["measures"] for record in found}
    assert by_id.pop(str(made["document"].id)) == records("measure")
    assert list(by_id.values()) == [[]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_agencies_that_records_name_are_given_whole_each_once(number, django_assert_num_queries):
    made = f.catalogue(measures=number)
    measures = records("measure")
    # The agencies that any of the records name.
    with django_assert_num_queries(1):
        found = expanded(measures, ["agencies"])
    assert [record["agencies"] for record in found] == [records("agency")] * number
    assert [{name: record[name] for name in measures[0]} for record in found] == measures
    assert made["agency"].slug == found[0]["agencies"][0]["slug"]


def test_agencies_come_in_the_order_in_which_a_record_names_them():
    made = f.catalogue()
    second = f.agency(made["source"], name_en="Aaa")
    issuer = Issuer.objects.create(document=made["document"], agency=second, role="joint")
    f.cite(made["document"], "the Ministry of Trade", made["source"], "issuer", issuer=issuer)
    f.publish(second, made["document"])
    (document,) = expanded(records("document"), ["agencies"])
    assert [row["slug"] for row in document["agencies"]] == [made["agency"].slug, second.slug]


def test_what_is_given_whole_is_as_it_was_then():
    made = f.catalogue()
    then = Edition.objects.order_by("-sequence")[0].published_at
    f.publish(f.measure(made["source"], made["document"]))
    (now,), (past,) = (expanded(records("document"), ["measures"], as_of=at) for at in (None, then))
    assert [len(document["measures"]) for document in (now, past)] == [2, 1]


def test_nothing_asked_for_is_nothing_added():
    f.catalogue()
    assert expanded(records("document"), []) == records("document")
