"""References to our records, as a page shows them: italics, and the language of each word."""

import re
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from policies.templatetags.reference import marked

register = template.Library()

# Chinese with the numbers and brackets between; words in Latin letters, but for the abbreviations of the standards.
HAN = re.compile(r"[\u3400-\u9fff](?:[\d〔〕［］（）《》“”、，：·—-]*[\u3400-\u9fff])*")
LATIN = re.compile(r"https?://\S+|[A-Za-z]*[a-z][A-Za-z]*(?:[ ,.:’'&-]+[A-Za-z]+)*")


@register.simple_tag
def cited(style: dict[str, Any]) -> SafeString:
    """A reference, its language said, and that of words in another."""
    pieces = [(_spoken(text, style["language"]), is_italic) for text, is_italic in style["pieces"]]
    written = ((format_html("<em>{}</em>", text) if is_italic else text,) for text, is_italic in pieces)
    return marked(style["language"], format_html_join("", "{}", written))


def _spoken(text: str, language: str) -> SafeString:
    """The text, words of the other script marked; addresses are in no language."""
    foreign, pattern = ("en", LATIN) if language.startswith("zh") else ("zh-Hans", HAN)
    found, end = [], 0
    for match in pattern.finditer(text):
        if not match[0].startswith("http"):
            span = format_html('<span lang="{}">{}</span>', foreign, match[0])
            found += [(text[end : match.start()],), (span,)]
            end = match.end()
    return format_html_join("", "{}", [*found, (text[end:],)])
