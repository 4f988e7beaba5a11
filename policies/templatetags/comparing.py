"""How two editions of a record are compared on a page: value by value, texts in words."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from policies import choices
from policies.templatetags.differences import said_unit, value_name
from policies.templatetags.reference import (
    called,
    in_brackets,
    language_of,
    marked,
    page_language,
    plain_name,
    plain_name_in,
)
from policies.text.comparing import Comparison, Renewal
from policies.text.differences import Change
from policies.text.words import Run, compared
from policies.values import LANGUAGES

register = template.Library()

ADDED, REMOVED, CHANGED = _("added"), _("removed"), pgettext_lazy("what was done", "changed")
FIGURES = {
    "measures_count": _("number of measures"),
    "documents_count": _("number of documents"),
    "coverage": _("coverage"),
    "children": _("parts"),
    "inverse_relations": _("relations that other documents state"),
    "predecessors": _("predecessors"),
}


def told(change: Change) -> dict[str, Any]:
    """A change as a page prints it: the value, what happened to it, and both sides."""
    before, after = said_unit(change.before, change.path), said_unit(change.after, change.path)
    return {"name": value_name(change.path), **sides(before, after)}


def sides(before: SafeString | str, after: SafeString | str) -> dict[str, Any]:
    """What happened, and both sides with what is in one of them only marked; an empty side where there is nothing."""
    if not before or not after:
        return {"what": ADDED if after else REMOVED, "before": gone(before), "after": new(after)}
    if isinstance(before, SafeString) or isinstance(after, SafeString):
        return {"what": CHANGED, "before": gone(before), "after": new(after)}
    runs = compared(before, after)
    return {"what": CHANGED, "before": printed(runs, "after"), "after": printed(runs, "before")}


def told_text(before: str, after: str, language: str) -> dict[str, Any]:
    """The same for a text whose language is known, compared in words."""
    runs = compared(before, after)
    old, other = printed(runs, "after"), printed(runs, "before")
    return {"what": CHANGED, "before": marked(language, old), "after": marked(language, other)}


def printed(runs: list[Run], without: str) -> SafeString:
    """One of the two texts, with what the other has not marked."""
    marks: dict[str, Callable[[str], str]] = {"before": gone, "after": new, "both": str}
    return format_html_join("", "{}", ((marks[run.where](run.text),) for run in runs if run.where != without))


def gone(text: SafeString | str) -> SafeString | str:
    return format_html('<del><span class="hidden">{} </span>{}</del>', gettext("[removed:]"), text) if text else ""


def new(text: SafeString | str) -> SafeString | str:
    return format_html('<ins><span class="hidden">{} </span>{}</ins>', gettext("[added:]"), text) if text else ""


def rows(found: Comparison) -> list[dict[str, Any]]:
    """Every change of the record's own values, in the order of the content."""
    return [_row(change) for change in found.own]


def _row(change: Change) -> dict[str, Any]:
    if isinstance(change.before, str) and isinstance(change.after, str) and change.before and change.after:
        language = change.path[1] if len(change.path) == 2 else language_of(change.after)
        is_word_of_ours = change.path[0] in {"status", "statement_kind", "language"}
        if not is_word_of_ours:
            return {"name": value_name(change.path), **told_text(change.before, change.after, language)}
    return told(change)


def carried_rows(found: Comparison) -> list[dict[str, Any]]:
    """Every name and figure of other records that was renewed; a name in each language in which it is another."""
    return [row for renewal in found.carried for row in _carried(renewal)]


def _carried(renewal: Renewal) -> list[dict[str, Any]]:
    if renewal.name:
        name = str(FIGURES[renewal.name])
        return [{"name": name, **sides(_figure(renewal.before), _figure(renewal.after))}]
    return [_name(renewal, *names) for names in names_changed(renewal)]


def _name(renewal: Renewal, language: str, before: str, after: str) -> dict[str, Any]:
    """A name that changed; of one in another language than the page's, whose it is."""
    label, shown = gettext("name of another record"), called(renewal.after)
    if language != shown[0]:
        label += in_brackets(shown[1])
    label = gettext("%(value)s, %(language)s") % {"value": label, "language": LANGUAGES[language]}
    if before and after:
        return {"name": label, **told_text(before, after, language)}
    return {"name": label, **sides(marked(language, before), marked(language, after))}


def names_changed(renewal: Renewal) -> list[tuple[str, str, str]]:
    """The languages in which another record is called something else, the page's own first, with both names.

    A name is empty where there is none in the language.
    """
    order = (*choices.LANGUAGES_FOR.get(page_language(), ()), *LANGUAGES)
    names = [
        (language, plain_name_in(language, renewal.before), plain_name_in(language, renewal.after))
        for language in dict.fromkeys(order)
    ]
    return [name for name in names if name[1] != name[2]]


def _figure(value: Any) -> str:
    if isinstance(value, dict):
        return gettext("sentences cited: %(cited)d of %(sentences)d; excused: %(excused)d") % value
    return str(len(value)) if isinstance(value, list) else "" if value is None else str(value)


def in_few_words(found: Comparison) -> str:
    """What changed, each value named once with how often: “date, theme (2), 2 quotes”."""
    numbers: dict[str, int] = {}
    for change in found.own:
        numbers[change.value] = numbers.get(change.value, 0) + 1
    parts = [_counted(name, number) for name, number in numbers.items()]
    parts += [str(FIGURES[row.name]) if row.name else _renamed(row) for row in found.carried]
    return gettext(", ").join(parts)


def _counted(name: str, number: int) -> str:
    if name == "evidence":
        return ngettext("%(number)d quote", "%(number)d quotes", number) % {"number": number}
    word = value_name((name,))
    return word if number == 1 else gettext("%(value)s (%(number)d)") % {"value": word, "number": number}


def _renamed(row: Renewal) -> str:
    language, before, after = names_changed(row)[0]
    if not after:
        words = {"name": plain_name(row.after), "language": LANGUAGES[language]}
        return gettext("“%(name)s” has no name %(language)s any more") % words
    if before:
        return gettext("“%(before)s” is called “%(after)s”") % {"before": before, "after": after}
    words = {"before": plain_name(row.before), "after": after, "language": LANGUAGES[language]}
    return gettext("“%(before)s” is called “%(after)s” %(language)s") % words
