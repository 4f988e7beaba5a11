"""The answers of the repository, as they go over the line."""

import json
from datetime import UTC, datetime

import pytest
from lxml import etree
from saxonche import PySaxonProcessor

from policies.catalogue import harvest
from policies.domain import publishing
from policies.models import Edition, Log
from policies.views.oai.answering import second
from tests import factories as f
from tests.views.oai.harvesting import OAI, asked, errors, identifiers

pytestmark = pytest.mark.django_db
LIST = {"verb": "ListRecords", "metadataPrefix": "record"}


def test_the_whole_record_comes_word_for_word(client):
    made = f.catalogue()
    tree = asked(client, verb="GetRecord", metadataPrefix="record", identifier=f"urn:uuid:{made['document'].pk}")
    [held] = tree.iterfind(".//o:metadata", OAI)
    with PySaxonProcessor(license=False) as saxon:
        processor = saxon.new_xpath_processor()
        processor.set_context(xdm_item=saxon.parse_xml(xml_text=etree.tostring(held[0], encoding="unicode")))
        found = json.loads(processor.evaluate_single("xml-to-json(.)").get_string_value())
    assert found == f.public(made["document"])


def test_a_list_is_as_of_the_last_edition_so_that_what_is_being_published_is_told_the_next_time(client):
    f.catalogue()
    last = Log.objects.get(pk=1).published_at
    said = asked(client, **LIST).find("o:responseDate", OAI).text
    assert datetime.fromisoformat(said) == last.replace(microsecond=0)
    again = asked(client, **LIST, **{"from": said})
    assert identifiers(again) != []


def test_portions_lead_on_and_the_last_says_that_it_is_the_last(client, monkeypatch):
    monkeypatch.setattr(harvest, "AT_ONCE", 4)
    f.catalogue(measures=3)
    total = Edition.objects.latest().count()
    tree, seen, tokens = asked(client, **LIST), [], []
    while True:
        seen += identifiers(tree)
        row = tree.find(".//o:resumptionToken", OAI)
        tokens.append((row.get("cursor"), row.get("completeListSize"), bool(row.text)))
        if not row.text:
            break
        tree = asked(client, verb="ListRecords", resumptionToken=row.text)
    assert len(seen) == len(set(seen)) == total
    assert tokens == [(str(4 * n), str(total), 4 * (n + 1) < total) for n in range(-(-total // 4))]


def test_a_list_of_one_portion_has_no_token(client):
    f.catalogue()
    assert asked(client, **LIST).find(".//o:resumptionToken", OAI) is None


def test_the_request_is_repeated_but_not_one_that_is_not_in_order(client):
    f.catalogue()
    assert asked(client, **LIST).find("o:request", OAI).attrib == LIST
    assert asked(client, verb="ListRecords", x="1").find("o:request", OAI).attrib == {}
    vain = {"verb": "GetRecord", "identifier": "x", "metadataPrefix": "oai_dc"}
    assert asked(client, **vain).find("o:request", OAI).attrib == vain
    assert errors(asked(client, **vain)) == [("idDoesNotExist", "“x” is the identifier of no record of ours.")]


def test_what_is_gone_has_a_header_alone(client):
    made = f.catalogue()
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.", takedown=True)
    name = f"urn:uuid:{made['statement'].pk}"
    tree = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=name)
    [record] = tree.iterfind(".//o:record", OAI)
    assert [child.tag.rpartition("}")[2] for child in record] == ["header"]
    assert record[0].get("status") == "deleted"
    found = errors(asked(client, verb="ListMetadataFormats", identifier=name))
    assert found == [("noMetadataFormats", "This record is gone; only its header is left.")]


def test_no_draft_is_told(client):
    made = f.catalogue()
    draft = f.statement(made["source"])
    tree = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"urn:uuid:{draft.pk}")
    assert [code for code, _sentence in errors(tree)] == ["idDoesNotExist"]
    assert str(draft.pk) not in client.get("/oai", LIST).content.decode()


def test_a_repository_without_records_says_so(client):
    assert [code for code, _sentence in errors(asked(client, **LIST))] == ["noRecordsMatch"]
    assert asked(client, verb="Identify").find(".//o:earliestDatestamp", OAI).text == "1970-01-01T00:00:00Z"


def test_the_contact_is_told(client, settings):
    settings.CONTACT, settings.BASE_URL = "desk@example.org", "https://example.org"
    tree = asked(client, verb="Identify")
    assert tree.find(".//o:adminEmail", OAI).text == "desk@example.org"
    assert tree.find(".//o:baseURL", OAI).text == "https://example.org/oai"


def test_other_methods_are_refused_and_other_sites_may_read(client):
    assert client.put("/oai").status_code == 405
    assert client.get("/oai?verb=Identify")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_with_one_record_and_with_three(client, number, django_assert_num_queries):
    f.catalogue(measures=number)
    # The log, the records, their sets.
    with django_assert_num_queries(3):
        client.get("/oai", {**LIST, "set": "kind:measure"})


def test_moments_are_said_in_seconds_of_utc():
    assert second(datetime(2015, 11, 9, 10, 0, 0, 999_999, tzinfo=UTC)) == "2015-11-09T10:00:00Z"
