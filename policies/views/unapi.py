"""unAPI, by which Zotero's button finds what a page is about: one record, or each of those in a list.

It leads to the file of a record and writes nothing itself. BibTeX alone is offered: in RIS, a body whose name has a
comma would be taken for a person.
"""

import re
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from policies.catalogue import finding
from policies.catalogue.bibliography import FORMS
from policies.catalogue.kinds import KINDS
from policies.templatetags.addresses import base

NAME, SUFFIX = "bibtex", "bib"
EDITION = re.compile(rf"((?:/zh-hans)?/({'|'.join(KINDS)})/([-\w]+)/editions/([0-9]{{1,9}}))/")


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """The formats there are, those of one record, or the way to one of them."""
    name, wanted = request.GET.get("id", ""), request.GET.get("format", "")
    if not name:
        return _formats("", 200)
    address = _address(request, name)
    if not address:
        return HttpResponse("No record has this id.\n", status=404, content_type="text/plain; charset=utf-8")
    if not wanted:
        return _formats(name, 300)
    if wanted != NAME:
        return HttpResponse(f"The format is {NAME}.\n", status=406, content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect(f"{address}.{SUFFIX}")


def _address(request: HttpRequest, name: str) -> str:
    """The address of a public edition of this site, without its final stroke; nothing for any other."""
    found = EDITION.fullmatch(urlsplit(name).path) if name.startswith(f"{base(request)}/") else None
    if found is None:
        return ""
    address, plural, slug, number = found.groups()
    edition = finding.edition(KINDS[plural], slug, int(number))
    return address if edition and edition.content else ""


def _formats(name: str, status: int) -> HttpResponse:
    content_type = FORMS[SUFFIX].content_type.partition(";")[0]
    of = f" id={quoteattr(name)}" if name else ""
    xml = f'<formats{of}><format name="{NAME}" type="{content_type}"/></formats>'
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n', status=status, content_type="application/xml"
    )
