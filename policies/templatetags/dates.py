"""How dates and moments are worded on a page."""

import re
from datetime import date
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from policies.templatetags.reference import bracketed, in_brackets, is_of_page, language_of, marked, page_language
from policies.text.edtf import is_interval, shared_by
from policies.text.wording import in_words

register = template.Library()

# What HTML's <time> can hold of an EDTF date. A range has no form there.
PLAIN_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@register.filter
def grade(date_value: dict[str, Any]) -> str:
    """`certain` if a date is one day, `uncertain` if it may be any of several."""
    return "certain" if date_value["earliest"] == date_value["latest"] else "uncertain"


@register.simple_tag
def when(date_value: dict[str, Any] | None) -> SafeString:
    """A date in the words of its source. A tool tip gives the first and last day it can be.

    Words of another language than the page's, or without their year (“9日”), stand behind ours.
    """
    if not date_value:
        return format_html('<span class="not-stated">{}</span>', gettext("date not stated"))
    words, beside = wording_shown(date_value)
    machine = machine_date(date_value)
    element = format_html('time datetime="{}"', machine) if machine else "span"
    return format_html(
        '<{} class="when {}" title="{}">{}{}</{}>',
        element,
        grade(date_value),
        said_bounds(date_value),
        format_html('<span class="ours">{}</span>', words) if beside else words,
        format_html('<span class="aside">{}</span>', beside) if beside else "",
        "time" if machine else "span",
    )


def wording_shown(date_value: dict[str, Any]) -> tuple[SafeString, SafeString | str]:
    """The words to show for a date, and those to show beside them in their brackets."""
    words, beside = _words_and_beside(date_value)
    return marked(language_of(words), words), bracketed(marked(language_of(beside), beside)) if beside else ""


def plain_date(date_value: dict[str, Any]) -> str:
    """The same words without markup, for what is no page: a feed, a picture, a title."""
    words, beside = _words_and_beside(date_value)
    return f"{words}{in_brackets(beside)}" if beside else words


def _words_and_beside(date_value: dict[str, Any]) -> tuple[str, str]:
    """Words for a date that the page's reader understands, and the source's or the days where these are not they."""
    wording = date_value.get("wording")
    if not wording:
        return said_date(date_value), ""
    is_whole = (date_value["earliest"] or date_value["latest"] or "")[:4] in wording
    if is_whole and is_of_page(language_of(wording)):
        return wording, ""
    ours = in_words(date_value["edtf"], page_language())
    return (ours, wording) if ours else (wording, "" if is_whole else said_bounds(date_value))


def machine_date(date_value: dict[str, Any]) -> str:
    """The part of a date that is certain, as HTML's <time> takes it: 2015-11 for one of its first ten days."""
    if PLAIN_DATE.fullmatch(date_value["edtf"]):
        return date_value["edtf"]
    if not date_value["earliest"] or not date_value["latest"]:
        return ""
    return shared_by(date_value["earliest"], date_value["latest"])


def said_date(date_value: dict[str, Any]) -> str:
    """A date of our own wording, for one that has no words of a source."""
    return in_words(date_value["edtf"], page_language()) or said_bounds(date_value)


@register.filter
def certain_year(date_value: dict[str, Any] | None) -> str:
    """The year, where it can be only one."""
    return machine_date(date_value)[:4] if date_value else ""


@register.filter
def said_bounds(date_value: dict[str, Any]) -> str:
    """Between which days a date lies, or from which to which it lasted, in words."""
    earliest, latest = date_value.get("earliest"), date_value.get("latest")
    if earliest == latest:
        return day(earliest) if earliest else gettext("day not known")
    if not (earliest and latest):
        sentence = gettext("%(day)s or later") if earliest else gettext("%(day)s or earlier")
        return sentence % {"day": day(earliest or latest)}
    days = {"earliest": day(earliest), "latest": day(latest)}
    if is_interval(date_value["edtf"]):
        return gettext("from %(earliest)s to %(latest)s") % days
    return gettext("one day from %(earliest)s to %(latest)s") % days


@register.filter
def day(value: str | date | None) -> str:
    """A day of the calendar, spelt out."""
    if not value:
        return gettext("not known")
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return date_format(on)


@register.filter
def moment(value: str | None) -> str:
    """A moment, spelt out, in UTC."""
    at = parse_datetime(value or "")
    return gettext("%(day)s, %(time)s UTC") % {"day": day(at.date()), "time": at.strftime("%H:%M")} if at else ""


@register.filter
def date_of_moment(value: str) -> str:
    """The day of a moment, spelt out."""
    at = parse_datetime(value)
    return day(at.date()) if at else ""
