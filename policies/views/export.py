"""Lists and records as files: the address of a page with another ending."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.catalogue import exports
from policies.catalogue.finding import Found, elsewhere, find, not_yet
from policies.catalogue.kinds import KINDS
from policies.catalogue.listing import Listing
from policies.choices import Kind
from policies.views.refusing import asked_of_file, no_file, refused


@require_safe
def export_list(request: HttpRequest, plural: str, suffix: str) -> HttpResponseBase:
    """Every row of the list with this query string; none where anything in it is wrong."""
    listing = Listing(KINDS[plural], request.GET)
    if listing.complaints:
        return refused(request, listing.complaints)
    return _sent(exports.of_list(listing.kind, suffix, listing.ordered, listing.as_of))


@require_safe
def export_record(request: HttpRequest, plural: str, slug: str, suffix: str) -> HttpResponseBase:
    """The record as it is, or as it stood at `as_of`; where it is not, the way to it, or why."""
    asked = asked_of_file(request)
    if asked.complaints:
        return refused(request, asked.complaints)
    found = find(KINDS[plural], slug, asked.moment)
    if found is None:
        missing = not_yet(KINDS[plural], slug, asked.moment) or _("No record of this kind has this address.")
        return no_file(request, "no-such-record", missing)
    if present := elsewhere(found, asked.moment):
        return _moved(request, suffix, present)
    return _record(request, suffix, found, asked.moment)


def _moved(request: HttpRequest, suffix: str, slug: str) -> HttpResponse:
    """To the same form of the record at its present address, or of the one it was merged into."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    stem = request.path.rsplit("/", 1)[0]
    return HttpResponse(status=308, headers={"Location": f"{stem}/{slug}.{suffix}{query}"})


def _record(request: HttpRequest, suffix: str, found: Found, as_of: datetime | None) -> HttpResponseBase:
    if not found.is_gone:
        return _sent(exports.of_record(found.edition.kind, suffix, found.edition, as_of))
    detail = _("This %(kind)s was withdrawn: %(reason)s") % {
        "kind": Kind(found.edition.kind).label,
        "reason": found.edition.reason,
    }
    return no_file(request, "withdrawn", detail, reason=found.edition.reason)


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
