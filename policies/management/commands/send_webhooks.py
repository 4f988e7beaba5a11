"""`manage.py send_webhooks`: for a timer of the system's own, or beside the web processes with `--follow`."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from policies.catalogue.changes import message
from policies.domain import webhooks
from policies.domain.webhooks import Sent
from policies.models import Webhook

SECONDS_BETWEEN = 1.0


class Command(BaseCommand):
    help = (
        "Tell every webhook of what changed since it was last told. Stopped at any point and run again it misses "
        "nothing. Several may run at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--follow", action="store_true", help="go on until it is interrupted")

    def handle(self, *args, follow, **options):
        total = Sent()
        try:
            while True:
                while (sent := webhooks.send_due(message)).taken:
                    add(total, sent)
                add(total, sent)
                if not follow:
                    break
                time.sleep(SECONDS_BETWEEN)
        except KeyboardInterrupt:
            pass
        except DatabaseError as error:
            raise CommandError(f"Nothing more was sent, because the database refused it: {error}") from error
        self.stdout.write(
            f"send_webhooks: {total.taken} changes taken, {total.failed} attempts failed, "
            f"{total.switched_off} switched off, {Webhook.objects.on().count()} on"
        )


def add(total: Sent, sent: Sent) -> None:
    total.taken += sent.taken
    total.failed += sent.failed
    total.switched_off += sent.switched_off
