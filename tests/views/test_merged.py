"""A merged record in public: the way to the other one, in pages, files and the API, now and in the past."""

from urllib.parse import unquote

import pytest

from policies.domain import merging
from policies.domain.unmerging import undo
from policies.models import Edition, Merge
from tests import factories as f
from tests import replaying

pytestmark = pytest.mark.django_db


def merge(kept, lesser):
    kept, lesser = (type(record).objects.get(pk=record.pk) for record in (kept, lesser))
    proposed = merging.propose(kept, lesser, by=f.user(), reason="Entered twice.")
    merging.decide(proposed, by=f.user())
    return Merge.objects.get(pk=proposed.pk)


@pytest.fixture
@replaying.kept
def chain():
    """A went into B, which went into C. A had another address before."""
    source = f.source()
    agencies = [f.agency(source, slug=slug, name_en=slug.upper()) for slug in ("was-a", "b", "c")]
    document = f.document(source, agencies[0])
    f.publish(source, *agencies, document)
    f.publish(f.change(agencies[0], slug="a"))
    before = Edition.objects.order_by("-sequence")[0].published_at
    first = merge(agencies[1], agencies[0])
    between = Edition.objects.order_by("-sequence")[0].published_at
    second = merge(agencies[2], agencies[1])
    return {"agencies": agencies, "merges": [first, second], "before": before, "between": between}


def where(client, address, **query):
    answer = client.get(address, query)
    return answer.status_code, unquote(answer.headers.get("Location", "")).removeprefix("http://testserver")


def at(moment):
    return moment.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("name", ["was-a", "a", "b"])
@pytest.mark.parametrize(
    "address",
    [
        "/agencies/{}/",
        "/zh-hans/agencies/{}/",
        "/agencies/{}.json",
        "/agencies/{}.csv",
        "/agencies/{}.jsonld",
        "/api/v1/agencies/{}/",
    ],
)
def test_every_address_that_it_ever_had_leads_to_the_end_of_the_chain(client, chain, name, address):
    assert where(client, address.format(name)) == (308, address.format("c"))


@pytest.mark.parametrize("address", ["/agencies/a/", "/agencies/a.json", "/api/v1/agencies/a/"])
def test_nobody_keeps_the_way_in_mind_because_a_merge_can_be_undone(client, chain, address):
    assert client.get(address).headers["Cache-Control"] == "no-cache"


def test_its_id_leads_there_too_and_the_query_comes_along(client, chain):
    name = chain["agencies"][0].id
    assert where(client, f"/api/v1/agencies/{name}/", lang="en") == (308, "/api/v1/agencies/c/?lang=en")


@pytest.mark.parametrize("address", ["/agencies/{}/", "/agencies/{}.json", "/api/v1/agencies/{}/"])
def test_before_the_merge_both_stand_and_between_the_two_the_first_leads_to_the_second(client, chain, address):
    before, between = at(chain["before"]), at(chain["between"])
    for name in ("a", "b", "c"):
        assert where(client, address.format(name), as_of=before) == (200, "")
    assert where(client, address.format("a"), as_of=between) == (308, f"{address.format('b')}?as_of={between}")
    assert where(client, address.format("b"), as_of=between) == (200, "")


def test_after_the_undoing_each_stands_at_its_address_again(client, chain):
    for done in reversed(chain["merges"]):
        undo(done, by=f.user(), reason="They are two.")
    for name in ("a", "b", "c"):
        assert where(client, f"/agencies/{name}/") == (200, "")
    assert where(client, "/agencies/was-a/") == (308, "/agencies/a/")


def test_its_history_says_into_what_it_went_and_its_editions_stay_readable(client, chain):
    history = client.get("/agencies/a/history/")
    assert [row["into"] for row in history.context["editions"]] == [{"name": "C", "href": "/agencies/c/"}, {}, {}]
    assert 'into <a href="/agencies/c/">C</a>' in history.content.decode()
    edition = client.get("/agencies/a/editions/2/")
    assert edition.status_code == 200
    assert 'This record was merged into <a href="/agencies/c/">C</a>.' in edition.content.decode()


def test_the_feed_says_that_it_was_merged_into_which_and_un_merged(client, chain):
    lesser, kept = chain["agencies"][1:]
    undo(chain["merges"][1], by=f.user(), reason="They are two.")
    changes = [row for row in client.get("/api/v1/changes/").json()["results"] if row["id"] == str(lesser.id)]
    assert [(row["action"], row["into"], row["reason"]) for row in changes][-2:] == [
        ("merged", str(kept.id), "Entered twice."),
        ("unmerged", None, None),
    ]


def test_lists_have_the_kept_record_alone(client, chain):
    results = client.get("/api/v1/agencies/").json()["results"]
    assert [(row["slug"], row["documents_count"]) for row in results] == [("c", 1)]
