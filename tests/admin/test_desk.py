import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.admin import desk as page_of_desk
from policies.choices import CodingRole, Scheme
from policies.content.encoding import encode
from policies.content.records import dump
from policies.domain import history, publishing, review
from policies.models import DocumentDate, Merge, SetAside, Snapshot, Term
from tests import factories as f
from tests.admin.filling import client_of
from tests.domain.clock import NOON, Clock

pytestmark = [pytest.mark.django_db, pytest.mark.long]
INDEX = "/admin/"


def sections(client, address=INDEX):
    """By section what the page says: for each row its label and the texts of its numbers."""
    found = client.get(address).context["sections"]
    return {
        section.name: {row.label: [number.text for number in row.numbers] for row in section.rows} for section in found
    }


def numbers(client):
    found = client.get(INDEX).context["sections"]
    return [(row.label, number) for section in found for row in section.rows for number in row.numbers]


def scheduled(record, by):
    history.note_change(record, by=by, reason=f.REASON)
    record.refresh_from_db()
    review.submit(record, by=by)
    publishing.approve_for(record, NOON + timedelta(hours=1), by=f.user())


def aside(record, person):
    base, content = history.latest_number(record), encode(dump(record))
    return SetAside.objects.create(kind=record.kind, record_id=record.pk, by=person, base=base, content=content)


def propose_merge(lesser, person):
    """A merge into a record that need not be there to be counted."""
    hashes = {"lesser_hash": "sha256:a", "kept_hash": "sha256:b"}
    return Merge.objects.create(
        kind=lesser.kind, lesser_id=lesser.pk, kept_id=uuid.uuid4(), proposed_by=person, reason="The same.", **hashes
    )


def fill(person, rows):
    """Of everything that the desk counts, so many; the person is the author of the drafts."""
    for number in range(rows):
        source, refused = f.source(), f.source()
        agency = f.agency(source)
        f.publish(source, agency)
        document = f.document(source, agency)
        f.publish(document, *Term.objects.exclude(state="published"))
        measure = f.measure(source, document)
        for date in ("2015", "2016"):
            DocumentDate.objects.create(document=document, kind="signed", edtf=date, wording=date)
        f.code(measure, CodingRole.SECTOR, Scheme.SECTOR, f"RETIRED-{number}")
        Term.objects.filter(code=f"RETIRED-{number}").update(is_retired=True, state="draft")
        history.note_change(measure, by=person, reason=f.REASON)
        statement = f.statement(source)
        history.note_change(statement, by=person, reason=f.REASON)
        review.submit(statement, by=person)
        review.ask_for_changes(statement, by=f.user("reviewer"), text="Which words?")
        waiting = f.statement(source)
        history.note_change(waiting, by=f.user(), reason=f.REASON)
        review.submit(waiting, by=None)
        scheduled(refused, f.user())
        f.bare_agency(name_en=agency.name_en)
        aside(measure, person)
        propose_merge(document, person)
        Snapshot.objects.create(source=source, number=2, text=f"Other words {number}.", taken_on="2026-11-25")


@pytest.fixture
def reviewer():
    return f.user("reviewer")


@pytest.fixture
def client(reviewer):
    return client_of(reviewer)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch.setattr)


def test_each_number_is_that_of_the_list_it_leads_to(client, reviewer, clock):
    fill(reviewer, 2)
    found = numbers(client)
    assert len(found) > 12
    for label, number in found:
        listed = client.get(number.address)
        assert (label, listed.status_code) == (label, 200)
        assert (label, int(number.text.split()[0])) == (label, listed.context["cl"].result_count)
        # The filter is shown as chosen: whoever comes here sees why these and no others are listed.
        assert (label, bool(listed.context["cl"].has_active_filters)) == (label, True)


def test_what_is_mine_comes_first_and_every_row_is_in_words(client, reviewer, clock):
    fill(reviewer, 1)
    found = sections(client)
    assert found["mine"] == {
        "Sent back to me": ["1 statement"],
        "Waiting for my review": ["1 statement"],
        "My drafts": ["1 measure", "1 statement"],
    }
    assert found["missing"] == {
        "Without evidence": ["1 agency"],
        "Sentences uncovered": ["2 sources"],
        "Possible duplicates": ["2 agencies"],
        "Texts without words cited before": ["1 snapshot"],
        "Dates that cannot all be true": ["1 document"],
        "Terms out of use": ["1 term"],
    }
    assert found["others"]["Approved, waiting for their time"] == ["1 source"]
    assert found["others"]["Merges proposed"] == ["1 merge"]
    assert list(found) == ["mine", "others", "missing"]


def test_a_desk_with_nothing_on_it_says_so(client):
    page = client.get(INDEX)
    assert sections(client) == {"mine": {}, "others": {}, "missing": {}}
    said = [section.nothing for section in page.context["sections"]]
    assert said == ["Nothing waits for you.", "Nothing is on its way.", "Nothing that could be counted is missing."]
    assert all(sentence in page.content.decode() for sentence in said)


def test_what_becomes_public_next_and_what_did_last_is_named(client, clock):
    first, second = f.source(title_en="First"), f.source(title_en="Second")
    f.publish(first)
    scheduled(second, f.user())
    context = client.get(INDEX).context
    assert [(line.title, line.moment) for line in context["coming"]] == [("Second", NOON + timedelta(hours=1))]
    # A term became public with the source.
    assert [line.title for line in context["lately"]] == ["First"]
    assert client.get(context["coming"][0].address).status_code == 200


def test_what_one_typed_and_could_not_save_comes_first_and_leads_to_where_it_is_settled(client, reviewer):
    source = f.change(f.source(title_en="Ours"), by=reviewer)
    aside(source, reviewer)
    aside(source, f.user("curator"))
    page = client.get(INDEX)
    [line] = page.context["aside"]
    assert (line.title, client.get(line.address).status_code) == ("Ours", 200)
    assert "What you typed and could not be saved" in page.content.decode()


def test_a_curator_who_may_not_approve_is_not_told_to(reviewer, clock):
    curator = f.user("curator")
    fill(curator, 1)
    found = sections(client_of(curator))
    assert found["mine"] == {"Sent back to me": ["1 statement"], "My drafts": ["1 measure", "1 statement"]}


def test_whoever_may_see_one_kind_only_reads_of_that_kind_only(reviewer, clock):
    fill(reviewer, 1)
    looker = f.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename__in=["view_agency"]))
    page = client_of(looker).get(INDEX)
    assert sections(client_of(looker))["missing"] == {
        "Without evidence": ["1 agency"],
        "Possible duplicates": ["2 agencies"],
    }
    assert sections(client_of(looker))["mine"] == {}
    addresses = set(re.findall(r'href="(/admin/policies/[a-z]+)', unescape(page.content.decode())))
    assert addresses == {"/admin/policies/agency"}


def test_only_an_administrator_is_told_of_terms_in_draft(clock, reviewer):
    fill(reviewer, 1)
    label = "Terms that are not public as they are"
    assert label not in sections(client_of(reviewer))["others"]
    assert sections(client_of(f.user("administrator")))["others"][label] == ["3 terms, draft"]


def test_of_very_many_texts_the_uncovered_sentences_are_not_counted_and_the_list_is_a_click_away(client, monkeypatch):
    f.source()
    assert sections(client)["missing"]["Sentences uncovered"] == ["1 source"]
    monkeypatch.setattr(page_of_desk, "MOST_TEXTS_READ", 0)
    assert sections(client)["missing"]["Sentences uncovered"] == ["look"]


def test_of_very_many_records_no_two_are_compared_and_the_list_is_a_click_away(client, monkeypatch):
    for _row in range(2):
        f.bare_agency(name_en="Ministry of Trade")
    assert sections(client)["missing"]["Possible duplicates"] == ["2 agencies"]
    monkeypatch.setattr(page_of_desk, "MOST_COMPARED", 1)
    assert sections(client)["missing"]["Possible duplicates"] == ["look among the agencies"]


def test_the_desk_is_there_in_chinese_too(client, reviewer):
    f.change(f.source(), by=reviewer)
    assert client.get("/zh-hans/admin/").status_code == 200


# Session, user, rights of the user and of the groups (4), five kinds, corrections, merges, texts: how many, all,
# citations, excuses (4), possible duplicates of three kinds (12: their names and what settles them), what texts cite
# (5: texts, excuses, names, documents, relations), three numbers of what is odd, what is set aside and what is next
# with the one kind there is (4), what was last, recent actions (1).
@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_often_for_three_of_each_as_for_one(client, reviewer, clock, rows):
    fill(reviewer, rows)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(INDEX).status_code == 200
    assert len(queries) == 41
