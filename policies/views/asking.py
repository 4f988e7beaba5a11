"""At which moment a page is read: its `as_of`. What else its address asks for is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.fields import MomentField
from policies.catalogue.problems import repeated
from policies.models.edition import moment

Complaints = dict[str, list[str]]


@dataclass(frozen=True)
class Asked:
    """`as_of` as it was given, so that addresses can carry it; `moment` is what it means, nothing for now."""

    as_of: str
    moment: datetime | None = None
    complaints: Complaints = field(default_factory=dict)


def asked(request: HttpRequest, known: Sequence[str] = ("as_of",), unknown: str = "") -> Asked:
    """The moment, and a complaint for every parameter that this address does not have or that is wrong.

    `unknown` is the sentence for the former, with `name` and `known` to be filled in.
    """
    unknown = unknown or _("“%(name)s” is not a parameter of this page. Parameters are: %(known)s.")
    stray = [name for name in request.GET if name not in known]
    complaints = {name: [unknown % {"name": name, "known": ", ".join(known)}] for name in stray}
    complaints |= {name: [repeated(name)] for name in known if len(request.GET.getlist(name)) > 1}
    as_of = request.GET.get("as_of", "").strip()
    try:
        return Asked(as_of, MomentField(required=False).clean(as_of), complaints)
    except ValidationError as error:
        return Asked("", complaints=complaints | {"as_of": error.messages})


def problems(request: HttpRequest, complaints: Complaints) -> list[dict[str, str]]:
    """What is wrong with the address of a page, each with a way out."""
    remedy = {"href": request.path, "remedy": _("Leave it out")}
    return [{"message": sentence, **remedy} for sentences in complaints.values() for sentence in sentences]


def refused(request: HttpRequest, complaints: Complaints, section: str = "") -> HttpResponse:
    context = {"section": section, "problems": problems(request, complaints)}
    return render(request, "policies/refused.html", context, status=400)


def past(request: HttpRequest, as_of: str, at: datetime | None) -> dict[str, Any]:
    """For the frame of a page that shows a moment: the moment, and the same page as it is now. Nothing for now."""
    if not at:
        return {}
    query = request.GET.copy()
    query.pop("as_of", None)
    now = f"{request.path}?{query.urlencode()}" if query else request.path
    return {"as_of": as_of, "at": moment(at), "now": now}
