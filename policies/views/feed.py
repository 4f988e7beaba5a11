"""Any list as a feed: the address of the list with the ending .atom."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.catalogue.bibliography.entry import site_title
from policies.catalogue.feeds import BEFORE, Feed, entry_id
from policies.catalogue.kinds import KINDS, PLURALS
from policies.catalogue.listing import Listing
from policies.choices import Action, Kind, Scheme
from policies.models.edition import Edition
from policies.templatetags.addresses import base
from policies.templatetags.dates import plain_date
from policies.templatetags.reference import called, local, page_lang, plain_name, said, staying
from policies.views import atom
from policies.views.atom import Entry, Gone, Head
from policies.views.lists import list_title
from policies.views.narrowing import Address, chosen
from policies.views.refusing import refused

Record = dict[str, Any]
CONTENT_TYPE = "application/atom+xml"
# The order of a feed is that of time: that of the list is taken, and says nothing here.
UNSAID = (BEFORE, "sort")


@require_safe
def feed(request: HttpRequest, plural: str) -> HttpResponse:
    """The news of the list with this query string; nothing where anything in it is wrong."""
    found = Feed(Listing(KINDS[plural], request.GET, besides=[BEFORE]))
    if found.complaints:
        return refused(request, found.complaints)
    told = _Telling(request, found)
    body = atom.write(told.head(), told.entries(), told.gone()).encode()
    return HttpResponse(body, f"{CONTENT_TYPE}; charset=utf-8", headers={"Access-Control-Allow-Origin": "*"})


class _Telling:
    """A feed in the words and with the addresses of one page language."""

    def __init__(self, request: HttpRequest, found: Feed) -> None:
        self.request, self.found = request, found
        self.base, self.kind = base(request), found.listing.kind
        self.into = found.merged_into()

    def head(self) -> Head:
        listing = self.found.listing
        title = list_title(self.kind, chosen(listing, Address("", listing.data)))
        return Head(
            id=self._here(),
            title=f"{title} · {site_title()}",
            language=page_lang(),
            updated=self.found.updated,
            author=site_title(),
            home=self._at(local("/")),
            links=self._links(),
        )

    def _links(self) -> list[dict[str, str]]:
        this, of_list = self.request.GET.get(BEFORE, ""), self._query()
        links = [
            {"rel": "self", "type": CONTENT_TYPE, "href": self._here(this)},
            {"rel": "alternate", "type": "text/html", "href": self._at(local(f"/{PLURALS[self.kind]}/")) + of_list},
            {"rel": "first", "type": CONTENT_TYPE, "href": self._here()},
        ]
        if self.found.next:
            links.append({"rel": "next", "type": CONTENT_TYPE, "href": self._here(str(self.found.next))})
        return links

    def _query(self, before: str = "") -> str:
        """What narrows the list, in one order whatever order it was given in: the same feed has the same address."""
        query = QueryDict(mutable=True)
        for name, values in sorted(self.request.GET.lists()):
            if name not in UNSAID and any(values):
                query.setlist(name, sorted(value for value in values if value))
        if before:
            query[BEFORE] = before
        return f"?{query.urlencode(safe=',')}" if query else ""

    def _here(self, before: str = "") -> str:
        return self._at(self.request.path) + self._query(before)

    def _at(self, path: str) -> str:
        return f"{self.base}{path}"

    def entries(self) -> list[Entry]:
        return [self._published(row) if row.content else self._ended(row) for row in self.found.entries]

    def gone(self) -> list[Gone]:
        return [Gone(name, edition.published_at) for edition, names in self.found.gone().items() for name in names]

    def _published(self, edition: Edition) -> Entry:
        record, number = edition.record, edition.number
        api = f"/api/v1/{PLURALS[self.kind]}/{edition.record_id}/editions/{number}/"
        page = local(f"{record['url']}editions/{number}/")
        return Entry(
            entry_id(edition.record_id, number),
            edition.published_at,
            (called(record)[0], plain_name(record)),
            [said_news(edition), *said_facts(record)],
            [
                {"rel": "alternate", "type": "text/html", "href": self._at(page)},
                {"rel": "alternate", "type": "application/json", "href": self._at(api)},
                {"rel": "latest-version", "type": "text/html", "href": self._at(local(record["url"]))},
            ],
            self._category(record),
        )

    def _category(self, record: Record) -> dict[str, str]:
        """The type of a document, the instrument of a measure."""
        for name, scheme in (("type", Scheme.DOCUMENT_TYPE), ("instrument", Scheme.INSTRUMENT)):
            if term := record.get(name):
                where = self._at(f"/vocabularies/{scheme}/")
                return {"term": term["code"], "label": said(term["label"]), "scheme": where}
        return {}

    def _ended(self, edition: Edition) -> Entry:
        """Of what is taken down not even the address is told, which may have words of the title in it."""
        name = str(edition.record_id) if edition.is_hidden else edition.slug
        href = staying(local(f"/{PLURALS[self.kind]}/{name}/"), self.request.GET.get("as_of", ""))
        return Entry(
            entry_id(edition.record_id, edition.number),
            edition.published_at,
            (page_lang(), said_end(edition, name)),
            [said_reason(edition, self.into)],
            [{"rel": "alternate", "type": "text/html", "href": self._at(href)}],
        )


def said_news(edition: Edition) -> str:
    """What this edition is for the record."""
    values = {"kind": Kind(edition.kind).label, "number": edition.number}
    if edition.action == Action.RESTORED:
        return _("This %(kind)s is public again.") % values
    if edition.action == Action.UNMERGED:
        return _("This %(kind)s is a record of its own again.") % values
    if edition.number == 1:
        return _("This %(kind)s is new.") % values
    return _("Edition %(number)d of this %(kind)s.") % values


def said_facts(record: Record) -> list[str]:
    """What a reader of the feed wants to know before following the link: of when, by whom, of which document."""
    when, document, source = record.get("date"), record.get("document"), record.get("source")
    facts = [
        when and plain_date(when),
        _(", ").join(plain_name(row["agency"]) for row in record.get("issuers", ()) if row["preferred"]),
        record.get("instrument") and said(record["instrument"]["label"]),
        document and plain_name(document),
        source and plain_name(source),
    ]
    return [str(fact) for fact in facts if fact]


def said_end(edition: Edition, name: str) -> str:
    values = {"kind": Kind(edition.kind).label, "name": name}
    return (_("Merged: %(kind)s %(name)s") if edition.into else _("Withdrawn: %(kind)s %(name)s")) % values


def said_reason(edition: Edition, into: Mapping[Any, Record]) -> str:
    """Why a record ended; of a merged one, which record it is now, where that is public."""
    kept = into.get(edition.into)
    return _("It is one with “%(name)s” now.") % {"name": plain_name(kept)} if kept else edition.reason
