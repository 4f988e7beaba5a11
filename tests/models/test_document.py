import pytest

from policies.models import Agency, Document, DocumentDate, DocumentName, Issuer, Relation
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
NOT_THIS_TERM = "term instance with key 'theme:TRADE' is not a valid choice."


def a_document(slug="new", **values):
    return Document(**{"slug": slug, "title_en": "New", "type": f.term("document-type", "OPINIONS"), **values})


def saved(slug="first", **values):
    made = a_document(slug, **values)
    made.save()
    return made


def an_agency(slug="trade"):
    return Agency.objects.create(slug=slug, name_en=slug)


def a_number_again():
    saved(number="国办发〔2015〕78号")
    return a_document(number="国办发〔2015〕78号")


def a_name_again():
    made = saved()
    DocumentName.objects.create(document=made, language="en", text="Opinions")
    return DocumentName(document=made, language="en", text="Opinions", kind="translation")


def a_date(edtf="2015-08", of=None, **values):
    return DocumentDate(
        **{"document": of or saved(), "kind": "stated", "edtf": edtf, "wording": "August 2015", **values}
    )


def a_date_again():
    first = a_date()
    first.save()
    return dated(a_date(of=first.document))


def a_second_preferred_date():
    first = a_date(preferred=True)
    first.save()
    return dated(a_date("2015-09", of=first.document, preferred=True))


def dated(row):
    """With its bounds, which `save` would give it."""
    row.set_bounds()
    return row


def an_issuer_again():
    made, by = saved(), an_agency()
    Issuer.objects.create(document=made, agency=by, role="joint")
    return Issuer(document=made, agency=by, role="joint", preferred=False)


def a_second_issuer(role):
    made = saved()
    Issuer.objects.create(document=made, agency=an_agency("first"), role=role)
    return Issuer(document=made, agency=an_agency("second"), role=role)


def a_relation_again():
    first, second = saved("first"), saved("second")
    Relation.objects.create(document=first, predicate="cites", object=second)
    return Relation(document=first, predicate="cites", object=second)


def a_relation_to_itself():
    made = saved()
    return Relation(document=made, predicate="cites", object=made)


def a_relation(**values):
    return Relation(document=saved("first"), predicate="cites", object=saved("second"), **values)


BROKEN = {
    "document_address_in_small_letters": Broken(
        lambda: a_document(slug="Trade"), "Write the address in small letters: equipment-subsidies."
    ),
    "document_state_known": Broken(
        lambda: a_document(state="lost"), "The state must be one of draft, in review, published or withdrawn."
    ),
    "document_has_a_title": Broken(lambda: a_document(title_en=""), "Give a title in English or in Chinese."),
    "document_type_of_its_scheme": Broken(lambda: a_document(type=f.term("theme", "TRADE")), NOT_THIS_TERM),
    "document_status_known": Broken(lambda: a_document(status="odd"), "Value 'odd' is not a valid choice."),
    "document_number_once": Broken(a_number_again, "Another document has this number already."),
    "documentname_once": Broken(a_name_again, "This document has this name already."),
    "documentdate_once": Broken(a_date_again, "This document has this date already."),
    "documentdate_one_preferred": Broken(
        a_second_preferred_date, "Only one date of a document can be preferred. Untick the other first."
    ),
    "documentdate_bounds_in_order": Broken(lambda: a_date(earliest="2015-08-02", latest="2015-08-01"), None),
    "issuer_once": Broken(an_issuer_again, "This agency is an issuer in this role already."),
    "issuer_one_sole_preferred": Broken(
        lambda: a_second_issuer("sole"), "Two agencies cannot both be the sole issuer."
    ),
    "issuer_one_lead_preferred": Broken(
        lambda: a_second_issuer("lead"), "Two agencies cannot both be the lead issuer."
    ),
    "relation_once": Broken(a_relation_again, "This relation is there already."),
    "relation_of_two_documents": Broken(a_relation_to_itself, "A document cannot stand in a relation to itself."),
    "relation_bounds_in_order": Broken(lambda: a_relation(earliest="2015-08-02", latest="2015-08-01"), None),
}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_what_breaks_no_rule_is_accepted():
    made = saved("old")
    rows = [a_document(), a_date(of=made), a_relation(), Issuer(document=made, agency=an_agency(), role="sole")]
    assert [complaints(row) for row in rows] == [[], [], [], []]


@pytest.mark.parametrize("typed", ["国办发[2015]78号", "国办发（2015）78号", " 国办发 〔２０１５〕 第78号 "])
def test_a_number_is_brought_to_its_normal_form(typed):
    made = a_document(number=typed)
    made.full_clean()
    assert made.number == "国办发〔2015〕78号"


def test_a_number_in_another_print_is_the_same_number():
    saved(number="国办发〔2015〕78号")
    assert complaints(a_document(number="国办发[2015]第078号")) == ["Another document has this number already."]


def test_a_number_of_another_kind_stays_as_it_was_typed():
    made = a_document(number=" Decree No. 12-A ")
    made.full_clean()
    assert made.number == "Decree No. 12-A"


def test_documents_without_a_number_do_not_collide():
    saved("first")
    assert complaints(a_document("second")) == []


def test_a_document_may_have_several_dates_of_which_none_is_preferred():
    made = saved()
    for edtf in ("2015-08", "2015-09"):
        a_date(edtf, of=made).save()
    assert complaints(a_date("2015-10", of=made)) == []


def test_a_claim_of_another_sole_issuer_is_kept_beside_the_preferred_one():
    row = a_second_issuer("sole")
    row.preferred = False
    assert complaints(row) == []


def test_a_document_and_its_rows_are_found_by_their_natural_keys():
    name, issuer = a_name_again(), Issuer(document=Document.objects.get(), agency=an_agency(), role="lead")
    date, relation = a_date(of=Document.objects.get()), Relation(predicate="cites", object=saved("second"))
    relation.document = issuer.document
    for row in (issuer, date, relation):
        row.save()
    assert DocumentName.objects.get_by_natural_key("first", "en", "Opinions").natural_key() == name.natural_key()
    assert DocumentDate.objects.get_by_natural_key("first", "stated", "2015-08") == date
    assert Issuer.objects.get_by_natural_key("first", "trade", "lead") == issuer
    assert Relation.objects.get_by_natural_key("first", "cites", "second") == relation


def test_rows_say_what_they_are():
    made = saved()
    rows = [
        DocumentName(document=made, text="Opinions"),
        a_date(of=made),
        Issuer(document=made, agency=an_agency(), role="lead"),
        Relation(document=made, predicate="cites", object=made),
    ]
    assert [str(row) for row in rows] == [
        "Opinions",
        "as stated by the source: August 2015",
        "trade (lead issuer)",
        "cites New",
    ]
