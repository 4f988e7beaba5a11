"""The addresses at which keys are asked for and shown."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from policies.views import keys

form = require_http_methods(["GET", "HEAD", "POST"])
urlpatterns = [
    path("data/key/", form(keys.ask), name="key-ask"),
    path("data/key/<uuid:pk>/", require_safe(keys.request_page), name="key-request"),
    path("data/key/<uuid:pk>/show/", form(keys.show), name="key-show"),
]
