"""The first page of the desk: what is mine, what waits for others, what is missing. Each number leads to its list."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.admin.filters import DESK_SETS
from policies.choices import CorrectionState, KeyRequestState, MergeState, State
from policies.content.records import MODELS
from policies.domain import desk, duplicates, gaps
from policies.domain.coverage import bare_snapshots
from policies.models import Correction, Document, Edition, KeyRequest, Snapshot, Source, Term
from policies.models.merging import MERGED_KINDS, Merge
from policies.models.record import shown

# Above so many texts, finding their uncovered sentences and what they cite would keep the page waiting: the lists are
# a click away.
MOST_TEXTS_READ = 300
# And above so many records of a kind, comparing every two of them.
MOST_COMPARED = 2000
LISTED = 5


class Number(NamedTuple):
    """So many of something, and the list of exactly these."""

    text: str
    address: str


class Row(NamedTuple):
    label: str
    hint: str
    numbers: list[Number]


class Line(NamedTuple):
    """One record, where it is worked on, and when it became or becomes public."""

    title: str
    address: str
    moment: Any


class Section(NamedTuple):
    """Rows without a number are left out; with no row at all, the sentence stands."""

    name: str
    title: str
    rows: list[Row]
    nothing: str


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None):
    """Django's own first page, with what waits on the desk above it."""
    found = Found(request)
    more = {
        "sections": found.sections(),
        "aside": found.aside(),
        "coming": found.coming(),
        "lately": found.lately(),
    }
    return admin.AdminSite.index(admin.site, request, {**(extra_context or {}), **more})


class Found:
    """What this person may see of what waits. One query for all numbers of a kind of record, one for each other."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.person = request, request.user
        self.counts = {kind: self._counts(kind) for kind in desk.RECORD_KINDS if self.may("view", MODELS[kind])}

    def may(self, act: str, model: type[Model]) -> bool:
        return getattr(admin.site.get_model_admin(model), f"has_{act}_permission")(self.request)

    def _counts(self, kind: str) -> dict[str, int]:
        names = ["scheduled", "refused", "lately"]
        if self.may("change", MODELS[kind]):
            names += ["sent_back", "mine"]
        if self.may("publish", MODELS[kind]):
            names.append("for_review")
        if MODELS[kind] is not Source:
            names.append("without_evidence")
        return desk.counts(kind, names, self.person)

    def sections(self) -> list[Section]:
        groups = (
            ("mine", _("What is mine"), self._mine(), _("Nothing waits for you.")),
            ("others", _("On its way to the public"), self._others(), _("Nothing is on its way.")),
            ("missing", _("What is missing"), self._missing(), _("Nothing that could be counted is missing.")),
        )
        return [Section(name, title, [row for row in rows if row.numbers], no) for name, title, rows, no in groups]

    def _mine(self) -> Iterator[Row]:
        yield self.row("sent_back", _("somebody asked for changes, and waits for you"))
        yield self.row("for_review", _("written by others, for you to read and approve"))
        yield self.row("mine", _("changed by you and not submitted yet"))
        if self.may("change", Correction):
            yield self._corrections()
        if self.may("change", KeyRequest):
            yield self._key_requests()

    def _corrections(self) -> Row:
        """Those that nobody has answered yet."""
        states = (CorrectionState.RECEIVED, CorrectionState.IN_WORK)
        numbers = Correction.objects.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in states})
        found = [_number(numbers[state], Correction, {"state__exact": state}, state.label) for state in states]
        return Row(_("What readers say is wrong"), _("for any curator to answer"), [row for row in found if row])

    def _key_requests(self) -> Row:
        """Those that nobody has decided yet."""
        state = KeyRequestState.ASKED
        number = _number(KeyRequest.objects.filter(state=state).count(), KeyRequest, {"state__exact": state})
        return Row(_("Keys that partners ask for"), _("for an administrator to decide"), [number] if number else [])

    def _others(self) -> Iterator[Row]:
        yield self.row("refused", _("the thread of each says why"))
        yield self.row("scheduled", _("public at their moment, unless they are changed"))
        if self.may("view", Merge):
            number = _number(desk.proposed_merges().count(), Merge, {"state__exact": MergeState.PROPOSED})
            yield Row(_("Merges proposed"), _("for somebody else to decide on"), [number] if number else [])
        if self.may("view", Term) and self.may("change", Term):
            yield self._terms()
        yield self.row("lately", "")

    def _terms(self) -> Row:
        """A term is found by its code and not by its id, so whose drafts they are is not told apart."""
        states = (State.DRAFT, State.IN_REVIEW)
        numbers = Term.objects.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in states})
        found = [_number(numbers[state], Term, {"state__exact": state}, state.label) for state in states]
        return Row(_("Terms that are not public as they are"), "", [number for number in found if number])

    def _missing(self) -> Iterator[Row]:
        bare = [
            _number(counts.get("without_evidence", 0), MODELS[kind], {"evidence": "no"})
            for kind, counts in self.counts.items()
        ]
        yield Row(_("Without evidence"), _("nothing is cited for them yet"), [number for number in bare if number])
        if self.may("view", Source):
            yield Row(_("Sentences uncovered"), _("neither cited nor excused"), self._uncovered())
        yield Row(_("Possible duplicates"), _("records that may be two of one"), self._duplicates())
        if self.may("view", Snapshot) and self.may("view", Document):
            yield Row(_("Documents cited and not here"), _("by title or number, in the texts of sources"), self._gaps())
        for label, hint, rows, query in self._odd():
            if self.may("view", rows.model):
                number = _number(rows.count(), rows.model, query)
                yield Row(label, hint, [number] if number else [])

    def _duplicates(self) -> list[Number]:
        found = []
        for kind in MERGED_KINDS:
            model, query = MODELS[kind], {"alike": "yes"}
            if kind not in self.counts:
                continue
            if self.counts[kind]["all"] > MOST_COMPARED:
                found.append(
                    Number(_("look among the %(things)s") % {"things": _plural(model)}, _list_address(model, query))
                )
            elif number := _number(len(duplicates.in_pairs(kind)), model, query):
                found.append(number)
        return found

    @cached_property
    def _has_many_texts(self) -> bool:
        return Snapshot.objects.count() > MOST_TEXTS_READ

    def _uncovered(self) -> list[Number]:
        if self._has_many_texts:
            return [Number(_("look"), _list_address(Source, {"coverage": "open"}))]
        number = _number(len(bare_snapshots()), Source, {"coverage": "open"})
        return [number] if number else []

    def _gaps(self) -> list[Number]:
        address = reverse("admin:policies_snapshot_gaps")
        if self._has_many_texts:
            return [Number(_("look"), address)]
        missing = len(gaps.citations().gaps)
        text = ngettext("%(number)d document", "%(number)d documents", missing) % {"number": missing}
        return [Number(text, address)] if missing else []

    def _odd(self) -> Iterable[tuple[str, str, QuerySet, dict[str, str]]]:
        return (
            (
                _("Texts without words cited before"),
                _("the citations stand on an earlier snapshot"),
                desk.snapshots_that_lost_words(),
                {"lost": "yes"},
            ),
            (
                _("Dates that cannot all be true"),
                _("two of one kind, or one that a source contradicts"),
                desk.conflicting_dates(),
                {"conflict": "yes"},
            ),
            (
                _("Terms out of use"),
                _("and still carried by records"),
                desk.retired_but_carried(),
                {"carried": "yes"},
            ),
        )

    def row(self, name: str, hint: str) -> Row:
        """The numbers of a set, kind by kind."""
        found = [_number(counts.get(name, 0), MODELS[kind], {"desk": name}) for kind, counts in self.counts.items()]
        return Row(str(DESK_SETS[name]), hint, [number for number in found if number])

    # Records by name

    def aside(self) -> list[Line]:
        """What this person typed and could not save, each with the page on which that is settled."""
        changed = [kind for kind in self.counts if self.may("change", MODELS[kind])]
        return [
            Line(
                str(record) if record else _("A record that was deleted"),
                reverse(f"admin:policies_{row.kind}_reconcile", args=[row.pk]),
                row.at,
            )
            for row, record in desk.set_aside(self.person, changed)
        ]

    def coming(self) -> list[Line]:
        """The records that become public next."""
        if not any(counts["scheduled"] for counts in self.counts.values()):
            return []
        return [
            Line(str(record), _address(row.kind, record.pk), row.due_at)
            for row, record in desk.coming(self.counts, LISTED)
        ]

    def lately(self) -> list[Line]:
        """What became public last."""
        return [
            Line(_title(edition), _address(edition.kind, edition.record_id), edition.published_at)
            for edition in desk.published_last(self.counts, LISTED)
        ]


def _number(count: int, model: type[Model], query: dict[str, str], state: Any = "") -> Number | None:
    if not count:
        return None
    name = model._meta.verbose_name if count == 1 else _plural(model)
    text = _("%(number)d %(things)s") % {"number": count, "things": name}
    return Number(f"{text}, {state}" if state else text, _list_address(model, query))


def _plural(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)


def _list_address(model: type[Model], query: dict[str, str]) -> str:
    return f"{reverse(f'admin:policies_{model._meta.model_name}_changelist')}?{urlencode(query)}"


def _address(kind: str, pk: Any) -> str:
    return reverse(f"admin:policies_{kind}_change", args=[pk])


def _title(edition: Edition) -> str:
    title = json.loads(edition.content)["title"]
    return shown(title.get("en", ""), title.get("zh-Hans", ""))
