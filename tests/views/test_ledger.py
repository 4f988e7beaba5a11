"""The ledger on the page of a source, and as a file."""

import csv
import io
import json

import pytest
from django.utils.http import urlencode

from policies.choices import CitedValue
from policies.domain import publishing
from policies.models import Edition, Source
from policies.views import ledger
from tests import factories as f
from tests.views.reading import links, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue()


def address(made, ending="/"):
    return f"/sources/{made['source'].slug}{ending}"


def body(answer):
    return answer.getvalue().decode()


def groups(client, made):
    """The rows of the table, those under one heading after it."""
    [table] = text_of(client.get(address(made)), "ledger")
    return " ".join(table.split())


def test_what_a_source_states_stands_beside_what_we_have_with_the_verdict(client, made):
    title, name = made["document"].title_en, made["agency"].name_en
    assert groups(client, made) == (
        "RecordThe source statesWe haveVerdict "
        f"Dates it supports {title} August 2015 August 2015 2015-08 supports "
        f"Issuers it supports {title} the Ministry of Trade {name} supports "
        f"Types it supports {title} opinions opinions supports "
        f"Names it supports {name} the Ministry of Trade {name} supports"
    )


@pytest.mark.parametrize("stance", ["imprecise", "contradicts"])
def test_a_claim_that_differs_comes_first_and_once(client, made, stance):
    made["document"].citations.filter(value="type").update(stance=stance, stated="guidance")
    f.publish(f.change(made["document"]))
    page = client.get(address(made))
    said = words(page)
    assert f"{stance}: 1 supports: 6" in said
    assert said.count("“guidance”") + said.count(" guidance ") == 1
    table = groups(client, made)
    assert table.index("Where it is imprecise, or contradicts") < table.index("guidance") < table.index("Dates")
    assert "Types it supports" not in table
    assert ("#ledger-differs", "Where it is imprecise, or contradicts") in links(page)


def test_a_row_leads_to_the_record_and_to_the_words_lit_on_the_same_page(client, made):
    found = links(client.get(address(made)))
    assert ("?snapshot=1&spans=3-14#lit", "August 2015") in found
    page = client.get(address(made, "/?snapshot=1&spans=3-14"))
    assert text_of(page, "key") == ["August 2015"]


def test_records_as_a_whole_are_counted_by_kind_and_lead_to_their_lists(client):
    made = f.catalogue(measures=3)
    slug = made["source"].slug
    page = client.get(address(made))
    assert "each beside its words in the text: Documents 1, Measures 3, Statements 1" in words(page)
    assert (f"/measures/?source={slug}", "Measures") in links(page)
    assert len(client.get(f"/api/v1/measures/?source={slug}").json()["results"]) == 3


def test_a_source_that_nothing_cites_has_an_empty_ledger(client):
    record = f.source()
    f.publish(record)
    page = client.get(f"/sources/{record.slug}/")
    assert "0 passages of this source are cited for public records." in words(page)
    assert text_of(page, "group") == []


def test_the_ledger_of_a_past_moment_is_of_that_moment(client, made):
    then = Edition.objects.order_by("-sequence")[0].published_at.isoformat()
    publishing.withdraw([made["statement"]], reason="Wrong.", by=f.user())
    query = urlencode({"as_of": then})
    page = client.get(address(made, f"/?{query}"))
    assert "7 passages of this source" in words(page)
    assert "6 passages of this source" in words(client.get(address(made)))
    [file] = [href for href, _text in links(page) if "/ledger.json" in href]
    assert json.loads(body(client.get(file)))["count"] == 7
    assert (f"?snapshot=1&spans=3-14&{query}#lit", "August 2015") in links(page)


@pytest.mark.parametrize(
    ("claim", "group"),
    [
        ({"value": "date", "stance": "contradicts"}, "differs"),
        ({"value": "record", "stance": "imprecise"}, "differs"),
        ({"value": "date", "kind": "source"}, "itself"),
        ({"value": "record"}, "whole"),
        ({"value": "record", "ours": ["A name"]}, "name"),
        ({"value": "title"}, "name"),
        ({"value": "level"}, "other"),
    ],
)
def test_each_claim_stands_in_one_group(claim, group):
    given = {"stance": "supports", "ours": [], "record": {"kind": claim.get("kind", "document")}, **claim}
    assert ledger.group_of(given) == group


def test_no_value_is_without_a_group():
    record = {"kind": "document"}
    found = {
        ledger.group_of({"value": value, "stance": "supports", "ours": [], "record": record})
        for value in CitedValue.values
    }
    assert found == {"date", "issuer", "type", "name", "other", "whole"}


# As a file


def test_the_ledger_is_a_file_too(client, made):
    answer = client.get(address(made, "/ledger.json"))
    name = f"source-{made['source'].slug}-ledger"
    assert answer["Content-Disposition"] == f'inline; filename="{name}.json"'
    whole = json.loads(body(answer))
    assert (whole["count"], len(whole["results"])) == (7, 7)
    table = client.get(address(made, "/ledger.csv"))
    assert table["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    rows = list(csv.DictReader(io.StringIO(body(table)[1:], newline="")))
    assert [(row["record_id"], row["stated"], row["quote"]) for row in rows] == [
        (claim["record"]["id"], claim["stated"], claim["quote"]) for claim in whole["results"]
    ]


def test_a_spreadsheet_takes_no_claim_for_a_formula(client):
    record = f.source('=HYPERLINK("x") is what it says.')
    f.publish(record)
    f.publish(f.statement(record, '=HYPERLINK("x")'))
    [row] = csv.DictReader(io.StringIO(body(client.get(f"/sources/{record.slug}/ledger.csv"))[1:], newline=""))
    assert (row["stated"], row["quote"]) == ('\'=HYPERLINK("x")', '\'=HYPERLINK("x")')


def test_a_file_as_of_a_moment_is_of_that_moment(client, made):
    then = Edition.objects.order_by("-sequence")[0].published_at.isoformat()
    publishing.withdraw([made["statement"]], reason="Wrong.", by=f.user())
    past = client.get(address(made, f"/ledger.json?{urlencode({'as_of': then})}"))
    now = client.get(address(made, "/ledger.json"))
    assert (past["X-Total-Count"], now["X-Total-Count"]) == ("7", "6")


def test_an_old_address_leads_to_the_ledger_of_the_present_one(client, made):
    old = made["source"].slug
    Source.objects.filter(pk=made["source"].pk).update(slug="another-name", state="draft")
    f.publish(made["source"])
    answer = client.get(f"/sources/{old}/ledger.csv")
    assert (answer.status_code, answer["Location"]) == (308, "/sources/another-name/ledger.csv")


@pytest.mark.parametrize(
    ("ending", "status"), [("/ledger.json?x=1", 400), ("/ledger.csv?as_of=x", 400), ("/ledger.xlsx", 404)]
)
def test_what_is_wrong_is_refused(client, made, ending, status):
    assert client.get(address(made, ending)).status_code == status


def test_there_is_no_ledger_of_what_is_not_public(client):
    assert client.get(f"/sources/{f.source().slug}/ledger.json").status_code == 404


def test_a_withdrawn_source_has_no_ledger(client):
    record = f.source()
    f.publish(record)
    publishing.withdraw([record], reason="Entered twice.", by=f.user())
    answer = client.get(f"/sources/{record.slug}/ledger.json")
    assert (answer.status_code, answer.json()["reason"]) == (410, "Entered twice.")


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_takes_the_same_queries_however_long(client, django_assert_num_queries, number):
    made = f.catalogue(measures=number)
    # 1., 2. The source. 3. The editions that cite it.
    with django_assert_num_queries(3):
        assert client.get(address(made, "/ledger.csv"))["X-Total-Count"] == str(6 + number)
