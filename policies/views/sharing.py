"""What a record says of itself where its page is shared: a title, a line or two, and the card that is drawn of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from policies.catalogue.bibliography.entry import site_title
from policies.catalogue.cards import Card, drawable
from policies.catalogue.linked import linked
from policies.choices import Kind
from policies.templatetags.addresses import base, data_block
from policies.templatetags.dates import plain_date
from policies.templatetags.reference import called, local, plain_name, said, said_unnamed, word

Record = dict[str, Any]


def shared(request: HttpRequest, record: Record, canonical: str) -> dict[str, Any]:
    """For the head of a record's page: what other sites show of it, its linked data, and the address to keep."""
    site = base(request)
    edition = f"{record['url']}editions/{record['edition']['number']}/"
    return {
        "title": plain_name(record),
        "description": description(record),
        "address": f"{site}{canonical}",
        "image": f"{site}{local(f'{edition}card.png')}",
        "data": data_block(linked(record, site)),
    }


def card_of(record: Record) -> Card:
    """The card in the language of the page, or, where no font at hand has its characters, in English."""
    cards = [_card(record)]
    with override("en"):
        cards.append(_card(record))
    return drawable(cards, otherwise=record["url"])


def site_card() -> Card:
    cards = [_site()]
    with override("en"):
        cards.append(_site())
    return drawable(cards, otherwise="")


def _card(record: Record) -> Card:
    return Card(kind_of(record), plain_name(record), facts(record), site_title())


def _site() -> Card:
    return Card(
        _("A reference of public policy in China"),
        _("E-commerce Poverty Alleviation"),
        (_("Every value leads to the words of its source."),),
        site_title(),
    )


def facts(record: Record) -> tuple[str, ...]:
    """What else is known of it, in a line or two."""
    return tuple(str(fact) for fact in _FACTS[record["kind"]](record) if fact)


def kind_of(record: Record) -> str:
    return capfirst(str(Kind(record["kind"]).label))


def description(record: Record) -> str:
    """What kind of record it is, and the same in a sentence."""
    known = _("; ").join(facts(record))
    return _("%(kind)s: %(facts)s") % {"kind": kind_of(record), "facts": known} if known else kind_of(record)


def _document(record: Record) -> list[str]:
    return [_issuers(record), pgettext("clause", ", ").join(filter(None, [dated(record["date"]), record["number"]]))]


def _issuers(record: Record) -> str:
    names = [plain_name(row["agency"]) for row in record["issuers"] if row.get("preferred", True)]
    unnamed = [said_unnamed(record["unnamed_issuers"])] if record["unnamed_issuers"] else []
    return " ".join([_(", ").join(names), *unnamed]).strip()


def dated(date: Record | None) -> str:
    """A date in words; nothing for one that is not known."""
    return plain_date(date) if date else ""


def _measure(record: Record) -> list[str]:
    document = record["document"]
    whole = pgettext("clause", ", ").join(filter(None, [plain_name(document), dated(document["date"])]))
    return [said(record["instrument"]["label"]), whole]


def _agency(record: Record) -> list[str]:
    language, _words = called(record)
    return [text for other, text in record["name"].items() if other != language]


def _source(record: Record) -> list[str]:
    published = pgettext("clause", ", ").join(filter(None, [record["publisher"], record["section"]]))
    return [published, dated(record["date"])]


def _statement(record: Record) -> list[str]:
    return [capfirst(str(word(record["statement_kind"], "StatementKind"))), plain_name(record["source"])]


_FACTS: dict[str, Callable[[Record], list[str]]] = {
    Kind.DOCUMENT: _document,
    Kind.MEASURE: _measure,
    Kind.AGENCY: _agency,
    Kind.SOURCE: _source,
    Kind.STATEMENT: _statement,
}
