"""The project's settings as the tests use them. `EPA_TEST_VENDOR` and DATABASE_URL come from `manage.py test`."""

import os

os.environ.setdefault("EPA_SECRET_KEY", "only for tests")

from epa.settings import *

# Hashing passwords slowly is right for people and wrong for a thousand tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests read static files where they lie; the manifest is tested in the browser, on the real server.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
# Tests ask faster than anybody; those of limits set their own.
LIMIT = LIMIT_WITH_KEY = 1_000_000
