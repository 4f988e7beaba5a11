from django.core.management.base import BaseCommand

from policies.domain.seeding import seed


class Command(BaseCommand):
    help = "Load the vocabularies and the seed and publish them, if nothing is published yet."

    def handle(self, *args, **options):
        editions = seed(self.stdout.write)
        self.stdout.write(f"seed: {editions} editions written")
