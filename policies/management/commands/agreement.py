"""`manage.py agreement`: how far first and second coders of measures agree."""

from django.core.management.base import BaseCommand

from policies.domain import second_coding
from policies.models import SecondCoding

ROW = "{:<12} {:>8} {:>7} {:>7} {:>7}"


class Command(BaseCommand):
    help = (
        "Say for each value how far those who coded a measure blind agree with those who coded it first: the part "
        "that is alike, Cohen's kappa for values with one code, and Krippendorff's alpha, with the MASI distance for "
        "values with several. --field keeps to one value."
    )

    def add_arguments(self, parser):
        parser.add_argument("--field", choices=list(second_coding.SCHEMES), help="Only this value.")

    def handle(self, *args, **options):
        fields = [options["field"]] if options["field"] else list(second_coding.SCHEMES)
        self.stdout.write(ROW.format("value", "codings", "alike", "kappa", "alpha"))
        for figure in second_coding.figures(fields):
            numbers = (f"{number:.3f}" if number is not None else "-" for number in (figure.kappa, figure.alpha))
            self.stdout.write(ROW.format(figure.field, figure.pairs, figure.percent_shown or "-", *numbers))
        self.stdout.write(
            f"agreement: {len(fields)} values, {SecondCoding.objects.count()} second codings "
            f"of {second_coding.measures_coded()} measures"
        )
