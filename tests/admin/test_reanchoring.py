"""Citations of earlier snapshots, moved to a newer one from its page: one by one, by whoever may change citations."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from policies.models import Citation, Revision, Snapshot
from tests import factories as f
from tests.admin.filling import address, client_of, messages

pytestmark = pytest.mark.django_db
CHANGED = ("Village shops matter", "Village stores matter")


@pytest.fixture
def made():
    """Taken again: all words stand one character further on, but for those of the statement, which changed."""
    found = f.catalogue()
    text = f"X{f.TEXT}".replace(*CHANGED)
    found["snapshot"] = Snapshot.objects.create(source=found["source"], number=2, text=text, taken_on="2026-11-25")
    return found


@pytest.fixture
def curator():
    return f.user("curator")


@pytest.fixture
def client(curator):
    return client_of(curator)


@pytest.fixture
def onlooker():
    """Somebody who may look at snapshots, and change nothing."""
    person = f.user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_snapshot"))
    return client_of(person)


def cited(made, value="date"):
    return made["document"].citations.get(value=value)


def move(snapshot, citation):
    return reverse("admin:policies_snapshot_move", args=[snapshot.pk, citation.pk])


def page(client, made):
    return client.get(address("change", "snapshot", made["snapshot"])).content.decode()


def test_the_page_offers_to_move_each_exact_one_and_names_the_orphans(client, made):
    shown = page(client, made)
    assert "6 stand here word for word" in shown
    orphan = made["statement"].citations.get()
    exact = Citation.objects.exclude(pk=orphan.pk)
    assert [row.pk for row in exact if move(made["snapshot"], row) in shown] == [row.pk for row in exact]
    assert move(made["snapshot"], orphan) not in shown
    assert "1 does not: cite its words anew, or leave it on the text it was made on." in shown
    assert address("change", "statement", made["statement"]) in shown


def test_before_a_citation_is_moved_both_places_are_shown(client, made):
    answer = client.get(move(made["snapshot"], cited(made)))
    shown = answer.content.decode()
    assert f"Where it stands: {made['source']} #1" in shown
    assert f"Where it would stand: {made['source']} #2" in shown
    assert (answer.context["before"].count("August 2015"), answer.context["after"].count("August 2015")) == (1, 1)
    assert "XIn" in answer.context["after"]
    assert "Move it" in shown
    assert cited(made).snapshot.number == 1


def test_one_citation_is_moved_and_no_other(client, curator, made):
    answer = client.post(move(made["snapshot"], cited(made)))
    assert answer.url == address("change", "snapshot", made["snapshot"])
    assert messages(answer) == [f"1 citation moved to {made['snapshot']}."]
    assert [(row.value, row.start, row.end) for row in made["snapshot"].citations.all()] == [("date", 4, 15)]
    assert Revision.objects.of("document", made["document"].pk).order_by("-pk")[0].by == curator
    assert "5 stand here word for word" in page(client, made)


def test_key_words_are_shown_where_they_would_stand(client, made):
    measure = made["measures"][0]
    measure.citations.update(spans=[[84, 93]])
    after = client.get(move(made["snapshot"], measure.citations.get())).context["after"]
    assert after.count("<mark>") == 1
    assert f"<mark>{f.TEXT[84:93]}</mark>" in after


def test_words_that_are_not_there_cannot_be_moved(client, made):
    orphan = made["statement"].citations.get()
    shown = client.get(move(made["snapshot"], orphan)).content.decode()
    assert "The words do not stand there beyond doubt." in shown
    assert "Move it" not in shown
    [sentence] = messages(client.post(move(made["snapshot"], orphan)))
    assert "does not have “Village shops matter to the countryside.” beyond doubt." in sentence
    assert not made["snapshot"].citations.exists()


def test_a_citation_of_a_later_snapshot_or_another_source_is_not_found(client, made):
    other = f.source().snapshots.get()
    first = made["source"].snapshots.get(number=1)
    client.post(move(made["snapshot"], cited(made)))
    assert [client.get(move(place, cited(made))).status_code for place in (first, made["snapshot"], other)] == [404] * 3


def test_who_may_not_change_citations_sees_the_list_and_no_way_to_move(onlooker, made):
    shown = page(onlooker, made)
    assert "6 stand here word for word" in shown
    assert "/move/" not in shown
    answers = [ask(move(made["snapshot"], cited(made))).status_code for ask in (onlooker.get, onlooker.post)]
    assert answers == [403, 403]
    assert not made["snapshot"].citations.exists()


def test_a_visitor_is_sent_to_log_in(client, made):
    client.logout()
    assert client.post(move(made["snapshot"], cited(made))).status_code == 302
    assert not made["snapshot"].citations.exists()


def test_nothing_is_moved_without_the_token_of_the_form(curator, made):
    strict = client_of(curator)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(move(made["snapshot"], cited(made))).status_code == 403
    assert not made["snapshot"].citations.exists()


def test_a_snapshot_without_earlier_citations_says_so(client):
    first = f.catalogue()["source"].snapshots.get()
    shown = client.get(address("change", "snapshot", first)).content.decode()
    assert "word for word" not in shown
    assert "/move/" not in shown
