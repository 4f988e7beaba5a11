"""What helps whoever searches: examples that find something, and what is known of a number that no document has."""

from typing import Any
from urllib.parse import urlencode

from policies.catalogue.search import Search
from policies.catalogue.search_examples import examples
from policies.catalogue.search_numbers import nearest, number_of, sought
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import local, staying
from policies.views.dressing import dress


def offered(search: Search, as_of: str) -> dict[str, list[dict[str, str]]]:
    """For each way to search the examples that find something, each with its address."""
    return {
        way: [{"words": query, "href": _address(query, as_of)} for query in queries]
        for way, queries in examples(search.as_of).items()
    }


def _address(query: str, as_of: str) -> str:
    return staying(f"{local('/search/')}?{urlencode({'q': query})}", as_of)


def number_without_document(search: Search, documents: list[dict[str, Any]], as_of: str) -> dict[str, Any]:
    """The number that is looked for where none of the documents found has it, and those that have the nearest.

    Nothing where no number is looked for, or a document has it.
    """
    number = sought(search)
    if number is None or number in map(number_of, documents):
        return {}
    near = dress(nearest(number, search), Vocabulary.read(search.as_of), as_of)
    return {"words": str(number), "sign": number.sign, "year": number.year, "near": near}


def found_documents(groups: list[Any]) -> list[dict[str, Any]]:
    """The documents among what was found."""
    return [row for group in groups if group.name == Kind.DOCUMENT for row in group.rows]
