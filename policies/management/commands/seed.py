from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from policies.domain.seeding import seed


class Command(BaseCommand):
    help = "Load the vocabularies and the seed and publish them, if nothing is published yet."

    def handle(self, *args, **options):
        try:
            editions = seed(self.stdout.write)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"seed: {editions} editions written")
