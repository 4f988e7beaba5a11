"""What is wrong with a request, as RFC 9457 has it: the same body from the API and from an export."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.text.keys import without_keys

CONTENT_TYPE = "application/problem+json"


class ProblemType(NamedTuple):
    status: int
    title: Promise


PROBLEMS = {
    "wrong-parameter": ProblemType(400, _("A parameter is wrong")),
    "wrong-request": ProblemType(400, _("The request cannot be read")),
    "wrong-key": ProblemType(401, _("The key opens nothing")),
    "no-key": ProblemType(401, _("This needs a key")),
    "wrong-scope": ProblemType(403, _("The key does not open this")),
    "no-such-record": ProblemType(404, _("There is no such record")),
    "no-such-address": ProblemType(404, _("There is no such address")),
    "reading-only": ProblemType(405, _("This address is for reading only")),
    "not-renewed": ProblemType(409, _("The key cannot be renewed")),
    "withdrawn": ProblemType(410, _("The record was withdrawn")),
    "cursor-out-of-log": ProblemType(410, _("The cursor does not belong to this log")),
    "too-many-requests": ProblemType(429, _("Too many requests")),
    "withheld": ProblemType(451, _("The file is withheld")),
    "failure": ProblemType(500, _("Something went wrong here")),
}


def problem(name: str, detail: str, instance: str, **more: Any) -> dict[str, Any]:
    """The body of a problem of that type; `detail` says what is wrong and what to do, `instance` where."""
    kind = PROBLEMS[name]
    return {
        "type": f"/api/docs/#{name}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": detail,
        # A key that somebody wrote into an address is not repeated.
        "instance": without_keys(instance),
        **more,
    }


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A question to stand after a complaint, with a space before it; nothing where no known word is near."""
    by_lower_case = {word.lower(): word for word in known}
    near = difflib.get_close_matches(given.lower(), by_lower_case, n=1)
    return gettext(" Did you mean %(near)s?") % {"near": by_lower_case[near[0]]} if near else ""


def repeated(name: str) -> str:
    """Of a parameter that has one value and was given several: guessing which is meant would be wrong half the time."""
    return gettext("“%(name)s” is given more than once. Give it once.") % {"name": name}


def complaints_listed(complaints: Mapping[str, Iterable[str]]) -> list[dict[str, str]]:
    """Each complaint with the parameter it is about."""
    return [
        {"parameter": parameter, "detail": str(sentence)}
        for parameter, sentences in complaints.items()
        for sentence in sentences
    ]
