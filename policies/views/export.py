"""Lists and records as files: the address of a page with another ending."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.catalogue import exports
from policies.catalogue.fields import MomentField
from policies.catalogue.finding import Found, find
from policies.catalogue.kinds import KINDS
from policies.catalogue.listing import Listing
from policies.catalogue.problems import CONTENT_TYPE, complaints_listed, problem, repeated
from policies.choices import Kind


@require_safe
def export_list(request: HttpRequest, plural: str, suffix: str) -> HttpResponseBase:
    """Every row of the list with this query string; none where anything in it is wrong."""
    listing = Listing(KINDS[plural], request.GET)
    if listing.complaints:
        return _refused(request, listing.complaints)
    return _sent(exports.of_list(listing.kind, suffix, listing.ordered))


@require_safe
def export_record(request: HttpRequest, plural: str, slug: str, suffix: str) -> HttpResponseBase:
    complaints = {name: [_unknown(name)] for name in request.GET if name != "as_of"}
    if len(request.GET.getlist("as_of")) > 1:
        complaints["as_of"] = [repeated("as_of")]
    try:
        as_of = MomentField(required=False).clean(request.GET.get("as_of", ""))
    except ValidationError as error:
        complaints["as_of"] = error.messages
    if complaints:
        return _refused(request, complaints)
    found = find(KINDS[plural], slug, as_of)
    if found is None:
        return _problem(request, "no-such-record", _("No record of this kind has this address."))
    return _moved(request, plural, suffix, found) or _record(request, suffix, found)


def _moved(request: HttpRequest, plural: str, suffix: str, found: Found) -> HttpResponse | None:
    """To the same form of the record at its present address, or of the one it was merged into."""
    into = find(KINDS[plural], str(found.edition.into)) if found.edition.into else None
    slug = into.edition.slug if into else found.moved_to
    if not slug:
        return None
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    stem = request.path.rsplit("/", 1)[0]
    return HttpResponse(status=308, headers={"Location": f"{stem}/{slug}.{suffix}{query}"})


def _record(request: HttpRequest, suffix: str, found: Found) -> HttpResponseBase:
    if not found.is_gone:
        return _sent(exports.of_record(found.edition.kind, suffix, found.edition))
    detail = _("This %(kind)s was withdrawn: %(reason)s") % {
        "kind": Kind(found.edition.kind).label,
        "reason": found.edition.reason,
    }
    return _problem(request, "withdrawn", detail, reason=found.edition.reason)


def _sent(export: exports.Export) -> StreamingHttpResponse:
    """Rows are written as they are read. Who counts them and compares with X-Total-Count knows that all came."""
    disposition = "attachment" if export.is_download else "inline"
    headers = {
        "Content-Disposition": f'{disposition}; filename="{export.name}"',
        "X-Total-Count": str(export.count),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "X-Total-Count",
    }
    return StreamingHttpResponse(export.pieces, content_type=export.content_type, headers=headers)


def _unknown(name: str) -> str:
    return _("“%(name)s” is not a parameter of this address. The only one is as_of.") % {"name": name}


def _refused(request: HttpRequest, complaints: dict[str, list[str]]) -> HttpResponse:
    errors = complaints_listed(complaints)
    return _problem(request, "wrong-parameter", " ".join(error["detail"] for error in errors), errors=errors)


def _problem(request: HttpRequest, name: str, detail: str, **more: Any) -> HttpResponse:
    """A page for somebody who followed a link, problem details for a program."""
    body = problem(name, detail, request.get_full_path(), **more)
    if "text/html" in request.headers.get("Accept", ""):
        return render(request, "policies/export_refused.html", {"problem": body}, status=body["status"])
    return JsonResponse(
        body, status=body["status"], content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
