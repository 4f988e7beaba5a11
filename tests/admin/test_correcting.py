"""Corrections from the public at the desk."""

import re
import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from policies.models import Correction, ThreadEntry
from tests import factories as f
from tests.admin.filling import address, client_of, messages

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&javascript:alert(3)"


def sent_in(record, **values):
    return Correction.objects.create(
        **{"kind": record.kind, "record_id": record.pk, "edition": 1, "value": "dates", "text": "It was May.", **values}
    )


@pytest.fixture
def document():
    return f.catalogue()["document"]


@pytest.fixture
def client():
    return client_of(f.user("curator"))


def page_of(client, correction):
    answer = client.get(address("change", "correction", correction))
    assert answer.status_code == 200
    return answer.content.decode()


def buttons(html):
    return re.findall(r'<input type="submit" name="(_\w+)"', html)


def press(client, correction, button, **typed):
    return client.post(address("change", "correction", correction), {button: "1", **typed})


def test_the_list_shows_which_value_of_which_record_and_how_far_it_has_come(client, document):
    sent_in(document)
    html = client.get(address("changelist", "correction")).content.decode()
    for said in ("Date", f'document <span class="quiet">{document.slug}</span>', "It was May.", "received"):
        assert said in html


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["It was May.", "A word is missing."]),
        ("?state__exact=received", ["It was May."]),
        ("?kind__exact=agency", ["A word is missing."]),
        ("?q=missing", ["A word is missing."]),
        ("?state__exact=discarded", []),
    ],
)
def test_the_list_can_be_narrowed_by_state_kind_and_words(client, document, query, texts):
    sent_in(document)
    agency = document.issuers.get().agency
    sent_in(agency, text="A word is missing.", state="in_work")
    html = client.get(address("changelist", "correction") + query).content.decode()
    assert {text for text in ("It was May.", "A word is missing.") if text in html} == set(texts)


def test_all_corrections_of_a_record_are_one_list(client, document):
    correction = sent_in(document)
    sent_in(document.issuers.get().agency, text="Other.")
    listed = f"{address('changelist', 'correction')}?record_id={document.pk}"
    assert listed in page_of(client, correction)
    html = client.get(listed).content.decode()
    assert ("It was May." in html, "Other." in html) == (True, False)


def test_the_page_shows_the_words_of_the_sender_beside_the_value_and_its_quotes(client, document):
    correction = sent_in(document, source="The gazette, p. 3", contact="reader@example.org")
    html = page_of(client, correction)
    for said in (
        '<blockquote class="passage">It was May.</blockquote>',
        "The gazette, p. 3",
        "reader@example.org",
        "August 2015 [2015-08]",
        "<q>August 2015</q>",
        address("change", "document", document),
        reverse("correction", args=[correction.pk]),
    ):
        assert said in html


def test_a_value_that_was_changed_meanwhile_is_shown_as_it_was_read_too(client, document):
    correction = sent_in(document, value="title")
    f.publish(f.change(document, title_en="Another title"))
    html = page_of(client, correction)
    assert "As it was read, in edition 1" in html
    assert "Another title" in html


@pytest.mark.parametrize("field", ["text", "source", "contact", "value", "answer"])
@pytest.mark.parametrize("state", ["received", "declined"])
def test_markup_in_any_field_is_text_at_the_desk(client, document, field, state):
    given = XSS[:40] if field == "value" else XSS
    correction = sent_in(document, **{"state": state, "answer": "No.", field: given})
    for html in (page_of(client, correction), client.get(address("changelist", "correction")).content.decode()):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html


def test_markup_in_an_answer_is_text_for_the_public_and_in_the_thread(client, document):
    correction = sent_in(document)
    press(client, correction, "_accept", answer=XSS)
    paths = [f"/corrections/{correction.pk}/", reverse("admin:policies_document_review", args=[document.pk])]
    for path in paths:
        html = client.get(path).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html


def test_a_web_address_leads_away_from_us_as_that_of_a_stranger(client, document):
    html = page_of(client, sent_in(document, source="https://example.org/gazette"))
    assert '<a href="https://example.org/gazette" rel="nofollow">https://example.org/gazette</a>' in html


# What can be done


@pytest.mark.parametrize("role", ["curator", "reviewer", "administrator"])
@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("received", ["_accept", "_decline", "_take_up", "_discard"]),
        ("in_work", ["_accept", "_decline", "_discard"]),
        ("accepted", ["_reopen", "_forget"]),
        ("declined", ["_reopen", "_forget"]),
        ("discarded", ["_reopen", "_forget"]),
    ],
)
def test_each_role_finds_the_buttons_that_would_not_refuse(document, role, state, found):
    correction = sent_in(document, state=state, answer="x")
    client = client_of(f.user(role))
    assert buttons(page_of(client, correction)) == found
    for button in found:
        fresh = sent_in(document, state=state, answer="x")
        assert press(client, fresh, button, answer="Because.").status_code == 302


def test_whoever_may_only_look_finds_no_button_and_can_press_none(document):
    looker = f.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_correction"))
    correction = sent_in(document)
    html = page_of(client_of(looker), correction)
    assert buttons(html) == []
    assert address("change", "document", document) not in html
    assert press(client_of(looker), correction, "_discard").status_code == 403
    assert Correction.objects.get().state == "received"


def test_without_a_right_and_without_an_account_nobody_sees_a_correction(document):
    correction = sent_in(document)
    assert client_of(f.user(is_staff=True)).get(address("change", "correction", correction)).status_code == 403
    assert Client().get(address("change", "correction", correction)).status_code == 302
    assert Client().get(address("changelist", "correction")).status_code == 302


@pytest.mark.parametrize("account", ["curator", "superuser"])
def test_nobody_adds_or_deletes_a_correction(document, account):
    person = f.user(is_staff=True, is_superuser=True) if account == "superuser" else f.user("curator")
    client, correction = client_of(person), sent_in(document)
    delete = reverse("admin:policies_correction_delete", args=[correction.pk])
    assert [client.get(url).status_code for url in (address("add", "correction"), delete)] == [403, 403]
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert client.get(address("changelist", "correction")).context["action_form"].fields["action"].choices == [
        ("", "---------"),
        ("discard_chosen", "Discard: they are no corrections"),
    ]


def test_an_accepted_correction_is_answered_in_public_and_said_in_the_thread(document):
    curator = f.user("curator")
    correction = sent_in(document)
    answer = press(client_of(curator), correction, "_accept", answer="The gazette says so.")
    assert messages(answer) == ["Accepted. Now change the record, and have it approved."]
    stored = Correction.objects.get()
    assert (stored.state, stored.answer, stored.handled_by) == ("accepted", "The gazette says so.", curator)
    assert "The gazette says so." in ThreadEntry.objects.of("document", document.pk).last().text
    assert "The gazette says so." in Client().get(f"/corrections/{correction.pk}/").content.decode()


def test_a_decision_without_an_answer_is_refused_and_nothing_is_done(client, document):
    correction = sent_in(document)
    html = press(client, correction, "_decline", answer="  ").content.decode()
    assert "Write an answer: the public reads why." in html
    assert Correction.objects.get().state == "received"


def test_what_was_typed_stays_when_somebody_else_was_quicker(client, document):
    correction = sent_in(document)
    Correction.objects.update(state="in_work")
    html = press(client, correction, "_take_up", answer="My long answer").content.decode()
    assert "This correction is being looked into; this needs it to be received." in html
    assert "My long answer" in html


def test_an_answer_that_is_too_long_is_refused_with_all_of_it(client, document):
    html = press(client, sent_in(document), "_accept", answer="x" * 2001).content.decode()
    assert "Ensure this value has at most 2000 characters (it has 2001)." in html
    assert "x" * 2001 in html


def test_a_button_that_does_not_exist_does_nothing(client, document):
    assert press(client, sent_in(document), "_state", state="accepted", answer="x").status_code == 200
    assert Correction.objects.get().state == "received"


def test_many_can_be_discarded_at_once_and_decided_ones_say_why_not(client, document):
    rows = [sent_in(document), sent_in(document, state="in_work"), sent_in(document, state="declined", answer="No.")]
    chosen = {"action": "discard_chosen", "_selected_action": [str(row.pk) for row in rows]}
    answer = client.post(address("changelist", "correction"), chosen)
    assert sorted(row.state for row in Correction.objects.all()) == ["declined", "discarded", "discarded"]
    assert messages(answer) == [
        "Date: This correction is declined; this needs it to be received or being looked into.",
        "2 corrections were discarded.",
    ]


def test_the_history_of_a_correction_says_who_did_what(document):
    curator = f.user("curator")
    client, correction = client_of(curator), sent_in(document)
    press(client, correction, "_take_up")
    press(client, correction, "_decline", answer="No.")
    entries = LogEntry.objects.order_by("pk").values_list("user", "change_message")
    assert list(entries) == [
        (curator.pk, "You look into it, and the public reads that somebody does."),
        (curator.pk, "Declined, with your answer."),
    ]
    history = client.get(address("history", "correction", correction))
    assert "Declined, with your answer." in history.content.decode()


def test_what_the_sender_wrote_can_be_removed(client, document):
    correction = sent_in(document, state="declined", answer="No.", contact="reader@example.org")
    press(client, correction, "_forget")
    html = page_of(client, correction)
    assert ("It was May." in html, "reader@example.org" in html, buttons(html)) == (False, False, ["_reopen"])


def test_a_correction_of_a_record_that_is_gone_can_be_looked_at(client, document):
    correction = Correction.objects.create(kind="measure", record_id=uuid.uuid4(), edition=1, value="x", text="Hm.")
    assert "It is not public now." in page_of(client, correction)


@pytest.mark.parametrize("name", ["none", str(uuid.UUID(int=7))])
def test_a_correction_that_is_not_there_is_not_found(client, name):
    assert client.get(reverse("admin:policies_correction_change", args=[name])).status_code == 404


# The session, the user, the permissions of the user and of the groups. The list: their number, twice; the rows. A page:
# the correction, again for what is shown; its editions; the record.
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_and_the_page_ask_as_often_for_three_as_for_one(client, document, django_assert_num_queries, number):
    rows = [sent_in(document, text=f"Text {place}") for place in range(number)]
    client.get(address("changelist", "correction"))
    with django_assert_num_queries(6):
        client.get(address("changelist", "correction"))
    with django_assert_num_queries(8):
        client.get(address("change", "correction", rows[0]))


def test_the_desk_counts_those_that_nobody_has_answered_and_leads_to_them(client, document):
    for state in ("received", "received", "in_work", "declined", "discarded"):
        sent_in(document, state=state, answer="x")
    rows = [row for section in client.get(reverse("admin:index")).context["sections"] for row in section.rows]
    [numbers] = [row.numbers for row in rows if row.label == "What readers say is wrong"]
    assert [number.text for number in numbers] == ["2 corrections, received", "1 correction, being looked into"]
    listed = [client.get(number.address).context["cl"].result_count for number in numbers]
    assert listed == [2, 1]


def test_the_desk_of_whoever_may_only_look_does_not_ask_them_to_answer(document):
    looker = f.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_correction"))
    sent_in(document)
    page = client_of(looker).get(reverse("admin:index"))
    assert "What readers say is wrong" not in page.content.decode()
