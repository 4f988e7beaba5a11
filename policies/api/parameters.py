"""The parameters that only the API has. Those that narrow a list are the catalogue's."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from policies.catalogue.expansion import EXPANSIONS, MOST_EXPANDED
from policies.catalogue.fields import MomentField
from policies.catalogue.listing import API_PARAMETERS, LIMIT, MOST_AT_ONCE
from policies.catalogue.problems import did_you_mean
from policies.choices import LANGUAGES_FOR

OF_LIST = API_PARAMETERS
OF_RECORD = ("as_of", "fields", "expand", "lang")
OF_EDITION = ("fields", "lang")
OF_TERM = ("as_of", "fields", "lang")
OF_VOCABULARY = ("as_of", "lang")
OF_CHANGES = ("after", "since", "limit", "wait")
LONGEST_WAIT = 30
Complaints = dict[str, list[str]]


@dataclass
class Wanted:
    """What was asked for; where a parameter is wrong, its complaint and its default."""

    kind: str = ""
    known_fields: Sequence[str] = ()
    complaints: Complaints = field(default_factory=dict)
    after: str = ""
    as_of: datetime | None = None
    cursor: str = ""
    expand: list[str] = field(default_factory=list)
    facets: bool = False
    fields: list[str] = field(default_factory=list)
    lang: str = ""
    limit: int = LIMIT
    since: datetime | None = None
    wait: int = 0


def read(data: QueryDict, names: Sequence[str], kind: str = "", known_fields: Sequence[str] = ()) -> Wanted:
    """The values of those parameters, each with its complaint if it is wrong. Others are left to the list."""
    wanted = Wanted(kind, known_fields)
    for name in names:
        if given := data.getlist(name):
            try:
                setattr(wanted, name, _READERS[name](given, wanted))
            except ValidationError as error:
                wanted.complaints[name] = error.messages
    if wanted.expand and wanted.limit > MOST_EXPANDED:
        wanted.complaints.setdefault("limit", []).append(
            _("With `expand` at most %(most)d records come at once. Give a smaller limit.") % {"most": MOST_EXPANDED}
        )
    return wanted


def unknown(data: QueryDict, names: Sequence[str]) -> Complaints:
    """A complaint for every parameter that this address does not have."""
    return {name: [_unknown(name, names)] for name in data if name not in names}


def _unknown(name: str, names: Sequence[str]) -> str:
    if not names:
        return _("“%(name)s” is not a parameter of this address: it has none.") % {"name": name}
    return _("“%(name)s” is not a parameter of this address.%(hint)s Parameters are: %(known)s.") % {
        "name": name,
        "hint": did_you_mean(name, names),
        "known": ", ".join(names),
    }


def _single(given: list[str]) -> str:
    if len(given) > 1:
        raise ValidationError(_("Give it once: there were %(number)d of it.") % {"number": len(given)})
    return given[0].strip()


def _text(given: list[str], _wanted: Wanted) -> str:
    return _single(given)


def _as_of(given: list[str], _wanted: Wanted) -> datetime | None:
    return MomentField().clean(_single(given))


def _limit(given: list[str], _wanted: Wanted) -> int:
    text = _single(given)
    if not text:
        return LIMIT
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_AT_ONCE:
        raise ValidationError(
            _("“%(value)s” is no limit. Write a number from 1 to %(most)d.") % {"value": text, "most": MOST_AT_ONCE}
        )
    return int(text)


def _wait(given: list[str], _wanted: Wanted) -> int:
    text = _single(given)
    if not re.fullmatch(r"[0-9]{0,2}", text) or int(text or 0) > LONGEST_WAIT:
        raise ValidationError(
            _("“%(value)s” is no time to wait. Write a number of seconds from 0 to %(most)d.")
            % {"value": text, "most": LONGEST_WAIT}
        )
    return int(text or 0)


def _facets(given: list[str], _wanted: Wanted) -> bool:
    text = _single(given)
    if text not in {"", "0", "1"}:
        raise ValidationError(_("“%(value)s” is neither 1 (with facets) nor 0 (without).") % {"value": text})
    return text == "1"


def _lang(given: list[str], _wanted: Wanted) -> str:
    text = _single(given).lower()
    if text and text not in LANGUAGES_FOR:
        raise ValidationError(
            _("“%(value)s” is not a language of this API. Languages are: %(known)s.")
            % {"value": text, "known": ", ".join(LANGUAGES_FOR)}
        )
    return text


def _expand(given: list[str], wanted: Wanted) -> list[str]:
    return _names(given, EXPANSIONS[wanted.kind], _("“%(name)s” cannot be expanded here.%(hint)s Possible: %(known)s."))


def _fields(given: list[str], wanted: Wanted) -> list[str]:
    known = (*wanted.known_fields, *EXPANSIONS.get(wanted.kind, ()))
    return _names(given, known, _("“%(name)s” is not a field of this record.%(hint)s Fields are: %(known)s."))


def _names(given: list[str], known: Sequence[str], refusal: str) -> list[str]:
    """Names separated by commas, or the parameter repeated, or both."""
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    if wrong := [name for name in names if name not in known]:
        listed = ", ".join(known)
        raise ValidationError(
            [refusal % {"name": name, "hint": did_you_mean(name, known), "known": listed} for name in wrong]
        )
    return list(dict.fromkeys(names))


_READERS: dict[str, Callable[[list[str], Wanted], Any]] = {
    "after": _text,
    "as_of": _as_of,
    "cursor": _text,
    "expand": _expand,
    "facets": _facets,
    "fields": _fields,
    "lang": _lang,
    "limit": _limit,
    "since": _as_of,
    "wait": _wait,
}
