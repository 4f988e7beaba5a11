"""Lists and records as files: the address of a page with another ending."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.catalogue import exports, unit
from policies.catalogue.finding import edition as edition_of
from policies.catalogue.finding import elsewhere, find, not_yet
from policies.catalogue.kinds import KINDS
from policies.catalogue.ledger import ledger_of
from policies.catalogue.listing import Listing
from policies.choices import Kind
from policies.models.edition import Edition
from policies.templatetags.addresses import base
from policies.templatetags.reference import page_language
from policies.views.asking import asked
from policies.views.freshness import held, state_of_list
from policies.views.limiting import WHOLE_LIST, limited
from policies.views.refusing import asked_of_file, no_file, refused
from policies.views.signposting import described, part_of

# What is written of one record, as a moment had it.
Write = Callable[[Edition, datetime | None], exports.Export]


@limited(WHOLE_LIST)
@require_safe
def export_list(request: HttpRequest, plural: str, suffix: str) -> HttpResponseBase:
    """Every row of the list with this query string; none where anything in it is wrong."""
    rows, wrong = unit.unit_of(request.GET, suffix)
    listing = Listing(KINDS[plural], request.GET, besides=(unit.PARAMETER,))
    if complaints := {**listing.complaints, **wrong}:
        return refused(request, complaints)
    state = state_of_list(request)
    if answer := held(request, state):
        return answer
    written = exports.of_list(listing.kind, suffix, listing.ordered, listing.as_of, place(request, plural), rows)
    return StreamingHttpResponse(written.pieces, content_type=written.content_type, headers=_headers(written, state))


@limited()
@require_safe
def export_record(request: HttpRequest, plural: str, slug: str, suffix: str) -> HttpResponseBase:
    """The record as it is, or as it stood at `as_of`; where it is not, the way to it, or why."""
    kind = KINDS[plural]

    def write(edition: Edition, as_of: datetime | None) -> exports.Export:
        return exports.of_record(kind, suffix, edition, as_of, place(request, plural))

    return _of_one(request, kind, slug, f".{suffix}", write)


@limited()
@require_safe
def export_edition(request: HttpRequest, plural: str, slug: str, number: str, suffix: str) -> HttpResponseBase:
    """One edition for ever, with its end if it has one; what is taken down stays so."""
    kind = KINDS[plural]
    if stray := asked(request, ()).complaints:
        return refused(request, stray)
    found, chosen = find(kind, slug), edition_of(kind, slug, int(number))
    if found is None or chosen is None:
        return no_file(request, "no-such-record", _("There is no edition of that number."))
    if found.moved_to:
        return _moved(request, f"/editions/{number}.{suffix}", found.moved_to)
    if not chosen.content:
        return _gone(request, chosen)
    written = exports.of_record(kind, suffix, chosen, place=place(request, plural, is_edition=True))
    return sent(written, described(request, f"{chosen.record['url']}editions/{number}/"))


@require_safe
def export_codebook(request: HttpRequest) -> HttpResponseBase:
    """What the columns of all tables mean, in both languages."""
    if stray := asked(request, ()).complaints:
        return refused(request, stray)
    return sent(exports.of_codebook(), part_of(request, "/data/"))


def place(request: HttpRequest, plural: str, *, is_edition: bool = False) -> exports.Place:
    """The site, the list with this query string, as an English reader has it, and the language of this reader."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return exports.Place(base(request), f"{base(request)}/{plural}/{query}", page_language(), is_edition)


@limited()
@require_safe
def export_ledger(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """All that a source claims, with the verdicts, as they are or as they stood at `as_of`."""

    def write(edition: Edition, as_of: datetime | None) -> exports.Export:
        claims = ledger_of(str(edition.record_id), Edition.objects.public(as_of))
        return exports.of_ledger(suffix, edition, claims)

    return _of_one(request, Kind.SOURCE, slug, f"/ledger.{suffix}", write)


def _of_one(request: HttpRequest, kind: str, slug: str, ending: str, write: Write) -> HttpResponseBase:
    """What is written of one record, or why nothing is; `ending` is all that follows its slug in the address."""
    wanted = asked_of_file(request)
    if wanted.complaints:
        return refused(request, wanted.complaints)
    found = find(kind, slug, wanted.moment)
    if found is None:
        missing = not_yet(kind, slug, wanted.moment) or _("No record of this kind has this address.")
        return no_file(request, "no-such-record", missing)
    if present := elsewhere(found, wanted.moment):
        return _moved(request, ending, present)
    if found.is_gone:
        return _gone(request, found.edition)
    return sent(write(found.edition, wanted.moment), described(request, found.edition.record["url"]))


def _moved(request: HttpRequest, ending: str, slug: str) -> HttpResponse:
    """To the same form of the record at its present address, or of the one it was merged into."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    stem = request.path.removesuffix(ending).rpartition("/")[0]
    # Asked again each time: a merge can be undone.
    headers = {"Location": f"{stem}/{slug}{ending}{query}", "Cache-Control": "no-cache"}
    return HttpResponse(status=308, headers=headers)


def _gone(request: HttpRequest, tombstone: Edition) -> HttpResponse:
    detail = _("This %(kind)s was withdrawn: %(reason)s") % {
        "kind": Kind(tombstone.kind).label,
        "reason": tombstone.reason,
    }
    return no_file(request, "withdrawn", detail, reason=tombstone.reason)


def sent(export: exports.Export, link: str = "") -> HttpResponse:
    """What is short enough to be written before it is sent."""
    headers = _headers(export, {"Link": link} if link else {})
    return HttpResponse(export.pieces, content_type=export.content_type, headers=headers)


def _headers(export: exports.Export, more: dict[str, str]) -> dict[str, str]:
    """Rows of a list are written as they are read: who counts them and compares with X-Total-Count has them all."""
    disposition = "attachment" if export.is_download else "inline"
    return {
        "Content-Disposition": f'{disposition}; filename="{export.name}"',
        "X-Total-Count": str(export.count),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, X-Total-Count",
        **more,
    }
