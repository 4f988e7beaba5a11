import copy

import pytest

from policies.content import agency, document, evidence, measure, term
from policies.content.records import dump
from policies.content.references import address, carry, mentioned, mentions, reference, term_id, term_reference
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.everything()


def test_every_kind_of_record_has_an_address():
    kinds = ("document", "measure", "agency", "source", "statement", "term")
    assert [address(kind, "x") for kind in kinds] == [
        "/documents/x/",
        "/measures/x/",
        "/agencies/x/",
        "/sources/x/",
        "/statements/x/",
        "/vocabularies/x/",
    ]


def test_a_term_has_the_same_id_wherever_its_vocabulary_is():
    assert term_id("theme", "TRADE") == "4320396c-15f7-55b6-a458-a1b829d024ac"
    assert term_id("sector", "TRADE") != term_id("theme", "TRADE")


def test_what_others_carry_can_be_taken_from_a_content_as_from_a_working_record(made):
    source = made["source"]
    assert reference(dump(made["document"])) == document.document_reference(made["document"])
    assert reference(dump(made["agency"])) == agency.agency_reference(made["agency"])
    assert reference(dump(made["measure"])) == measure.measure_reference(made["measure"])
    assert reference(dump(source)) == evidence.source_reference(source)
    assert term_reference(dump(made["term"])) == term.term_reference(made["term"])


def test_a_record_mentions_what_it_names_at_any_depth_but_not_itself(made):
    content = dump(made["measure"])
    records = [made["document"], made["agency"], made["measure"].parent, made["source"]]
    codes = [
        ("instrument", "EQUIPMENT"),
        ("instrument", "SUBSIDY"),
        ("instrument", "LOGISTICS"),
        ("strength", "plans"),
        ("actor", "GOV"),
        ("target", "POOR-HH"),
        ("target", "COUNTY"),
        ("sector", "SHOPS"),
        ("level", "COUNTY"),
    ]
    assert mentions(content) == {str(row.id) for row in records} | {term_id(*pair) for pair in codes}
    assert content["id"] not in mentions(content)


def test_a_part_of_a_content_stands_for_a_record_a_term_or_nothing():
    assert mentioned({"id": "x", "url": "/documents/x/"}) == "x"
    assert mentioned({"scheme": "theme", "code": "TRADE"}) == term_id("theme", "TRADE")
    assert mentioned({"number": 1, "url": "/sources/x/snapshots/1.txt"}) is None


def test_carrying_brings_every_name_up_to_date_at_any_depth_and_nothing_else(made):
    content = dump(made["measure"])
    before = copy.deepcopy(content)
    name = {"en": "New name"}
    references = {
        str(made["agency"].id): {**agency.agency_reference(made["agency"]), "title": name, "name": name},
        term_id("strength", "plans"): {**content["strength"], "label": {"en": "Intends"}},
    }
    carried = carry(content, references)
    assert content == before
    before["document"]["issuers"][0]["agency"] |= {"title": name, "name": name}
    before["actors"][1] |= {"title": name, "name": name}
    before["strength"]["label"] = {"en": "Intends"}
    assert carried == before


def test_carrying_keeps_what_the_record_itself_says_of_a_term(made):
    content = dump(made["measure"])
    new = {**making.term_reference("target", "COUNTY", "County")}
    carried = carry(content, {term_id("target", "COUNTY"): new})
    assert carried["targets"][1] == {**new, "role": "place"}


def test_a_source_at_a_new_address_takes_its_snapshots_along(made):
    moved = {**evidence.source_reference(made["source"]), "slug": "moved", "url": "/sources/moved/"}
    carried = carry(dump(made["statement"]), {moved["id"]: moved})
    assert carried["evidence"][0]["snapshot"]["url"] == "/sources/moved/snapshots/1.txt"
    assert carried["source"]["slug"] == "moved"


def test_carrying_nothing_changes_nothing(made):
    for record in made.values():
        content = dump(record)
        assert carry(content, {}) == content


def test_a_document_carries_only_preferred_issuers_to_others(made):
    content = dump(made["document"])
    content["issuers"][0]["preferred"] = False
    assert reference(content)["issuers"] == []


def test_a_statement_is_named_by_its_quote():
    source = f.source()
    statement = f.statement(source)
    content = dump(statement)
    assert reference(content) == {name: content[name] for name in ("id", "slug", "url", "title")}
