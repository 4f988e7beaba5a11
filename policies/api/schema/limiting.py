"""What every address says of keys and limits, laid over the document once it is made."""

from typing import Any

from policies.catalogue.problems import CONTENT_TYPE, PROBLEMS

SCHEME = "key"
Document = dict[str, Any]
HEADERS = {
    "RateLimit-Policy": (
        "`q` requests in `w` seconds. A whole list as a file counts as ten, what had not changed as a tenth.",
        '"default";q=600;w=60',
    ),
    "RateLimit": ("`r` requests are left, and in `t` seconds all are there again.", '"default";r=599;t=42'),
    "Retry-After": ("After how many seconds to go on.", "42"),
}
COMPONENTS: Document = {
    "securitySchemes": {
        SCHEME: {
            "type": "http",
            "scheme": "bearer",
            "description": "A partner’s key, asked for at /data/key/. Nothing but `Authorization` takes one.",
        }
    },
    "headers": {
        name: {"description": about, "schema": {"type": "string", "examples": [example]}}
        for name, (about, example) in HEADERS.items()
    },
}
# No key is needed, and one may be sent.
OPTIONAL: list[Document] = [{}, {SCHEME: []}]
NEEDED: list[Document] = [{SCHEME: []}]
# What is answered to keys alone.
OWN = ("/api/v1/usage/", "/api/v1/webhooks/", "/api/v1/key/renew/")


def with_limits(document: Document) -> Document:
    """The document, in which each address takes a key, tells how its asker stands, and may refuse."""
    document["components"] |= COMPONENTS
    # Said once for all: generators of clients take a key for needed wherever an operation speaks of one.
    document["security"] = OPTIONAL
    for path, methods in document["paths"].items():
        for operation in methods.values():
            operation.pop("security", None)
            if path in OWN:
                operation["security"] = NEEDED
            answers = operation["responses"]
            answers.setdefault("401", _problem("wrong-key"))
            answers["429"] = {**_problem("too-many-requests"), "headers": _headers("Retry-After")}
            for answer in answers.values():
                answer.setdefault("headers", {}).update(_headers("RateLimit-Policy", "RateLimit"))
            operation["responses"] = dict(sorted(answers.items()))
    return document


def _headers(*names: str) -> Document:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem(name: str) -> Document:
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"content": content, "description": str(PROBLEMS[name].title)}
