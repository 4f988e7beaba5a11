import sys

from django.core.management.base import BaseCommand

from policies.domain.verifying import Tally, verify


class Command(BaseCommand):
    help = (
        "Check every quote and span, on the desk and in every current edition, against its snapshot, every edition "
        "against its hash, and every working record against its last revision."
    )

    def handle(self, *args, **options):
        tally = Tally()
        for failure in verify(tally):
            self.stdout.write(str(failure))
        self.stdout.write(
            f"verify_evidence: {tally.citations} citations and {tally.evidence} pieces of evidence "
            f"in {tally.editions} editions checked, {tally.failed} failed"
        )
        if tally.failed:
            sys.exit(1)
