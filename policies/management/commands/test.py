"""`manage.py test`: everything that must hold, or the tests that are named, with what they need installed."""

import os
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

from django.core.management import BaseCommand

from policies.management import suite
from policies.management.checks import Counts, run_checks

DATABASES = {"sqlite": suite.run_on_sqlite, "postgresql": suite.run_on_postgresql}


class Command(BaseCommand):
    help = (
        "Check the code, run the tests on SQLite, all that know a database on PostgreSQL, some in a browser, and end "
        "with one line of counts. "
        "Arguments go to pytest: `test tests/text -k edtf` runs only those, on both databases; `--sqlite` or "
        "`--postgresql` keeps to one. ALLOW_MISSING=1 lets a missing PostgreSQL, browser, validator or generator pass "
        "as skipped."
    )
    requires_system_checks = ()

    def run_from_argv(self, argv):
        """Django's own reading of arguments would refuse those of pytest."""
        if {"-h", "--help"} & set(argv[2:]):
            self.print_help(argv[0], argv[1])
            return
        try:
            counts = self.run(argv[2:])
        except KeyboardInterrupt:
            self.say("Stopped.")
            sys.exit(130)
        self.say(str(counts))
        sys.exit(1 if counts.failed else 0)

    def run(self, arguments: list[str]) -> Counts:
        chosen = [name for name in DATABASES if f"--{name}" in arguments]
        selection = [argument for argument in arguments if argument not in {"--sqlite", "--postgresql"}]
        if not arguments:
            return self.everything()
        if _only_browser(selection):
            return self.part("Tests in a browser", lambda: suite.run_in_browser(selection))
        return self.databases(chosen or list(DATABASES), selection)

    def everything(self) -> Counts:
        """A browser mostly waits: it is driven beside all the rest, and what it has to say is said at the end."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said, ThreadPoolExecutor(1) as beside:
            browser = beside.submit(suite.run_in_browser, [], said)
            counts = self.part("Checks", lambda: run_checks(self.say))
            counts += self.databases(list(DATABASES), [])
            return counts + self.part("Tests in a browser", lambda: self.told(browser, said))

    def told(self, running: Future[Counts], said: IO[str]) -> Counts:
        """What a part that ran beside the others has counted, at its end, with all that it said."""
        running.exception()
        said.seek(0)
        self.say(said.read())
        return running.result()

    def databases(self, names: list[str], selection: list[str]) -> Counts:
        counts = Counts()
        for name in names:
            counts += self.part(f"Tests on {name}", lambda name=name: DATABASES[name](selection))
        return counts

    def part(self, title, run) -> Counts:
        self.say(f"\n=== {title}")
        began = time.monotonic()
        try:
            counts = run()
        except suite.MissingError:
            counts = self.missing(title)
        self.say(f"=== {title}: {counts} ({time.monotonic() - began:.0f} s)")
        return counts

    def missing(self, title) -> Counts:
        if os.environ.get("ALLOW_MISSING") == "1":
            self.say(f"{title}: skipped, because ALLOW_MISSING=1.")
            return Counts(skipped=1)
        self.say(f"{title}: not run, which counts as failed. ALLOW_MISSING=1 would let it pass as skipped.")
        return Counts(failed=1)

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()


def _only_browser(selection: list[str]) -> bool:
    paths = [argument for argument in selection if argument.startswith("tests")]
    return bool(paths) and all(path.startswith(suite.BROWSER_TESTS) for path in paths)
