"""List filters: few, with titles people understand, and as one select where the choices are many."""

from typing import Any

from django.contrib.admin import ChoicesFieldListFilter, RelatedFieldListFilter, SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.choices import SCHEME_OF_ROLE, CodingRole, State
from policies.domain import desk, duplicates
from policies.domain.coverage import bare_snapshots
from policies.models import Edition, Revision, Snapshot, Term


def _without_blank(params: dict[str, Any], name: str) -> None:
    """A select sends its first choice, “all”, as an empty value."""
    if params.get(name) == [""]:
        params.pop(name)


class TermFilter(RelatedFieldListFilter):
    """The terms of a column, as one select."""

    template = "admin/policies/select_filter.html"

    def __init__(self, field, request, params, model, model_admin, field_path):
        self.name = f"{field_path}__{field.target_field.name}__exact"
        _without_blank(params, self.name)
        super().__init__(field, request, params, model, model_admin, field_path)
        self.others = _others(request, self.name)

    def choices(self, changelist):
        chosen = self.lookup_val[-1] if self.lookup_val else None
        yield {"value": "", "display": _("All"), "selected": chosen is None}
        for value, label in self.lookup_choices:
            yield {"value": value, "display": label, "selected": str(value) == chosen}


class ChoiceFilter(ChoicesFieldListFilter):
    """The choices of a column, as one select."""

    template = "admin/policies/select_filter.html"

    def __init__(self, field, request, params, model, model_admin, field_path):
        self.name = f"{field_path}__exact"
        _without_blank(params, self.name)
        super().__init__(field, request, params, model, model_admin, field_path)
        self.others = _others(request, self.name)

    def choices(self, changelist):
        chosen = self.lookup_val[-1] if self.lookup_val else None
        yield {"value": "", "display": _("All"), "selected": chosen is None}
        for value, label in self.field.flatchoices:
            yield {"value": value, "display": label, "selected": value == chosen}


def _others(request, name: str) -> list[tuple[str, str]]:
    """What else the address of the list says, for the form of a filter to say it again."""
    left_out = {name, "p", "e"}
    return [(key, value) for key, values in request.GET.lists() for value in values if key not in left_out]


class CodingFilter(SimpleListFilter):
    """Records that carry a term, or a narrower one, in one of some roles."""

    template = "admin/policies/select_filter.html"
    parameter_name: str
    roles: tuple[CodingRole, ...] = ()

    def __init__(self, request, params, model, model_admin):
        _without_blank(params, self.parameter_name)
        super().__init__(request, params, model, model_admin)
        self.name, self.others = self.parameter_name, _others(request, self.parameter_name)

    def lookups(self, request, model_admin):
        return [(term.key, str(term)) for term in Term.objects.of(SCHEME_OF_ROLE[self.roles[0]])]

    def choices(self, changelist):
        yield {"value": "", "display": _("All"), "selected": self.value() is None}
        for value, label in self.lookup_choices:
            yield {"value": value, "display": label, "selected": value == self.value()}

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(
            Q(codings__term=self.value()) | Q(codings__term__broader=self.value()), codings__role__in=self.roles
        ).distinct()


class TargetFilter(CodingFilter):
    title, parameter_name = gettext_lazy("target group"), "target"
    roles = (CodingRole.BENEFICIARY, CodingRole.FOCUS, CodingRole.PLACE)


class ThemeFilter(CodingFilter):
    title, parameter_name = gettext_lazy("theme"), "theme"
    roles = (CodingRole.THEME,)


class SectorFilter(CodingFilter):
    title, parameter_name = gettext_lazy("sector"), "sector"
    roles = (CodingRole.SECTOR,)


class ReviewFilter(SimpleListFilter):
    """Where a record stands on its way to the public."""

    title, parameter_name = gettext_lazy("state"), "review"

    def lookups(self, request, model_admin):
        return [
            (State.DRAFT, _("Draft")),
            (State.IN_REVIEW, _("Waiting for review")),
            ("for_me", _("Waiting for review, by others than me")),
            (State.PUBLISHED, _("Published")),
            (State.WITHDRAWN, _("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "for_me":
            return desk.of_set(queryset, "for_review", request.user)
        return queryset if self.value() is None else queryset.filter(state=self.value())


class DeskFilter(SimpleListFilter):
    """What waits on the desk: the numbers of its first page lead here."""

    title, parameter_name = gettext_lazy("on the desk"), "desk"

    def lookups(self, request, model_admin):
        return [(name, DESK_SETS[name]) for name in DESK_SETS]

    def queryset(self, request, queryset):
        name = self.value()
        return desk.of_set(queryset, name, request.user) if name in DESK_SETS else queryset


DESK_SETS = {
    "sent_back": gettext_lazy("Sent back to me"),
    "mine": gettext_lazy("My drafts"),
    "for_review": gettext_lazy("Waiting for my review"),
    "scheduled": gettext_lazy("Approved, waiting for their time"),
    "refused": gettext_lazy("Refused when their time came"),
    "lately": gettext_lazy("Published in the last seven days"),
}


class DatesFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("dates"), "conflict"

    def lookups(self, request, model_admin):
        return [("yes", _("That cannot all be true")), ("no", _("Without a conflict"))]

    def queryset(self, request, queryset):
        return _in_or_out(queryset, self.value(), desk.conflicting_dates())


class DuplicatesFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("possible duplicates"), "alike"

    def lookups(self, request, model_admin):
        return [("yes", _("May be one with another"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=duplicates.in_pairs(queryset.model.kind)) if self.value() == "yes" else queryset


class LostWordsFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("words cited from earlier texts"), "lost"

    def lookups(self, request, model_admin):
        return [("yes", _("Some are not in the latest text"))]

    def queryset(self, request, queryset):
        return _in_or_out(queryset, self.value(), desk.snapshots_that_lost_words())


class OutOfUseFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("out of use"), "carried"

    def lookups(self, request, model_admin):
        return [("yes", _("And still carried by records"))]

    def queryset(self, request, queryset):
        return _in_or_out(queryset, self.value(), desk.retired_but_carried())


def _in_or_out(queryset, answer: str | None, chosen):
    """The rows that are among the chosen, those that are not, or all if nothing was asked."""
    if answer is None:
        return queryset
    inside = Q(pk__in=chosen.order_by().values("pk"))
    return queryset.filter(inside if answer == "yes" else ~inside)


class MineFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("who worked on it"), "mine"

    def lookups(self, request, model_admin):
        return [("yes", _("I did")), ("no", _("Others only"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        mine = Q(pk__in=_changed_by(request.user))
        return queryset.filter(mine if self.value() == "yes" else ~mine)


def _changed_by(user: Any):
    """The ids of all records this person ever changed."""
    return Revision.objects.filter(by=user).order_by().values("record_id")


class EvidenceFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("evidence"), "evidence"

    def lookups(self, request, model_admin):
        return [("yes", _("Has evidence")), ("no", _("Has no evidence yet"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        bare = desk.without_evidence(queryset.model.kind, request.user)
        return queryset.filter(bare if self.value() == "no" else ~bare)


class PublicFilter(SimpleListFilter):
    title, parameter_name = gettext_lazy("what the public sees"), "public"

    def lookups(self, request, model_admin):
        return [
            ("yes", _("This record")),
            ("edited", _("An earlier state of it")),
            ("no", _("Nothing of it")),
        ]

    def queryset(self, request, queryset):
        public = Exists(Edition.objects.current().filter(record_id=OuterRef("pk")))
        if self.value() == "edited":
            return queryset.filter(public).exclude(state=State.PUBLISHED)
        if self.value() is None:
            return queryset
        return queryset.filter(public if self.value() == "yes" else ~public)


class UncoveredFilter(SimpleListFilter):
    """Of the latest snapshot of a source: whether some sentence is neither cited nor excused."""

    title, parameter_name = gettext_lazy("coverage"), "coverage"

    def lookups(self, request, model_admin):
        return [("open", _("Sentences uncovered")), ("done", _("Every sentence cited or excused"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        bare = Q(pk__in=bare_snapshots().values() if queryset.model is Snapshot else bare_snapshots())
        return queryset.filter(bare if self.value() == "open" else ~bare)
