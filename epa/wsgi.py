"""What a WSGI server imports: `epa.wsgi:application`. Importing it starts the clock of scheduled
publications, and the courier of webhooks."""

import os

from django.core.wsgi import get_wsgi_application

from epa.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "epa.settings")
application = Intake(get_wsgi_application())

from policies.management import courier, timer  # noqa: E402 - its models can be read only now

timer.start()
courier.start()
