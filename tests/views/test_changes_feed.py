"""The whole log as a feed reader has it, against the feed of the API."""

import json
import xml.etree.ElementTree as ET

import feedparser
import pytest

from policies.catalogue import changes
from policies.catalogue.feeds import entry_id
from policies.domain import publishing
from policies.models import Edition
from policies.models.edition import moment
from tests import factories as f
from tests.catalogue.keeping import kept

SITE = "http://testserver"


def make():
    """One of everything that happens in the log."""
    made = f.catalogue(measures=4)
    first, second, third, fourth = made["measures"]
    f.change(first, title_en="Another title")
    f.publish(first)
    publishing.withdraw([second], by=None, reason="Entered twice.")
    publishing.withdraw([third], by=None, reason="Wrong.")
    publishing.restore([third], by=f.user("reviewer"), reason="Right after all.")
    publishing.withdraw([fourth], by=None, reason="By order of a court.", takedown=True)
    return made


once, made = kept(make)


def read(client, address="/changes.atom"):
    answer = client.get(address.removeprefix(SITE))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.bozo_exception
    return found


def link(found, rel):
    return next((row.href for row in found.feed.links if row.rel == rel), None)


def told(entry):
    """The change that an entry holds."""
    return json.loads(entry.content[0].value)


def whole(client):
    """Every entry, from the latest to the first, as RFC 5005 leads to them."""
    address, seen = "/changes.atom", {}
    while address:
        found = read(client, address)
        seen |= {entry.id: entry for entry in found.entries}
        address = link(found, "prev-archive")
    return list(seen.values())


def test_it_tells_what_the_api_tells_in_the_order_of_the_log_from_part_to_part(client, monkeypatch):
    monkeypatch.setattr(changes, "IN_PART", 4)
    expected = client.get("/api/v1/changes/").json()["results"]
    assert len(expected) > 12
    entries = whole(client)
    assert [told(entry) for entry in reversed(entries)] == expected
    assert [entry.updated[:19] for entry in reversed(entries)] == [row["at"][:19] for row in expected]
    assert [entry.links[1].href for entry in reversed(entries)] == [SITE + row["url"] for row in expected]
    assert [entry.tags[0].term for entry in reversed(entries)] == [row["action"] for row in expected]


def test_a_whole_part_stays_as_it_is_and_leads_both_ways(client, monkeypatch):
    monkeypatch.setattr(changes, "IN_PART", 4)
    last = Edition.objects.count()
    latest = read(client)
    assert [told(entry)["sequence"] for entry in latest.entries] == [*range(last, last - 4, -1)]
    assert (link(latest, "self"), link(latest, "current"), link(latest, "next-archive")) == (
        f"{SITE}/changes.atom",
        None,
        None,
    )
    first, second = read(client, "/changes.atom?part=1"), read(client, "/changes.atom?part=2")
    assert [told(entry)["sequence"] for entry in first.entries] == [4, 3, 2, 1]
    assert (link(first, "prev-archive"), link(first, "next-archive")) == (None, f"{SITE}/changes.atom?part=2")
    assert (link(second, "prev-archive"), link(second, "current")) == (
        f"{SITE}/changes.atom?part=1",
        f"{SITE}/changes.atom",
    )
    assert "fh_archive" in first.feed
    assert "fh_archive" not in latest.feed


@pytest.mark.parametrize(
    ("changes_in_all", "before"), [(0, None), (1, None), (4, None), (5, 1), (8, 1), (9, 2), (10, 2)]
)
def test_between_the_latest_and_the_parts_nothing_is_missing(monkeypatch, changes_in_all, before):
    monkeypatch.setattr(changes, "IN_PART", 4)
    part = changes.Part(None, changes.Log(sequence=changes_in_all))
    assert part.before == before
    # What is between the end of that part and the beginning of the latest.
    assert changes_in_all - 4 <= (before or 0) * 4 <= changes_in_all


def test_what_ended_takes_back_all_that_was_told_of_it(client, made):
    answer = ET.fromstring(client.get("/changes.atom").content)  # noqa: S314 - ours
    gone = answer.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    second, fourth = made["measures"][1], made["measures"][3]
    ends = {row.record_id: row for row in Edition.objects.filter(superseded_at=None, action="withdrawn")}
    assert ends.keys() == {second.pk, fourth.pk}
    expected = [
        (entry_id(row.record_id, row.number), moment(ends[row.record_id].published_at)[:19])
        for row in Edition.objects.filter(record_id__in=ends).order_by("sequence")
        if row.number < ends[row.record_id].number
    ]
    assert sorted((row.get("ref"), row.get("when")[:19]) for row in gone) == sorted(expected)


def test_each_says_what_happened_to_which_record_and_nothing_of_what_was_taken_down(client, made):
    first, second, third, fourth = made["measures"]
    titles = {}
    for entry in read(client).entries:
        titles.setdefault(told(entry)["id"], []).append((entry.title, entry.get("summary", "")))
    assert titles[str(first.pk)][0] == ("Another title (measure, published)", "")
    assert titles[str(second.pk)][0] == (f"{second.slug} (measure, withdrawn)", "Entered twice.")
    assert titles[str(third.pk)][0] == (f"{third.title_en} (measure, restored)", "")
    assert {title.partition(" ")[0] for title, _summary in titles[str(fourth.pk)]} == {str(fourth.pk)}
    assert fourth.title_en not in client.get("/changes.atom").content.decode()


def test_each_leads_to_the_page_of_its_record_or_to_why_that_is_gone(client, made):
    first, second = made["measures"][:2]
    pages = {told(entry)["id"]: entry.link for entry in read(client).entries}
    there, gone = (client.get(pages[str(row.pk)].removeprefix(SITE))["Location"] for row in (first, second))
    assert (client.get(there).status_code, client.get(gone).status_code) == (200, 410)


def test_it_is_there_in_chinese(client):
    found = read(client, "/zh-hans/changes.atom")
    assert (found.feed.language, found.feed.id.partition("#")[0]) == ("zh-Hans", f"{SITE}/zh-hans/changes.atom")


@pytest.mark.parametrize("query", ["part=0", "part=x", "part=99999999", "part=²", "page=1", "part=1&part=2"])
def test_what_is_no_part_is_refused_by_name(client, query):
    answer = client.get(f"/changes.atom?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert {row["parameter"] for row in answer.json()["errors"]} == {query.partition("=")[0]}


def test_it_is_not_sent_again_unchanged(client):
    tag = client.get("/changes.atom")["ETag"]
    assert client.get("/changes.atom", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("in_part", [1, 3])
def test_three_changes_take_as_many_queries_as_one(client, monkeypatch, django_assert_num_queries, in_part):
    monkeypatch.setattr(changes, "IN_PART", in_part)
    with django_assert_num_queries(3):
        client.get("/changes.atom")
