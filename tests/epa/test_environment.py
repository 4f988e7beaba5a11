"""Settings are read from the environment; a wrong one is refused by its name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from epa import environment


@pytest.mark.parametrize(("given", "number"), [("0", 0), ("3", 3), ("9", 9)])
def test_a_number_is_read(monkeypatch, given, number):
    monkeypatch.setenv("EPA_PROXIES", given)
    assert environment.number("EPA_PROXIES", most=9) == number


def test_a_number_that_is_not_set_is_the_default(monkeypatch):
    monkeypatch.delenv("EPA_PROXIES", raising=False)
    assert environment.number("EPA_PROXIES", most=9) == 0


@pytest.mark.parametrize("given", ["", "-1", "10", "1.5", "two", "²", "١", " 1", "1" * 5000])
def test_what_is_no_such_number_is_refused_by_name(monkeypatch, given):
    monkeypatch.setenv("EPA_PROXIES", given)
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.number("EPA_PROXIES", most=9)
    assert str(refusal.value) == f"EPA_PROXIES is {given!r}; write a whole number from 0 to 9."


def test_the_number_of_proxies_is_a_setting_that_is_known():
    assert "EPA_PROXIES" in environment.KNOWN
