"""The network address that a request comes from, as far as it can be believed."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

from policies.catalogue.flooding import network

# Some proxies write the port too: 192.0.2.1:4711, [2001:db8::1]:4711.
WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](:\d+)?|(?P<four>[^:]+):\d+")


def address_of(request: HttpRequest) -> str:
    """What the farthest of our own proxies was asked from; what that one was told by others is worth nothing."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(told) >= settings.PROXIES:
        return _plain(told[-settings.PROXIES].strip()) or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")


def network_of(request: HttpRequest) -> str | None:
    """The address; of IPv6 the first of its network. Nothing where the sender has none, as through a socket."""
    return network(address_of(request)).partition("/")[0] or None


def _plain(told: str) -> str:
    """The address without its port; nothing if it is none."""
    match = WITH_PORT.fullmatch(told)
    found = (match["six"] or match["four"]) if match else told
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return ""
