"""Keys and who asks for them, on the desk: for administrators."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from policies.catalogue.keys import hand_over
from policies.domain import keys
from policies.models import Key, KeyRequest, Partner, Use
from tests import factories as f
from tests.keys import a_key, partner
from tests.views.reading import words

pytestmark = pytest.mark.django_db
KEYS, REQUESTS = "/admin/policies/key/", "/admin/policies/keyrequest/"


@pytest.fixture
def desk(client):
    client.force_login(f.user("administrator"))
    return client


def asked(name="An institute"):
    return KeyRequest.objects.create(name=name, mail="data@partner.example", purpose="To mirror it every day.")


def said(page):
    return words(page, tag="body")


def decide(desk, row, button, **given):
    last_day = (timezone.now() + timedelta(days=100)).date().isoformat()
    return desk.post(
        f"{REQUESTS}{row.pk}/change/",
        {"partner": "", "scope": "reading", "last_day": last_day, "answer": "", button: "1", **given},
        follow=True,
    )


def act(desk, action, *rows):
    return desk.post(KEYS, {"action": action, "_selected_action": [str(row.pk) for row in rows]}, follow=True)


def test_a_request_is_granted_until_the_end_of_a_day(desk):
    row = asked()
    page = decide(desk, row, "_grant", scope="webhooks")
    key = Key.objects.get()
    assert "Granted: whoever asked can have the key shown." in said(page)
    assert f"http://testserver/data/key/{key.pk}/show/" in said(page)
    assert (key.scope, key.partner.name) == ("webhooks", "An institute")
    assert (key.expires_at.time().isoformat(), Partner.objects.count()) == ("00:00:00", 1)
    assert 99 <= (key.expires_at - timezone.now()).days <= 100
    assert LogEntry.objects.get().change_message == "Granted."


def test_a_request_is_declined_with_a_reason_alone(desk):
    row = asked()
    assert "Write why: whoever asked reads it." in said(decide(desk, row, "_decline"))
    assert "Declined, with your reason." in said(decide(desk, row, "_decline", answer="The limits suffice."))
    row.refresh_from_db()
    assert (row.state, row.answer) == ("declined", "The limits suffice.")


@pytest.mark.parametrize("last_day", ["2020-01-01", "2199-01-01", "x"])
def test_a_day_that_cannot_be_is_said_on_the_form(desk, last_day):
    row = asked()
    assert decide(desk, row, "_grant", last_day=last_day).status_code == 200
    assert Key.objects.count() == 0


def test_a_partner_of_the_same_name_is_not_taken_without_being_chosen(desk):
    row, there = asked(), partner("An institute")
    assert "There is a partner “An institute” already." in said(decide(desk, row, "_grant"))
    decide(desk, row, "_grant", partner=str(there.pk))
    assert Key.objects.get().partner == there


def test_a_key_is_given_to_a_partner_and_its_words_are_nowhere_on_the_desk(desk):
    day = date.today() + timedelta(days=30)  # noqa: DTZ011 - a day as a form has it
    page = desk.post(f"{KEYS}add/", {"partner": partner().pk, "scope": "reading", "last_day": day}, follow=True)
    key = Key.objects.get()
    assert f"at which the key is shown once: http://testserver/data/key/{key.pk}/show/" in said(page)
    shown = hand_over(key)
    for address in (KEYS, f"{KEYS}{key.pk}/change/"):
        assert shown[:12] in said(desk.get(address))
        assert shown not in desk.get(address).content.decode()


def test_a_day_gone_by_is_said_on_the_form_of_a_new_key(desk):
    page = desk.post(f"{KEYS}add/", {"partner": partner().pk, "scope": "reading", "last_day": "2020-01-01"})
    assert (page.status_code, Key.objects.count()) == (200, 0)
    assert "A key works until a day to come, three years from now at the most." in page.content.decode()


def test_a_key_is_renewed_and_revoked(desk):
    key, _words = a_key()
    page = act(desk, "renew", key)
    new = Key.objects.get(replaces=key)
    assert f"/data/key/{new.pk}/show/" in said(page)
    assert f"From now on the key {key} is refused." in said(act(desk, "revoke", key))
    assert f"The key {key} does not work any more: give its partner another." in said(act(desk, "renew", key))


def test_the_use_of_each_key_is_shown_by_day(desk):
    key, _words = a_key()
    Use.objects.create(key=key, day=timezone.now().date(), family="documents", requests=1234, refused=5)
    assert "1234" in said(desk.get(KEYS))
    assert f"{timezone.now():%Y-%m-%d} documents 1234 5" in said(desk.get(f"{KEYS}{key.pk}/change/"))


def test_the_use_of_all_is_listed_by_partner_and_day(desk):
    for name in ("An institute", "Another institute"):
        Use.objects.create(key=a_key(name)[0], day=date(2026, 11, 27), family="exports", requests=12, refused=3)
    other = Partner.objects.get(name="Another institute")
    for address, shown in (("", 2), (f"?key__partner__id__exact={other.pk}", 1), ("?day__year=2025", 0)):
        page = desk.get(f"/admin/policies/use/{address}")
        assert page.context["cl"].result_count == shown
    assert "27 November 2026 Another institute" in said(desk.get("/admin/policies/use/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_with_one_and_with_three(desk, number, django_assert_num_queries):
    for row in range(number):
        key, _words = a_key(f"Institute {row}")
        Use.objects.create(key=key, day=timezone.now().date(), family="documents", requests=1)
        keys.decline(asked(f"Institute {row}"), "No.", by=f.user("administrator"))
    for address in (KEYS, REQUESTS):
        desk.get(address)
        # The session, the user, the rights of the user and of the groups; the numbers of all and of those shown, these.
        with django_assert_num_queries(7):
            desk.get(address)


def test_the_first_page_of_the_desk_leads_to_what_is_undecided(desk):
    assert "Keys that partners ask for" not in said(desk.get("/admin/"))
    asked()
    keys.decline(asked("Another institute"), "No.", by=f.user("administrator"))
    page = desk.get("/admin/").content.decode()
    assert '<a href="/admin/policies/keyrequest/?state__exact=asked">1 request for a key</a>' in page


@pytest.mark.parametrize("role", ["", "curator", "reviewer"])
def test_nobody_else_sees_them_or_decides(client, role):
    row = asked()
    client.force_login(f.user(role))
    for address in (KEYS, REQUESTS, f"{REQUESTS}{row.pk}/change/", f"{KEYS}add/"):
        assert client.get(address).status_code in {302, 403}
    decide(client, row, "_grant")
    assert Key.objects.count() == 0
    assert "Keys that partners ask for" not in client.get("/admin/").content.decode()


def test_a_request_is_forgotten_on_its_page_and_its_history_no_longer_names_who_asked(desk):
    row = asked("Somebody by name")
    decide(desk, row, "_decline", answer="No.")
    assert "can be forgotten" in said(desk.get(f"{REQUESTS}{row.pk}/change/"))
    page = desk.post(f"{REQUESTS}{row.pk}/change/", {"_forget": "1"}, follow=True)
    assert "Nobody knows any more who asked, and what for." in said(page)
    for shown in (said(page), said(desk.get(REQUESTS)), said(desk.get(f"{REQUESTS}{row.pk}/history/"))):
        assert "Somebody" not in shown
        assert "data@partner.example" not in shown
    assert "can be forgotten" not in said(desk.get(f"{REQUESTS}{row.pk}/change/"))
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["Declined.", "Forgotten."]


def test_what_a_key_hangs_on_is_not_forgotten(desk):
    row = asked()
    decide(desk, row, "_grant")
    page = desk.post(f"{REQUESTS}{row.pk}/change/", {"_forget": "1"}, follow=True)
    assert "There is a key of this request that works. Revoke it first." in said(page)
    row.refresh_from_db()
    assert row.name == "An institute"


def test_a_partner_whose_keys_are_over_is_forgotten_and_not_written_anew(desk):
    key, _words = a_key("Somebody by name")
    partners, data = "/admin/policies/partner/", {"action": "forget", "_selected_action": [str(key.partner.pk)]}
    assert "has a key that works" in said(desk.post(partners, data, follow=True))
    keys.revoke(key, "Over.")
    page = said(desk.post(partners, data, follow=True))
    assert "Its keys and what they used stay, and are nobody’s." in page
    assert "Somebody" not in page
    assert desk.post(f"{partners}{key.partner.pk}/change/", {"name": "x", "mail": "a@b.example"}).status_code == 403


def test_nobody_but_an_administrator_forgets(client):
    row = asked()
    client.force_login(f.user("reviewer"))
    assert client.post(f"{REQUESTS}{row.pk}/change/", {"_forget": "1"}).status_code == 403
    row.refresh_from_db()
    assert row.name == "An institute"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_use_takes_as_many_queries_for_three_rows_as_for_one(desk, django_assert_num_queries, number):
    for place in range(number):
        key, _words = a_key(f"Institute {place}")
        Use.objects.create(key=key, day=date(2026, 11, 27), family="measures", requests=7)
    with django_assert_num_queries(11):
        desk.get("/admin/policies/use/")
