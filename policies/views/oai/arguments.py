"""What a harvester asks for: one of six verbs and its arguments, or what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.http import QueryDict

from policies.catalogue.harvest import Harvest
from policies.views.oai.metadata import FORMATS

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SALT = "policies.oai"


class Verb(NamedTuple):
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


LISTING = Verb(("metadataPrefix",), ("from", "until", "set"))
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=("identifier",)),
    "ListSets": Verb(),
    "ListIdentifiers": LISTING,
    "ListRecords": LISTING,
    "GetRecord": Verb(required=("identifier", "metadataPrefix")),
}
# These may be asked for with a token alone.
RESUMED = ("ListIdentifiers", "ListRecords", "ListSets")


class OaiError(Exception):
    """What the protocol calls an error: its code, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Asked:
    """A request in order. `given` are its arguments, as the answer repeats them."""

    verb: str
    given: Mapping[str, str]
    prefix: str = ""
    identifier: str = ""
    harvest: Harvest = field(default_factory=Harvest)
    # How many records came before, where this goes on with an earlier request; else nothing.
    cursor: int | None = None


def read(data: QueryDict, epoch: str) -> Asked:
    """Raises OaiError; `epoch` is that of the log, of which a token must be."""
    verb = _verb(data)
    given = {name: values[0] for name, values in data.lists()}
    if repeated := [name for name, values in data.lists() if len(values) > 1]:
        raise OaiError("badArgument", f"“{repeated[0]}” is given more than once.")
    if "resumptionToken" in given and verb in RESUMED:
        return _resumed(verb, given, epoch)
    _refuse_wrong_names(verb, given)
    asked = Asked(verb, given, given.get("metadataPrefix", ""), given.get("identifier", ""))
    if asked.prefix and asked.prefix not in FORMATS:
        known = ", ".join(FORMATS)
        raise OaiError("cannotDisseminateFormat", f"“{asked.prefix}” is no format of this repository: {known}.")
    return Asked(verb, given, asked.prefix, asked.identifier, _harvest(given)) if VERBS[verb] is LISTING else asked


def token(asked: Asked, following: Harvest, cursor: int, epoch: str) -> str:
    """What goes on after this portion, whoever answers it and whenever: all that it needs is in it."""
    since, before = (moment.isoformat() if moment else "" for moment in (following.since, following.before))
    return signing.dumps([epoch, asked.prefix, since, before, following.set_, following.after, cursor], salt=SALT)


def _verb(data: QueryDict) -> str:
    verbs = data.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"Give one verb of these: {', '.join(VERBS)}.")
    return verbs[0]


def _refuse_wrong_names(verb: str, given: Mapping[str, str]) -> None:
    required, optional = VERBS[verb]
    for name in given:
        if name not in ("verb", *required, *optional):
            raise OaiError("badArgument", f"“{name}” is no argument of {verb}.")
    for name in required:
        if not given.get(name):
            raise OaiError("badArgument", f"{verb} needs “{name}”.")


def _resumed(verb: str, given: Mapping[str, str], epoch: str) -> Asked:
    if len(given) > 2:
        raise OaiError("badArgument", "“resumptionToken” stands alone with its verb.")
    try:
        held, prefix, since, before, set_, after, cursor = signing.loads(given["resumptionToken"], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise OaiError("badResumptionToken", "This repository gave no such token. Begin anew.") from None
    if held != epoch or verb == "ListSets":
        raise OaiError("badResumptionToken", "This token is of another list, or of an earlier state. Begin anew.")
    since, before = (datetime.fromisoformat(text) if text else None for text in (since, before))
    return Asked(verb, given, prefix, "", Harvest(since, before, set_, after), cursor)


def _harvest(given: Mapping[str, str]) -> Harvest:
    since, until = _moment(given, "from"), _moment(given, "until")
    if since and until:
        if len(given["from"]) != len(given["until"]):
            raise OaiError("badArgument", "“from” and “until” must both be days, or both be seconds.")
        if since > until:
            raise OaiError("badArgument", "“from” is later than “until”.")
    before = until + (DAY if len(given["until"]) == len("2015-01-01") else SECOND) if until else None
    return Harvest(since, before, given.get("set", ""))


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    """A day, or a second in UTC."""
    text = given.get(name)
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise OaiError("badArgument", f"“{name}” must be a day, 2015-11-09, or a second, 2015-11-09T10:00:00Z.")
