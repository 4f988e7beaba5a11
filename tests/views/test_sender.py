import pytest
from django.test import RequestFactory

from policies.views.sender import address_of


def address(forwarded=None):
    told = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return address_of(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **told))


def test_without_proxies_nobody_can_say_they_are_somebody_else(settings):
    settings.PROXIES = 0
    assert [address(), address("198.51.100.7"), address("a, b, c")] == ["192.0.2.1"] * 3


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7 , 192.0.2.8", "198.51.100.7"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_behind_proxies_it_is_what_the_farthest_of_ours_was_asked_from(settings, proxies, forwarded, found):
    settings.PROXIES = proxies
    assert address(forwarded) == found


@pytest.mark.parametrize("forwarded", [None, "", "unknown", "198.51.100.7, _hidden", "x" * 9000, "198.51.100.7,"])
def test_a_proxy_that_says_no_address_is_the_sender_itself(settings, forwarded):
    settings.PROXIES = 1
    assert address(forwarded) == "192.0.2.1"


def test_who_passes_fewer_proxies_than_there_are_is_not_believed(settings):
    settings.PROXIES = 2
    assert address("198.51.100.7") == "192.0.2.1"
