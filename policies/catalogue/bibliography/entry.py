"""What is said of a record where it is cited, the same for every style and form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.catalogue.bibliography.issued import Issued, issued, of_day
from policies.choices import LANGUAGES_FOR, IssuerRole, Kind
from policies.text.titles import is_supplied
from policies.text.words import opening

Record = Mapping[str, Any]
# An approving body did not write what it approved.
AUTHORS = (IssuerRole.SOLE, IssuerRole.LEAD, IssuerRole.JOINT, IssuerRole.DESIGNATING)
# A statement has no title: its first words stand for one.
WORDS_OF_A_TITLE = 20


@dataclass(frozen=True)
class Type:
    """What a work is called by those who keep lists of works."""

    csl: str
    ris: str
    bibtex: str
    zotero: str
    # The letter of GB/T 7714-2015, annex B.
    letter: str


REPORT = Type("report", "RPRT", "report", "report", "R")
LAW = Type("legislation", "STAT", "legislation", "statute", "Z")
PART = Type("chapter", "CHAP", "incollection", "bookSection", "R")
PAGE = Type("webpage", "ELEC", "online", "webpage", "EB")
ARTICLE = Type("entry-encyclopedia", "ENCYC", "inreference", "encyclopediaArticle", "DB")
LIST = Type("dataset", "DATA", "dataset", "dataset", "DS")
# An event has no document that one could hold in one's hands: our page is what is cited.
OF_DOCUMENT = {"LAW": LAW, "EVENT": PAGE}


@dataclass(frozen=True)
class Entry:
    """A work as it is cited. Texts are in its language; a title that we supplied stands in square brackets."""

    key: str
    type: Type
    language: str
    title: str
    address: str
    published: date
    site: str
    edition: int = 0
    is_supplied: bool = False
    authors: tuple[str, ...] = ()
    unnamed: int = 0
    issued: Issued | None = None
    number: str = ""
    genre: str = ""
    container: str = ""
    section: str = ""
    abstract: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def tongue(self) -> str:
        """The language in which the terms of a style stand: that of the entry, not that of the page it is on."""
        return "zh" if self.language.startswith("zh") else "en"


def entry_of(record: Record, base: str, language: str, *, is_pinned: bool = False) -> Entry:
    """A record as a reader of this language cites it, at the permanent address of its edition.

    The key stays the same whatever the record is called and wherever it moves. Pinned, it is that of one edition.
    """
    shown, title = best(record["title"], LANGUAGES_FOR[language])
    interface = "zh-hans" if shown.startswith("zh") else "en"
    number = record["edition"]["number"]
    with override(interface):
        facts = _FACTS[record["kind"]](record, LANGUAGES_FOR[interface])
        if is_supplied(record, shown):
            facts |= {"is_supplied": True, "title": f"[{title}]"}
        remarks = tuple(filter(None, [*facts.pop("remarks", ()), *_in_other_languages(record["title"], shown)]))
        common = {"title": title, "language": shown, "site": site_title(), "remarks": remarks}
    return Entry(
        key=f"{record['kind']}-{record['id'].rpartition('-')[2]}{f'-{number}' if is_pinned else ''}",
        address=f"{base}{'/zh-hans' if language == 'zh-hans' else ''}{record['url']}editions/{number}/",
        edition=number,
        published=published_on(record),
        **(common | facts),
    )


def entry_of_list(heading: str, address: str, at: date, language: str) -> Entry:
    """A list as it stood at a moment, which its address has."""
    shown = LANGUAGES_FOR[language][0]
    with override(language):
        return Entry("", LIST, shown, heading, address, at, site_title(), issued=of_day(at))


def site_title() -> str:
    """What this reference is called where it is named from outside: cited, shared, or followed."""
    return _("E-commerce Poverty Alleviation: a policy reference")


def best(texts: Mapping[str, str], order: Iterable[str]) -> tuple[str, str]:
    """The language and the words that serve a reader who prefers languages in this order."""
    language = next(language for language in (*order, *texts) if texts.get(language))
    return language, texts[language]


def published_on(record: Record) -> date:
    return datetime.fromisoformat(record["edition"]["published_at"]).date()


Facts = dict[str, Any]
Order = Iterable[str]


def _document(record: Record, order: Order) -> Facts:
    code = record["type"]["code"]
    genre = best(record["type"]["label"], order)[1] if record["number"] and code != "NOT-STATED" else ""
    return {"type": OF_DOCUMENT.get(code, REPORT), "genre": genre, **_issuing(record, order)}


def _measure(record: Record, order: Order) -> Facts:
    return {"type": PART, "container": _title(record["document"], order), **_issuing(record["document"], order)}


def _issuing(document: Record, order: Order) -> Facts:
    rows = [row for row in document["issuers"] if row.get("preferred", True) and row["role"] in AUTHORS]
    rows.sort(key=lambda row: AUTHORS.index(row["role"]))
    return {
        "authors": tuple(best(row["agency"]["name"], order)[1] for row in rows),
        "unnamed": document["unnamed_issuers"],
        "issued": issued(document["date"]),
        "number": document["number"] or "",
        "remarks": [_dated(document["date"])],
    }


def _source(record: Record, _order: Order) -> Facts:
    return {
        "type": PAGE,
        "authors": (record["publisher"],) if record["publisher"] else (),
        "issued": issued(record["date"]),
        "section": record["section"] or "",
        "remarks": [_dated(record["date"]), _original(record)],
    }


def _agency(record: Record, _order: Order) -> Facts:
    return {"type": ARTICLE, "container": site_title(), "issued": of_day(published_on(record))}


def _statement(record: Record, order: Order) -> Facts:
    """The source is not its author: what a statement is, is said here, with its words as evidence."""
    text = record["text"]
    source = _("statement in %(title)s") % {"title": _title(record["source"], order)}
    return {
        **_agency(record, order),
        "title": f"{opening(text, WORDS_OF_A_TITLE).rstrip('.。')} [{source}]",
        "abstract": text,
        "remarks": [_original(record["source"])],
    }


_FACTS = {
    Kind.DOCUMENT: _document,
    Kind.MEASURE: _measure,
    Kind.SOURCE: _source,
    Kind.AGENCY: _agency,
    Kind.STATEMENT: _statement,
}


def _title(record: Record, order: Order) -> str:
    language, title = best(record["title"], order)
    return f"[{title}]" if is_supplied(record, language) else title


def _dated(value: Record | None) -> str:
    """The words of the source for a date of which an entry gives less than is known: lists of works have no room."""
    found = issued(value)
    if value is None or (found and found.edtf == value["edtf"]):
        return ""
    return _("Date as stated: %(wording)s") % {"wording": value["wording"] or value["edtf"]}


def _original(source: Record) -> str:
    return _("Original at: %(address)s") % {"address": source["address"]} if source["address"] else ""


def _in_other_languages(titles: Mapping[str, str], shown: str) -> list[str]:
    return [_("Also titled: %(title)s") % {"title": text} for language, text in titles.items() if language != shown]
