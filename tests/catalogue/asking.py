"""Lists asked for as an address asks for them."""

from django.http import QueryDict

from policies.catalogue.listing import Listing
from policies.models import Edition


def ask(kind: str, query: str = "") -> Listing:
    return Listing(kind, QueryDict(query))


def slugs(kind: str, query: str = "") -> list[str]:
    """The addresses of the records of the list, in its order."""
    return [edition.slug for edition in ask(kind, query).ordered]


def now() -> str:
    """The moment of the last edition, as an address has it."""
    return Edition.objects.order_by("sequence").last().published_at.isoformat().replace("+00:00", "Z")
