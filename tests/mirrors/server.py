"""The site in a process of its own, which can be killed and started again at the same address."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

CODE = "import django; django.setup(); from policies.management.server import serve; serve('127.0.0.1', {port})"
SECONDS_TO_START = 60


class Server:
    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.kills = port, 0
        self.output = folder / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("EPA_")},
            "DJANGO_SETTINGS_MODULE": "epa.settings",
            "EPA_SECRET_KEY": "only for tests",
            "EPA_VAR": str(folder),
            "EPA_WEBHOOK_NETWORKS": "127.0.0.0/8",
            # All three come from one address; each would have a key of its own.
            "EPA_LIMIT": "100000",
        }

    def start(self) -> None:
        with self.output.open("a") as output:
            # A group of its own: the server has a worker, and both are killed.
            self.process = subprocess.Popen(
                [sys.executable, "-c", CODE.format(port=self.port)],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + SECONDS_TO_START
        while not self.is_answering():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(self.output.read_text())
            time.sleep(0.1)

    def is_answering(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz/live", timeout=5):
                return True
        except OSError:
            return False

    def kill_and_start(self) -> None:
        self.stop()
        self.kills += 1
        self.start()

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
