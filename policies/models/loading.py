"""What loading a fixture over a database that has its rows already does to them."""

from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone

from policies.choices import State
from policies.models.natural import Natural
from policies.models.record import Desk


@receiver(pre_save)
def keep_what_a_fixture_leaves_out(sender: Any, instance: Any, raw: bool, using: str, **_: Any) -> None:
    """Loading adds and changes, it never clears: a value left out stays as it was, the state and the version too.

    Django takes the default for what a fixture leaves out, also for a row that is there: loaded a second time, a
    record would lose its version and its stamps, and an issuer no longer preferred would be preferred again.
    """
    if not raw or not isinstance(instance, Desk | Natural):
        return
    held = sender._base_manager.using(using).filter(pk=instance.pk).first() if instance.pk else None
    if held is not None:
        _keep(instance, held)
    if isinstance(instance, Desk):
        _stamp(instance, held)


def _keep(instance: models.Model, held: models.Model) -> None:
    for field in instance._meta.concrete_fields:
        if getattr(instance, field.attname) == field.get_default():
            setattr(instance, field.attname, getattr(held, field.attname))


def _stamp(record: Desk, held: Desk | None) -> None:
    """A record whose own values change is a draft again, as after any other change."""
    if held is None:
        record.created_at = record.created_at or timezone.now()
        record.updated_at = record.updated_at or record.created_at
    elif any(getattr(record, field.attname) != getattr(held, field.attname) for field in record._meta.concrete_fields):
        record.state, record.updated_at = State.DRAFT, timezone.now()
