"""Settings are read from the environment; a wrong one is refused by its name."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from epa import environment

ROOT = Path(__file__).resolve().parent.parent.parent


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


@pytest.mark.parametrize("given", ["", "http://policy.example.org"])
def test_a_site_without_https_has_no_settings_for_it(given):
    assert environment.https(given, proxy_tls=False) == {}


def test_behind_https_cookies_are_for_https_alone_and_forms_are_believed_to_come_from_there():
    assert environment.https("https://policy.example.org:8443/reference", proxy_tls=False) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_TRUSTED_ORIGINS": ["https://policy.example.org:8443"],
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SILENCED_SYSTEM_CHECKS": ["security.W005", "security.W021"],
    }


@pytest.mark.parametrize(("status", "is_logged"), [(429, False), (401, True), (500, True), (None, True)])
def test_requests_that_were_too_many_are_not_logged_one_by_one(settings, status, is_logged):
    record = logging.makeLogRecord({"status_code": status} if status else {})
    assert environment.is_no_flood(record) == is_logged
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_floods"]


def test_what_a_proxy_tells_of_https_is_believed_only_where_that_is_set():
    more = environment.https("https://policy.example.org", proxy_tls=True)
    assert {name: more[name] for name in more if name.startswith("SECURE_") and name != "SECURE_HSTS_SECONDS"} == {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": True,
        "SECURE_REDIRECT_EXEMPT": ["^healthz/"],
    }


def test_a_proxy_of_https_before_a_site_without_is_refused_by_name():
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.https("http://policy.example.org", proxy_tls=True)
    assert str(refusal.value) == "EPA_PROXY_TLS is 1, but EPA_BASE_URL does not begin with https://."


def test_the_documented_settings_of_a_public_site_pass_the_check_for_deployment():
    given = {
        "EPA_BASE_URL": "https://policy.example.org",
        "EPA_PROXY_TLS": "1",
        "EPA_SECRET_KEY": "".join(map(chr, range(48, 122))),
        "EPA_NO_BOOTSTRAP": "1",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    unset = {name: value for name, value in os.environ.items() if not name.startswith(("EPA_", "DJANGO_"))}
    done = subprocess.run(command, cwd=ROOT, env={**unset, **given}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
