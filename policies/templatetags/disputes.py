"""What sources disagree about in a document, and how it is called in other languages than the page's."""

from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

from policies.choices import CitedValue, Stance
from policies.templatetags.reference import called, is_of_page, word

register = template.Library()


@register.filter
def in_dispute(document: dict[str, Any]) -> list[dict[str, str]]:
    """The values of which sources give more than one, each with the part of the page where they stand side by side."""
    found = [_said("dates", gettext("the date"))] if _has_rival_dates(document) else []
    if claims := [row for row in document["issuers"] if not row["preferred"]]:
        found.append(_said("issuers", gettext("who issued it"), is_wider=all(map(_is_only_wider, claims))))
    return found + [_said("facts", word(value, "CitedValue")) for value in _contradicted(document)]


def _said(part: str, label: str, *, is_wider: bool = False) -> dict[str, str]:
    return {"id": part, "label": label, "stance": Stance.IMPRECISE if is_wider else Stance.CONTRADICTS}


def _is_only_wider(row: dict[str, Any]) -> bool:
    """Whether its sources say something looser, such as “the State Council” for its General Office."""
    return {entry["stance"] for entry in row["evidence"]} == {Stance.IMPRECISE}


def _has_rival_dates(document: dict[str, Any]) -> bool:
    """Dates of different events do not contradict each other; two of one event do."""
    kinds = [row["kind"] for row in document["dates"]]
    return len(kinds) > len(set(kinds)) or any(_is_contradicted(row["evidence"]) for row in document["dates"])


def _contradicted(document: dict[str, Any]) -> list[str]:
    """The other values that a source contradicts."""
    shown = {CitedValue.DATE, CitedValue.ISSUER}
    values = (entry["value"] for entry in document["evidence"] if _is_contradicted([entry]))
    return list(dict.fromkeys(value for value in values if value not in shown))


def _is_contradicted(evidence: list[dict[str, Any]]) -> bool:
    return any(entry["stance"] == Stance.CONTRADICTS for entry in evidence)


@register.filter
def agreed(record: dict[str, Any]) -> str:
    """That sources support a record and none contradicts it; nothing where one does, or none is cited."""
    is_disputed = "dates" in record and any(row["stance"] == Stance.CONTRADICTS for row in in_dispute(record))
    number = 0 if is_disputed else _supporting(record["evidence"])
    sentence = ngettext(
        "%(number)d source supports what stands here; none contradicts it.",
        "%(number)d sources support what stands here; none contradicts it.",
        number,
    )
    return sentence % {"number": number} if number else ""


@register.filter
def agreed_value(citations: list[dict[str, Any]]) -> str:
    """The same of one value, where several sources are cited for it: one by itself is seen to be alone."""
    number = _supporting(citations)
    sentence = gettext("%(number)d sources support this; none contradicts it.")
    return sentence % {"number": number} if number > 1 else ""


def _supporting(evidence: list[dict[str, Any]]) -> int:
    """How many sources support this; none where any contradicts it."""
    supporting = {entry["source"]["id"] for entry in evidence if entry["stance"] == Stance.SUPPORTS}
    return 0 if _is_contradicted(evidence) else len(supporting)


@register.filter
def titles_in_other_languages(record: dict[str, Any]) -> list[tuple[str, str]]:
    """(language, title) in each language but that of the heading; a title of ours is not said to be the original."""
    texts = record.get("title") or record.get("name") or {}
    official = record.get("official_titles") or ()
    shown = called(record)[0]
    known = [language for language in texts if language in official or not record.get("title_supplied")]
    return [(language, texts[language]) for language in known if language != shown and not is_of_page(language)]
