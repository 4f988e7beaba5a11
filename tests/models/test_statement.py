import pytest

from policies.models import Statement, StatementDocument
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by

pytestmark = pytest.mark.django_db


def a_statement(**values):
    return Statement(**{"slug": "new", "source": f.source(), "statement_kind": "role", **values})


def a_document_again():
    made, document = a_statement(), f.bare_document()
    made.save()
    StatementDocument.objects.create(statement=made, document=document)
    return StatementDocument(statement=made, document=document)


BROKEN = {
    "statement_address_in_small_letters": Broken(
        lambda: a_statement(slug="Trade"), "Write the address in small letters: equipment-subsidies."
    ),
    "statement_state_known": Broken(
        lambda: a_statement(state="lost"), "The state must be one of draft, in review, published or withdrawn."
    ),
    "statement_kind_known": Broken(lambda: a_statement(statement_kind="odd"), "Value 'odd' is not a valid choice."),
    "statementdocument_once": Broken(a_document_again, "This document is there already."),
}


@pytest.mark.parametrize("case", BROKEN.values())
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_what_breaks_no_rule_is_accepted():
    assert complaints(a_statement()) == []


def test_a_statement_and_its_documents_are_found_by_their_natural_keys():
    row = a_document_again()
    assert Statement.objects.get_by_natural_key("new") == row.statement
    assert StatementDocument.objects.get_by_natural_key(*row.natural_key()) == StatementDocument.objects.get()


def test_rows_say_what_they_are():
    row = a_document_again()
    assert [str(row.statement), str(row)] == ["new", row.document.title_en]
