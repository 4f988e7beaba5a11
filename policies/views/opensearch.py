"""How a browser searches here: an OpenSearch description, in the language of the page that names it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.templatetags.addresses import base
from policies.templatetags.reference import local


def description(request: HttpRequest) -> HttpResponse:
    context = {"site": base(request), "search": f"{base(request)}{local('/search/')}"}
    return render(request, "policies/opensearch.xml", context, content_type="application/opensearchdescription+xml")
