"""The catalogue: one append-only log of editions. All that the public reads comes from here.

This module imports no other model, so that public code, which may import this one only, cannot reach a draft.
"""

import json
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Action, Kind

TOMBSTONES = (Action.WITHDRAWN, Action.MERGED)


class Log(models.Model):
    """One row. Locked as the first act of a publishing transaction, so numbers are in the order of commits."""

    epoch = models.CharField(max_length=16)
    sequence = models.BigIntegerField(default=0)
    published_at = models.DateTimeField()
    # The hash of the last edition's place in the log: see `Edition.chain`.
    chain = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=Q(pk=1), name="log_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.epoch}:{self.sequence}"


class EditionQuerySet(models.QuerySet):
    def of(self, kind: str):
        return self.filter(kind=kind)

    def standing(self):
        """Editions with words in them: no tombstones."""
        return self.exclude(action__in=TOMBSTONES)

    def latest(self):
        """The last edition of each record, tombstones too."""
        return self.filter(superseded_at__isnull=True)

    def current(self):
        """What the public sees now."""
        return self.latest().standing()

    def as_of(self, moment: datetime):
        """What the public saw at that moment, but for what was taken down since."""
        ended_later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
        return self.filter(ended_later, published_at__lte=moment).standing().not_taken_down()

    def not_taken_down(self):
        """Without the words of records that are taken down, in whichever edition of whichever record they stand."""
        # Lists that do not depend on the row: a database makes each once, and does not look again for every edition.
        names = Edition.objects.latest().filter(is_takedown=True).order_by().values("record_id")
        carrying = Mention.objects.filter(record_id__in=names).order_by().values("edition")
        return self.exclude(record_id__in=names).exclude(pk__in=carrying)

    def telling_hidden(self):
        """Each with `is_hidden`: whether its words, or some that it carries, are taken down."""
        itself, carried = _taken_down()
        return self.annotate(is_hidden=itself | carried)

    def sequences(self):
        """Only their keys, in no order: what another query looks for them by. By the name `keys`, `dict` would ask."""
        return self.order_by().values("sequence")

    def public(self, as_of: datetime | None):
        """What the public saw at that moment; without one, what it sees now."""
        return self.as_of(as_of) if as_of else self.current()


def _taken_down() -> tuple[Exists, Exists]:
    """Whether an edition is of a record that is taken down; whether it carries words of one."""
    taken_down = Edition.objects.latest().filter(is_takedown=True).order_by()
    itself = taken_down.filter(record_id=OuterRef("record_id"))
    carried = Mention.objects.filter(edition=OuterRef("pk"), record_id__in=taken_down.values("record_id"))
    return Exists(itself), Exists(carried)


def _in_order(name: str, *columns: str) -> models.Index:
    """The current editions of a kind in an order of lists, with all that lists ask of those that they pass over."""
    fields = ["kind", *columns, "record_id", "sequence", "action", "superseded_at"]
    return models.Index(fields=fields, condition=Q(superseded_at__isnull=True), name=name)


class Edition(models.Model):
    """One published state of a record, for ever. Only its `superseded_at` is ever set, once, by the next one."""

    sequence = models.BigIntegerField(_("sequence"), primary_key=True)
    action = models.CharField(_("action"), max_length=20, choices=Action)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    number = models.PositiveIntegerField(_("number"))
    slug = models.CharField(_("address"), max_length=120)
    # The JSON text itself: the same characters on every database, in the order of the contract.
    content = models.TextField(_("content"), blank=True)
    content_hash = models.CharField(_("content hash"), max_length=71, blank=True)
    own_hash = models.CharField(_("own hash"), max_length=71, blank=True)
    approval = models.ForeignKey(
        "Approval", verbose_name=_("approval"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Withdrawn for legal reasons: its words are gone from every public view, past ones too.
    is_takedown = models.BooleanField(_("takedown"), default=False)
    into = models.UUIDField(_("merged into"), null=True)
    published_at = models.DateTimeField(_("published at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    # A hash over this row and the chain of the one before: nobody can change or take out a row unnoticed.
    chain = models.CharField(_("chain"), max_length=64, blank=True)
    # What lists sort and search by, written once from the content.
    title_key = models.CharField(max_length=200, blank=True)
    # The same for readers of Chinese: by the pinyin of the Chinese title.
    pinyin_key = models.CharField(max_length=400, blank=True)
    # The bounds of its date; the last of all days for a record without one, so that it sorts last.
    earliest = models.DateField(default=date.max)
    latest_day = models.DateField(default=date.max)
    # Where its words stand: the starts of its key spans, seven digits each, so that text order is string order.
    place = models.CharField(max_length=70, blank=True)
    search_text = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()
    # Only of what `telling_hidden` gives.
    is_hidden: bool
    # Only of what a search ranks.
    rank: int

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar[list] = ["sequence"]
        permissions: ClassVar[list] = [("publish_record", _("Can approve, publish and withdraw records"))]
        indexes: ClassVar[list] = [
            _in_order("edition_by_date", "earliest", "latest_day", "place"),
            _in_order("edition_by_date_backwards", "-earliest", "-latest_day", "place"),
            _in_order("edition_by_title", "title_key"),
            _in_order("edition_by_pinyin", "pinyin_key"),
            # What the sitemap says of each, in the order of the log.
            models.Index(
                fields=["kind", "sequence", "published_at", "slug", "action", "superseded_at"],
                condition=Q(superseded_at__isnull=True),
                name="edition_by_sequence",
            ),
            models.Index(fields=["kind", "slug"], name="edition_by_slug"),
            # Where the log was at a moment.
            models.Index(fields=["published_at", "sequence"], name="edition_by_moment"),
            # All editions of one record, the last first: publishing asks for them, and so do guards of the database.
            models.Index(fields=["record_id", "sequence"], name="edition_by_record"),
            # Few ever are, and every past view asks for them.
            models.Index(fields=["record_id"], condition=Q(is_takedown=True), name="edition_taken_down"),
        ]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["kind", "record_id", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["record_id"], condition=Q(superseded_at__isnull=True), name="edition_one_latest"
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=Q(superseded_at__isnull=True) & ~Q(action__in=TOMBSTONES),
                name="edition_one_current_per_slug",
            ),
            models.CheckConstraint(
                condition=Q(action__in=TOMBSTONES, content="") | (~Q(action__in=TOMBSTONES) & ~Q(content="")),
                name="edition_tombstones_are_empty",
            ),
            models.CheckConstraint(
                condition=~Q(action__in=[Action.PUBLISHED, Action.RESTORED]) | Q(approval__isnull=False),
                name="edition_published_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(action=Action.MERGED) | Q(into__isnull=False), name="edition_merged_into_something"
            ),
            models.CheckConstraint(
                condition=~Q(action=Action.WITHDRAWN) | ~Q(reason=""), name="edition_withdrawn_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_takedown=False) | Q(action=Action.WITHDRAWN), name="edition_taken_down_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("published_at")),
                name="edition_lasted_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug} edition {self.number}"

    @property
    def record(self) -> dict[str, Any]:
        """The record as the contract has it: its content with the `edition` block after its address."""
        content = json.loads(self.content)
        head = {name: content.pop(name) for name in ("kind", "id", "slug", "url")}
        return {**head, "edition": self.block, **content}

    def record_at(self, as_of: datetime | None) -> dict[str, Any]:
        """The record as it was read at that moment: an edition that ended later had no end yet."""
        record = self.record
        if as_of and self.superseded_at and self.superseded_at > as_of:
            record["edition"]["superseded_at"] = None
        return record

    @property
    def block(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "sequence": self.sequence,
            "published_at": moment(self.published_at),
            "hash": self.content_hash,
            "superseded_at": moment(self.superseded_at),
        }


class Facet(models.Model):
    """A value that lists filter and count by. `direct` is false for what follows from a narrower term."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="facets")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=80)
    direct = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["edition", "facet", "value"], name="facet_once"),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["facet", "value", "edition"], name="facet_by_value")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class Mention(models.Model):
    """A record whose name or figures an edition carries, so that it can be renewed with them."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mentions")
    record_id = models.UUIDField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["edition", "record_id"], name="mention_once"),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["record_id", "edition"], name="mention_by_record")]

    def __str__(self) -> str:
        return str(self.record_id)


class Passage(models.Model):
    """Where an edition cites a snapshot: what the page of a source marks."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="passages")
    source_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    value = models.CharField(max_length=20)
    stance = models.CharField(max_length=20)
    stated = models.CharField(max_length=500, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    spans = models.JSONField()

    class Meta:
        indexes: ClassVar[list] = [models.Index(fields=["source_id", "sha256", "start"], name="passage_by_source")]

    def __str__(self) -> str:
        return f"{self.value} [{self.start},{self.end})"


class Text(models.Model):
    """The public text of a snapshot, under its own checksum. Never changed, never deleted."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    text = models.TextField()

    def __str__(self) -> str:
        return self.sha256


class EvidenceCheck(models.Model):
    """What the last run over all evidence found: whether the reference can still prove what it says."""

    at = models.DateTimeField(auto_now_add=True)
    citations = models.PositiveIntegerField()
    evidence = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("check of the evidence")
        verbose_name_plural = _("checks of the evidence")
        ordering: ClassVar[list] = ["-at"]
        get_latest_by = "at"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.failed}"


def moment(value: datetime | None) -> str | None:
    """A moment as the contract has it: UTC, to the microsecond where there are any, ending in Z."""
    return value.isoformat().replace("+00:00", "Z") if value else None
