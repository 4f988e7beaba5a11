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


def test_a_font_is_a_file_that_is_there_or_none(monkeypatch, tmp_path):
    monkeypatch.delenv("EPA_CARD_FONT", raising=False)
    assert environment.font("EPA_CARD_FONT") == ""
    path = tmp_path / "song.ttf"
    path.touch()
    monkeypatch.setenv("EPA_CARD_FONT", str(path))
    assert environment.font("EPA_CARD_FONT") == str(path)


def test_a_font_that_is_not_there_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("EPA_CARD_FONT", "/nowhere/song.ttf")
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.font("EPA_CARD_FONT")
    sentence = "EPA_CARD_FONT is '/nowhere/song.ttf', where there is no file; name a font file, .ttf, .otf or .ttc."
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("given", ["desk@example.org", ""])
def test_an_address_of_mail_is_read(monkeypatch, given):
    monkeypatch.setenv("EPA_CONTACT", given)
    assert environment.mail("EPA_CONTACT") == given


@pytest.mark.parametrize("given", ["desk", "a b@example.org", "a@b, c@d", "@"])
def test_what_is_no_address_of_mail_is_refused_by_name(monkeypatch, given):
    monkeypatch.setenv("EPA_CONTACT", given)
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.mail("EPA_CONTACT")
    assert str(refusal.value) == f"EPA_CONTACT is {given!r}; write one address of e-mail, name@host."
