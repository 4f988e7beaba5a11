"""The parts of a long page, each a jump away."""

import re

import pytest

from tests import factories as f
from tests.views.reading import links

pytestmark = pytest.mark.django_db


def jumps(page):
    """The list of parts, of which every one must be there."""
    found = [(href, label) for href, label in links(page) if href.startswith("#")]
    ids = re.findall(r' id="([^"]+)"', page.content.decode())
    assert {href[1:] for href, _label in found} <= set(ids)
    assert len(ids) == len(set(ids))
    return found


def test_a_source_leads_to_its_text_and_ledger(client):
    made = f.catalogue(measures=2)
    assert jumps(client.get(f"/sources/{made['source'].slug}/"))[:4] == [
        ("#facts", "About this source"),
        ("#text", "The text"),
        ("#ledger", "Ledger 8"),
        ("#cite", "How to cite"),
    ]


def test_a_document_leads_to_its_measures(client):
    made = f.catalogue(measures=2)
    assert jumps(client.get(f"/documents/{made['document'].slug}/")) == [
        ("#words", "In the words of the source"),
        ("#facts", "What is known of it"),
        ("#measures", "Measures 2"),
        ("#cite", "How to cite"),
    ]


def test_a_short_document_needs_none(client):
    made = f.catalogue()
    assert jumps(client.get(f"/documents/{made['document'].slug}/")) == []


def test_an_agency_leads_to_its_documents(client):
    made = f.catalogue()
    assert jumps(client.get(f"/agencies/{made['agency'].slug}/")) == []
    f.publish(f.document(made["source"], made["agency"]))
    assert jumps(client.get(f"/agencies/{made['agency'].slug}/")) == [
        ("#facts", "Names and succession"),
        ("#documents", "Documents 2"),
        ("#measures", "Measures 1"),
        ("#cite", "How to cite"),
    ]
