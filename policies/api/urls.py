"""Mounted at /api/. What is at no address of /api/v1/ is still answered there, with a problem."""

from django.urls import path, re_path

from policies.api.changes import ListOfChanges
from policies.api.docs import TryOut, docs
from policies.api.editions import ListOfEditions, OneEdition
from policies.api.entrance import Index, OpenApi, Unknown
from policies.api.matching import Match
from policies.api.own import OwnUse, OwnWebhooks, Renewal
from policies.api.reconcile import SUGGESTED, Properties, Reconcile, Suggest
from policies.api.records import ListOfRecords, OneRecord
from policies.api.schema import operations
from policies.api.vocabularies import OneTerm, Vocabularies, Vocabulary
from policies.catalogue.kinds import PLURALS

app_name = "api"


def _of_kind(kind: str, plural: str) -> list:
    return [
        path(f"v1/{plural}/", operations.list_of(kind, ListOfRecords).as_view(), name=f"{kind}-list"),
        path(f"v1/{plural}/<slug:name>/", operations.one(kind, OneRecord).as_view(), name=kind),
        path(
            f"v1/{plural}/<slug:name>/editions/",
            operations.editions(kind, ListOfEditions).as_view(),
            name=f"{kind}-editions",
        ),
        path(
            f"v1/{plural}/<slug:name>/editions/<int:number>/",
            operations.one_edition(kind, OneEdition).as_view(),
            name=f"{kind}-edition",
        ),
    ]


urlpatterns = [
    path("v1/", operations.index(Index).as_view(), name="index"),
    *(pattern for kind, plural in PLURALS.items() for pattern in _of_kind(kind, plural)),
    path("v1/vocabularies/", operations.vocabularies(Vocabularies).as_view(), name="vocabularies"),
    path("v1/vocabularies/<slug:scheme>/", operations.vocabulary(Vocabulary).as_view(), name="vocabulary"),
    path("v1/vocabularies/<slug:scheme>/<slug:code>/", operations.one_term(OneTerm).as_view(), name="term"),
    path("v1/changes/", operations.changes(ListOfChanges).as_view(), name="changes"),
    path("v1/match/", operations.match(Match).as_view(), name="match"),
    path("v1/reconcile/", operations.hidden(Reconcile).as_view(), name="reconcile"),
    path("v1/reconcile/properties/", operations.hidden(Properties).as_view(), name="reconcile-properties"),
    *(
        path(f"v1/reconcile/suggest/{what}/", operations.hidden(Suggest).as_view(), {"what": what}, f"suggest-{what}")
        for what in SUGGESTED
    ),
    path("v1/usage/", operations.own_use(OwnUse).as_view(), name="usage"),
    path("v1/key/renew/", operations.renewal(Renewal).as_view(), name="renew-key"),
    path("v1/webhooks/", operations.own_webhooks(OwnWebhooks).as_view(), name="webhooks"),
    path("v1/openapi.json", operations.hidden(OpenApi).as_view(), name="openapi"),
    re_path(r"^v1(?:/[\s\S]*)?$", operations.hidden(Unknown).as_view()),
    path("docs/", docs, name="docs"),
    path("docs/try/", TryOut.as_view(), name="try"),
]
