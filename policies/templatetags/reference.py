"""How values of a record are worded on a page: texts by language, titles, dates, labels, addresses."""

import re
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import get_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext

from policies import choices
from policies.templatetags import naming
from policies.text.titles import is_supplied, translating_source

register = template.Library()

CHINESE = re.compile(r"[\u3400-\u9fff]")
WORDS_IN_SHORT, CHARACTERS_IN_SHORT = 12, 28


def page_language() -> str:
    return get_language() or "en"


@register.filter
def language_of(text: str) -> str:
    """The language of words whose language nobody recorded."""
    return "zh-Hans" if CHINESE.search(text) else "en"


def is_of_page(language: str) -> bool:
    return language.lower() == page_language()


def best(texts: dict[str, str] | str | None) -> tuple[str, str]:
    """The language and the words to show a reader of this page; the words are empty if there are none."""
    if not texts:
        return page_language(), ""
    if not isinstance(texts, dict):
        return language_of(str(texts)), str(texts)
    order = (*choices.LANGUAGES_FOR.get(page_language(), ()), *texts)
    language = next(language for language in order if texts.get(language))
    return language, texts[language]


def marked(language: str, text: str | SafeString) -> SafeString:
    """The text, with its language said where it is not the page's own."""
    if not text or is_of_page(language):
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def said(texts: dict[str, str] | str | None) -> str:
    """The words alone, for titles of windows and attributes."""
    return best(texts)[1]


@register.simple_tag
def say(texts: dict[str, str] | str | None) -> SafeString:
    """The words, marked with their language where it is another than the page's."""
    return marked(*best(texts))


@register.simple_tag
def said_in(text: str, language: str) -> SafeString:
    """Words whose language is known."""
    return marked(language, text)


@register.filter
def in_its_language(written: Any) -> SafeString:
    """Words of whoever wrote them, such as those that were searched for, to stand in a sentence of ours."""
    text = str(written)
    return marked(language_of(text), text)


def called(record: dict[str, Any]) -> tuple[str, str]:
    """What a record is called, and in which language: by its title or name; by its words where it has neither."""
    return best(record.get("title") or record.get("name") or record.get("label") or record.get("text"))


@register.filter
def plain_name(record: dict[str, Any]) -> str:
    """What a record is called, without markup: its title, in brackets if supplied; its name; or its words."""
    language, words = called(record)
    return f"[{words}]" if is_supplied(record, language) else words


def plain_name_in(language: str, record: dict[str, Any]) -> str:
    """The same in this language; nothing if it is not called anything in it."""
    texts = record.get("title") or record.get("name") or record.get("label") or record.get("text") or {}
    words = texts.get(language, "")
    return f"[{words}]" if words and is_supplied(record, language) else words


@register.simple_tag
def name(record: dict[str, Any]) -> SafeString:
    """What a record is called. Square brackets say that we supplied the title, as cataloguers do."""
    language, words = called(record)
    # A statement is its quote, which nobody translates.
    if "statement_kind" not in record and (record.get("title") or record.get("name")):
        naming.hear(language)
    # A page that was asked for words has marked them.
    shown = record.get("marked", {}).get(words, words)
    if not is_supplied(record, language):
        return marked(language, shown)
    return format_html(
        '<span class="supplied" title="{}"><span class="bracket">[</span>{}<span class="bracket">]</span></span>',
        gettext("Title supplied by the editors"),
        marked(language, shown),
    )


@register.simple_tag
def name_in_short(record: dict[str, Any]) -> SafeString:
    """The first words of what a record is called, for a margin."""
    language, words = called(record)
    text = Truncator(words)
    short = text.chars(CHARACTERS_IN_SHORT) if CHINESE.search(words) else text.words(WORDS_IN_SHORT)
    return marked(language, f"[{short}]" if is_supplied(record, language) else short)


@register.filter
def local(address: str) -> str:
    """The address of a record on pages of this language."""
    prefix = get_script_prefix().rstrip("/")
    language = "" if page_language() == "en" else f"/{page_language()}"
    return f"{prefix}{language}{address}"


@register.filter
def staying(address: str, as_of: str) -> str:
    """The address with the moment it is read at: who reads a past day stays in it. Without a moment, as it is."""
    if not as_of or "as_of=" in address:
        return address
    place, hash_sign, fragment = address.partition("#")
    joint = "&" if "?" in place else "?"
    return f"{place}{joint}{urlencode({'as_of': as_of})}{hash_sign}{fragment}"


@register.filter
def word(value: str, name_of_choices: str) -> str:
    """The label of a value of one of the closed lists: `role|word:"IssuerRole"`."""
    labels = dict(getattr(choices, name_of_choices).choices)
    return labels.get(value, value)


@register.filter
def family(instrument: dict[str, Any] | None) -> str:
    """The class that gives an instrument its family's hue: the broadest term decides."""
    if not instrument:
        return "family-none"
    return f"family-{(instrument.get('broader') or [instrument['code']])[-1].lower()}"


@register.filter
def bearing_on(evidence: list[dict[str, Any]] | None, value: str) -> list[dict[str, Any]]:
    """The citations that bear on one value of the record."""
    return [citation for citation in evidence or [] if citation["value"] == value]


@register.filter
def names_proven(agency: dict[str, Any]) -> list[dict[str, Any]]:
    """The citations of the name itself, without those that stand at one of its other names."""
    at_rows = [citation for row in agency["other_names"] for citation in row["evidence"]]
    return [citation for citation in bearing_on(agency["evidence"], "name") if citation not in at_rows]


def bracketed(text: str | SafeString) -> SafeString:
    """In the brackets of the page's language, with the space that goes before them."""
    return format_html(in_brackets("{}"), text)


def in_brackets(text: str) -> str:
    """The same of plain text."""
    return gettext(" (%(words)s)") % {"words": text}


@register.simple_tag
def terms(values: list[dict[str, Any]]) -> SafeString:
    """Terms and agencies, each a link to its page, with the role it plays where that is not the plain one."""
    links = ((local(value["url"]), name(value), said_role(value)) for value in values)
    return format_html_join(gettext(", "), '<a href="{}">{}</a>{}', links)


def said_role(value: dict[str, Any]) -> str | SafeString:
    role = value.get("role")
    if role not in {choices.CodingRole.FOCUS, choices.CodingRole.PLACE}:
        return ""
    return format_html('<span class="aside">{}</span>', bracketed(word(role, "CodingRole")))


@register.simple_tag
def issuers(document: dict[str, Any]) -> SafeString:
    """Who issued a document, in a line: the agencies we hold to have done so, and how many more are not named."""
    rows = [row for row in document["issuers"] if row.get("preferred", True)]
    names = format_html_join(gettext(", "), "{}", ((name(row["agency"]),) for row in rows))
    if unnamed := document["unnamed_issuers"]:
        return format_html("{} {}", names, said_unnamed(unnamed))
    return names or format_html('<span class="not-stated">{}</span>', gettext("issuer not stated"))


@register.filter
def said_unnamed(number: int) -> str:
    """How many issuers a source counts without naming them."""
    sentence = ngettext("and %(number)d other department", "and %(number)d other departments", number)
    return sentence % {"number": number}


@register.filter
def source_language(citation: dict[str, Any]) -> str:
    return language_of(citation["quote"])


@register.filter
def place_in_text(citation: dict[str, Any]) -> str:
    """The address of a quote on the page of its source, its key spans lit."""
    page, _mark, query = local(citation["source"]["url"]).partition("?")
    spans = ",".join(f"{start}-{end}" for start, end in citation["spans"])
    lit = f"snapshot={citation['snapshot']['number']}&spans={spans}#lit"
    return f"{page}?{query}&{lit}" if query else f"{page}?{lit}"


@register.filter
def is_silent_on(measure: dict[str, Any], name_of_value: str) -> bool:
    """Whether somebody looked and the source does not say."""
    return name_of_value in measure["not_stated"]


@register.filter
def inverse_word(predicate: str) -> Any:
    """How a relation reads from its other end."""
    return choices.INVERSE_WORDING[choices.Predicate(predicate)]


@register.filter
def language_name(language: str) -> str:
    return word(language, "Language")


@register.filter
def translated_by(name: dict[str, Any]) -> SafeString | str:
    """In brackets, whose translation a name is: a machine's, or an official one; nothing where that is not known."""
    source = translating_source(name)
    return bracketed(say(source["trust_label"])) if source else ""


@register.filter
def names_in_other_languages(record: dict[str, Any]) -> list[dict[str, str]]:
    """What a record is called in languages other than the one its heading is shown in."""
    texts = record.get("title") or {}
    shown = best(texts)[0]
    said_below = [row["text"] for row in record["other_names"]] if record.get("other_names") else []
    return [
        {"language": language, "text": text, "label": language_name(language)}
        for language, text in texts.items()
        if language != shown and text not in said_below
    ]


@register.filter
def has_facts_of_agency(agency: dict[str, Any]) -> bool:
    names = ("other_names", "classification", "parent", "predecessors", "successors")
    return bool(len(agency["name"]) > 1 or names_proven(agency) or any(agency[name_] for name_ in names))


@register.simple_tag
def page_lang() -> str:
    """The language of this page, as `lang` has it."""
    return choices.LANGUAGES_FOR.get(page_language(), ("en",))[0]


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[dict[str, str]]:
    """The same page in the other languages, or nothing where there is no request."""
    request = context.get("request")
    if request is None:
        return []
    path = request.get_full_path()
    prefix = f"/{page_language()}/"
    plain = path[len(prefix) - 1 :] if path.startswith(prefix) else path
    names = {"en": ("en", "English", plain), "zh-hans": ("zh-Hans", "中文", f"/zh-hans{plain}")}
    return [
        {"code": code, "label": label, "href": href}
        for language, (code, label, href) in names.items()
        if language != page_language()
    ]
