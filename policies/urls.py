"""The public pages. The same addresses stand under /zh-hans/ in Chinese."""

from django.urls import include, path

from policies.catalogue.kinds import PLURALS
from policies.views import home, lists, method, records, search, skos, source, vocabularies


def of_kind(kind: str, plural: str) -> list:
    """A list, its records, their editions and histories."""
    given = {"kind": kind}
    return [
        path(f"{plural}/", lists.record_list, given, name=f"{kind}-list"),
        path(f"{plural}/<str:slug>/", records.detail, given, name=f"{kind}-detail"),
        path(f"{plural}/<str:slug>/history/", records.history, given, name=f"{kind}-history"),
        path(f"{plural}/<str:slug>/editions/<int:number>/", records.edition, given, name=f"{kind}-edition"),
    ]


urlpatterns = [
    path("", home.home, name="home"),
    path("", include("policies.views.export_urls")),
    *(pattern for kind, plural in PLURALS.items() for pattern in of_kind(kind, plural)),
    path("sources/<str:slug>/snapshots/<int:number>.txt", source.snapshot_text, name="snapshot"),
    path("vocabularies/", vocabularies.vocabularies, name="vocabularies"),
    path("vocabularies/<str:scheme>.jsonld", skos.scheme, name="vocabulary-skos"),
    path("vocabularies/<str:scheme>/<str:code>.jsonld", skos.term, name="term-skos"),
    path("vocabularies/<str:scheme>/", vocabularies.scheme, name="vocabulary"),
    path("vocabularies/<str:scheme>/<str:code>/", vocabularies.term, name="term"),
    path("search/", search.search, name="search"),
    path("method/", method.method, name="method"),
]
