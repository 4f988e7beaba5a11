"""Sends a body to an address that somebody else chose, and to no host inside.

The name is resolved once; every address that it has must be public, and the connection goes to the one that was
looked at: a name that changes meanwhile changes nothing. Redirects are an answer like any other.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SECONDS = 10.0
MOST_BYTES = 64 * 1024
PORTS = {"https": 443, "http": 80}
# Where an IPv4 address stands inside one of IPv6 that gateways turn back: RFC 6052, and what came before it.
EMBEDDING = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("::/96"),
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Answer(NamedTuple):
    """The status of the answer, or why there was none; never both."""

    status: int | None
    error: str
    retry_after: str = ""


class UnreachableError(Exception):
    """Nothing was sent, with the sentence why."""


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """The answer to one request, within SECONDS in all, whatever the other side does. Raises nothing."""
    until = time.monotonic() + SECONDS
    try:
        where = check(address)
        found = _resolved(where)
        return _sent(where, found, body, headers, until)
    except ValidationError as error:
        return Answer(None, " ".join(error.messages))
    except UnreachableError as error:
        return Answer(None, str(error))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, f"{type(error).__name__}: {error}"[:300])


def check(address: str) -> SplitResult:
    """The parts of an address that may be posted to, as far as it can be known without looking the host up."""
    try:
        where = urlsplit(address)
        port = where.port
    except ValueError:
        raise ValidationError(_("“%(address)s” is no web address.") % {"address": address[:80]}) from None
    if where.scheme not in PORTS or not where.hostname or where.username or where.password or port == 0:
        raise ValidationError(
            _("“%(address)s” cannot be posted to. Give an address with https:// and a host, without a name.")
            % {"address": address[:80]}
        )
    if where.scheme != "https" and not settings.WEBHOOK_NETWORKS:
        raise ValidationError(_("“%(address)s” is not encrypted. Use https.") % {"address": address[:80]})
    return where


def _resolved(where: SplitResult) -> list[tuple[Any, ...]]:
    """(family, socket address) of all that the host is; refused if any of it is inside."""
    port = where.port or PORTS[where.scheme]
    rows = socket.getaddrinfo(where.hostname, port, type=socket.SOCK_STREAM)
    addresses = [(family, place) for family, _type, _protocol, _name, place in rows]
    for _family, place in addresses:
        if not is_public(ipaddress.ip_address(str(place[0]).partition("%")[0])):
            raise UnreachableError(_("%(host)s is not a public host: %(address)s") % _named(where, place))
    return addresses


def _named(where: SplitResult, place: tuple[Any, ...]) -> dict[str, Any]:
    return {"host": where.hostname, "address": place[0]}


def is_public(address: Address) -> bool:
    """Whether the address is one of the whole internet, or in a network that the settings allow."""
    if any(address in network for network in settings.WEBHOOK_NETWORKS if network.version == address.version):
        return True
    if address.version == 6:
        hidden = [*_inside(address)]
        if hidden:
            return all(map(is_public, hidden))
    return address.is_global and not address.is_multicast


def _inside(address: ipaddress.IPv6Address) -> Iterable[ipaddress.IPv4Address]:
    """The IPv4 addresses to which one of IPv6 may lead."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if any(address in network for network in EMBEDDING):
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _sent(
    where: SplitResult, places: list[tuple[Any, ...]], body: bytes, headers: Mapping[str, str], until: float
) -> Answer:
    connection = _Pinned(where, places, until)
    path = (where.path or "/") + (f"?{where.query}" if where.query else "")
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        _read(connection, answer, until)
        return Answer(answer.status, "", answer.headers.get("Retry-After", ""))
    finally:
        connection.close()


def _read(connection: "_Pinned", answer: http.client.HTTPResponse, until: float) -> None:
    """What they say is not kept; it is read so that they see it arrive, but neither for ever nor without end."""
    taken = 0
    while taken < MOST_BYTES:
        connection.hurry(until)
        portion = answer.read1(MOST_BYTES - taken)
        if not portion:
            return
        taken += len(portion)


class _Pinned(http.client.HTTPConnection):
    """A connection to addresses that were looked at; the name stands in the certificate and in the header alone."""

    def __init__(self, where: SplitResult, places: list[tuple[Any, ...]], until: float) -> None:
        super().__init__(where.hostname or "", where.port or PORTS[where.scheme])
        self.default_port = PORTS[where.scheme]
        self.where, self.places, self.until = where, places, until

    line: socket.socket

    def connect(self) -> None:
        failure: OSError | None = None
        for family, place in self.places:
            plain = socket.socket(family, socket.SOCK_STREAM)
            try:
                plain.settimeout(_left(self.until))
                plain.connect(place)
                self.line = self.sock = self._wrapped(plain)
            except OSError as error:
                plain.close()
                failure = error
            else:
                return
        raise failure or OSError("no address")

    def _wrapped(self, plain: socket.socket) -> socket.socket:
        if self.where.scheme != "https":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.where.hostname)

    def hurry(self, until: float) -> None:
        """Afterwards the next reading waits no longer than what is left of the time."""
        # `sock` is nothing once the answer began that ends with the connection.
        self.line.settimeout(_left(until))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError(_("no answer within %(seconds)d seconds") % {"seconds": SECONDS})
    return left
