"""The one address of a record that nothing changes: by its id, whatever its kind and however it is called."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from policies.catalogue.kinds import PLURALS
from policies.choices import Kind
from policies.models.edition import Edition
from policies.templatetags.reference import local


def by_id(request: HttpRequest, name: UUID) -> HttpResponse:
    """The way to the page of the record, which says itself if it is gone or went into another."""
    edition = Edition.objects.latest().filter(record_id=name).only("kind", "slug").first()
    if edition is None:
        raise Http404(_("No record has this id."))
    folder = "vocabularies" if edition.kind == Kind.TERM else PLURALS[edition.kind]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    # Asked again each time: the record may be called otherwise then.
    headers = {"Location": f"{local(f'/{folder}/{edition.slug}/')}{query}", "Cache-Control": "no-cache"}
    return HttpResponse(status=303, headers=headers)
