"""`manage.py gaps`: the documents that the texts of sources cite and that are not here."""

from django.core.management.base import BaseCommand

from policies.domain import gaps


class Command(BaseCommand):
    help = (
        "List the documents that the latest texts of sources cite, by title or number, and that are not here, the most "
        "cited first, each with its places: source, snapshot, and where the words begin. Nothing is done about them."
    )

    def handle(self, *args, **options):
        found = gaps.citations()
        for gap in found.gaps:
            places = ", ".join(
                f"{place.snapshot.source.slug} #{place.snapshot.number} at {place.start}" for place in gap.places
            )
            self.stdout.write(f"{gap}: {places}")
        self.stdout.write(
            f"gaps: {len(found.gaps)} documents cited and not here, {len(found.known)} cited and here, "
            f"in the texts of {found.texts} sources"
        )
