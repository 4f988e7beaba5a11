"""How our value is worded beside what a source states."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from policies.choices import CitedValue, DateKind
from policies.templatetags.dates import when
from policies.templatetags.reference import bracketed, language_of, local, marked, name, said_unnamed, say, word

register = template.Library()


@register.simple_tag
def our_value(claim: dict[str, Any]) -> SafeString:
    """The values we hold, one after another; where there is none, that is said."""
    parts = [(part_shown(part, claim["value"]),) for part in claim["ours"]]
    shown = format_html_join(gettext(", "), "{}", parts)
    if unnamed := claim["unnamed_issuers"]:
        return format_html("{} {}", shown, said_unnamed(unnamed))
    return shown or format_html('<span class="not-stated">{}</span>', gettext("no value"))


def part_shown(part: Any, value: str) -> SafeString:
    """One value of ours, in whichever shape of the contract it comes."""
    if isinstance(part, str):
        return in_words(part, value)
    if "edtf" in part:
        return dated(part)
    if "predicate" in part:
        return tied(word(part["predicate"], "Predicate"), part["document"], part["date"])
    if value == CitedValue.SUCCESSION:
        return tied(word(part["kind"], "SuccessionKind"), part["agency"], part["date"])
    return linked(part.get("agency") or part)


def in_words(part: str, value: str) -> SafeString:
    """A text of the source in its language; of a code of ours the word."""
    is_code = value == CitedValue.STATUS
    return format_html("{}", word(part, "Status")) if is_code else marked(language_of(part), part)


def linked(part: dict[str, Any]) -> SafeString:
    """A term or a record, a link to its page; texts of our own are only said."""
    return format_html('<a href="{}">{}</a>', local(part["url"]), name(part)) if "url" in part else say(part)


def dated(part: dict[str, Any]) -> SafeString:
    """A date in words, what happened then if that is known, and as it is sorted and filtered by."""
    kind = part.get("kind") or DateKind.STATED
    of_what = "" if kind == DateKind.STATED else bracketed(word(kind, "DateKind"))
    happened = format_html('<span class="aside">{}</span>', of_what) if of_what else ""
    return format_html("{}{} <code>{}</code>", when(part), happened, part["edtf"])


def tied(how: str, other: dict[str, Any], date: dict[str, Any] | None) -> SafeString:
    """How a record stands to another, and since when."""
    at = format_html("{}{}", gettext(", "), when(date)) if date else ""
    return format_html("{} {}{}", how, linked(other), at)
