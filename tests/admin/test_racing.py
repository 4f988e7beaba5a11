"""Two clients save one form at the same moment, over HTTP: one is saved whole, and the other's words are kept."""

import json
import os
import subprocess
import sys

from django.conf import settings

PAIRS = 20


def test_of_two_who_save_at_once_one_is_saved_whole_and_the_others_words_are_kept(database):
    done = subprocess.run(
        [sys.executable, "-m", "tests.admin.racing", str(PAIRS)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert {name: value for name, value in outcome.items() if name != "seconds"} == {
        "outcomes": {"saved / set aside": PAIRS},
        "wrong": {},
        "set_aside": PAIRS,
        "saved_revisions": PAIRS,
    }
