"""How the reference is made, and how to read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.vocabulary import Vocabulary
from policies.views.trail import trail


def method(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "method",
        "trail": trail((_("Method and conventions"), "")),
        "families": Vocabulary.read().families(),
    }
    return render(request, "policies/method.html", context)
