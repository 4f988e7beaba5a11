"""Real answers in the description: what is asked for, once, and what the seed answers, kept beside the description.

Ids, moments, cursors and hashes of contents are others in each installation; there stand some that stay the same.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from policies.catalogue.problems import CONTENT_TYPE

FILE = Path(__file__).parent.with_name("examples.json")
Json = dict[str, Any]


class Request(NamedTuple):
    """One example: of which operation, with which status, and how it is asked for."""

    operation: str
    address: str
    status: int = 200
    body: Json | None = None
    has_key: bool = False
    method: str = "GET"

    @property
    def name(self) -> str:
        return f"{self.operation} {self.status}"

    @property
    def wording(self) -> str:
        return f"{self.method} /api/v1/{self.address}"


NAMES = {"name": ["State Council", "No such agency"], "kind": ["agency"]}
REQUESTS = (
    Request("get_index", ""),
    Request("list_documents", "documents/?agency=state-council&limit=1&fields=slug,title,date,measures_count"),
    Request("list_documents", "documents/?from=yesterday", 400),
    Request("get_document", "documents/guiding-opinions-2015/?fields=kind,id,slug,url,edition,title,type,date,status"),
    Request("list_editions_of_document", "documents/guiding-opinions-2015/editions/"),
    Request("get_edition_of_document", "documents/guiding-opinions-2015/editions/1/?fields=slug,title,edition"),
    Request("list_measures", "measures/?instrument=SUBSIDY-EQUIPMENT&fields=slug,title,instrument,verb"),
    Request("get_measure", "measures/equipment-subsidies/"),
    Request("get_measure", "measures/nothing-of-ours/", 404),
    Request("list_editions_of_measure", "measures/equipment-subsidies/editions/"),
    Request("get_edition_of_measure", "measures/equipment-subsidies/editions/1/?fields=slug,title,edition"),
    Request("list_agencies", "agencies/?q=council&fields=slug,name,documents_count"),
    Request("get_agency", "agencies/state-council/?fields=kind,id,slug,url,edition,name,documents_count"),
    Request("list_editions_of_agency", "agencies/state-council/editions/"),
    Request("get_edition_of_agency", "agencies/state-council/editions/1/?fields=slug,name,edition"),
    Request("list_sources", "sources/?fields=slug,title,publisher,date"),
    Request("get_source", "sources/e-commerce-poverty-alleviation/?fields=slug,title,address,trust,licence,coverage"),
    Request("list_editions_of_source", "sources/e-commerce-poverty-alleviation/editions/"),
    Request("get_edition_of_source", "sources/e-commerce-poverty-alleviation/editions/1/?fields=slug,title,edition"),
    Request("list_statements", "statements/?kind=claim&limit=1&fields=slug,statement_kind,text"),
    Request("get_statement", "statements/claim-first-time/?fields=kind,id,slug,url,edition,statement_kind,text,source"),
    Request("list_editions_of_statement", "statements/claim-first-time/editions/"),
    Request("get_edition_of_statement", "statements/claim-first-time/editions/1/?fields=slug,text,edition"),
    Request("list_vocabularies", "vocabularies/?lang=en"),
    Request("get_vocabulary", "vocabularies/strength/?lang=en"),
    Request("get_term", "vocabularies/instrument/SUBSIDY-EQUIPMENT/"),
    Request("list_changes", "changes/?limit=2"),
    Request("list_changes", "changes/?after=0000:1", 410),
    Request("match_names", "match/?name=State+Council&kind=agency"),
    Request("match_many_names", "match/", body=NAMES, method="POST"),
    Request("get_usage", "usage/", has_key=True),
    Request("get_usage", "usage/", 401),
    Request("list_webhooks", "webhooks/", has_key=True),
    Request("get_renewal", "key/renew/", has_key=True),
    Request("renew_key", "key/renew/", 201, method="POST", has_key=True),
)


def with_examples(document: Json) -> Json:
    """Afterwards what is answered to each of the requests stands with its operation."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    operations = {
        operation["operationId"]: operation for methods in document["paths"].values() for operation in methods.values()
    }
    for request in REQUESTS:
        answer = operations[request.operation]["responses"][str(request.status)]
        content = answer["content"]["application/json" if request.status < 300 else CONTENT_TYPE]
        content["examples"] = {"answer": {"summary": request.wording, "value": kept[request.name]}}
    return document


def keep(answers: Json) -> None:
    """Afterwards these are the answers, by the names of their requests."""
    FILE.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
