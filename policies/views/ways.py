"""The ways to see the same records: as a list, as a picture. What narrows them goes along."""

from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import PAGE_PARAMETERS
from policies.catalogue.matrix import PARAMETER
from policies.choices import Kind
from policies.templatetags.reference import local

# By kind of record: the address of each way without its slashes, and its name.
WAYS: dict[str, tuple[tuple[str, Promise], ...]] = {
    Kind.DOCUMENT: (
        (PLURALS[Kind.DOCUMENT], _("List")),
        ("timeline", _("Timeline")),
        ("issuers", _("Who issues with whom")),
    ),
    Kind.MEASURE: ((PLURALS[Kind.MEASURE], _("List")), ("matrix", _("Matrix"))),
}


def ways(kind: str, data: QueryDict, here: str) -> list[dict[str, Any]]:
    """Each way with its address under the same filters; nothing for a kind that has but its list."""
    query = data.copy()
    for name in (*PAGE_PARAMETERS, PARAMETER):
        query.pop(name, None)
    tail = f"?{query.urlencode(safe=',')}" if query else ""
    return [
        {"label": label, "href": local(f"/{name}/{tail}"), "chosen": name == here} for name, label in WAYS.get(kind, ())
    ]
