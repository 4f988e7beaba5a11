"""How fast the reference answers, and how that grows. Not part of the tests: a shared machine has no sense of time.

With the settings of the tests, and the database of DATABASE_URL: one that may be filled, and thrown away.
"""

import os
import sys

import django

if "DATABASE_URL" not in os.environ:
    sys.exit("Say in DATABASE_URL which database to use: one that may be filled, and thrown away.")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
