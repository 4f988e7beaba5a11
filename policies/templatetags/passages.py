"""Words of a source on a page: a quote in its surroundings, a whole text with its passages marked."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from policies.choices import Stance
from policies.templatetags.reference import page_lang

register = template.Library()

MEANINGS: dict[str, Promise] = {
    Stance.IMPRECISE: gettext_lazy("it says something wider or looser"),
    Stance.CONTRADICTS: gettext_lazy("it says something else"),
}


def cut(text: str, start: int, end: int, spans: list[list[int]]) -> list[tuple[str, bool]]:
    """The characters of [start, end) in order, in pieces that are inside a span (True) or not (False)."""
    inside = [False] * (end - start)
    for first, last in spans:
        for place in range(max(first, start), min(last, end)):
            inside[place - start] = True
    pieces: list[tuple[str, bool]] = []
    begin = 0
    for place in range(1, end - start + 1):
        if place == end - start or inside[place] != inside[begin]:
            pieces.append((text[begin:place], inside[begin]))
            begin = place
    return pieces


@register.filter
def said_places(spans: list[list[int]]) -> str:
    """Where spans stand: “3092–3101, 3116–3125”."""
    return gettext(", ").join(f"{start}–{end}" for start, end in spans)


@register.filter
def key_places(citation: dict[str, Any]) -> str:
    """Where the words stand that are lit; nothing where they are the whole quote."""
    whole = [[citation["start"], citation["end"]]]
    return "" if citation["spans"] == whole else said_places(citation["spans"])


@register.filter
def said_stance(stance: str) -> str:
    """What a stance means, where it is not plain support."""
    return str(MEANINGS.get(stance, ""))


@register.simple_tag
def surroundings(citation: dict[str, Any], light_whole: bool = False) -> SafeString:
    """The quote where it stands in its paragraph, the words around it set apart.

    Key spans are lit. A quote that is all key is lit only if asked for: among short proofs it helps to find the
    value, while a long passage says it all by itself.
    """
    before, after = citation["prefix"].rpartition("\n"), citation["suffix"].partition("\n")
    opening = around("", before[2].lstrip()) if before[1] else around("… ", before[2].lstrip())
    closing = around(after[0].rstrip(), "") if after[1] else around(after[0].rstrip(), " …")
    whole = [[citation["start"], citation["end"]]]
    is_plain = citation["spans"] == whole and not light_whole
    quote = citation["quote"] if is_plain else words(citation, "value" if light_whole else "key")
    return format_html("{}{}{}", opening, quote, closing)


def around(*texts: str) -> SafeString | str:
    """Words that are not of the quote; nothing where the paragraph begins or ends with it."""
    text = "".join(texts)
    return format_html('<span class="around">{}</span>', text) if text.strip(" …") else ""


def words(citation: dict[str, Any], kind_of_mark: str) -> SafeString:
    """The quote to the character, its key spans lit."""
    pieces = cut(citation["quote"], citation["start"], citation["end"], citation["spans"])
    return format_html_join("", "{}", ((lit(text, kind_of_mark) if key else text,) for text, key in pieces))


def lit(text: str, kind_of_mark: str = "key") -> SafeString:
    return format_html('<mark class="{}">{}</mark>', kind_of_mark, text)


@register.simple_tag
def passage(paragraph: dict[str, Any]) -> SafeString:
    """A paragraph of a source to the character: every cited run a link, the first lit one the target of `#lit`."""
    runs = format_html_join("", "{}", ((run(piece),) for piece in paragraph["pieces"]))
    return format_html('<div class="passage">{}{}{}</div>', paragraph["before"], runs, paragraph["after"])


def run(piece: dict[str, Any]) -> SafeString:
    text = lit(piece["text"]) if piece["is_lit"] else format_html("{}", piece["text"])
    if piece["href"]:
        text = cited(piece, text)
    before = format_html("{}{}", target(piece), number(piece["sentence"]))
    return format_html("{}{}", before, text)


def cited(piece: dict[str, Any], text: SafeString) -> SafeString:
    """A run underlined, and a link if it holds a word: a comma alone is no target for a finger."""
    if not any(character.isalnum() for character in piece["text"]):
        return format_html('<span class="cited {}">{}</span>', piece["weight"], text)
    names = format_html(' title="{}"', piece["names"]) if piece["names"] else ""
    return format_html('<a class="cited {}" href="{}"{}>{}</a>', piece["weight"], piece["href"], names, text)


def target(piece: dict[str, Any]) -> SafeString | str:
    return format_html('<span id="{}"></span>', "lit") if piece["is_first_lit"] else ""


def number(sentence: str) -> SafeString | str:
    """The number of a sentence, drawn by the style sheet so that it is no part of the text."""
    if not sentence:
        return ""
    return format_html(
        '<a class="sentence-number" id="sentence-{0}" href="#note-{0}" data-number="{0}" lang="{1}" '
        'aria-label="{2}"></a>',
        sentence,
        page_lang(),
        gettext("Records of sentence %(number)s") % {"number": sentence},
    )
