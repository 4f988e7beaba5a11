"""Says once on a page why names of records on it are in another language than the page."""

from contextvars import ContextVar

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()
# The languages of names in what is being rendered; nothing where nobody asks.
_heard: ContextVar[set[str] | None] = ContextVar("heard", default=None)


def hear(language: str) -> None:
    """Afterwards the page that is being rendered knows of a name in this language."""
    heard = _heard.get()
    if heard is not None:
        heard.add(language)


class _Noting(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        heard: set[str] = set()
        token = _heard.set(heard)
        try:
            content = self.nodelist.render(context)
        finally:
            _heard.reset(token)
        return format_html("{}{}", _note(heard), content)


def _note(heard: set[str]) -> SafeString | str:
    """An English page needs none: that Chinese sources have Chinese titles explains itself."""
    if "en" not in heard or (get_language() or "en") == "en":
        return ""
    sentence = gettext("For titles and names that stand here in English, no source gives a Chinese one.")
    return format_html('<p class="names-note apparatus soft">{}</p>', sentence)


@register.tag
def noting_names(parser: Parser, _token: Token) -> Node:
    """What stands between it and `endnoting_names`, below a note where records in it are named in English only."""
    nodelist = parser.parse(("endnoting_names",))
    parser.delete_first_token()
    return _Noting(nodelist)
