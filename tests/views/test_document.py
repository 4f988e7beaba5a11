"""The measures of a document, by family of instrument."""

import pytest

from policies.views.document import by_family
from tests import factories as f
from tests.views.reading import links


def measure(code, *broader):
    return {"instrument": {"code": code, "broader": list(broader)}}


def test_families_stand_in_the_order_of_the_text_each_with_the_list_of_its_measures():
    pilot, fee, other = measure("PILOT", "EXPERIMENT"), measure("FEE", "SUBSIDY", "FISCAL"), measure("EXPERIMENT")
    assert by_family([pilot, fee, other], "/measures/?document=D4") == [
        {"code": "EXPERIMENT", "href": "/measures/?document=D4&instrument=EXPERIMENT", "measures": [pilot, other]},
        {"code": "FISCAL", "href": "/measures/?document=D4&instrument=FISCAL", "measures": [fee]},
    ]


@pytest.mark.django_db
def test_lists_that_a_page_leads_to_name_records_by_their_readable_addresses(client):
    made = f.catalogue(measures=14)
    document, source = made["document"].slug, made["source"].slug
    f.publish(*(f.statement(made["source"]) for _more in range(6)))
    assert (f"/measures/?document={document}&instrument=SUBSIDY") in dict(links(client.get(f"/documents/{document}/")))
    of_measure = dict(links(client.get(f"/measures/{made['measures'][0].slug}/")))
    assert of_measure[f"/measures/?document={document}"] == "All 14"
    of_statement = dict(links(client.get(f"/statements/{made['statement'].slug}/")))
    assert of_statement[f"/statements/?source={source}"] == "All 7"
