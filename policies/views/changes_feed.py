"""The whole log as Atom, for programs that read feeds: every change once, in the order of the log, the latest first.

The first document has the latest changes. What is older stands in parts of a hundred, which never have others
(RFC 5005: `prev-archive`, `next-archive`, `current`). Each entry holds, as JSON, the change as the API gives it.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from policies.catalogue.bibliography.entry import site_title
from policies.catalogue.changes import Part, change
from policies.catalogue.feeds import entry_id
from policies.choices import Action, Kind
from policies.models.edition import Edition
from policies.templatetags.addresses import base
from policies.templatetags.reference import called, local, page_lang, plain_name
from policies.views import atom
from policies.views.asking import asked
from policies.views.atom import Entry, Gone, Head
from policies.views.feed import CONTENT_TYPE
from policies.views.refusing import refused

PART = "part"


def changes_feed(request: HttpRequest) -> HttpResponse:
    """The latest changes, or a part of the older ones; refused where there is no such part."""
    complaints = asked(request, (PART,)).complaints
    part = Part.read(request.GET.get(PART, ""))
    if part is None:
        wrong = _("There is no part %(value)s. Start without one, and follow the links “prev-archive”.")
        complaints = {**complaints, PART: [wrong % {"value": request.GET[PART][:20]}]}
    if complaints or part is None:
        return refused(request, complaints)
    told = _Telling(request, part)
    body = atom.write(told.head(), told.entries(), told.gone()).encode()
    return HttpResponse(body, f"{CONTENT_TYPE}; charset=utf-8", headers={"Access-Control-Allow-Origin": "*"})


class _Telling:
    """A part of the log in the words and with the addresses of one page language."""

    def __init__(self, request: HttpRequest, part: Part) -> None:
        self.part, self.base = part, base(request)
        self.here = f"{self.base}{request.path}"

    def head(self) -> Head:
        editions = self.part.editions
        return Head(
            id=f"{self.here}#{self.part.log.epoch}",
            title=f"{_('All changes')} · {site_title()}",
            language=page_lang(),
            updated=editions[0].published_at if editions else self.part.log.published_at,
            author=site_title(),
            home=f"{self.base}{local('/')}",
            links=self._links(),
            is_archive=self.part.number is not None,
        )

    def _links(self) -> list[dict[str, str]]:
        part = self.part
        found = {"self": self._address(part.number), "alternate": f"{self.base}{local('/data/')}"}
        if part.number:
            found["current"] = self.here
        for rel, number in (("prev-archive", part.before), ("next-archive", part.after)):
            if number:
                found[rel] = self._address(number)
        types = {"alternate": "text/html"}
        return [{"rel": rel, "type": types.get(rel, CONTENT_TYPE), "href": href} for rel, href in found.items()]

    def _address(self, number: int | None) -> str:
        return f"{self.here}?{PART}={number}" if number else self.here

    def entries(self) -> list[Entry]:
        return [self._entry(edition) for edition in self.part.editions]

    def _entry(self, edition: Edition) -> Entry:
        told = change(edition)
        page = local(f"/id/{edition.record_id}/")
        return Entry(
            entry_id(edition.record_id, edition.number),
            edition.published_at,
            said_change(edition),
            [edition.reason] if edition.reason else [],
            [
                {"rel": "alternate", "type": "text/html", "href": f"{self.base}{page}"},
                {"rel": "alternate", "type": "application/json", "href": f"{self.base}{told['url']}"},
            ],
            {"term": edition.action, "label": str(Action(edition.action).label)},
            told,
        )

    def gone(self) -> list[Gone]:
        """What was told of records that are no longer public: whoever keeps it is to delete it."""
        return [
            Gone(entry_id(edition.record_id, number), edition.published_at)
            for edition, numbers in self.part.gone().items()
            for number in numbers
        ]


def said_change(edition: Edition) -> tuple[str, str]:
    """The language, and in it what happened to which record; of what is taken down only its id."""
    kind, action = Kind(edition.kind).label, Action(edition.action).label
    if edition.content and not edition.is_hidden:
        record = edition.record
        return called(record)[0], f"{plain_name(record)} ({kind}, {action})"
    name = str(edition.record_id) if edition.is_hidden else edition.slug
    return page_lang(), f"{name} ({kind}, {action})"
