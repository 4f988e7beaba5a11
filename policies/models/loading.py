"""What loading a fixture over a database that has its rows already does to them."""

from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone

from policies.choices import State
from policies.models.natural import Natural
from policies.models.record import Desk

STAMPS = ("created_at", "updated_at")


@receiver(pre_save)
def keep_what_a_fixture_leaves_out(sender: Any, instance: Any, raw: bool, using: str, **_: Any) -> None:
    """Loading adds and changes, it never clears: a value left out stays as it was, the state and the version too.

    Django takes the default for what a fixture leaves out, also for a row that is there: loaded a second time, a
    record would lose its version and its stamps, and an issuer no longer preferred would be preferred again.
    A record whose own values change is a draft again, as after any other change.
    """
    if not raw or not isinstance(instance, Desk | Natural) or instance.pk is None:
        return
    if (held := sender._base_manager.using(using).filter(pk=instance.pk).first()) is None:
        return
    _keep(instance, held)
    if isinstance(instance, Desk) and _values(instance) != _values(held):
        instance.state, instance.updated_at = State.DRAFT, timezone.now()


def _keep(instance: models.Model, held: models.Model) -> None:
    for field in instance._meta.concrete_fields:
        if field.name in STAMPS or getattr(instance, field.attname) == field.get_default():
            setattr(instance, field.attname, getattr(held, field.attname))


def _values(row: models.Model) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]
