"""Blind double coding: a second person codes the words of a public measure without seeing how they were coded."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from policies.choices import Kind, Scheme
from policies.content.encoding import Content
from policies.models.approval import Approval
from policies.models.edition import Edition
from policies.models.measure import Measure
from policies.models.revision import Revision
from policies.models.second_coding import SecondCoding
from policies.models.term import Term
from policies.models.thread import ThreadEntry
from policies.text import agreement

# One code each; then any number, of which a source may state none.
SINGLE = {"instrument": Scheme.INSTRUMENT, "strength": Scheme.STRENGTH}
SETS = {
    "beneficiary": Scheme.TARGET,
    "focus": Scheme.TARGET,
    "place": Scheme.TARGET,
    "actor": Scheme.ACTOR,
    "sector": Scheme.SECTOR,
    "level": Scheme.LEVEL,
}
SCHEMES: dict[str, Scheme] = {**SINGLE, **SETS}
# What is said to be not stated is said of these together.
GROUPS = {
    "targets": ("beneficiary", "focus", "place"),
    "actors": ("actor",),
    "sectors": ("sector",),
    "levels": ("level",),
}

Codes = dict[str, list[str] | None]


@dataclass(frozen=True)
class Task:
    """What a second coder sees: the document and the words. Neither the codes nor our title, which tells of them."""

    measure_id: Any
    seen: str
    document: Content
    passages: list[Content]


@dataclass(frozen=True)
class Compared:
    """One value, as the first and the second coder gave it; None where the first is not to be compared."""

    field: str
    first: list[str] | None
    second: list[str]

    @property
    def is_equal(self) -> bool:
        return self.first == self.second

    @property
    def is_comparable(self) -> bool:
        return self.first is not None


@dataclass(frozen=True)
class Figure:
    """How far the coders agree on one value. `kappa` is for values with one code only."""

    field: str
    pairs: int
    percent: float | None
    kappa: float | None
    alpha: float | None

    @property
    def percent_shown(self) -> str:
        return "" if self.percent is None else f"{self.percent:.0%}"


def next_task(person: Any) -> Task | None:
    """Of the measures that this person may code blind one of those coded least often; which, its id decides by lot."""
    names = list(_open_to(person).values_list("record_id", flat=True))
    times = dict(SecondCoding.objects.order_by().values_list("measure").annotate(Count("pk")))
    chosen = min(names, key=lambda name: (times.get(name, 0), sha256(str(name).encode()).hexdigest()), default=None)
    return task(chosen, person) if chosen else None


def task(measure_id: Any, person: Any) -> Task:
    """What the person sees of this measure. Refused to whoever had to do with it, or coded it already."""
    edition = _edition_for(measure_id, person)
    content = json.loads(edition.content)
    places: dict[tuple, Content] = {}
    for entry in content["evidence"]:
        # The same words may be cited for several values; which, would tell of them.
        places.setdefault((entry["snapshot"]["sha256"], entry["start"], entry["end"], str(entry["spans"])), entry)
    return Task(edition.record_id, edition.own_hash, content["document"], list(places.values()))


@transaction.atomic
def give(
    measure_id: Any, *, by: Any, seen: str, codes: Mapping[str, Collection[str]], not_stated: Collection[str] = ()
) -> SecondCoding:
    """Afterwards this second coding is kept, beside the first one as it is public at this moment.

    `codes` has codes of terms by value; `not_stated` what the source says nothing of, as in GROUPS. `seen` is the hash
    of the words that were on the page.
    """
    edition = _edition_for(measure_id, by)
    if edition.own_hash != seen:
        raise ValidationError(_("The measure was published anew after you opened it. Read its words again."))
    second = _checked(codes, not_stated)
    first, first_by = first_coding(json.loads(edition.content)), _first_coder(edition)
    made = SecondCoding(measure_id=measure_id, by=by, first=first, second=second, first_by=first_by)
    made.full_clean(exclude=["measure", "by", "first_by"])
    made.save()
    return made


def first_coding(content: Content) -> Codes:
    """The codes of a measure by value, sorted. Actors are not to be compared where an agency is named instead."""
    by_name = all("code" in actor for actor in content["actors"])
    roles = {name: [row for row in content["targets"] if row["role"] == name] for name in GROUPS["targets"]}
    values = {**roles, "actor": content["actors"], "sector": content["sectors"], "level": content["levels"]}
    coded: Codes = {name: [content[name]["code"]] for name in SINGLE}
    return coded | {
        name: sorted(row["code"] for row in values[name]) if name != "actor" or by_name else None for name in SETS
    }


def comparison(row: SecondCoding) -> list[Compared]:
    """Value by value what the two coders gave."""
    return [Compared(name, row.first[name], row.second[name]) for name in SCHEMES]


def figures(fields: Iterable[str] = tuple(SCHEMES)) -> list[Figure]:
    """For each value how far all second codings agree with the first ones, in one query."""
    rows = list(SecondCoding.objects.order_by("pk").values_list("measure", "first", "second"))
    return [
        _figure(name, [(pk, _value(first[name]), _value(second[name])) for pk, first, second in rows])
        for name in fields
    ]


def _figure(name: str, rows: list[tuple[Any, Any, Any]]) -> Figure:
    rows = [row for row in rows if row[1] is not None]
    pairs = [(first, second) for _measure, first, second in rows]
    # Two who coded the same measure against the same first coding are three coders of one unit.
    units: dict[tuple, list] = {}
    for measure, first, second in rows:
        units.setdefault((measure, first), [first]).append(second)
    single = name in SINGLE
    return Figure(
        field=name,
        pairs=len(pairs),
        percent=agreement.percent(pairs),
        kappa=agreement.kappa(pairs) if single else None,
        alpha=agreement.alpha(units.values(), agreement.nominal if single else agreement.masi),
    )


def _value(codes: list[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(codes)


def _open_to(person: Any) -> Any:
    """The public measures that the person neither wrote, approved nor spoke of, and has not coded."""
    public = Edition.objects.current().of(Kind.MEASURE)
    for rows in (Revision.objects, Approval.objects, ThreadEntry.objects):
        public = public.exclude(record_id__in=rows.filter(kind=Kind.MEASURE, by=person).order_by().values("record_id"))
    coded = SecondCoding.objects.filter(by=person).order_by().values("measure")
    return public.exclude(record_id__in=coded).order_by()


def _edition_for(measure_id: Any, person: Any) -> Edition:
    edition = Edition.objects.current().of(Kind.MEASURE).filter(record_id=measure_id).first()
    if edition is None:
        raise ValidationError(_("This measure is not public: only what is public is coded a second time."))
    if SecondCoding.objects.filter(measure=measure_id, by=person).exists():
        raise ValidationError(_("You coded this measure already."))
    if not _open_to(person).filter(pk=edition.pk).exists():
        raise ValidationError(_("You had to do with this measure before. Somebody else has to code it blind."))
    return edition


def _first_coder(edition: Edition) -> Any:
    """Who last wrote the words that are public; nobody for what came with the software."""
    written = Revision.objects.of(Kind.MEASURE, edition.record_id).filter(content_hash=edition.own_hash)
    last = written.exclude(by=None).select_related("by").first()
    return last.by if last else None


def _checked(codes: Mapping[str, Collection[str]], not_stated: Collection[str]) -> Codes:
    """The codes by value, sorted; complaints by value where one is missing, unknown, or said to be not stated."""
    complaints: dict[str, str] = {}
    for name, scheme in SCHEMES.items():
        given = set(codes.get(name, ()))
        unknown = given - set(Term.objects.of(scheme).in_use().filter(code__in=given).values_list("code", flat=True))
        if unknown:
            said = {"code": ", ".join(sorted(unknown)), "scheme": scheme.label}
            complaints[name] = _("%(code)s is no term in use of the vocabulary “%(scheme)s”.") % said
        elif name in SINGLE and len(given) != 1:
            complaints[name] = _("Choose exactly one.")
    for group, names in GROUPS.items():
        is_given = any(codes.get(name) for name in names)
        if is_given == (group in not_stated):
            complaints.setdefault(names[0], _both() if is_given else _neither())
    if complaints:
        raise ValidationError(complaints)
    return {name: sorted(set(codes.get(name, ()))) for name in SCHEMES}


def _both() -> str:
    return _("This is both given and marked as not stated. Keep one.")


def _neither() -> str:
    return _("Choose what the words say, or tick that they do not say it.")


def measures_coded() -> int:
    """How many measures were coded a second time."""
    return Measure.objects.filter(second_codings__isnull=False).distinct().count()
