"""What a WSGI server imports: `epa.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from epa.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "epa.settings")
application = Intake(get_wsgi_application())
