"""The form for corrections, held against robots and floods."""

import re

import pytest
from django.test import Client

from policies.models import Correction
from tests import factories as f
from tests.views.reading import links, words
from tests.views.sending import TYPED, address, complaints, filled, send, typed_in

pytestmark = pytest.mark.django_db


def test_a_robot_reads_the_thanks_and_nothing_is_stored(client, document, clock):
    page = send(client, document, clock, homepage="https://buy.example")
    assert (page.status_code, Correction.objects.count()) == (200, 0)
    assert "Thank you" in words(page)
    [href] = [href for href, _words in links(page) if href.startswith("/corrections/")]
    person = send(client, document, clock)
    assert words(page).replace(href, "") == words(person).replace(f"/corrections/{Correction.objects.get().pk}/", "")


def test_a_robot_is_thanked_whatever_else_it_did_wrong(client, document, clock):
    assert send(client, document, clock, homepage="x", text="", seconds=0).status_code == 200
    assert Correction.objects.count() == 0


def test_the_trap_is_out_of_the_way_of_people(client, document):
    html = client.get(f"{address(document)}correct/").content.decode()
    trap = html[html.index('<div class="unseen"') :]
    assert trap.startswith('<div class="unseen" aria-hidden="true">')
    field = re.search(r'<input type="text" name="homepage"[^>]*>', trap)[0]
    assert 'tabindex="-1"' in field
    assert 'autocomplete="off"' in field


TOO_QUICK = "That was too quick for us to know you from a robot. Wait some seconds and send it again."
TOO_LATE = "This page was open for more than a day. Nothing you typed is lost: look it over and send it again."


@pytest.mark.parametrize(("seconds", "stored"), [(0, 0), (2, 0), (3, 1), (86400, 1)])
def test_a_form_takes_three_seconds_at_least(client, document, clock, seconds, stored):
    page = send(client, document, clock, seconds=seconds)
    assert Correction.objects.count() == stored
    if not stored:
        assert (page.status_code, complaints(page), typed_in(page)) == (400, [TOO_QUICK], {"value": "dates", **TYPED})


def test_who_was_too_quick_waits_and_sends_it_again(client, document, clock):
    page = send(client, document, clock, seconds=1)
    clock(1_000_003)
    client.post(f"{address(document)}correct/", filled(page))
    assert Correction.objects.count() == 1


def test_a_form_that_was_open_for_longer_than_a_day_comes_back_with_all_that_was_typed(client, document, clock):
    page = send(client, document, clock, seconds=86401)
    assert (page.status_code, complaints(page), typed_in(page)) == (400, [TOO_LATE], {"value": "dates", **TYPED})
    clock(1_000_000 + 86405)
    client.post(f"{address(document)}correct/", filled(page))
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "x", "WyJhIiwxLDFd:1x:abc"])
def test_a_stamp_that_is_not_ours_stores_nothing(client, document, clock, forged):
    page = send(client, document, clock, stamp=forged)
    assert (page.status_code, complaints(page), Correction.objects.count()) == (400, [TOO_LATE], 0)


def test_the_stamp_of_one_record_opens_no_other(client, clock):
    made = f.catalogue()
    page = client.get(f"{address(made['document'])}correct/")
    clock(1_000_010)
    answer = client.post(f"{address(made['agency'])}correct/", filled(page, value="name"))
    assert (answer.status_code, complaints(answer), Correction.objects.count()) == (400, [TOO_LATE], 0)


def test_the_sixth_in_an_hour_is_refused_with_the_time_to_wait(client, document, clock):
    for number in range(5):
        assert send(client, document, clock, text=f"Text {number}").status_code == 200
    page = send(client, document, clock, text="One more")
    assert (page.status_code, Correction.objects.count()) == (429, 5)
    assert 3500 < int(page["Retry-After"]) <= 3600
    assert "5 corrections came from your network in the last hour" in words(page)
    assert typed_in(page)["text"] == "One more"


# A thousand are tried where they are counted: see tests/catalogue/test_corrections.py.
def test_however_many_posts_store_no_more_than_the_limit(client, document, clock):
    given = filled(client.get(f"{address(document)}correct/"))
    clock(1_000_010)
    answers = [client.post(f"{address(document)}correct/", {**given, "text": f"Text {n}"}) for n in range(50)]
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(200), statuses.count(429), Correction.objects.count()) == (5, 45, 5)


def test_a_made_up_forwarded_address_does_not_open_the_limit(document, clock):
    for number in range(7):
        send(Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"), document, clock, text=f"Text {number}")
    assert Correction.objects.count() == 5


def test_behind_a_proxy_each_sender_has_a_limit(document, clock, settings):
    settings.PROXIES = 1
    for number in range(7):
        send(Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"), document, clock, text=f"Text {number}")
    assert Correction.objects.count() == 7


def test_the_same_words_twice_are_refused_kindly_with_the_way_to_the_first(client, document, clock):
    send(client, document, clock)
    page = send(client, document, clock)
    assert (page.status_code, Correction.objects.count()) == (400, 1)
    assert complaints(page) == ["These very words about this record have been sent already: once is enough."]
    assert (f"/corrections/{Correction.objects.get().pk}/", "See how far it has come") in links(page)


def test_the_same_words_as_discarded_ones_are_refused_without_a_way_to_them(client, document, clock):
    send(client, document, clock)
    Correction.objects.update(state="discarded")
    assert "/corrections/" not in send(client, document, clock).content.decode()


def test_a_form_of_another_site_sends_nothing(document, clock):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{address(document)}correct/")
    clock(1_000_010)
    assert client.post(f"{address(document)}correct/", filled(page)).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    assert Correction.objects.count() == 0
    assert client.post(f"{address(document)}correct/", filled(page, csrfmiddlewaretoken=token)).status_code == 200


def test_nothing_else_public_can_be_written_to(client, document, clock):
    send(client, document, clock)
    paths = ["/", address(document), f"{address(document)}history/", f"/corrections/{Correction.objects.get().pk}/"]
    assert [client.post(path).status_code for path in paths] == [405] * 4
    refused = [client.generic(method, f"{address(document)}correct/") for method in ("PUT", "PATCH", "DELETE")]
    assert [(answer.status_code, answer["Allow"]) for answer in refused] == [(405, "GET, HEAD, POST")] * 3
