"""Words that were found, marked; and how they answer what was typed where that does not show."""

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from policies.templatetags.reference import in_its_language, is_of_page, language_of, marked, page_lang
from policies.text.found import OTHER_NAMES, Mark, Reason, Run, Way

register = template.Library()

FIELDS: dict[str, Promise] = {
    "title": gettext_lazy("Name"),
    "label": gettext_lazy("Name"),
    "other_name": gettext_lazy("Other name"),
    "number": gettext_lazy("Number"),
    "code": gettext_lazy("Code"),
    "quote": gettext_lazy("Quote"),
    "definition": gettext_lazy("Definition"),
    "verb": gettext_lazy("Verb"),
    "product": gettext_lazy("Product"),
    "section": gettext_lazy("Section"),
    "publisher": gettext_lazy("Publisher"),
    "document": gettext_lazy("Number of its document"),
    "term": gettext_lazy("Coded as"),
    "agency": gettext_lazy("Agency"),
}

# Where a quote has key words of its own: the rest of it may be of other records.
AROUND = gettext_lazy("In the same passage, not its own words")


@register.filter
def field_label(reason: Reason) -> str:
    """What part of a record a reason is."""
    return str(AROUND if reason.is_around else FIELDS[reason.part.name])


@register.filter
def found(runs: Sequence[Run]) -> SafeString:
    """The words to the character, what answers the query marked."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


@register.filter
def found_in(reason: Reason) -> SafeString:
    """The same, with the language of the words."""
    return marked(reason.part.language or language_of(reason.part.text), found(reason.runs))


def _run(run: Run) -> SafeString | str:
    if run.mark is None:
        return run.text
    if run.mark.way in OTHER_NAMES:
        sentence, language = _sentence(run.mark) % {"words": run.mark.piece}, language_of(run.text)
        if is_of_page(language):
            return format_html('<mark class="other" title="{}">{}</mark>', sentence, run.text)
        # The tool tip is in the language of the page, the words are not.
        words = format_html('<span lang="{}">{}</span>', language, run.text)
        return format_html('<mark class="other" lang="{}" title="{}">{}</mark>', page_lang(), sentence, words)
    return format_html("<mark>{}</mark>", run.text)


@register.filter
def explained(mark: Mark) -> SafeString:
    """How a name that was not typed answers what was."""
    return format_html(_sentence(mark).replace("%(words)s", "{}"), in_its_language(mark.piece))


def _sentence(mark: Mark) -> str:
    return gettext("read “%(words)s”") if mark.way == Way.READING else gettext("for “%(words)s”")
