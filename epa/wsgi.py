"""What a WSGI server imports: `epa.wsgi:application`. Importing it starts the clock of scheduled
publications, the courier of webhooks, and the bookkeeper of limits."""

import os

from django.core.wsgi import get_wsgi_application

from epa.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "epa.settings")
application = Intake(get_wsgi_application())

from policies.management import bookkeeper, courier, timer  # noqa: E402 - its models can be read only now

timer.start()
courier.start()
bookkeeper.start()
