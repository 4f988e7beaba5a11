"""What every working record has: an address, a state, a version."""

import uuid
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, State
from policies.models.checked import Checked

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class RecordQuerySet(models.QuerySet[Row_co]):
    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def drafts(self):
        """Records that nobody has submitted yet, whether or not an edition of them is public."""
        return self.filter(state=State.DRAFT)

    def in_review(self):
        """Records that wait for a second person."""
        return self.filter(state=State.IN_REVIEW)


class Desk(Checked):
    """A working record: what curators edit. Nothing public reads it."""

    kind: ClassVar[Kind]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    note = models.TextField(
        _("note for curators"), blank=True, help_text=_("Stays on the desk. It is never published.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="%(class)s_state_known",
                violation_error_message=_("The state must be one of draft, in review, published or withdrawn."),
            ),
        ]


class Record(Desk):
    """A working record with a readable address."""

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_("The last part of the public address, in small letters: equipment-subsidies."),
        error_messages={"unique": _("Another record of this kind has this address already. Choose another.")},
    )

    objects = RecordQuerySet.as_manager()

    class Meta(Desk.Meta):
        abstract = True
        constraints: ClassVar[list] = [
            *Desk.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(Exact(models.F("slug"), Lower(models.F("slug")))),
                name="%(class)s_address_in_small_letters",
                violation_error_message=_("Write the address in small letters: equipment-subsidies."),
            ),
        ]

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)


class Titled(models.Model):
    """A title in English, in Chinese, or in both. One that we supplied ourselves is shown in square brackets."""

    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=500, blank=True)
    title_supplied = models.BooleanField(
        _("title supplied by us"),
        default=False,
        help_text=_("The source gives no title. Ours is shown in square brackets."),
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~models.Q(title_en="", title_zh=""),
                name="%(class)s_has_a_title",
                violation_error_message=_("Give a title in English or in Chinese."),
            ),
        ]

    def __str__(self) -> str:
        title = self.title_en or self.title_zh
        return f"[{title}]" if self.title_supplied else title


def web_address(field: str, name: str) -> models.CheckConstraint:
    """The public follows it as a link: the database refuses one that a browser would run, such as javascript:."""
    begins = models.Q(**{f"{field}__istartswith": "https://"}) | models.Q(**{f"{field}__istartswith": "http://"})
    return models.CheckConstraint(
        condition=models.Q(**{field: ""}) | begins,
        name=name,
        violation_error_message=_("Write the address of a web page: https://example.org/page."),
    )


def refuse_cycle(record: models.Model, field: str) -> None:
    """Going up from a record must not lead back to it. (A constraint refuses one that is right above itself.)"""
    chosen = above = getattr(record, field)
    seen: set[Any] = set()
    while above is not None and above.pk not in seen:
        if above == record and chosen != record:
            raise ValidationError({field: _("%(other)s is itself below this record.") % {"other": chosen}})
        seen.add(above.pk)
        above = getattr(above, field)


def shown(en: str, zh: str) -> str:
    """What a curator reads of two texts: the one in the language of the desk, or the other if it is missing."""
    return (zh or en) if (get_language() or "").startswith("zh") else (en or zh)


def texts(en: str, zh: str) -> dict[str, str]:
    """A text by language, as content has it: only the languages there are."""
    return {language: text for language, text in (("en", en), ("zh-Hans", zh)) if text}
