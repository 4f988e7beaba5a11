"""What holds floods off where the public may write: limits for each sender and for all, counted in the database.

All limits are counted there, so that nothing that is lost or started anew opens them.
"""

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

WINDOW = timedelta(hours=1)
# For so long, and until the next one comes in, it is known which rows came from one sender.
SENDER_KEPT = timedelta(days=1)


class FloodError(ValidationError):
    """Refused for now; `retry_after` is in seconds."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


def code_of(address: str, salt: str, at: datetime) -> str:
    """What tells senders of one day apart: nobody can find the address from it without the secret key."""
    return salted_hmac(f"{salt}.{at:%Y-%m-%d}", network(address), algorithm="sha256").hexdigest()


def network(address: str) -> str:
    """The address; of IPv6 the network, in which one sender has more addresses than can be counted."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network(f"{found.compressed.partition('%')[0]}/64", strict=False))


def one_at_a_time(lock: int) -> None:
    """Two at once must not both be the last that is let in. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def seconds_full(recent: QuerySet[Any], most: int, now: datetime) -> int:
    """In how many seconds one of the rows leaves the window and makes room; 0 if there is room."""
    filling = recent.order_by("-sent_at").values_list("sent_at", flat=True)[most - 1 : most]
    return max(1, round((filling[0] + WINDOW - now).total_seconds())) if filling else 0
