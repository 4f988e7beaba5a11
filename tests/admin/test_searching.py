"""Finding records: by title, name, number and quote, in both languages; and choosing them in autocompletes."""

import pytest
from django.urls import reverse

from policies.choices import CodingRole, Scheme
from policies.models import Document
from tests import factories
from tests.admin.filling import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(factories.user("curator"))


@pytest.fixture
def document():
    source = factories.source("国务院办公厅关于促进农村电子商务加快发展的指导意见。")
    agency = factories.agency(factories.source(), name_zh="商务部")
    made = factories.document(
        factories.source(), agency, title_zh="关于促进农村电子商务加快发展的指导意见", number="国办发〔2015〕78号"
    )
    factories.document(factories.source(), agency)
    factories.cite(made, "国务院办公厅", source)
    return made


def _found(client, model: str, query: str, **filters) -> list:
    answer = client.get(address("changelist", model), {"q": query, **filters})
    return list(answer.context["cl"].result_list)


@pytest.mark.parametrize(
    "query",
    [
        "农村电子商务",
        "国办发〔2015〕78号",
        "国办发[2015]78号",
        "国办发（2015）78号",
        "国办发 【2015】 78 号",
        "国务院办公厅",
    ],
)
def test_a_document_is_found_by_title_number_and_quote(client, document, query):
    assert _found(client, "document", query) == [document]


def test_words_that_are_nowhere_find_nothing(client, document):
    assert _found(client, "document", "扶贫办") == []


def test_an_agency_is_found_by_its_chinese_name(client, document):
    assert _found(client, "agency", "商务部") == [document.issuers.get().agency]


def test_a_statement_is_found_by_its_words(client):
    made = factories.statement(factories.source())
    assert _found(client, "statement", "matter to the countryside") == [made]


def _offered(client, model: str, field: str, **query) -> list[str]:
    names = {"app_label": "policies", "model_name": model, "field_name": field}
    answer = client.get(reverse("admin:autocomplete"), {**names, **query})
    return [row["text"] for row in answer.json()["results"]]


def test_a_role_offers_the_terms_in_use_of_its_own_vocabulary(client):
    factories.term(Scheme.TARGET, "POOR", label_zh="贫困户")
    factories.term(Scheme.TARGET, "OLD", is_retired=True)
    factories.term(Scheme.SECTOR, "SHOPS")
    assert _offered(client, "coding", "term", scheme="target") == ["poor (POOR)"]
    assert _offered(client, "coding", "term", scheme="target", term="贫困") == ["poor (POOR)"]


def test_the_page_asks_for_the_vocabulary_of_each_role(client):
    form = client.get(address("add", "measure")).context["adminform"].form
    asked = {name: field.widget.get_url().partition("?")[2] for name, field in form.rows_fields.items()}
    assert asked == {
        "further_instruments": "scheme=instrument",
        "targets": "scheme=target",
        "focus": "scheme=target",
        "places": "scheme=target",
        "actors": "scheme=actor",
        "agencies": "",
        "sectors": "scheme=sector",
        "levels": "scheme=level",
    }


def test_an_instrument_is_chosen_among_instruments_only(client):
    factories.term(Scheme.INSTRUMENT, "SUBSIDY")
    factories.term(Scheme.SECTOR, "SHOPS")
    assert _offered(client, "measure", "instrument") == ["subsidy (SUBSIDY)"]


def test_a_parent_is_chosen_among_measures_of_the_document(client, document):
    source = factories.source()
    own = factories.measure(source, document)
    factories.measure(source, Document.objects.exclude(pk=document.pk).get())
    assert _offered(client, "measure", "parent", document=str(document.pk)) == [str(own)]


def test_filters_narrow_by_evidence_state_and_target(client, document):
    source = factories.source()
    cited, bare = factories.measure(source, document), factories.measure(source, document, state="in_review")
    bare.citations.all().delete()
    factories.code(cited, CodingRole.FOCUS, Scheme.TARGET, "POOR")
    assert _found(client, "measure", "", evidence="yes") == [cited]
    assert _found(client, "measure", "", evidence="no") == [bare]
    assert _found(client, "measure", "", review="in_review") == [bare]
    assert _found(client, "measure", "", target="target:POOR") == [cited]
    assert _found(client, "measure", "", target="") == [cited, bare]


def test_a_reviewer_finds_what_others_submitted(document):
    own, other = factories.user("reviewer"), factories.user("curator")
    made = factories.catalogue(2)["measures"]
    for record, by in zip(made, (own, other), strict=True):
        record.verb = "urged"
        record.save()
        factories.history.note_change(record, by=by, reason=factories.REASON)
        factories.review.submit(record, by=None)
    assert _found(client_of(own), "measure", "", review="for_me") == [made[1]]
    assert _found(client_of(own), "measure", "", mine="yes") == [made[0]]


def test_public_records_are_told_from_those_edited_since(client):
    made = factories.catalogue(2)["measures"]
    type(made[0]).objects.filter(pk=made[0].pk).update(state="draft")
    draft = factories.measure(factories.source(), made[0].document)
    assert _found(client, "measure", "", public="yes") == made
    assert _found(client, "measure", "", public="edited") == [made[0]]
    assert _found(client, "measure", "", public="no") == [draft]


def test_sources_with_uncovered_sentences_are_found(client):
    source = factories.source("One thing. Another thing.")
    factories.cite(source, "One thing.", source)
    done = factories.source("One thing.")
    factories.cite(done, "One thing.", done)
    assert _found(client, "source", "", coverage="open") == [source]
    assert _found(client, "source", "", coverage="done") == [done]
    assert _found(client, "snapshot", "", coverage="open") == [source.snapshots.get()]
