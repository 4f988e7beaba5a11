"""Lets many publish, withdraw and merge while three mirrors follow a server that is killed again and again.

`python -m tests.mirrors.together WRITERS RECORDS SECONDS [MOST]`: as many records as are published in all, the seconds
from one kill -9 of the server to the next, and those that mirrors have to catch up in the end. In the database of
DATABASE_URL; prints what came of it as JSON.
"""

import json
import socket
import sys
import tempfile
import time
from ipaddress import ip_network
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from policies.domain import webhooks  # noqa: E402
from policies.models import Edition, Log, Partner, Webhook  # noqa: E402
from tests import factories as f  # noqa: E402
from tests.mirrors.keepers import ByFeed, ByHarvest, ByWebhook  # noqa: E402
from tests.mirrors.server import Server  # noqa: E402
from tests.mirrors.writers import Writer  # noqa: E402

MOST_SECONDS_TO_CATCH_UP = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def whole() -> dict[str, str]:
    """What the catalogue says to the public, by id, to the byte."""
    return {
        str(edition.record_id): json.dumps(edition.record, ensure_ascii=False)
        for edition in Edition.objects.current().iterator(chunk_size=500)
    }


def build() -> dict:
    call_command("migrate", verbosity=0)
    return f.catalogue(measures=2)


def wait_as_long_as_it_takes() -> None:
    """SQLite lets one write at a time; of many that try again, some do so in vain for long. It is not what is tried."""
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["timeout"] = 600


def follow(mirrors, server, writers, seconds, most):
    """Until nobody writes any more: a kill now and then. Then until the mirrors have had all there is."""
    while writing := [writer for writer in writers if writer.is_alive()]:
        writing[0].join(seconds)
        server.kill_and_start()
    end = Log.objects.get().sequence
    until = time.monotonic() + most
    while Webhook.objects.filter(sequence__lt=end).exists() and time.monotonic() < until:
        time.sleep(0.2)
    for mirror in mirrors:
        mirror.done.set()
    for mirror in mirrors:
        mirror.join(max(1, until - time.monotonic()))


def main(number: int, records: int, seconds: int, most: int = MOST_SECONDS_TO_CATCH_UP) -> None:
    wait_as_long_as_it_takes()
    made = build()
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="mirrors-"))
    site = f"http://127.0.0.1:{port}"
    partner = Partner.objects.create(name="An institute", mail="data@partner.example")
    receiver = ByWebhook(site)
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    webhook = webhooks.add(partner, receiver.address, from_the_beginning=True)
    receiver.secret = webhook.secret
    server = Server(port, folder)
    server.start()
    mirrors = [ByFeed(site, folder / "feed.sqlite3"), ByHarvest(site), receiver]
    writers = [Writer(place, -(-records // number), made) for place in range(number)]
    began = time.monotonic()
    for thread in (*mirrors, *writers):
        thread.start()
    connection.close()
    try:
        follow(mirrors, server, writers, seconds, most)
    finally:
        server.stop()
    expected = whole()
    log = Log.objects.get()
    print(
        json.dumps(
            {
                "errors": [thread.error for thread in (*writers, *mirrors) if thread.error],
                "records": len(expected),
                "changes": log.sequence,
                "actions": count_actions(),
                "kills": server.kills,
                "mirrors": {mirror.name: compared(mirror.held(), expected) for mirror in mirrors},
                "messages": {"different": len(receiver.seen), "again": receiver.again, "refused": receiver.refused},
                "seconds": round(time.monotonic() - began),
            }
        )
    )


def count_actions() -> dict[str, int]:
    return dict(Edition.objects.order_by().values_list("action").annotate(Count("pk")))


def compared(held: dict[str, str], expected: dict[str, str]) -> dict[str, int]:
    """How many records are missing, too many, or say something else."""
    return {
        "missing": len(expected.keys() - held.keys()),
        "too many": len(held.keys() - expected.keys()),
        "different": sum(held[name] != expected[name] for name in held.keys() & expected.keys()),
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
