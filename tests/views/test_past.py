"""Pages of a past moment: what stood there, links that stay there, and what was not there yet or no more."""

import json
import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.utils import timezone

from policies.domain import publishing
from policies.models import Edition
from tests import factories as f
from tests import replaying
from tests.catalogue.asking import now
from tests.views.reading import links, words

pytestmark = [pytest.mark.django_db, pytest.mark.long]
BEFORE_ALL = "2001-01-01"


@pytest.fixture
@replaying.kept
def made():
    """A catalogue with every kind of link on its pages, and the moment after it; then all of it was renamed."""
    made = f.catalogue()
    fiscal = f.term("instrument", "FISCAL", label_en="Money")
    f.change(f.term("instrument", "SUBSIDY"), broader=fiscal)
    made["statement"].documents.add(made["document"])
    f.code(made["statement"], "theme", "theme", "TRADE")
    other = f.document(made["source"], made["agency"], title_en="Other document")
    relation = made["document"].relations.create(object=other, predicate="implements")
    f.cite(made["document"], "opinions", made["source"], "relation", relation=relation)
    f.publish(*map(f.change, (made["statement"], made["document"])), other, f.term("instrument", "SUBSIDY"))
    made["at"] = now()
    for record, name in ((made["document"], "title_en"), (made["agency"], "name_en"), (made["source"], "title_en")):
        f.publish(f.change(record, **{name: "Called otherwise"}))
    f.publish(f.change(fiscal, label_en="Called otherwise"))
    f.publish(f.change(made["measures"][0], title_en="Called otherwise"))
    return made


def pages_of(made):
    """The addresses of the past pages of everything."""
    records = {
        "documents": made["document"],
        "measures": made["measures"][0],
        "agencies": made["agency"],
        "sources": made["source"],
        "statements": made["statement"],
    }
    return [
        "/",
        "/search/?q=village",
        "/vocabularies/",
        "/vocabularies/instrument/",
        "/vocabularies/instrument/SUBSIDY/",
        *(f"/{plural}/" for plural in records),
        *(f"/{plural}/{record.slug}/" for plural, record in records.items()),
    ]


def past(page, at):
    return f"{page}{'&' if '?' in page else '?'}as_of={at}"


# A history shows all editions, each at its own address for ever; the method, the ways to take the data, the API and the
# site of a source are of no moment. The other parts of this page are on it.
FREE = re.compile(r".*/history/|/method/|/data/|/codebook\.csv|/api/.*|https://example\.org/.*|#.*")


def test_every_link_of_a_past_page_stays_at_its_moment(client, made):
    strays, names = {}, "Called otherwise"
    for page in pages_of(made):
        answer = client.get(past(page, made["at"]))
        assert answer.status_code == 200
        assert names not in answer.content.decode()
        hrefs = re.findall(r'<a\b[^>]*?href="([^"]*)"', answer.content.decode())
        back = page
        strays |= {
            (page, href): 1
            for href in hrefs
            if "as_of=" not in href and href != back and not FREE.fullmatch(href) and "zh-hans" not in href
        }
    assert strays == {}


def test_no_link_of_a_past_page_is_broken(client, made):
    asked = {}
    for page in pages_of(made):
        for href, _text in links(client.get(past(page, made["at"]))):
            if href.startswith("/") and href not in asked:
                asked[href] = client.get(href).status_code
    assert {href: status for href, status in asked.items() if status != 200} == {}
    assert len(asked) > 30


def test_a_past_page_says_so_and_leads_back(client, made):
    for page in pages_of(made):
        answer = client.get(past(page, made["at"]))
        assert "As it stood:" in words(answer)
        assert (page, "Read it as it is now") in links(answer)
        assert "As it stood:" not in words(client.get(page))


def test_a_search_stays_at_its_moment(client, made):
    field = f'<input type="hidden" name="as_of" value="{made["at"]}">'
    numbers = [client.get(past(page, made["at"])).content.decode().count(field) for page in pages_of(made)]
    # One form; the lists have another, which carries the moment too.
    assert numbers == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    found = client.get(past("/search/?q=otherwise", made["at"]))
    assert "No record has “otherwise”." in words(found)
    assert "Measures 1 Called otherwise" in words(client.get("/search/?q=otherwise"))


def test_the_front_page_tells_what_there_was(client, made):
    publishing.withdraw([made["statement"]], reason="It was found twice.", by=f.user())
    assert "2 documents 1 measure 1 agency 1 source 1 statement" in words(client.get(past("/", made["at"])))
    assert "2 documents 1 measure 1 agency 1 source 0 statements" in words(client.get("/"))
    assert "0 documents 0 measures 0 agencies 0 sources 0 statements" in words(client.get(past("/", BEFORE_ALL)))


def test_a_page_before_everything_is_empty(client, made):
    for page in ("/vocabularies/", "/vocabularies/instrument/", "/documents/", "/search/?q=village"):
        assert client.get(past(page, BEFORE_ALL)).status_code == 200
    assert "Nothing in the reference answers" in words(client.get(past("/documents/", BEFORE_ALL)))


WRONG = ["as_of=yesterday", "as_of=2999-01-01", "as_of=2026-11-24&as_of=2026-11-23", "asof=2026-11-24"]


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_moment_is_refused_on_every_page_and_in_every_file(client, made, query):
    files = [
        "/vocabularies/instrument.jsonld",
        "/vocabularies/instrument/SUBSIDY.jsonld",
        f"/sources/{made['source'].slug}/snapshots/1.txt",
        f"/documents/{made['document'].slug}.json",
        "/api/v1/vocabularies/",
        "/api/v1/vocabularies/instrument/",
        "/api/v1/vocabularies/instrument/SUBSIDY/",
    ]
    pages = [page for page in pages_of(made) if "?" not in page]
    assert {page: client.get(f"{page}?{query}").status_code for page in pages} == dict.fromkeys(pages, 400)
    answers = [client.get(f"{file}?{query}") for file in files]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert {answer.json()["title"] for answer in answers} == {"A parameter is wrong"}


def test_a_record_that_came_later_says_so_everywhere(client, made):
    record = made["document"]
    first = Edition.objects.filter(record_id=record.id).earliest("sequence").block["published_at"]
    sentence = f"This document was not there at that moment: its first edition was published at {first}."
    page = client.get(past(f"/documents/{record.slug}/", BEFORE_ALL))
    assert (page.status_code, sentence in words(page)) == (404, True)
    assert (f"/documents/{record.slug}/", "Read it as it is now") in links(page)
    for address in (f"/documents/{record.slug}.json", f"/api/v1/documents/{record.slug}/"):
        body = client.get(past(address, BEFORE_ALL)).json()
        assert (body["status"], body["title"], body["detail"]) == (404, "There is no such record", sentence)


def test_a_record_that_never_was_is_not_said_to_come_later(client, made):
    assert client.get(past("/documents/nothing/", made["at"])).status_code == 404
    body = client.get(past("/documents/nothing.json", made["at"])).json()
    assert body["detail"] == "No record of this kind has this address."


def test_a_record_withdrawn_by_then_is_gone_with_its_reason_everywhere(client, made):
    record = made["statement"]
    publishing.withdraw([record], reason="It was found twice.", by=f.user())
    withdrawn = now()
    f.publish(f.change(record))
    address = f"/statements/{record.slug}"
    page = client.get(past(f"{address}/", withdrawn))
    assert (page.status_code, "The reason given: It was found twice." in words(page)) == (410, True)
    assert (f"{address}/", "Read it as it is now") in links(page)
    for name in (f"{address}.json", f"/api/v1{address}/"):
        body = client.get(past(name, withdrawn)).json()
        assert (body["status"], body["reason"]) == (410, "It was found twice.")
    for name in (f"{address}/", f"{address}.json", f"/api/v1{address}/"):
        moments = (past(name, made["at"]), name)
        assert [client.get(moment).status_code for moment in moments] == [200, 200]


def test_a_record_withdrawn_now_is_shown_as_it_stood(client, made):
    record = made["statement"]
    publishing.withdraw([record], reason="It was found twice.", by=f.user())
    address = f"/statements/{record.slug}"
    names = (f"{address}/", f"{address}.json", f"/api/v1{address}/")
    assert [client.get(past(name, made["at"])).status_code for name in names] == [200, 200, 200]
    assert [client.get(name).status_code for name in names] == [410, 410, 410]


def test_a_record_merged_by_then_leads_to_the_other_at_that_moment(client, made):
    lesser, greater = made["document"], f.document(made["source"], made["agency"], slug="greater")
    f.publish(greater)
    merged = tombstone_of(lesser, into=greater.id)
    f.publish(f.change(greater, slug="greater-now"))
    for stem, ending in (("/documents/", "/"), ("/zh-hans/documents/", "/"), ("/documents/", ".json")):
        old, new = f"{stem}{lesser.slug}{ending}", f"{stem}greater{ending}"
        answer = client.get(past(old, merged))
        assert (answer.status_code, unquote(answer.headers["Location"])) == (308, past(new, merged))
        assert client.get(past(new, merged)).status_code == 200
        assert client.get(past(old, made["at"])).status_code == 200
        assert client.get(old).headers["Location"] == f"{stem}greater-now{ending}"
    answer = client.get(past(f"/api/v1/documents/{lesser.slug}/", merged))
    there = past("http://testserver/api/v1/documents/greater/", merged)
    assert (answer.status_code, unquote(answer.headers["Location"])) == (308, there)


def tombstone_of(record, into):
    """Afterwards the record was merged, by the shortest way; the moment of it."""
    last = Edition.objects.latest().get(record_id=record.id)
    log = publishing.lock_log()
    at = max(timezone.now(), log.published_at + timezone.timedelta(milliseconds=1))
    log.sequence, log.published_at = log.sequence + 1, at
    log.save()
    Edition.objects.filter(pk=last.pk).update(superseded_at=at)
    Edition.objects.create(
        sequence=log.sequence,
        action="merged",
        kind=last.kind,
        record_id=last.record_id,
        number=last.number + 1,
        slug=last.slug,
        into=into,
        published_at=at,
    )
    connection.check_constraints()
    return at.isoformat().replace("+00:00", "Z")


def test_an_address_is_that_of_the_record_that_had_it(client, made):
    first, second = made["document"], f.document(made["source"], made["agency"], title_en="The second")
    old = first.slug
    f.publish(f.change(first, slug="moved-away"), second)
    f.publish(f.change(second, slug=old))
    assert words(client.get(past(f"/documents/{old}/", made["at"])), tag="h1") != "The second"
    assert words(client.get(f"/documents/{old}/"), tag="h1") == "The second"


def test_a_past_record_says_when_it_was_superseded_but_its_files_do_not(client, made):
    record = made["document"]
    assert "It was superseded on" in words(client.get(past(f"/documents/{record.slug}/", made["at"])))
    for name in (f"/documents/{record.slug}.json", f"/api/v1/documents/{record.slug}/"):
        block = json.loads(client.get(past(name, made["at"])).getvalue())["edition"]
        assert (block["number"], block["superseded_at"]) == (2, None)


def test_the_files_of_a_past_record_are_of_that_moment(client, made):
    page = client.get(past(f"/documents/{made['document'].slug}/", made["at"]))
    [href] = [href for href, text in links(page) if text == "JSON"]
    assert json.loads(client.get(href).getvalue())["edition"]["number"] == 2


def test_a_vocabulary_had_the_terms_and_labels_of_the_moment(client, made):
    f.publish(f.term("instrument", "CREDIT"))
    then = client.get(past("/vocabularies/instrument/", made["at"]))
    assert "Money FISCAL subsidy SUBSIDY" in words(then)
    assert "credit CREDIT Called otherwise FISCAL subsidy SUBSIDY" in words(client.get("/vocabularies/instrument/"))
    counted = [words(client.get(page)) for page in (past("/vocabularies/", made["at"]), "/vocabularies/")]
    assert ["Instruments 2" in counted[0], "Instruments 3" in counted[1]] == [True, True]


def test_a_vocabulary_for_programs_is_of_the_moment_too(client, made):
    f.publish(f.term("instrument", "CREDIT"))
    names = ("/vocabularies/instrument.jsonld", "/api/v1/vocabularies/instrument/", "/api/v1/vocabularies/")
    graph, terms, schemes = (client.get(past(name, made["at"])).json() for name in names)
    assert [node.get("prefLabel") for node in graph["@graph"][1:]] == [{"en": "Money"}, {"en": "subsidy"}]
    assert [(term["code"], term["label"]["en"]) for term in terms["results"]] == [
        ("FISCAL", "Money"),
        ("SUBSIDY", "subsidy"),
    ]
    assert [row["terms"] for row in schemes["results"] if row["scheme"] == "instrument"] == [2]
    one = [
        client.get(past(f"{name}FISCAL{end}", made["at"])).json()
        for name, end in (
            ("/vocabularies/instrument/", ".jsonld"),
            ("/api/v1/vocabularies/instrument/", "/"),
        )
    ]
    assert (one[0]["prefLabel"], one[1]["label"]) == ({"en": "Money"}, {"en": "Money"})


def test_a_term_that_came_later_or_is_gone_says_so_everywhere(client, made):
    term = f.term("instrument", "CREDIT")
    f.publish(term)
    first = now()
    publishing.withdraw([term], reason="Entered twice.", by=f.user())
    sentence = f"This term was not there at that moment: its first edition was published at {first}."
    names = ("/vocabularies/instrument/CREDIT.jsonld", "/api/v1/vocabularies/instrument/CREDIT/")
    before, after = (client.get(past("/vocabularies/instrument/CREDIT/", at)) for at in (made["at"], now()))
    assert (before.status_code, sentence in words(before)) == (404, True)
    assert (after.status_code, "The reason given: Entered twice." in words(after)) == (410, True)
    assert client.get(past("/vocabularies/instrument/credit/", first)).headers["Location"] == (
        past("/vocabularies/instrument/CREDIT/", first.replace(":", "%3A"))
    )
    for name in names:
        assert client.get(past(name, made["at"])).json()["detail"] == sentence
        assert client.get(name).json()["reason"] == "Entered twice."


def test_a_snapshot_is_read_at_the_moment_of_its_source(client, made):
    path = f"/sources/{made['source'].slug}/snapshots/1.txt"
    answers = [client.get(past(path, made["at"])), client.get(path), client.get(past(path, BEFORE_ALL))]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert answers[0].content.decode() == f.TEXT
    assert client.get(path.replace("1.txt", "2.txt")).json()["detail"] == "This source has no snapshot of that number."


# What a present page costs: see test_records.py.
@pytest.mark.parametrize("measures", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"), [("document", 10), ("measure", 7), ("agency", 14), ("source", 6), ("statement", 7)]
)
def test_a_past_page_costs_the_queries_of_a_present_one(client, django_assert_num_queries, measures, kind, queries):
    made = f.catalogue(measures=measures)
    record = made["measures"][0] if kind == "measure" else made[kind]
    plural = {"agency": "agencies"}.get(kind, f"{kind}s")
    address = past(f"/{plural}/{record.slug}/", now())
    f.publish(f.change(f.term("instrument", "SUBSIDY"), label_en="Grants"))
    with django_assert_num_queries(queries):
        client.get(address)
