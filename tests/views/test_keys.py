"""Asking for a key, reading what became of it, and having it shown once."""

import re

import pytest
from django.test import Client

from policies.domain import keys
from policies.models import Key, KeyRequest
from tests import factories as f
from tests.keys import a_key, bearing, partner
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db
ASK = "/data/key/"
TYPED = {"name": "An institute", "mail": "data@partner.example", "purpose": "To mirror it every day."}


@pytest.mark.parametrize(
    ("limit", "with_key", "is_more"),
    [(600, 6000, True), (600, 0, True), (600, 600, False), (6000, 600, False), (0, 600, False)],
)
def test_a_key_is_said_to_let_ask_more_often_only_where_it_does(client, settings, limit, with_key, is_more):
    settings.LIMIT, settings.LIMIT_WITH_KEY = limit, with_key
    text = words(client.get(ASK))
    assert ("A key lets a program ask more often" in text) is is_more
    assert ("here a key does not let a program ask more often" in text) is not is_more
    assert ("With a key there is no such limit." in text) is (with_key == 0)


def send(client, clock, seconds=10, path=ASK, **typed):
    """The answer to a form that was filled in within these seconds."""
    clock(1_000_000)
    signed = re.search(r'name="stamp" value="([^"]+)"', client.get(path).content.decode())[1]
    clock(1_000_000 + seconds)
    return client.post(path, {"stamp": signed, "homepage": "", **TYPED, **typed})


def complaints(page):
    return [error for errors in page.context["form"].errors.values() for error in errors]


@pytest.mark.parametrize("language", ["", "/zh-hans"])
def test_the_form_works_without_scripts_and_says_what_belongs_together(client, language):
    html = client.get(f"{language}{ASK}").content.decode()
    form = html[html.index('<form class="correction"') : html.index("</form>", html.index('<form class="correction"'))]
    for name in ("name", "mail", "purpose", "homepage"):
        assert f'<label for="id_{name}">' in form
    for described in re.findall(r'aria-describedby="([^"]+)"', form):
        assert all(f'id="{name}"' in form for name in described.split())
    assert re.search(r"<(script|style)|style=|onclick", form) is None
    assert form.count('aria-required="true"') == 3


def test_the_form_says_how_much_a_key_is_worth(client, settings):
    settings.LIMIT, settings.LIMIT_WITH_KEY = 600, 6000
    said = words(client.get(ASK))
    assert "Without a key, 600 requests a minute are answered to one network: by the API, and for files." in said
    assert "With a key they are 6000, from wherever your program asks." in said


def test_what_is_asked_for_is_stored_and_thanked_for_with_an_address(client, clock):
    page = send(client, clock)
    stored = KeyRequest.objects.get()
    assert {name: getattr(stored, name) for name in TYPED} == TYPED
    assert (stored.state, stored.key, "127.0.0.1" in stored.sender) == ("asked", None, False)
    href = f"/data/key/{stored.pk}/"
    assert (href, f"http://testserver{href}") in links(page)
    assert "Your request for a key: asked for" in words(client.get(href))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Say who asks."),
        ({"mail": "nobody"}, "Enter a valid email address."),
        ({"purpose": ""}, "Say what for."),
        ({"purpose": "x" * 2001}, "Ensure this value has at most 2000 characters (it has 2001)."),
        ({"name": "a\x07b"}, "It contains control characters, which cannot be read. Take them out."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, clock, typed, sentence):
    page = send(client, clock, **typed)
    assert (page.status_code, sentence in complaints(page), KeyRequest.objects.count()) == (400, True, 0)
    given = page.context["form"]
    assert {name: given[name].value() for name in TYPED} == {**TYPED, **typed}


def test_a_robot_reads_the_thanks_and_nothing_is_stored(client, clock):
    page = send(client, clock, homepage="https://buy.example", purpose="")
    assert (page.status_code, KeyRequest.objects.count()) == (200, 0)
    assert "Thank you" in words(page)


def test_a_form_takes_three_seconds_at_least(client, clock):
    assert (send(client, clock, seconds=2).status_code, send(client, clock, seconds=3).status_code) == (400, 200)


def test_the_stamp_of_a_correction_is_none_for_a_key(client, clock, document):
    page = client.get(f"/documents/{document.slug}/correct/")
    signed = re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]
    clock(1_000_010)
    assert client.post(ASK, {"stamp": signed, "homepage": "", **TYPED}).status_code == 400


def test_one_network_asks_three_times_an_hour_and_another_may_still(client, clock):
    assert [send(client, clock).status_code for _time in range(4)] == [200, 200, 200, 429]
    refused = send(client, clock)
    assert complaints(refused) == ["Several keys were asked for from your network in the last hour. Ask again later."]
    assert 3590 < int(refused["Retry-After"]) <= 3600
    assert send(Client(REMOTE_ADDR="192.0.2.9"), clock).status_code == 200


@pytest.fixture
def granted():
    row = KeyRequest.objects.create(**TYPED)
    keys.grant(row, by=f.user("administrator"))
    row.refresh_from_db()
    return row


def test_what_is_declined_says_why(client):
    row = KeyRequest.objects.create(**TYPED)
    keys.decline(row, "The limits suffice for that.", by=f.user("administrator"))
    page = client.get(f"{ASK}{row.pk}/")
    assert "The limits suffice for that." in words(page)
    assert TYPED["purpose"] not in page.content.decode()
    assert TYPED["mail"] not in page.content.decode()


def test_what_is_granted_leads_to_the_key_which_is_shown_once_and_works(client, granted):
    [show] = [href for href, _words in links(client.get(f"{ASK}{granted.pk}/")) if href.endswith("/show/")]
    assert client.get(show).status_code == 200
    assert Key.objects.get().digest == ""
    page = client.post(show)
    [key] = set(re.findall(r"epa_[\w-]{43}", page.content.decode()))
    assert client.get("/api/v1/usage/", headers=bearing(key)).status_code == 200
    for again in (client.get(show), client.post(show)):
        assert key not in again.content.decode()
    assert client.post(show).status_code == 400
    assert "This key was shown already, or is not to be had any more." in words(client.post(show))


def test_looking_shows_nothing_and_a_foreign_page_cannot_press_the_button(granted):
    client = Client(enforce_csrf_checks=True)
    show = f"{ASK}{granted.key_id}/show/"
    client.head(show)
    assert client.post(show).status_code == 403
    assert Key.objects.get().is_waiting


def test_the_page_says_until_when_the_old_key_works(client):
    key, old = a_key()
    page = client.post(f"{ASK}{keys.rotate(key).pk}/show/")
    assert f"The key that it replaces, {old[:12]}…, works for 7 more days." in words(page)


def test_a_revoked_key_says_so_and_has_no_button(client):
    key = keys.give(partner())
    keys.revoke(key, "Granted by mistake.")
    page = client.get(f"{ASK}{key.pk}/show/")
    assert ("Granted by mistake." in words(page), '<form method="post">' in page.content.decode()) == (True, False)


def test_these_pages_are_kept_by_nobody_and_found_by_nobody(client, granted):
    for page in (client.get(f"{ASK}{granted.pk}/"), client.post(f"{ASK}{granted.key_id}/show/")):
        assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex")
        assert 'rel="canonical"' not in page.content.decode()


@pytest.mark.parametrize("path", ["{0}/", "{0}/show/"])
def test_what_nobody_asked_for_is_not_there(client, path):
    unknown = path.format("00000000-0000-0000-0000-000000000001")
    assert client.get(f"{ASK}{unknown}").status_code == 404


@pytest.mark.parametrize("path", ["", "{0.pk}/", "{0.key_id}/show/"])
def test_what_the_pages_cannot_be_asked_is_refused(client, granted, path):
    assert client.get(f"{ASK}{path.format(granted)}?key=x").status_code == 400
