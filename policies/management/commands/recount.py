from django.core.management.base import BaseCommand

from policies.domain.counting import recount
from policies.models import FacetCount, Reached


class Command(BaseCommand):
    help = "Make the counts of lists, and what records are found by through others, anew from the current editions."

    def handle(self, *args, **options):
        wrong = recount()
        self.stdout.write(
            f"recount: {FacetCount.objects.count()} counts and {Reached.objects.count()} values through others "
            f"made anew, {wrong} were wrong"
        )
