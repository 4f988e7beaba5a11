"""Reads the environment. A wrong value is refused by its name, with what is allowed."""

import ipaddress
import logging
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KNOWN = {
    "EPA_ALLOWED_HOSTS",
    "EPA_BASE_URL",
    "EPA_CARD_FONT",
    "EPA_CONTACT",
    "EPA_DEBUG",
    "EPA_HOST",
    "EPA_LIMIT",
    "EPA_LIMIT_WITH_KEY",
    "EPA_MAIL_SERVER",
    "EPA_NO_BOOTSTRAP",
    "EPA_PROXIES",
    "EPA_PROXY_TLS",
    "EPA_SECRET_KEY",
    "EPA_SECRET_KEY_FILE",
    "EPA_TEST_VENDOR",
    "EPA_VAR",
    "EPA_WEBHOOK_NETWORKS",
}
YEAR = 365 * 24 * 60 * 60


def refuse_unknown() -> None:
    """A misspelt setting must not be ignored: afterwards every EPA_ name in the environment is known."""
    for name in sorted(os.environ):
        if name.startswith("EPA_") and name not in KNOWN:
            raise ImproperlyConfigured(f"{name} is not a setting. Settings are: {', '.join(sorted(KNOWN))}.")


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 for yes or 0 for no.")
    return value == "1"


def number(name: str, most: int, default: int = 0) -> int:
    """A whole number from 0 to `most`."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and int(value) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number from 0 to {most}.")
    return int(value)


def https(base_url: str, proxy_tls: bool) -> dict[str, Any]:
    """Django's settings for a site whose public address begins with https://; of another nothing is changed.

    That a request came by https is believed of a proxy only where that is set: without one the header is the sender's.
    """
    if not base_url.startswith("https://"):
        if proxy_tls:
            raise ImproperlyConfigured("EPA_PROXY_TLS is 1, but EPA_BASE_URL does not begin with https://.")
        return {}
    found: dict[str, Any] = {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        # Forms are sent from there, whatever the proxy tells of it.
        "CSRF_TRUSTED_ORIGINS": ["{0.scheme}://{0.netloc}".format(urlsplit(base_url))],
        "SECURE_HSTS_SECONDS": YEAR,
        # Whether other names below this one have https, and whether browsers ship its name, its owner knows alone.
        "SILENCED_SYSTEM_CHECKS": ["security.W005", "security.W021"],
    }
    if proxy_tls:
        found["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
        found["SECURE_SSL_REDIRECT"] = True
        # A watchman inside asks without.
        found["SECURE_REDIRECT_EXEMPT"] = [r"^healthz/"]
    return found


def is_no_flood(record: logging.LogRecord) -> bool:
    """Whether a line is about anything else than a request that was one too many."""
    return getattr(record, "status_code", 0) != 429


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of a setting, without empty ones."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def font(name: str) -> str:
    """The path of a font file that is there, or nothing."""
    path = os.environ.get(name, "")
    if path and not Path(path).is_file():
        raise ImproperlyConfigured(f"{name} is {path!r}, where there is no file; name a font file, .ttf, .otf or .ttc.")
    return path


def mail(name: str) -> str:
    """An address of e-mail, or nothing."""
    value = os.environ.get(name, "")
    if value and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write one address of e-mail, name@host.")
    return value


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The networks of a setting, separated by commas."""
    found = []
    for word in words(name):
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} has {word!r}; write networks like 10.1.0.0/16: {error}.") from error
    return found


def mail_server(name: str) -> dict[str, Any]:
    """Django's settings for `smtp://user:password@host:port`, or `smtps://`; without one, mails go to the console."""
    url = os.environ.get(name, "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} begins with {parts.scheme!r}; write smtp://user:password@host:port.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def secret(name: str, debug_default: str | None) -> str:
    """The secret, or the content of the file that NAME_FILE points to; only debug has a default."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE is {path!r}, which cannot be read: {error.strerror}.") from error
    value = os.environ.get(name) or debug_default
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, or {name}_FILE, to a long random secret; only EPA_DEBUG=1 does without."
        )
    return value


def database(url: str, base: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"), base)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}; write sqlite:///var/epa.sqlite3 or postgresql://user@host/name."
    )


def _sqlite(path: str, base: Path) -> dict[str, Any]:
    # IMMEDIATE and a time-out make writers queue instead of failing; FULL keeps what was said to be saved.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": base / path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(parts: Any) -> dict[str, Any]:
    # Server-side cursors break under PgBouncer in transaction mode, some of them after a 200 was sent.
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {name: value for name, value in parse_qsl(parts.query) if name != "host"},
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
