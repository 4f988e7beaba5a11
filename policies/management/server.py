"""The server that `manage.py run` starts. It has no proxy in front of it, and must outlive slow clients."""

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

TARGET = "epa.wsgi:application"
# Threads that may wait for slow senders; epa.intake lets only a few of them into the application.
WAITING_THREADS = 512


def serve(host: str, port: int) -> None:
    """Serve until interrupted; requests that are under way get some seconds to end."""
    Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        # One process: SQLite has one writer, and the threads share its cache.
        workers=1,
        blocking_threads=WAITING_THREADS,
        backpressure=WAITING_THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        websockets=False,
        workers_kill_timeout=5,
        log_enabled=False,
    ).serve()
