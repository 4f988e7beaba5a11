"""A partner's program, written with the generated client: what it had of a site, and what that was before it had types.

`python partner.py SITE` in the environment of the generator, with the client as `policy_reference`; prints JSON. It is
read by mypy as strictly as it can, so each name here is one that the description gave its type.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from policy_reference import AuthenticatedClient, Client
from policy_reference.api.changes import list_changes
from policy_reference.api.editions import get_edition_of_measure, list_editions_of_measure
from policy_reference.api.entrance import get_index
from policy_reference.api.records import (
    get_agency,
    get_document,
    get_measure,
    list_agencies,
    list_documents,
    list_measures,
    list_sources,
    list_statements,
    match_many_names,
)
from policy_reference.api.vocabularies import get_term, get_vocabulary, list_vocabularies
from policy_reference.api.your_own import get_usage
from policy_reference.models import (
    Agency,
    AnswerLanguage,
    Certainty,
    Change,
    Changes,
    CursorOutOfLog,
    Document,
    DocumentExpansion,
    ListOfDocuments,
    ListOfMeasures,
    MatchedKind,
    Matches,
    MatchManyNamesBody,
    Measure,
    MeasureField,
    PartialMeasure,
    Problem,
    Scheme,
    Sort,
    TermReference,
    WrongParameter,
    ZeroOrOne,
)
from policy_reference.types import UNSET, Response, Unset

SLUG = "equipment-subsidies"


def pages(client: Client) -> Iterator[ListOfMeasures]:
    """The list of measures, from portion to portion."""
    cursor: str | Unset = UNSET
    while True:
        page = list_measures.sync(client=client, limit=7, sort=Sort.VALUE_1, cursor=cursor)
        assert isinstance(page, ListOfMeasures)
        yield page
        if page.next_ is None:
            return
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0]


def changes(client: Client) -> Iterator[Change]:
    """Every change, from the beginning of the log to its end."""
    after: str | Unset = UNSET
    while True:
        answer = list_changes.sync(client=client, after=after, limit=40)
        assert isinstance(answer, Changes)
        yield from answer.results
        if not answer.results:
            return
        after = answer.next_after


def answers(client: Client) -> dict[str, Response[Any]]:
    """One of each kind."""
    measure = get_measure.sync(client=client, name=SLUG)
    assert isinstance(measure, Measure)
    names = MatchManyNamesBody(name=["State Council", "nothing of ours"], kind=[MatchedKind.AGENCY])
    expanded = [DocumentExpansion.MEASURES, DocumentExpansion.AGENCIES]
    return {
        "index": get_index.sync_detailed(client=client),
        "agencies": list_agencies.sync_detailed(client=client),
        "documents": list_documents.sync_detailed(client=client, facets=ZeroOrOne.VALUE_1, expand=expanded, limit=50),
        "measures": list_measures.sync_detailed(client=client, facets=ZeroOrOne.VALUE_1, limit=1000),
        "sources": list_sources.sync_detailed(client=client),
        "statements": list_statements.sync_detailed(client=client),
        "measure": get_measure.sync_detailed(client=client, name=SLUG),
        "by id": get_document.sync_detailed(client=client, name=str(measure.document.id)),
        "agency": get_agency.sync_detailed(client=client, name="state-council", lang=AnswerLanguage.ZH_HANS),
        "editions": list_editions_of_measure.sync_detailed(client=client, name=SLUG),
        "edition": get_edition_of_measure.sync_detailed(client=client, name=SLUG, number=measure.edition.number),
        "vocabularies": list_vocabularies.sync_detailed(client=client),
        "vocabulary": get_vocabulary.sync_detailed(client=client, scheme=Scheme.TARGET),
        "term": get_term.sync_detailed(client=client, scheme=Scheme.INSTRUMENT, code="SUBSIDY"),
        "matches": match_many_names.sync_detailed(client=client, body=names),
        "changes": list_changes.sync_detailed(client=client, limit=1000),
        "wrong parameter": list_documents.sync_detailed(client=client, from_="yesterday"),
        "no such record": get_measure.sync_detailed(client=client, name="nothing-of-ours"),
        "cursor out of log": list_changes.sync_detailed(client=client, after="other:1"),
        "no key": get_usage.sync_detailed(client=AuthenticatedClient(client._base_url, token="epa_wrong")),
    }


def read_with_types(client: Client) -> dict[str, Any]:
    """What the program makes of values of which it knows the types."""
    document = get_document.sync(client=client, name="guiding-opinions-2015")
    measure = get_measure.sync(client=client, name=SLUG)
    assert isinstance(document, Document)
    assert isinstance(measure, Measure)
    found = list_documents.sync(client=client, from_="2015-11", to="2015", dates=Certainty.CERTAINLY)
    some = list_measures.sync(client=client, instrument=["SUBSIDY"], fields=[MeasureField.SLUG, MeasureField.ACTORS])
    assert isinstance(found, ListOfDocuments)
    assert isinstance(some, ListOfMeasures)
    matched = match_many_names.sync(client=client, body=MatchManyNamesBody(name=["State Council"]))
    assert isinstance(matched, Matches)
    return {
        "date": document.date.earliest.isoformat() if document.date and document.date.earliest else None,
        "status": document.status.value,
        "title": measure.title.en,
        "published": measure.edition.published_at.tzinfo is not None,
        "is a moment": isinstance(measure.edition.published_at, datetime),
        "is an id": isinstance(measure.id, UUID),
        "quotes": [(row.stance.value, row.quote, [*row.spans]) for row in measure.evidence],
        "in late 2015": [row.slug for row in found.results],
        "of subsidies": [row.slug for row in some.results if isinstance(row, PartialMeasure) and row.slug],
        "matched": [row.slug for name in matched.results for row in name.found],
        **actors(client),
        **problems(client),
    }


def actors(client: Client) -> dict[str, list[str]]:
    """Who carries out measures: kinds of actor are terms, named bodies are agencies."""
    every = list_measures.sync(client=client, limit=1000)
    assert isinstance(every, ListOfMeasures)
    kinds, named = set(), set()
    for row in every.results:
        for actor in row.actors or ():
            if isinstance(actor, TermReference):
                kinds.add(actor.code)
            else:
                named.add(actor.slug)
    return {"kinds of actor": sorted(kinds), "named actors": sorted(named)}


def problems(client: Client) -> dict[str, Any]:
    wrong = list_documents.sync(client=client, from_="yesterday")
    missing = get_agency.sync(client=client, name="nothing-of-ours")
    lost = list_changes.sync(client=client, after="other:1")
    assert isinstance(wrong, WrongParameter)
    assert isinstance(lost, CursorOutOfLog)
    assert isinstance(missing, Problem)
    assert not isinstance(missing, Agency)
    return {
        "wrong": [wrong.status, *(row.parameter for row in wrong.errors)],
        "missing": missing.status,
        "lost": [lost.status, len(lost.full_export) > 0, lost.next_after],
    }


def both(answer: Response[Any]) -> list[Any]:
    """Its status, what was sent, and what is left of that in types."""
    typed = answer.parsed.to_dict() if answer.parsed is not None else None
    return [int(answer.status_code), json.loads(answer.content), typed]


def main(site: str) -> None:
    with Client(site) as client:
        told = [row.to_dict() for row in changes(client)]
        found = {
            "answers": {name: both(answer) for name, answer in answers(client).items()},
            "pages": [[str(row.id) for row in page.results if row.id] for page in pages(client)],
            "changes": told,
            "read": read_with_types(client),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
