"""Where a page stands: the steps from the front page down to it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.kinds import PLURALS
from policies.choices import Kind
from policies.templatetags.reference import local, staying

HEADINGS: dict[str, Promise] = {
    Kind.DOCUMENT: gettext_lazy("Documents"),
    Kind.MEASURE: gettext_lazy("Measures"),
    Kind.AGENCY: gettext_lazy("Agencies"),
    Kind.SOURCE: gettext_lazy("Sources"),
    Kind.STATEMENT: gettext_lazy("Statements"),
}

Trail = list[dict[str, Any]]


def list_address(kind: str) -> str:
    """The address of a list on pages of this language."""
    return local(f"/{PLURALS[kind]}/")


def trail(*steps: tuple[Any, str], as_of: str = "") -> Trail:
    """From the front page down, at that moment; the last step is the page itself and leads nowhere."""
    whole = ((_("Home"), local("/")), *steps)
    return [{"label": label, "href": staying(href, as_of) if href else ""} for label, href in whole]


def of_kind(kind: str, *steps: tuple[Any, str], as_of: str = "") -> Trail:
    """The trail of a page under a list."""
    return trail((HEADINGS[kind], list_address(kind) if steps else ""), *steps, as_of=as_of)
