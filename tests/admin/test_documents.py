"""A document's rows: one preferred date and one sole issuer, changed on one page in whatever order they stand."""

import pytest

from policies.models import Document, DocumentDate, Issuer
from tests import factories
from tests.admin.filling import address, client_of, complaints, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    source = factories.source()
    return factories.document(source, factories.agency(source))


@pytest.fixture
def client():
    return client_of(factories.user("curator"))


def _date(document, **values) -> DocumentDate:
    return DocumentDate.objects.create(
        **{"document": document, "kind": "signed", "edtf": "2015-07", "wording": "July", **values}
    )


def test_another_date_becomes_the_preferred_one_in_one_save(document, client):
    other = _date(document)
    page = address("change", "document", document)
    send(client, page, dates__0__preferred=None, dates__1__preferred="on")
    assert DocumentDate.objects.get(preferred=True) == other
    send(client, page, dates__0__preferred="on", dates__1__preferred=None)
    assert DocumentDate.objects.get(preferred=True).kind == "stated"


def test_two_preferred_dates_are_refused(document, client):
    _date(document)
    answer = send(client, address("change", "document", document), dates__1__preferred="on")
    assert complaints(answer) == ["Only one date can be preferred: it is the one that lists show. Untick the others."]


def test_the_preferred_date_can_be_deleted_and_another_preferred_in_one_save(document, client):
    other = _date(document)
    send(client, address("change", "document", document), dates__0__DELETE="on", dates__1__preferred="on")
    assert list(DocumentDate.objects.filter(document=document, preferred=True)) == [other]


def test_two_sole_issuers_are_refused(document, client):
    Issuer.objects.create(document=document, agency=factories.agency(factories.source()), role="joint")
    answer = send(client, address("change", "document", document), issuers__1__role="sole")
    assert complaints(answer) == [
        "Two agencies cannot both be the sole, or the lead, issuer. Untick “preferred” for one of them."
    ]


def test_sole_issuers_change_places_in_one_save(document, client):
    Issuer.objects.create(document=document, agency=factories.agency(factories.source()), role="joint")
    send(client, address("change", "document", document), issuers__0__role="joint", issuers__1__role="sole")
    assert [issuer.role for issuer in Issuer.objects.filter(document=document)] == ["joint", "sole"]


def test_a_date_that_is_none_is_refused_with_what_would_do(document, client):
    answer = send(client, address("change", "document", document), dates__0__edtf="2015-13")
    [sentence] = complaints(answer)
    assert sentence.startswith("“2015-13” has no such month as 13")


def test_a_number_is_kept_with_its_brackets_put_right(document, client):
    send(client, address("change", "document", document), number="国办发[2015]78号")
    assert Document.objects.get(pk=document.pk).number == "国办发〔2015〕78号"


def test_every_input_of_the_tables_has_a_label(document, client):
    context = client.get(address("change", "document", document)).context
    tables = [inline for inline in context["inline_admin_formsets"] if inline.opts.template.endswith("tabular.html")]
    fields = [field for inline in tables for form in inline.formset.forms for field in form if not field.is_hidden]
    named = {field.html_name: "aria-label" in field.as_widget() for field in fields}
    assert len(named) == 5 + 4 + 2  # of a date, of an issuer, and the ticks that delete them
    assert set(named.values()) == {True}


def test_the_number_that_an_agency_issued_leads_to_these_documents(document, client):
    other = factories.agency(factories.source())
    factories.document(factories.source(), other)
    page = client.get(address("changelist", "agency")).content.decode()
    link = f"/admin/policies/document/?issuers__agency={document.issuers.get().agency.pk}"
    assert f'<a href="{link}">1</a>' in page
    assert list(client.get(link).context["cl"].result_list) == [document]
