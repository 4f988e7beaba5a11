"""`manage.py publish_scheduled`: for a timer of the system's own, where no web process keeps one."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from policies.domain import publishing
from policies.models import Schedule


class Command(BaseCommand):
    help = (
        "Publish every approved record whose time has come, at exactly that time. Run again it repeats nothing. "
        "Exit status 1 if any was refused; the thread of its record says why too."
    )

    def handle(self, *args, **options):
        try:
            done = publishing.publish_due()
            waiting = Schedule.objects.waiting().count()
        except DatabaseError as error:
            raise CommandError(f"Nothing was published, because the database refused it: {error}") from error
        for row in done.refused:
            self.stdout.write(f"Refused: {row}: {row.why}")
        self.stdout.write(
            f"publish_scheduled: {done.published} became public in {done.editions} editions, "
            f"{len(done.refused)} refused, {waiting} waiting"
        )
        if done.refused:
            sys.exit(1)
