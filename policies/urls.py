"""The public pages. The same addresses stand under /zh-hans/ in Chinese."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, include, path
from django.views.decorators.http import require_http_methods, require_safe

from policies.catalogue.kinds import PLURALS
from policies.views import (
    by_id,
    correcting,
    data,
    history,
    home,
    issuers,
    lists,
    matrix,
    method,
    records,
    search,
    skos,
    source,
    timeline,
    vocabularies,
)


def page(route: str, view: Callable[..., Any], given: dict[str, Any] | None = None, *, name: str) -> URLPattern:
    """An address that is only read: every other method is refused."""
    return path(route, require_safe(view), given, name=name)


def form(route: str, view: Callable[..., Any], given: dict[str, Any] | None = None, *, name: str) -> URLPattern:
    """An address at which the public may write."""
    return path(route, require_http_methods(["GET", "HEAD", "POST"])(view), given, name=name)


def of_kind(kind: str, plural: str) -> list:
    """A list, its records, their editions and histories."""
    given = {"kind": kind}
    return [
        page(f"{plural}/", lists.record_list, given, name=f"{kind}-list"),
        page(f"{plural}/<str:slug>/", records.detail, given, name=f"{kind}-detail"),
        page(f"{plural}/<str:slug>/history/", history.history, given, name=f"{kind}-history"),
        page(f"{plural}/<str:slug>/editions/<int:number>/", records.edition, given, name=f"{kind}-edition"),
        form(f"{plural}/<str:slug>/correct/", correcting.correct, given, name=f"{kind}-correct"),
    ]


urlpatterns = [
    page("", home.home, name="home"),
    path("", include("policies.views.export_urls")),
    path("", include("policies.views.outside_urls")),
    path("", include("policies.views.key_urls")),
    *(pattern for kind, plural in PLURALS.items() for pattern in of_kind(kind, plural)),
    page("id/<uuid:name>/", by_id.by_id, name="by-id"),
    page("corrections/<uuid:pk>/", correcting.correction, name="correction"),
    page("sources/<str:slug>/snapshots/<int:number>.txt", source.snapshot_text, name="snapshot"),
    page("vocabularies/", vocabularies.vocabularies, name="vocabularies"),
    page("vocabularies/<str:scheme>.jsonld", skos.scheme, name="vocabulary-skos"),
    page("vocabularies/<str:scheme>/<str:code>.jsonld", skos.term, name="term-skos"),
    page("vocabularies/<str:scheme>/", vocabularies.scheme, name="vocabulary"),
    page("vocabularies/<str:scheme>/<str:code>/", vocabularies.term, name="term"),
    page("timeline/", timeline.timeline_page, name="timeline"),
    page("matrix/", matrix.matrix_page, name="matrix"),
    page("matrix.csv", matrix.matrix_file, name="matrix-file"),
    page("issuers/", issuers.issuers_page, name="issuers"),
    page("search/", search.search, name="search"),
    page("data/", data.data, name="data"),
    page("data/releases/<int:number>/", data.release, name="release"),
    page("method/", method.method, name="method"),
]
