"""The page of a statement: which document it speaks of, and that it speaks of none."""

import pytest

from policies.models import StatementDocument
from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


def test_a_statement_leads_to_the_document_it_speaks_of_and_the_document_to_it(client):
    made = f.catalogue()
    statement = f.statement(made["source"])
    StatementDocument.objects.create(statement=statement, document=made["document"])
    f.publish(statement)
    page = client.get(f"/statements/{statement.slug}/")
    assert f"Speaks of {made['document'].title_en}" in words(page)
    said = client.get(f"/documents/{made['document'].slug}/")
    assert "What sources say of it" in words(said)
    assert f"/statements/{statement.slug}/" in dict(links(said))


def test_a_statement_whose_source_names_no_document_says_so(client):
    made = f.catalogue()
    page = client.get(f"/statements/{made['statement'].slug}/")
    assert "Speaks of no document: the source names none here" in words(page)
