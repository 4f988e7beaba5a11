"""`manage.py check_code`: the fast part of `manage.py test`."""

import sys

from django.core.management import BaseCommand

from policies.management.checks import run_checks


class Command(BaseCommand):
    help = "Check style, format, templates, types, floors and missing migrations, and end with one line of counts."
    requires_system_checks = ()

    def handle(self, *args, **options):
        counts = run_checks(self.say)
        self.say(str(counts))
        if counts.failed:
            sys.exit(1)

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()
