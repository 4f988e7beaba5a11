"""Addresses that are the same in every language."""

from django.urls import include, path

from policies.views import health

urlpatterns = [
    path("api/", include("policies.api.urls")),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]
