"""From page to page of a list."""

from collections.abc import Callable
from typing import Any

from policies.catalogue.listing import Portion

NEAR = 2


def page_links(portion: Portion, total: int, address: Callable[[int | None], str]) -> dict[str, Any]:
    """The pages near this one, the first and the last; a gap has no number."""
    # A page that is not the last is full.
    size = len(portion.editions)
    first = total - size + 1 if portion.next is None else (portion.number - 1) * size + 1
    return {
        "count": portion.pages,
        "first": first,
        "last": first + size - 1,
        "total": total,
        "previous": address(portion.previous),
        "next": address(portion.next),
        "links": [
            {"number": number, "href": "" if number == portion.number else address(number)}
            for number in numbers(portion.number, portion.pages)
        ],
    }


def numbers(here: int, pages: int) -> list[int | None]:
    """The pages to name, nothing standing for those left out between."""
    shown = [number for number in range(1, pages + 1) if number in (1, pages) or abs(number - here) <= NEAR]
    found: list[int | None] = []
    for number in shown:
        if number > 1 and number - 1 not in shown:
            found.append(None)
        found.append(number)
    return found
