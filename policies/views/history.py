"""The editions of a record, and how any two of them differ."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue import finding
from policies.catalogue.kinds import PLURALS
from policies.models.edition import Edition
from policies.templatetags.comparing import carried_rows, in_few_words, rows
from policies.templatetags.reference import local, plain_name
from policies.text.comparing import Comparison, comparison
from policies.views.asking import Complaints, asked, problems
from policies.views.corrected import corrections_of
from policies.views.records import found_or_404, gone, link_to, moved
from policies.views.trail import of_kind

CHOSEN = ("from", "to")


def history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The editions of a record, the latest first, each with its address; with `from` and `to`, two of them compared."""
    found = found_or_404(kind, slug)
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    editions = finding.editions(found)
    with_words = {edition.number: edition for edition in editions if edition.content}
    if not with_words:
        return gone(request, found.edition, history="")
    complaints = asked(request, CHOSEN).complaints | wrong_numbers(request, with_words)
    context = history_context(kind, editions, with_words)
    address = "" if found.is_gone else context["record"]["url"]
    context["corrections"] = corrections_of(kind, found.edition.record_id, address)
    if complaints:
        context["problems"] = problems(request, complaints)
        return render(request, "policies/history.html", context, status=400)
    if any(request.GET.values()):
        before, after = (with_words[int(request.GET[name])] for name in CHOSEN)
        return render(request, "policies/comparison.html", compared(context, before, after))
    return render(request, "policies/history.html", context)


def wrong_numbers(request: HttpRequest, with_words: dict[int, Edition]) -> Complaints:
    """What is wrong with the two numbers, where any is given."""
    given = {name: request.GET.get(name, "") for name in CHOSEN}
    if not any(given.values()):
        return {}
    numbers = ", ".join(str(number) for number in sorted(with_words))
    sentence = _("“%(value)s” is no edition of this record that has words. Choose two of these: %(numbers)s.")
    wrong = {name: text for name, text in given.items() if text not in map(str, with_words)}
    if not wrong and given["from"] == given["to"]:
        return {"to": [_("Both are edition %(number)s. Choose two different ones.") % {"number": given["to"]}]}
    return {name: [sentence % {"value": text[:20], "numbers": numbers}] for name, text in wrong.items()}


def history_context(kind: str, editions: list[Edition], with_words: dict[int, Edition]) -> dict[str, Any]:
    last_words = next(iter(with_words.values())).record
    numbers = list(with_words)
    return {
        "section": PLURALS[kind],
        "trail": of_kind(kind, (plain_name(last_words), local(last_words["url"])), (_("History"), "")),
        "record": last_words,
        "editions": [history_row(entry, earlier(entry, with_words), last_words["url"]) for entry in editions],
        # The two last ones are chosen to begin with.
        "chosen": {"from": numbers[1], "to": numbers[0]} if len(numbers) > 1 else {},
    }


def earlier(entry: Edition, with_words: dict[int, Edition]) -> Edition | None:
    """The edition before this one that has words."""
    return next((with_words[number] for number in with_words if number < entry.number), None)


def history_row(entry: Edition, before: Edition | None, address: str) -> dict[str, Any]:
    words = in_few_words(between(before, entry)) if before and entry.content else ""
    return {
        "number": entry.number,
        "action": entry.action,
        "reason": entry.reason,
        "into": link_to(finding.merged_into(entry)),
        **{name: entry.block[name] for name in ("published_at", "superseded_at")},
        "href": local(f"{address}editions/{entry.number}/") if entry.content else "",
        "changes": words,
        "compare": local(f"{address}history/?from={before.number}&to={entry.number}") if words and before else "",
    }


def between(before: Edition, after: Edition) -> Comparison:
    return comparison(json.loads(before.content), json.loads(after.content))


def compared(context: dict[str, Any], before: Edition, after: Edition) -> dict[str, Any]:
    """The page of two editions side by side: what was changed in the record, and what it carries of others."""
    found = between(before, after)
    address = context["record"]["url"]
    name = plain_name(context["record"])
    title = _("Editions %(before)d and %(after)d") % {"before": before.number, "after": after.number}
    steps = ((name, local(address)), (_("History"), local(f"{address}history/")), (title, ""))
    sides = [{**row.block, "href": local(f"{address}editions/{row.number}/")} for row in (before, after)]
    return {
        **context,
        "trail": of_kind(before.kind, *steps),
        "title": title,
        "sides": sides,
        "history": local(f"{address}history/"),
        "rows": rows(found),
        "carried": carried_rows(found),
    }
