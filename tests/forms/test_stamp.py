import pytest
from django.core import signing

from policies.forms import stamp
from policies.forms.stamp import Stamp


@pytest.fixture
def clock(monkeypatch):
    def set_to(seconds):
        monkeypatch.setattr(stamp.time, "time", lambda: seconds)

    set_to(1_000_000.0)
    return set_to


def test_a_stamp_says_what_was_shown_and_when(clock):
    signed = Stamp.of_now("abc", 2).signed
    clock(1_000_004.5)
    found = Stamp.read(signed, "abc")
    assert (found, found.age) == (Stamp("abc", 2, 1_000_000.0), 4.5)


def test_a_stamp_lasts_a_day(clock):
    signed = Stamp.of_now("abc", 2).signed
    clock(1_000_000.0 + 24 * 60 * 60)
    assert Stamp.read(signed, "abc") == Stamp("abc", 2, 1_000_000.0)
    clock(1_000_001.0 + 24 * 60 * 60)
    assert Stamp.read(signed, "abc") is None


def test_a_stamp_of_another_record_or_of_nobody_is_none():
    signed = Stamp.of_now("abc", 2).signed
    forged = [signed[:-1] + ("A" if signed[-1] != "A" else "B"), "", "x", "a:b:c", "\x00", "é" * 5000]
    assert [Stamp.read(text, "abc") for text in forged] == [None] * 6
    assert Stamp.read(signed, "def") is None


def test_a_stamp_signed_for_something_else_is_none():
    assert Stamp.read(signing.dumps(["abc", 2, 1.0], salt="other"), "abc") is None
