"""The ledger on the page of a source: what differs first, then claim by claim, and what rests on it as a whole."""

from collections import Counter
from typing import Any

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from policies.catalogue.ledger import Claim
from policies.choices import CitedValue, Kind, Stance
from policies.templatetags.reference import staying
from policies.views.formats import ledger_formats
from policies.views.trail import HEADINGS, list_address

DIFFERS, WHOLE = "differs", "whole"
# In the order of the page.
GROUPS: dict[str, Promise] = {
    DIFFERS: _("Where it is imprecise, or contradicts"),
    "date": _("Dates it supports"),
    "issuer": _("Issuers it supports"),
    "type": _("Types it supports"),
    "name": _("Names it supports"),
    "other": _("Other values it supports"),
    "itself": _("What it says of itself"),
}
NAMED = {CitedValue.NAME, CitedValue.TITLE}


def shown(claims: list[Claim], source: dict[str, Any], as_of: str, asked: str) -> dict[str, Any]:
    """The parts of the section. `asked` is the moment in the address of the page, which its links keep."""
    by_group: dict[str, list[Claim]] = {name: [] for name in (*GROUPS, WHOLE)}
    for claim in claims:
        by_group[group_of(claim)].append({**claim, "href": place_of(claim, asked)})
    found = [{"name": name, "title": title, "claims": by_group[name]} for name, title in GROUPS.items()]
    return {
        "count": len(claims),
        "stances": stances(claims),
        "groups": [group for group in found if group["claims"]],
        "whole": whole(by_group[WHOLE], source, as_of),
        "formats": ledger_formats(source["url"], as_of),
    }


def group_of(claim: Claim) -> str:
    """Where a claim stands on the page: one that states no value of its own is only counted there."""
    if claim["stance"] != Stance.SUPPORTS:
        return DIFFERS
    if claim["record"]["kind"] == Kind.SOURCE:
        return "itself"
    if claim["value"] == CitedValue.RECORD:
        return "name" if claim["ours"] else WHOLE
    if claim["value"] in NAMED:
        return "name"
    return claim["value"] if claim["value"] in GROUPS else "other"


def place_of(claim: Claim, asked: str) -> str:
    """The address of the words on the same page, lit."""
    spans = ",".join(f"{start}-{end}" for start, end in claim["spans"])
    return staying(f"?snapshot={claim['snapshot']['number']}&spans={spans}#lit", asked)


def stances(claims: list[Claim]) -> list[dict[str, Any]]:
    """How many claims there are of each verdict, those that differ first; each leads to the first of its kind."""
    counts = Counter(claim["stance"] for claim in claims)
    order = (Stance.CONTRADICTS, Stance.IMPRECISE, Stance.SUPPORTS)
    return [{"stance": stance, "count": counts[stance]} for stance in order if counts[stance]]


def whole(claims: list[Claim], source: dict[str, Any], as_of: str) -> list[dict[str, Any]]:
    """How many records of each kind rest on this source as a whole, each leading to the list of them."""
    records = {claim["record"]["id"]: claim["record"]["kind"] for claim in claims}
    counts = Counter(records.values())
    query = urlencode({"source": source["slug"]})
    return [
        {"what": HEADINGS[kind], "number": counts[kind], "href": staying(f"{list_address(kind)}?{query}", as_of)}
        for kind in HEADINGS
        if counts[kind]
    ]
