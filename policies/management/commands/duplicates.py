from django.core.management.base import BaseCommand

from policies.content.records import MODELS
from policies.domain import duplicates
from policies.models.merging import MERGED_KINDS


class Command(BaseCommand):
    help = "List records that may be two of one, and why. Nothing is done about them."

    def handle(self, *args, **options):
        found = duplicates.pairs()
        for pair in found:
            why = "; ".join(pair.why)
            self.stdout.write(
                f"{pair.kind} {pair.first.slug} = {pair.second.slug}? {why}: {pair.first} | {pair.second}"
            )
        records = sum(MODELS[kind].objects.count() for kind in MERGED_KINDS)
        two = sum(duplicates.known_to_be_two(kind) for kind in MERGED_KINDS)
        self.stdout.write(
            f"duplicates: {len(found)} possible among {records} agencies, documents and measures; "
            f"{two} pairs known not to be the same"
        )
