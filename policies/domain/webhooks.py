"""Tells partners of every change: what is to be sent, to whom, and what becomes of it.

One message at a time goes to each address, in the order of the log. A process takes a webhook to itself for a while;
if it dies, at whatever point, another sends the same message again, under the same id.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.domain.posting import Answer, check, post
from policies.models.edition import Edition, Log
from policies.models.partner import Delivery, Partner, Webhook, WebhookQuerySet
from policies.text.signing import new_secret, signed

# As Standard Webhooks proposes; afterwards a day each time.
PAUSES = (
    *(timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5)),
    *(timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24)),
)
# Who answers nothing good for so long is told no more.
PATIENCE = timedelta(days=5)
# Longer than one attempt may take.
LEASE = timedelta(seconds=15)
# So many messages a process sends to one address before it looks at the others.
IN_A_ROW = 200
AT_ONCE = 100
LOG_KEPT = timedelta(days=30)
GONE = 410

Body = Callable[[Edition], bytes]
Send = Callable[[str, bytes, dict[str, str]], Answer]
logger = logging.getLogger(__name__)


@dataclass
class Sent:
    """What a round came to."""

    taken: int = 0
    failed: int = 0
    switched_off: int = 0


def add(partner: Partner, address: str, *, from_the_beginning: bool = False) -> Webhook:
    """Afterwards the partner is told of every change from now on, or of all there ever were."""
    check(address)
    log = Log.objects.get(pk=1)
    webhook = Webhook(partner=partner, address=address, secret=new_secret(), epoch=log.epoch)
    webhook.sequence = 0 if from_the_beginning else log.sequence
    webhook.next_at = timezone.now()
    webhook.full_clean()
    webhook.save(force_insert=True)
    return webhook


def switch_on(webhook: Webhook) -> None:
    """Afterwards it is told what it has missed, from the first change that it did not take."""
    Webhook.objects.filter(pk=webhook.pk).update(
        switched_off_at=None, why_off="", tried=0, failing_since=None, next_at=timezone.now()
    )


def switch_off(webhook: Webhook, why: str) -> None:
    """Afterwards it is told nothing, and keeps its place in the log."""
    Webhook.objects.filter(pk=webhook.pk).update(switched_off_at=timezone.now(), why_off=why[:300])


def renew_secret(webhook: Webhook) -> str:
    """Afterwards messages are signed with another secret, which is returned."""
    webhook.secret = new_secret()
    webhook.save(update_fields=["secret"])
    return webhook.secret


def send_due(body: Body, send: Send = post) -> Sent:
    """Afterwards every webhook that may be sent to has taken all changes, or is to be tried again later, or is off."""
    sent = Sent()
    now = timezone.now()
    for webhook in with_behind(Webhook.objects.due(now)).filter(behind__gt=0).select_related("partner"):
        if _take(webhook):
            try:
                _send_to(webhook, body, send, sent)
            finally:
                _give_back(webhook)
    if sent.taken or sent.failed:
        Delivery.objects.filter(at__lt=now - LOG_KEPT).delete()
    return sent


def with_behind(webhooks: QuerySet) -> QuerySet:
    """Each with `behind`: the number of changes that it is still to be told."""
    log = Log.objects.filter(pk=1)
    sequence, epoch = Subquery(log.values("sequence")), Subquery(log.values("epoch"))
    left = Case(When(epoch=epoch, then=sequence - F("sequence")), default=sequence, output_field=BigIntegerField())
    return webhooks.annotate(behind=left)


def message_id(webhook: Webhook, edition: Edition) -> str:
    """Always the same for the same change, so that who has it already can leave it."""
    return f"msg_{uuid.uuid5(webhook.pk, f'{webhook.epoch}:{edition.sequence}').hex}"


def _take(webhook: Webhook) -> bool:
    """Whether this process now has it to itself."""
    now = timezone.now()
    is_free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    webhook.leased_until = now + LEASE
    taken = Webhook.objects.filter(is_free, pk=webhook.pk).on().update(leased_until=webhook.leased_until)
    if taken:
        webhook.refresh_from_db()
    return bool(taken)


def _held(webhook: Webhook) -> WebhookQuerySet:
    """The row, if nobody else has taken it since."""
    return Webhook.objects.filter(pk=webhook.pk, leased_until=webhook.leased_until)


def _give_back(webhook: Webhook) -> None:
    _held(webhook).update(leased_until=None)


def _send_to(webhook: Webhook, body: Body, send: Send, sent: Sent) -> None:
    _follow_the_log(webhook)
    for edition in _next(webhook):
        delivery, retry_after = _deliver(webhook, edition, body, send)
        if not delivery.is_taken:
            _note_failure(webhook, delivery, retry_after, sent)
            return
        sent.taken += 1
        if not _note_taken(webhook, edition):
            return


def _follow_the_log(webhook: Webhook) -> None:
    """A catalogue that was restored from a copy has another log: who follows is told all of it, from the beginning."""
    epoch = Log.objects.get(pk=1).epoch
    if webhook.epoch != epoch:
        webhook.epoch, webhook.sequence = epoch, 0
        _held(webhook).update(epoch=epoch, sequence=0)


def _next(webhook: Webhook) -> Iterator[Edition]:
    after = webhook.sequence
    for _portion in range(0, IN_A_ROW, AT_ONCE):
        rows = Edition.objects.filter(sequence__gt=after).order_by("sequence").defer("content", "search_text")
        editions = list(rows[:AT_ONCE])
        yield from editions
        if len(editions) < AT_ONCE:
            return
        after = editions[-1].sequence


def _deliver(webhook: Webhook, edition: Edition, body: Body, send: Send) -> tuple[Delivery, str]:
    content, name, at, began = body(edition), message_id(webhook, edition), timezone.now(), time.monotonic()
    headers = {"Content-Type": "application/json", "User-Agent": "policy-reference-webhooks/1"}
    headers |= signed(webhook.secret, name, int(at.timestamp()), content)
    answer = send(webhook.address, content, headers)
    lasted = int((time.monotonic() - began) * 1000)
    delivery = Delivery.objects.create(
        webhook=webhook,
        message_id=name,
        sequence=edition.sequence,
        at=at,
        status=answer.status,
        error=answer.error,
        milliseconds=lasted,
    )
    return delivery, answer.retry_after


def _note_taken(webhook: Webhook, edition: Edition) -> bool:
    """Whether the webhook is still this process's to send to."""
    lease = timezone.now() + LEASE
    held = _held(webhook).on()
    kept = held.update(sequence=edition.sequence, tried=0, failing_since=None, next_at=F("next_at"), leased_until=lease)
    webhook.sequence, webhook.tried, webhook.failing_since, webhook.leased_until = edition.sequence, 0, None, lease
    return bool(kept)


def _note_failure(webhook: Webhook, delivery: Delivery, retry_after: str, sent: Sent) -> None:
    now = timezone.now()
    since = webhook.failing_since or now
    sent.failed += 1
    pause = max(PAUSES[min(webhook.tried, len(PAUSES) - 1)], _asked_for(retry_after))
    _held(webhook).update(tried=F("tried") + 1, failing_since=since, next_at=now + pause)
    if delivery.status == GONE or now - since >= PATIENCE:
        sent.switched_off += 1
        _switch_off_for(webhook, delivery, since)


def _asked_for(retry_after: str) -> timedelta:
    """Some ask not to be tried too soon: in seconds, and for a day at most. A date is not read."""
    seconds = int(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6 else 0
    return min(timedelta(seconds=seconds), PAUSES[-1])


def _switch_off_for(webhook: Webhook, delivery: Delivery, since: datetime) -> None:
    """Afterwards it is off, and its partner is told so, if a mail can be sent; that it cannot changes nothing."""
    if delivery.status == GONE:
        why = _("It answered 410 Gone.")
    else:
        why = _("It has taken nothing since %(since)s. Last: %(last)s") % {
            "since": f"{since:%Y-%m-%d %H:%M} UTC",
            "last": delivery.error or delivery.status,
        }
    switch_off(webhook, why)
    sentence = _("Your webhook %(address)s was switched off. %(why)s It was last told of change %(sequence)d.") % {
        "address": webhook.address,
        "why": why,
        "sequence": webhook.sequence,
    }
    advice = _("Write to us when it answers again: it will then be told what it has missed. Nothing is lost.")
    try:
        send_mail(_("A webhook was switched off"), f"{sentence}\n\n{advice}\n", None, [webhook.partner.mail])
    except OSError as error:
        logger.warning("No mail about %s: %s", webhook.address, error)
