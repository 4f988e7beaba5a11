"""Addresses that are the same in every language."""

from django.urls import include, path
from django.views.decorators.http import require_safe

from policies.catalogue.sitemap import FOLDERS
from policies.views import health, release_file, sitemap, unapi
from policies.views.oai import oai

urlpatterns = [
    path("api/", include("policies.api.urls")),
    path("robots.txt", require_safe(sitemap.robots), name="robots"),
    path("sitemap.xml", require_safe(sitemap.index), name="sitemap"),
    path("sitemap-pages.xml", require_safe(sitemap.pages), name="sitemap-pages"),
    *(
        path(f"sitemap-{folder}-<int:number>.xml", require_safe(sitemap.part), {"folder": folder}, name="sitemap-part")
        for folder in FOLDERS.values()
    ),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("data/releases/<int:number>/<str:name>", require_safe(release_file.release_file), name="release-file"),
    path("unapi", unapi.unapi, name="unapi"),
    path("oai", oai, name="oai"),
]
