import copy

import pytest

from policies.content.records import dump
from policies.domain.readiness import mismatch, obstacles
from tests import factories as f

pytestmark = pytest.mark.django_db
TEXTS = {f.sha256(f.TEXT): f.TEXT}


@pytest.fixture
def contents():
    """A content of each kind that may be published."""
    source = f.source()
    document = f.document(source, f.agency(source))
    records = [source, document.issuers.get().agency, document, f.measure(source, document), f.statement(source)]
    return {record.kind.value: dump(record) for record in [*records, source.trust]}


def without(content, *values):
    """The content without its evidence of these values, on its rows either."""
    kept = [entry for entry in content["evidence"] if entry["value"] not in values]
    return {**content, "evidence": kept}


def test_complete_contents_have_no_obstacles(contents):
    assert {kind: obstacles(content, TEXTS) for kind, content in contents.items()} == {key: [] for key in contents}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("document", "The record as a whole has no evidence. Cite the words it rests on."),
        ("measure", "The record as a whole has no evidence. Cite the words it rests on."),
        ("statement", "The record as a whole has no evidence. Cite the words it rests on."),
        ("agency", "The agency has no evidence. Cite words that name it."),
    ],
)
def test_a_record_rests_on_words(contents, kind, sentence):
    assert obstacles(without(contents[kind], "record", "name"), TEXTS) == [sentence]


def test_a_document_has_a_preferred_date_and_evidence_for_every_date(contents):
    document = contents["document"] | {"date": None}
    document["dates"] = [{**document["dates"][0], "evidence": []}]
    assert obstacles(document, TEXTS) == [
        "No date is preferred. Tick the one that lists are to show.",
        "The date “August 2015” has no evidence. Cite the words that give it.",
    ]


def test_a_document_has_a_preferred_issuer_and_evidence_for_every_issuer(contents):
    document = contents["document"]
    (row,) = document["issuers"]
    name = row["agency"]["name"]["en"]
    both = {**row["agency"], "name": {"en": name, "zh-Hans": "商务部"}}
    document["issuers"] = [{**row, "agency": both, "preferred": False, "evidence": []}]
    assert obstacles(document, TEXTS) == [
        f"The issuer “{name} / 商务部” has no evidence. Cite the words that name it.",
        "No issuer is preferred. Tick whom we hold to have issued it.",
    ]


@pytest.mark.parametrize(("code", "needed"), [("OPINIONS", 1), ("NOT-STATED", 0), ("EVENT", 0)])
def test_a_type_needs_evidence_unless_it_is_none(contents, code, needed):
    document = without(contents["document"], "type")
    document["type"] = {**document["type"], "code": code}
    assert len(obstacles(document, TEXTS)) == needed


def test_a_number_and_a_relation_need_evidence(contents):
    document = contents["document"] | {"number": "国办发〔2015〕78号"}
    document["relations"] = [{"predicate": "implements", "document": {}, "date": None, "evidence": []}]
    assert obstacles(document, TEXTS) == [
        "The number 国办发〔2015〕78号 has no evidence. Cite where it stands.",
        "The relation “implements” has no evidence. Cite the words that state it.",
    ]


def test_words_at_the_far_end_of_a_relation_do_not_state_it_and_are_cited_for_one(contents):
    document = contents["document"]
    passage = {**document["evidence"][0], "value": "object"}
    document["evidence"] = [*document["evidence"], passage]
    document["relations"] = [{"predicate": "implements", "document": {}, "date": None, "evidence": [passage]}]
    assert obstacles(document, TEXTS) == [
        "The relation “implements” has no evidence. Cite the words that state it.",
    ]
    document["relations"] = []
    assert obstacles(document, TEXTS) == [
        "A passage of another document is cited for no relation. Choose the relation it belongs to.",
    ]


def test_a_measure_gives_actors_targets_and_levels_or_says_that_they_are_not_stated(contents):
    assert obstacles(contents["measure"] | {"not_stated": []}, TEXTS) == [
        "The actors are empty. Give them, or tick that the source does not state them.",
        "The target groups are empty. Give them, or tick that the source does not state them.",
        "The levels are empty. Give them, or tick that the source does not state them.",
    ]


def test_a_measure_does_not_give_what_it_says_is_not_stated(contents):
    measure = contents["measure"] | {"levels": [{"code": "COUNTY"}]}
    assert obstacles(measure, TEXTS) == ["The levels are both given and marked as not stated. Keep one."]


@pytest.mark.parametrize("found", [{"sectors": [{"code": "S"}]}, {"product": "tea"}, {"not_stated": "sectors"}])
def test_a_measure_gives_a_sector_or_a_product_or_says_that_it_is_not_stated(contents, found):
    measure = contents["measure"] | {"product": None}
    assert obstacles(measure, TEXTS) == ["The sector is empty. Give it, or tick that the source does not state it."]
    if "not_stated" in found:
        found = {"not_stated": [*measure["not_stated"], "sectors"]}
    assert obstacles(measure | found, TEXTS) == []


def test_a_succession_needs_evidence(contents):
    agency = contents["agency"] | {"successors": [{"agency": {}, "kind": "renamed", "date": None, "evidence": []}]}
    assert obstacles(agency, TEXTS) == ["The succession has no evidence. Cite the words that state it."]


def test_the_words_of_a_statement_are_from_its_own_source():
    own, other = f.source(), f.source()
    statement = f.statement(other)
    statement.source = own
    assert dump(statement)["text"] == ""
    assert obstacles(dump(statement), TEXTS) == [
        f"No words are cited from {own.slug}, whose statement it is. Cite them, or choose another source."
    ]
    f.cite(statement, "In August 2015", own)
    assert dump(statement)["text"] == "In August 2015"
    assert obstacles(dump(statement), TEXTS) == []


def test_a_source_has_a_snapshot(contents):
    assert obstacles(contents["source"] | {"snapshots": []}, TEXTS) == [
        "The source has no snapshot. Add its text first."
    ]


@pytest.fixture
def entry(contents):
    return copy.deepcopy(contents["agency"]["evidence"][0])


def test_evidence_whose_words_stand_at_their_place_is_right(entry):
    assert mismatch(entry, f.TEXT) is None


def test_evidence_without_a_text_is_told_with_where_it_points(entry):
    assert mismatch(entry, None) == (
        f"The evidence of “name” points to {entry['snapshot']['url']}, whose text is not there."
    )


@pytest.mark.parametrize("quote", ["the ministry of Trade", "the Ministry of Trade ", ""])
def test_a_quote_is_compared_to_the_letter(entry, quote):
    assert mismatch(entry | {"quote": quote}, f.TEXT) == (
        f"The quote for “name” is not what {entry['snapshot']['url']} has at {entry['start']} to {entry['end']}. "
        "Find the words again."
    )


def test_key_words_are_compared_to_the_letter_too(entry):
    assert mismatch(entry | {"quotes": ["the ministry of Trade"]}, f.TEXT) == (
        f"The key spans of “name” are not what {entry['snapshot']['url']} has there. Mark them again."
    )


def test_spans_outside_the_quote_are_told(entry):
    assert mismatch(entry | {"spans": [[0, 2]], "quotes": ["In"]}, f.TEXT) == (
        f"The span 0–2 is outside the quote, which is at {entry['start']}–{entry['end']}."
    )
