"""What a WSGI server imports: `epa.wsgi:application`. Importing it starts the clock of scheduled publications."""

import os

from django.core.wsgi import get_wsgi_application

from epa.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "epa.settings")
application = Intake(get_wsgi_application())

from policies.management import timer  # noqa: E402 - its models can be read only now

timer.start()
