"""Lists asked for as an address asks for them."""

from django.http import QueryDict

from policies.catalogue.listing import Listing


def ask(kind: str, query: str = "") -> Listing:
    return Listing(kind, QueryDict(query))


def slugs(kind: str, query: str = "") -> list[str]:
    """The addresses of the records of the list, in its order."""
    return [edition.slug for edition in ask(kind, query).ordered]
