"""The project's addresses: the desk and the pages in each language, and what is the same in every language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("policies.urls_plain")),
    *i18n_patterns(path("admin/", admin.site.urls), path("", include("policies.urls")), prefix_default_language=False),
]
