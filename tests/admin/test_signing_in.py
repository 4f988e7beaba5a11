"""Signing in to the desk: who tries a name with wrong passwords too often waits."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User

from tests import factories as f
from tests.views.reading import words

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
RIGHT = "a long and right password"
SENTENCE = (
    "This name was tried with a wrong password too often from where you are. Wait 15 minutes, then sign in again."
)


@pytest.fixture
def somebody():
    user = f.user("curator")
    user.set_password(RIGHT)
    user.save()
    return user


def sign_in(client, name, password=RIGHT, address="192.0.2.1", before="", **more):
    given = {"username": name, "password": password}
    return client.post(f"{before}{LOGIN}", given, REMOTE_ADDR=address, **more)


def fail(client, name, times, **more):
    return [sign_in(client, name, "wrong", **more).status_code for _time in range(times)]


def test_the_fifth_failure_locks_and_the_right_password_helps_no_more(client, somebody):
    assert fail(client, somebody.username, 5) == [200, 200, 200, 200, 429]
    page = sign_in(client, somebody.username)
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (429, "900", "no-store")
    assert SENTENCE in words(page, tag="body")
    assert "_auth_user_id" not in client.session


def test_the_sentence_is_in_chinese_on_a_chinese_page(client, somebody):
    fail(client, somebody.username, 5)
    page = sign_in(client, somebody.username, before="/zh-hans")
    assert (page.status_code, '<html lang="zh-hans"' in page.content.decode()) == (429, True)


def test_a_name_that_nobody_has_is_locked_like_any_other(client, somebody):
    assert fail(client, "nobody-has-this", 5) == [200, 200, 200, 200, 429]


def test_the_same_name_is_not_locked_for_others_nor_another_name_for_the_same(client, somebody):
    fail(client, somebody.username, 5)
    assert sign_in(client, f.user("reviewer").username, "wrong").status_code == 200
    assert sign_in(client, somebody.username, address="192.0.2.2").status_code == 302


def test_another_address_of_the_same_network_of_ipv6_is_locked_too(client, somebody):
    fail(client, somebody.username, 5, address="2001:db8::1")
    assert sign_in(client, somebody.username, address="2001:db8::ffff:2").status_code == 429
    assert sign_in(client, somebody.username, address="2001:db8:0:1::1").status_code == 302


def test_what_a_sender_says_of_its_own_address_opens_nothing(client, somebody):
    fail(client, somebody.username, 5)
    assert sign_in(client, somebody.username, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429


def test_behind_a_proxy_of_ours_each_visitor_is_told_apart(client, somebody, settings):
    settings.PROXIES = 1
    fail(client, somebody.username, 5, HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert sign_in(client, somebody.username, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429
    assert sign_in(client, somebody.username, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302


def test_who_waited_signs_in_again(client, somebody, settings):
    fail(client, somebody.username, 5)
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - settings.AXES_COOLOFF_TIME
        )
    assert sign_in(client, somebody.username).status_code == 302


def test_who_succeeds_begins_anew(client, somebody):
    assert fail(client, somebody.username, 4) == [200] * 4
    assert sign_in(client, somebody.username).status_code == 302
    assert fail(client, somebody.username, 4) == [200] * 4


def test_no_password_is_kept(client, somebody):
    sign_in(client, somebody.username, "a secret that was mistyped")
    [kept] = AccessAttempt.objects.values()
    assert "a secret that was mistyped" not in str(kept)
    assert User.objects.get(pk=somebody.pk).check_password(RIGHT)
