"""The pictures that are shown where a page is shared."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from policies.catalogue import finding
from policies.catalogue.cards import Card, draw, stamp
from policies.views.records import found_or_404, gone, moved
from policies.views.sharing import card_of, site_card


def card(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """The picture of one edition, drawn from its content alone; where the edition is not, the way to it, or why."""
    found = found_or_404(kind, slug)
    chosen = finding.edition(kind, slug, number)
    if chosen is None:
        raise Http404(_("There is no edition of that number."))
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    return picture(request, card_of(chosen.record)) if chosen.content else gone(request, chosen)


def site(request: HttpRequest) -> HttpResponse:
    return picture(request, site_card())


def picture(request: HttpRequest, drawn: Card) -> HttpResponse:
    """The card, or that the client has it already; then nothing is drawn.

    An edition never changes, but it can be taken down: nobody keeps its words longer than a day without asking again.
    """
    headers = {"ETag": f'"{stamp(drawn)}"', "Cache-Control": "public, max-age=86400"}
    empty = HttpResponse(content_type="image/png", headers=headers)
    answer = get_conditional_response(request, etag=headers["ETag"], response=empty) or empty
    if answer is empty:
        answer.content = draw(drawn)
    return answer
