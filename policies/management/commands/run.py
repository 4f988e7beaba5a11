"""`manage.py run`: from nothing to a served reference, each step said, none repeated."""

import errno
import os
import socket
import sys
import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from policies.domain import publishing
from policies.domain.accounts import make_demo_accounts
from policies.management import static
from policies.management.server import serve


class Command(BaseCommand):
    help = (
        "Make ready and serve: database, vocabularies, fixtures, demo accounts, static files, then the server on "
        "EPA_HOST (127.0.0.1) and PORT (8000). Run again it repeats nothing and loses nothing."
    )

    def handle(self, *args, **options):
        try:
            self.make_ready_and_serve()
        except KeyboardInterrupt:
            self.say("Stopped.")
            sys.exit(130)
        self.say("Stopped.")

    def make_ready_and_serve(self):
        began = time.monotonic()
        host, port = os.environ.get("EPA_HOST") or "127.0.0.1", chosen_port()
        refuse_taken(host, port)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self.migrate()
        call_command("seed", stdout=self.stdout, stderr=self.stderr)
        self.make_accounts()
        self.collect_static()
        self.publish_scheduled()
        connection.close()
        self.say(f"Ready after {time.monotonic() - began:.1f} s: http://{host}:{port}/ (stop with Ctrl-C)")
        serve(host, port)

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()

    def migrate(self):
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        self.say(f"Database {connection.settings_dict['NAME']}: {steps} migrations to apply.")
        if steps:
            call_command("migrate", interactive=False, verbosity=0)

    def make_accounts(self):
        path = settings.VAR_DIR / "demo-accounts.json"
        accounts = make_demo_accounts(path)
        self.say(f"Demo accounts: {len(accounts)} made, kept in {path}." if accounts else "Demo accounts: none made.")
        for account in accounts.values():
            self.say(f"  {account['username']:<14} {account['password']}")

    def publish_scheduled(self):
        """What came due while nothing ran is public before the first visitor comes."""
        done = publishing.publish_due()
        if done.published or done.refused:
            self.say(f"Scheduled publications: {done.published} became public, {len(done.refused)} refused.")

    def collect_static(self):
        if settings.DEBUG:
            self.say("Static files: served from where they lie, because EPA_DEBUG=1.")
        elif static.is_stale():
            self.say("Static files: collecting ...")
            static.collect()
        else:
            self.say("Static files: unchanged.")


def chosen_port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise CommandError(f"PORT is {value!r}; write a number from 1 to 65535, such as PORT=8001.")
    return int(value)


def refuse_taken(host: str, port: int) -> None:
    """Say so before any work is done, if the server could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        mend = f"PORT={port + 1 if port < 65535 else 8001} python3 manage.py run"
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {port} is in use: stop what uses it, or choose another: {mend}") from error
        raise CommandError(f"Cannot listen on {host}:{port} ({error.strerror}): choose another: {mend}") from error
