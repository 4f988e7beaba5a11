"""The ledger of a source: what it states, what we hold, and the verdict."""

import pytest

from policies.catalogue.ledger import COLUMNS, ledger_of, ours
from policies.domain import publishing
from policies.models import DocumentDate, Edition, Issuer
from tests import factories as f

pytestmark = pytest.mark.django_db


def ledger(made, editions=None):
    return ledger_of(str(made["source"].id), editions)


def row(claim):
    """A claim as the table has it, without what it says of its record and place."""
    names = ("value", "stance", "stated", "our_value_en", "our_value_zh", "our_date_edtf", "our_unnamed_issuers")
    return tuple(column.value(claim) for column in COLUMNS if column.name in names)


def claims_on(made, value):
    return [row(claim)[1:] for claim in ledger(made) if claim["value"] == value]


@pytest.fixture
def made():
    return f.catalogue()


def test_every_claim_that_a_public_record_cites_is_there_in_the_order_of_the_text(made):
    f.statement(made["source"], "poor households")
    assert [(claim["record"]["kind"], claim["value"], claim["stated"][:21]) for claim in ledger(made)] == [
        ("document", "record", "In August 2015, the M"),
        ("document", "date", "August 2015"),
        ("agency", "name", "the Ministry of Trade"),
        ("document", "issuer", "the Ministry of Trade"),
        ("document", "type", "opinions"),
        ("measure", "record", "It proposed equipment"),
        ("statement", "record", "Village shops matter "),
    ]


def test_a_claim_has_its_record_both_values_the_verdict_and_its_place(made):
    [claim] = [claim for claim in ledger(made) if claim["value"] == "issuer"]
    document, source = f.public(made["document"]), made["source"]
    names = ("kind", "id", "slug", "url", "title", "title_supplied", "official_titles")
    number = {name: document["edition"][name] for name in ("number", "sequence")}
    [issuer] = document["issuers"]
    assert claim == {
        "record": {**{name: document[name] for name in names}, "edition": number},
        "value": "issuer",
        "stance": "supports",
        "stated": "the Ministry of Trade",
        "ours": [{name: issuer[name] for name in ("agency", "role", "preferred")}],
        "unnamed_issuers": 0,
        "quote": "the Ministry of Trade",
        "quotes": ["the Ministry of Trade"],
        "source": issuer["evidence"][0]["source"],
        "snapshot": {"number": 1, "sha256": f.sha256(f.TEXT), "url": f"/sources/{source.slug}/snapshots/1.txt"},
        "start": 16,
        "end": 37,
        "spans": [[16, 37]],
    }


def test_beside_a_claim_stands_the_date_that_we_prefer(made):
    document = made["document"]
    rival = document.dates.get()
    rival.preferred = False
    rival.save()
    signed = DocumentDate.objects.create(
        document=document, kind="signed", edtf="2015-08-21", wording="21 August 2015", preferred=True
    )
    f.cite(document, "In August 2015", made["source"], "date", date=signed)
    document.citations.filter(date=rival).update(stance="imprecise", stated="some time in August")
    f.publish(f.change(document))
    ours = ("21 August 2015", "21 August 2015", "2015-08-21", None)
    assert claims_on(made, "date") == [
        ("supports", "In August 2015", *ours),
        ("imprecise", "some time in August", *ours),
    ]


def test_beside_the_date_of_another_event_stands_that_date(made):
    document = made["document"]
    ended = DocumentDate.objects.create(document=document, kind="ended", edtf="2020", wording="2020")
    f.cite(document, "In August", made["source"], "date", date=ended)
    f.publish(f.change(document))
    assert [claim[2:5] for claim in claims_on(made, "date")] == [
        ("2020", "2020", "2020"),
        ("August 2015", "August 2015", "2015-08"),
    ]


def test_beside_a_claim_stand_the_issuers_that_we_prefer_and_the_number_of_the_others(made):
    document = made["document"]
    other = f.agency(made["source"], name_zh="国务院")
    document.issuers.update(preferred=False)
    lead = Issuer.objects.create(document=document, agency=other, role="lead", preferred=True)
    document.citations.filter(value="issuer").update(stance="contradicts")
    f.cite(document, "Ministry", made["source"], "issuer", issuer=lead)
    f.publish(other, f.change(document, unnamed_issuers=18))
    assert claims_on(made, "issuer") == [
        ("contradicts", "the Ministry of Trade", other.name_en, "国务院", "", 18),
        ("supports", "Ministry", other.name_en, "国务院", "", 18),
    ]


def test_of_several_terms_the_one_that_the_source_names_is_ours():
    green, red = ({"code": name, "label": {"en": name, "zh-Hans": ""}} for name in ("Green", "Red"))
    content = {"keywords": [green, red]}
    named, other = ({"value": "keyword", "stated": "", "quote": words} for words in ("red ", "blue"))
    assert (ours(content, named), ours(content, other)) == ([red], [green, red])


@pytest.mark.parametrize("value", ["relation", "object"])
def test_a_relation_is_the_row_that_the_claim_bears_out(value):
    entry = {"value": value, "start": 1}
    rows = [{"predicate": "cites", "evidence": []}, {"predicate": "implements", "evidence": [entry]}]
    assert ours({"relations": rows}, entry) == [{"predicate": "implements"}]


@pytest.mark.parametrize(
    ("content", "value", "found"),
    [
        ({"kind": "statement", "title": {"en": "A"}}, "record", []),
        ({"kind": "agency", "name": {"en": "A"}}, "record", [{"en": "A"}]),
        ({"kind": "measure", "title": {"en": "A"}}, "issuer", []),
        ({"kind": "document", "number": None}, "number", []),
        ({"kind": "document", "number": "7"}, "number", ["7"]),
        ({"kind": "document", "status": "ended"}, "status", ["ended"]),
        ({"kind": "measure", "sectors": [], "product": "tea"}, "sector", ["tea"]),
        ({"kind": "source", "date": None}, "date", []),
    ],
)
def test_what_a_record_does_not_hold_is_nothing(content, value, found):
    assert ours(content, {"value": value, "stated": None, "quote": "words"}) == found


def test_a_claim_of_words_that_stand_apart_states_the_words(made):
    start = f.TEXT.index("equipment")
    spans = [[start, start + 9], [start + 23, start + 32]]
    made["measures"][0].citations.update(spans=spans)
    f.publish(f.change(made["measures"][0]))
    assert [claim["stated"] for claim in ledger(made) if claim["record"]["kind"] == "measure"] == [
        "equipment … subsidies"
    ]


def test_claims_go_with_a_withdrawal_and_stay_in_the_past(made):
    then = Edition.objects.as_of(Edition.objects.order_by("-sequence")[0].published_at)
    publishing.withdraw([made["statement"]], reason="Wrong.", by=f.user())
    assert (len(ledger(made)), len(ledger(made, then))) == (6, 7)


def test_what_another_source_claims_is_not_there(made):
    other = f.source()
    f.publish(other, f.statement(other))
    assert {claim["source"]["id"] for claim in ledger(made)} == {str(made["source"].id)}


@pytest.mark.parametrize("number", [1, 3])
def test_a_ledger_costs_one_query(number, django_assert_num_queries):
    made = f.catalogue(measures=number)
    # The editions that cite the source.
    with django_assert_num_queries(1):
        assert len(ledger(made)) == 6 + number


def test_every_column_has_a_name_of_its_own_and_a_label():
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))
    assert [column.name for column in COLUMNS if not str(column.label)] == []


def test_a_row_of_the_table_is_the_claim(made):
    [claim] = [claim for claim in ledger(made) if claim["value"] == "date"]
    document = made["document"]
    sequence = claim["record"]["edition"]["sequence"]
    assert {column.name: column.value(claim) for column in COLUMNS} == {
        "value": "date",
        "stance": "supports",
        "stated": "August 2015",
        "our_value_en": "August 2015",
        "our_value_zh": "August 2015",
        "our_date_edtf": "2015-08",
        "our_date_earliest": "2015-08-01",
        "our_date_latest": "2015-08-31",
        "our_unnamed_issuers": None,
        "record_kind": "document",
        "record_id": str(document.id),
        "record_slug": document.slug,
        "record_url": f"/documents/{document.slug}/",
        "record_title_en": document.title_en,
        "record_title_zh": None,
        "edition_number": 1,
        "edition_sequence": sequence,
        "quote": "August 2015",
        "offsets": "3-14",
        "spans": "3-14",
        "source_slug": made["source"].slug,
        "snapshot_number": 1,
        "snapshot_sha256": f.sha256(f.TEXT),
    }
