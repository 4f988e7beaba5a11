"""Feeds as a feed reader has them."""

import uuid
from urllib.parse import urlsplit

import feedparser
import pytest

from policies.catalogue import feeds
from policies.catalogue.bibliography.entry import site_title
from policies.domain import merging, publishing
from policies.models import Edition
from policies.models.edition import moment
from policies.views.feed import said_facts
from tests import factories as f
from tests.catalogue.keeping import kept
from tests.views.reading import links

SITE = "http://testserver"


def make():
    source = f.source(slug="news", title_en="News")
    agency = f.agency(source, slug="trade", name_en="Ministry of Trade", name_zh="贸易部")
    document = f.document(source, agency, slug="opinions", title_en="Opinions", title_zh="意见")
    measure = f.measure(source, document, "PILOT", slug="pilot", title_en="Pilots", title_supplied=True)
    f.publish(source, agency, document, measure)
    return {"source": source, "agency": agency, "document": document, "measure": measure}


once, made = kept(make)


def read(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.bozo_exception
    return found


def plain(link):
    return (link["rel"], link.get("type"), link["href"].removeprefix(SITE))


def told(entry):
    """All that an entry says."""
    assert set(entry) <= {
        *("id", "guidislink", "link", "title", "title_detail", "updated", "updated_parsed", "links"),
        *("summary", "summary_detail", "tags"),
    }
    return {
        "id": entry.id,
        "title": (entry.title, entry.title_detail.language),
        "updated": entry.updated,
        "links": [plain(link) for link in entry.links],
        "tags": [(tag.term, tag.scheme.removeprefix(SITE), tag.label) for tag in entry.get("tags", [])],
        "summary": entry.summary,
    }


def id_of(record, number):
    return uuid.uuid5(record.pk, f"edition {number}").urn


def at(record, number):
    return moment(Edition.objects.get(record_id=record.pk, number=number).published_at).replace("Z", "+00:00")


def test_a_feed_says_of_itself_what_it_is_and_where_its_parts_are(client, made):
    found = read(client, "/measures.atom?sort=title&instrument=pilot&as_of=").feed
    assert {name: found[name] for name in ("id", "title", "updated", "author", "language")} == {
        "id": f"{SITE}/measures.atom?instrument=pilot",
        "title": "Measures – Instrument: pilot · E-commerce Poverty Alleviation: a policy reference",
        "updated": at(made["measure"], 1),
        "author": "E-commerce Poverty Alleviation: a policy reference",
        "language": "en",
    }
    assert [plain(link) for link in found.links] == [
        ("self", "application/atom+xml", "/measures.atom?instrument=pilot"),
        ("alternate", "text/html", "/measures/?instrument=pilot"),
        ("first", "application/atom+xml", "/measures.atom?instrument=pilot"),
    ]


def test_an_entry_is_an_edition_and_leads_to_it_and_to_the_record(client, made):
    (entry,) = read(client, "/measures.atom").entries
    assert told(entry) == {
        "id": id_of(made["measure"], 1),
        "title": ("[Pilots]", "en"),
        "updated": at(made["measure"], 1),
        "links": [
            ("alternate", "text/html", "/measures/pilot/editions/1/"),
            ("alternate", "application/json", f"/api/v1/measures/{made['measure'].pk}/editions/1/"),
            ("latest-version", "text/html", "/measures/pilot/"),
        ],
        "tags": [("PILOT", "/vocabularies/instrument/", "pilot")],
        "summary": "This measure is new.\npilot\nOpinions",
    }
    for link in entry.links:
        assert client.get(urlsplit(link.href).path).status_code == 200


def test_a_chinese_feed_says_so_and_marks_what_is_not_chinese(client, made):
    found = read(client, "/zh-hans/documents.atom")
    assert (found.feed.language, found.feed.id) == ("zh-Hans", f"{SITE}/zh-hans/documents.atom")
    entry = told(found.entries[0])
    assert (entry["id"], entry["title"]) == (id_of(made["document"], 1), ("意见", "zh-Hans"))
    assert entry["links"][0][2] == "/zh-hans/documents/opinions/editions/1/"
    assert entry["summary"].endswith("\n贸易部")
    assert told(read(client, "/zh-hans/measures.atom").entries[0])["title"] == ("[Pilots]", "en")


def test_a_withdrawal_is_an_entry_for_people_and_takes_back_the_others_for_programs(client, made):
    f.change(made["measure"], verb="supports")
    f.publish(made["measure"])
    publishing.withdraw([made["measure"]], by=None, reason="It was no measure.")
    answer = client.get("/measures.atom")
    (entry,) = feedparser.parse(answer.content).entries
    assert told(entry) == {
        "id": id_of(made["measure"], 3),
        "title": ("Withdrawn: measure pilot", "en"),
        "updated": at(made["measure"], 3),
        "links": [("alternate", "text/html", "/measures/pilot/")],
        "tags": [],
        "summary": "It was no measure.",
    }
    gone = "".join(
        f'<at:deleted-entry ref="{id_of(made["measure"], number)}" when="{at(made["measure"], 3)}"/>'
        for number in (1, 2)
    )
    assert gone in answer.content.decode()
    assert "Pilots" not in answer.content.decode()


def test_a_merge_says_which_record_it_is_now(client, made):
    other = f.agency(made["source"], slug="commerce", name_en="Ministry of Commerce")
    f.publish(other)
    proposal = merging.propose(made["agency"], other, by=f.user("curator"), reason="One ministry.")
    merging.decide(proposal, by=f.user("reviewer"))
    entry = next(entry for entry in read(client, "/agencies.atom").entries if entry.title.startswith("Merged"))
    assert (entry.title, entry.summary) == (
        "Merged: agency commerce",
        "It is one with “Ministry of Trade” now.",
    )
    assert client.get(urlsplit(entry.link).path)["Location"] == "/agencies/trade/"


def test_of_what_is_taken_down_neither_words_nor_address_are_told(client, made):
    f.change(made["measure"], slug="secret-words", verb="secretly")
    f.publish(made["measure"])
    publishing.withdraw([made["measure"]], by=None, reason="By order of a court.", takedown=True)
    for path in ("/measures.atom", "/measures.atom?q=secretly", "/measures.atom?year=1999"):
        body = client.get(path).content.decode()
        # A feed may repeat what it was asked for.
        unasked = body.replace("secretly", "") if "secretly" in path else body
        assert [word for word in ("secret", "Pilots", "pilot") if word in unasked] == []
        (entry,) = feedparser.parse(body).entries
        assert entry.title == f"Withdrawn: measure {made['measure'].pk}"
        assert entry.summary == "By order of a court."
    assert client.get(urlsplit(entry.link).path).status_code == 410


def test_the_parts_of_a_long_feed_lead_from_one_to_the_next(client, made, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    f.publish(*(f.measure(made["source"], made["document"]) for _number in range(4)))
    found, ids = read(client, "/measures.atom?year=2015"), []
    while True:
        ids += [entry.id for entry in found.entries]
        following = [link.href for link in found.feed.links if link.rel == "next"]
        if not following:
            break
        found = read(client, following[0].removeprefix(SITE))
        assert found.feed.id == f"{SITE}/measures.atom?year=2015"
    assert len(ids) == len(set(ids)) == 5


@pytest.mark.parametrize("query", ["instrumentt=PILOT", "before=x", "year=15", "page=2"])
def test_a_feed_of_what_is_no_list_is_refused(client, made, query):
    answer = client.get(f"/measures.atom?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


def test_a_reader_who_has_it_already_is_sent_nothing(client, made):
    tag = client.get("/measures.atom")["ETag"]
    again = client.get("/measures.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_an_empty_feed_of_a_past_moment_is_not_sent_again_for_what_came_later(client, made):
    address = f"/statements.atom?as_of={moment(Edition.objects.last().published_at)}"
    tag = client.get(address)["ETag"]
    f.publish(f.statement(made["source"]))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_page_of_a_list_leads_to_its_feed(client, made):
    page = client.get("/zh-hans/measures/?sort=title&instrument=PILOT&page=1")
    assert "/zh-hans/measures.atom?instrument=PILOT" in [href for href, _text in links(page)]
    head = page.content.decode().partition("</head>")[0]
    assert '<link rel="alternate" type="application/atom+xml" href="/zh-hans/measures.atom?instrument=PILOT"' in head


# The value of the filter; the entries; for the title, the terms.
@pytest.mark.parametrize("more", [1, 3])
def test_a_feed_costs_the_same_queries_however_long_it_is(client, made, django_assert_num_queries, more):
    f.publish(*(f.measure(made["source"], made["document"]) for _number in range(more)))
    with django_assert_num_queries(3):
        client.get("/measures.atom?strength=plans")


def test_a_feed_is_by_whom_entries_of_works_name_too(client):
    found = read(client, "/documents.atom").feed
    assert (found.author, found.title.rpartition(" · ")[2]) == (site_title(), site_title())


def test_a_date_without_its_year_is_said_with_it():
    date = {"edtf": "2015-11-09", "earliest": "2015-11-09", "latest": "2015-11-09", "wording": "9日"}
    assert said_facts({"date": date}) == ["9 November 2015 (9日)"]
