"""The pictures that are shown where a page is shared."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from policies.catalogue.cards import Card, draw, stamp
from policies.views.records import edition_of
from policies.views.sharing import card_of, site_card


def card(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """The picture of one edition, drawn from its content alone; where the edition is not, the way to it, or why."""
    asked = edition_of(request, kind, slug, number)
    if isinstance(asked, HttpResponse):
        return asked
    _found, chosen = asked
    return picture(request, card_of(chosen.record))


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
