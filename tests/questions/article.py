"""The records of the article by the names that the questions use: M01 to M30, D1 to D7."""

from typing import Any

from django.test import Client

DOCUMENT_STARTS = {"D1": 211, "D2": 1067, "D3": 1457, "D4": 2085, "D5": 2694, "D6": 2969, "D7": 3203}


def every(address: str) -> list[dict[str, Any]]:
    """All records of a list in the API, in its order, page by page."""
    found: list[dict[str, Any]] = []
    joined = f"{address}{'&' if '?' in address else '?'}limit=7"
    while joined:
        answer = Client().get(joined).json()
        found += answer["results"]
        joined = answer["next"]
    return found


def measures(query: str = "") -> list[str]:
    """The numbers of the measures that a query finds: they are numbered in the order of the text."""
    names = {
        record["id"]: f"M{number:02}" for number, record in enumerate(_in_text_order(every("/api/v1/measures/")), 1)
    }
    return sorted(names[record["id"]] for record in every(f"/api/v1/measures/{query}"))


def _in_text_order(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By where the words stand that belong to the measure alone: several measures share a quote."""
    return sorted(records, key=lambda record: (record["evidence"][0]["start"], _own_words(record)))


def _own_words(record: dict[str, Any]) -> tuple[int, int]:
    spans = record["evidence"][0]["spans"]
    shared = {span for span in SHARED if list(span) in spans}
    own = [span for span in spans if tuple(span) not in shared] or spans
    return (own[0][0], own[0][1])


# Words that several measures have in common: the verb before a list, the place after it.
SHARED = {(1344, 1366), (1431, 1454), (2763, 2793), (3116, 3125), (3267, 3305), (3419, 3441)}


def documents(query: str = "") -> list[str]:
    """The numbers of the documents that a query finds, in the order of the list."""
    names = {start: name for name, start in DOCUMENT_STARTS.items()}
    return [names[record["evidence"][0]["start"]] for record in every(f"/api/v1/documents/{query}")]


def record(kinds: str, name: str) -> dict[str, Any]:
    found = every(f"/api/v1/{kinds}/")
    if kinds == "documents":
        return next(row for row in found if row["evidence"][0]["start"] == DOCUMENT_STARTS[name])
    return _in_text_order(found)[int(name[1:]) - 1]
