"""Each verb's answer. What is wrong with a request is an answer too, as the protocol has it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policies.catalogue import harvest
from policies.catalogue.bibliography.entry import site_title
from policies.models.edition import TOMBSTONES, Edition
from policies.templatetags.addresses import base
from policies.views.oai.arguments import Asked, OaiError, read, token
from policies.views.oai.metadata import FORMATS
from policies.views.xml import Writer

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
ROOT = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE.rstrip('/')}/OAI-PMH.xsd",
}
IDENTIFIER = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
# Of a request that is not in order nothing is repeated.
REPEATING_NOTHING = ("badVerb", "badArgument")
# Of a repository in which nothing was ever published.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The answer to one request of a harvester, by GET or by POST; whatever is wrong, it says so with status 200."""
    with override("en"):
        body = _Answer(request).body()
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
    return HttpResponse(body, content_type="text/xml; charset=utf-8", headers=headers)


class _Answer:
    """One answer. A verb writes as it reads; if something is wrong on the way, what it wrote is dropped."""

    def __init__(self, request: HttpRequest) -> None:
        self.data = request.POST if request.method == "POST" else request.GET
        self.base = base(request)
        self.address = f"{self.base}/oai"
        self.epoch, self.reached = harvest.log()
        self.out = Writer()

    def body(self) -> str:
        try:
            asked = read(self.data, self.epoch)
            with self._around(self._moment_of(asked), dict(asked.given)):
                _VERBS[asked.verb](self, asked)
        except OaiError as error:
            self.out = Writer()
            repeated = (
                {} if error.code in REPEATING_NOTHING else {name: str(value) for name, value in self.data.items()}
            )
            with self._around(timezone.now(), repeated):
                self.out.element("error", str(error), {"code": error.code})
        return self.out.text()

    @contextmanager
    def _around(self, at: datetime, repeated: Mapping[str, str]) -> Iterator[None]:
        with self.out.within("OAI-PMH", ROOT):
            self.out.element("responseDate", second(at))
            self.out.element("request", self.address, repeated)
            yield

    def _moment_of(self, asked: Asked) -> datetime:
        """Harvesters ask next time from here on. What is being published now is not in this answer but may bear a
        moment before it; so a list is as of the last edition that it can have, which no later one comes before.
        """
        is_list = asked.verb in ("ListRecords", "ListIdentifiers")
        return min(self.reached, timezone.now()) if is_list else timezone.now()

    def identify(self, _asked: Asked) -> None:
        with self.out.within("Identify"):
            self.out.element("repositoryName", site_title())
            self.out.element("baseURL", self.address)
            self.out.element("protocolVersion", "2.0")
            self.out.element("adminEmail", settings.CONTACT or f"webmaster@{urlsplit(self.base).hostname}")
            self.out.element("earliestDatestamp", second(harvest.earliest() or BEGINNING))
            self.out.element("deletedRecord", "persistent")
            self.out.element("granularity", "YYYY-MM-DDThh:mm:ssZ")

    def list_metadata_formats(self, asked: Asked) -> None:
        if asked.identifier and self._found(asked).action in TOMBSTONES:
            raise OaiError("noMetadataFormats", "This record is gone; only its header is left.")
        with self.out.within("ListMetadataFormats"):
            for prefix, form in FORMATS.items():
                with self.out.within("metadataFormat"):
                    self.out.element("metadataPrefix", prefix)
                    self.out.element("schema", form.schema)
                    self.out.element("metadataNamespace", form.namespace)

    def list_sets(self, _asked: Asked) -> None:
        with self.out.within("ListSets"):
            for name, title in harvest.sets():
                with self.out.within("set"):
                    self.out.element("setSpec", name)
                    self.out.element("setName", title)

    def get_record(self, asked: Asked) -> None:
        edition = self._found(asked)
        with self.out.within("GetRecord"):
            self._record(edition, harvest.sets_of([edition])[edition.pk], asked.prefix)

    def _found(self, asked: Asked) -> Edition:
        name = IDENTIFIER.fullmatch(asked.identifier)
        edition = harvest.record_of(name[1]) if name else None
        if not edition:
            raise OaiError("idDoesNotExist", f"“{asked.identifier[:80]}” is the identifier of no record of ours.")
        return edition

    def list_records(self, asked: Asked) -> None:
        with self._listing(asked) as rows:
            for edition, sets in rows:
                self._record(edition, sets, asked.prefix)

    def list_identifiers(self, asked: Asked) -> None:
        with self._listing(asked) as rows:
            for edition, sets in rows:
                self._header(edition, sets)

    @contextmanager
    def _listing(self, asked: Asked) -> Iterator[list[tuple[Edition, list[str]]]]:
        """The editions of this portion with their sets, to be written between the frame and the way on."""
        portion = asked.harvest.portion
        if not portion and asked.cursor is None:
            raise OaiError("noRecordsMatch", "Nothing changed in this time, or in this set.")
        sets = harvest.sets_of(portion)
        with self.out.within(asked.verb):
            yield [(edition, sets[edition.pk]) for edition in portion]
            self._way_on(asked)

    def _way_on(self, asked: Asked) -> None:
        """A token for the next portion; after the last of several an empty one."""
        following, before = asked.harvest.following, asked.cursor or 0
        if following or asked.cursor is not None:
            counts = {"completeListSize": str(asked.harvest.count()), "cursor": str(before)}
            text = token(asked, following, before + len(asked.harvest.portion), self.epoch) if following else ""
            self.out.element("resumptionToken", text, counts)

    def _record(self, edition: Edition, sets: list[str], prefix: str) -> None:
        with self.out.within("record"):
            self._header(edition, sets)
            if edition.action not in TOMBSTONES:
                with self.out.within("metadata"):
                    FORMATS[prefix].write(self.out, edition.record, self.base)

    def _header(self, edition: Edition, sets: list[str]) -> None:
        with self.out.within("header", {"status": "deleted"} if edition.action in TOMBSTONES else {}):
            self.out.element("identifier", f"urn:uuid:{edition.record_id}")
            self.out.element("datestamp", second(edition.published_at))
            for name in sets:
                self.out.element("setSpec", name)


_VERBS: dict[str, Callable[[_Answer, Asked], None]] = {
    "Identify": _Answer.identify,
    "ListMetadataFormats": _Answer.list_metadata_formats,
    "ListSets": _Answer.list_sets,
    "ListIdentifiers": _Answer.list_identifiers,
    "ListRecords": _Answer.list_records,
    "GetRecord": _Answer.get_record,
}


def second(moment: datetime) -> str:
    """As the protocol has moments: a second in UTC."""
    return f"{moment.astimezone(UTC).replace(microsecond=0, tzinfo=None):%Y-%m-%dT%H:%M:%S}Z"
