#!/usr/bin/env python3
"""The project's commands: `python3 manage.py run` serves it, `python3 manage.py test` proves it.

Kept readable for old Pythons, so that they can be told what is missing.
"""

import os
import sys


def main():
    if sys.version_info < (3, 11):
        sys.exit(
            "Python 3.11 or newer is needed, and this is %d.%d: start it with a newer one, "
            "such as `python3.11 manage.py run`." % sys.version_info[:2]
        )
    from epa import bootstrap

    bootstrap.enter(sys.argv)
    bootstrap.provide_secret_key()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "epa.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed in this environment: run `pip install -r requirements.txt` in it, "
            "or leave it (`deactivate`) and run the command again."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
