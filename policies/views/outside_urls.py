"""Addresses that other programs ask for: pictures of records where pages are shared, the description of the search."""

from django.urls import path
from django.views.decorators.http import require_safe

from policies.catalogue.kinds import PLURALS
from policies.views import cards, opensearch

urlpatterns = [
    path("card.png", require_safe(cards.site), name="card"),
    path("opensearch.xml", require_safe(opensearch.description), name="opensearch"),
    *(
        path(
            f"{plural}/<str:slug>/editions/<int:number>/card.png",
            require_safe(cards.card),
            {"kind": kind},
            name=f"{kind}-card",
        )
        for kind, plural in PLURALS.items()
    ),
]
