"""One record of each kind with every value filled in, so that whole contents can be compared."""

from typing import Any

from policies.models import (
    ActingAgency,
    AgencyName,
    DocumentDate,
    DocumentName,
    Excuse,
    Issuer,
    Relation,
    SourceKeyword,
    StatementDocument,
    Succession,
    TermLabel,
    TermMapping,
)
from tests import factories as f
from tests import replaying

TEXT = (
    "In August 2015, the Ministry of Trade and 18 other departments issued opinions on village shops.\n"
    "It proposed equipment and delivery subsidies for poor households.\n"
    "Village shops matter."
)


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def source(**values: Any):
    made = f.source(
        TEXT,
        **{
            "slug": "trade-news",
            "title_en": "Trade news",
            "title_zh": "商务新闻",
            "section": "Policy",
            "publisher": "News agency",
            "address": "https://example.org/news",
            "edtf": "2024-02-27",
            "wording": "February 27, 2024",
            "licence": "CC BY 4.0",
            **values,
        },
    )
    SourceKeyword.objects.create(source=made, term=f.term("keyword", "TRADE"))
    start, end = spot("Village shops matter.")
    Excuse.objects.create(snapshot=made.snapshots.get(), start=start, end=end, reason="A remark.")
    f.cite(made, "village shops", made, "title")
    return made


def agency(of: Any, **values: Any):
    parent = f.bare_agency(slug="state-council", name_en="State Council")
    made = f.agency(
        of,
        **{
            "slug": "trade",
            "name_en": "Ministry of Trade",
            "name_zh": "商务部",
            "classification": "ministry",
            "parent": parent,
            **values,
        },
    )
    name = AgencyName.objects.create(
        agency=made, language="en", text="MOFTEC", kind="former", used_from="1993", used_until="2003-03"
    )
    f.cite(made, "departments", of, "name", agency_name=name)
    after = f.bare_agency(slug="commerce", name_en="Ministry of Commerce")
    succession = Succession.objects.create(
        predecessor=made, successor=after, kind="renamed", edtf="2018-03", wording="March 2018"
    )
    f.cite(made, "other departments", of, "succession", succession=succession)
    return made


def document(of: Any, by: Any, **values: Any):
    made = f.bare_document(
        **{
            "slug": "opinions",
            "title_en": "Opinions on village shops",
            "title_zh": "意见",
            "title_supplied": True,
            "number": "国办发〔2015〕78号",
            "status": "in_force",
            "unnamed_issuers": 18,
            **values,
        }
    )
    dates = [
        DocumentDate.objects.create(
            document=made, kind="stated", edtf="2015-08", wording="August 2015", preferred=True
        ),
        DocumentDate.objects.create(document=made, kind="effective", edtf="2015-08/..", wording="from August 2015"),
    ]
    issuer = Issuer.objects.create(document=made, agency=by, role="lead")
    name = DocumentName.objects.create(document=made, language="en", text="Shop opinions", kind="short")
    other = f.bare_document(slug="outline", title_en="Outline")
    relation = Relation.objects.create(document=made, predicate="implements", object=other, edtf="2015", wording="2015")
    f.code(made, "theme", "theme", "TRADE")
    f.cite(made, TEXT.splitlines()[0], of)
    f.cite(made, "August 2015", of, "date", date=dates[0])
    f.cite(made, "In August 2015", of, "date", date=dates[1], stance="imprecise", stated="August 2015")
    f.cite(made, "the Ministry of Trade", of, "issuer", issuer=issuer)
    f.cite(made, "village shops", of, "name", document_name=name)
    f.cite(made, "opinions on village shops", of, "relation", relation=relation)
    f.cite(made, "opinions", of, "type")
    return made


def measure(of: Any, part_of: Any, by: Any, **values: Any):
    parent = f.bare_measure(slug="support", title_en="Support", document=part_of)
    made = f.measure(
        of,
        part_of,
        "EQUIPMENT",
        **{
            "slug": "equipment",
            "title_en": "Equipment subsidies",
            "parent": parent,
            "actors_not_stated": False,
            **values,
        },
    )
    made.citations.all().delete()
    start, end = spot("It proposed equipment and delivery subsidies for poor households.")
    words = TEXT[start:end]
    f.cite(made, words, of, spans=[list(spot("equipment")), list(spot("subsidies"))])
    f.code(made, "beneficiary", "target", "POOR-HH")
    f.code(made, "place", "target", "COUNTY")
    f.code(made, "actor", "actor", "GOV")
    f.code(made, "sector", "sector", "SHOPS")
    f.code(made, "level", "level", "COUNTY")
    f.code(made, "instrument", "instrument", "LOGISTICS")
    ActingAgency.objects.create(measure=made, agency=by)
    return made


def statement(of: Any, about: Any, **values: Any):
    made = f.statement(of, "Village shops matter.", **{"slug": "shops-matter", **values})
    StatementDocument.objects.create(statement=made, document=about)
    f.code(made, "theme", "theme", "TRADE")
    f.code(made, "focus", "target", "POOR-HH")
    f.code(made, "sector", "sector", "SHOPS")
    return made


def term():
    fiscal = f.term("instrument", "FISCAL", label_en="Money", label_zh="资金")
    subsidy = f.term("instrument", "SUBSIDY", label_en="Subsidy", broader=fiscal)
    made = f.term(
        "instrument",
        "EQUIPMENT",
        label_en="Equipment subsidy",
        label_zh="设备补贴",
        label_zh_is_ours=True,
        definition_en="Money for machines.",
        definition_zh="购置设备的资金。",
        broader=subsidy,
        position=3,
        is_retired=True,
    )
    TermLabel.objects.create(term=made, language="zh-Hant", text="設備補貼")
    TermMapping.objects.create(
        term=made, match="broad", scheme_name="OECD", text="Grants", address="https://oecd.org/g"
    )
    TermMapping.objects.create(term=made, match="close", scheme_name="IMF", text="Aid")
    return made


@replaying.kept
def everything() -> dict[str, Any]:
    """A record of each kind, each filled in and tied to the others."""
    made: dict[str, Any] = {"term": term(), "source": source()}
    made["agency"] = agency(made["source"])
    made["document"] = document(made["source"], made["agency"])
    made["measure"] = measure(made["source"], made["document"], made["agency"])
    made["statement"] = statement(made["source"], made["document"])
    return made


def term_reference(scheme: str, code: str, label: str, broader: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    labels = label if isinstance(label, dict) else {"en": label}
    url = f"/vocabularies/{scheme}/{code}/"
    return {"scheme": scheme, "code": code, "label": labels, "broader": list(broader), "url": url, **more}


def agency_reference(record: Any, name: dict[str, str]) -> dict[str, Any]:
    url = f"/agencies/{record.slug}/"
    return {"id": str(record.id), "slug": record.slug, "url": url, "title": name, "name": name}


def source_reference(record: Any) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "slug": "trade-news",
        "url": "/sources/trade-news/",
        "title": {"en": "Trade news", "zh-Hans": "商务新闻"},
        "address": "https://example.org/news",
        "trust": "summary",
    }


def document_reference(record: Any, by: Any) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "slug": "opinions",
        "url": "/documents/opinions/",
        "title": {"en": "Opinions on village shops", "zh-Hans": "意见"},
        "title_supplied": True,
        "official_titles": [],
        "number": "国办发〔2015〕78号",
        "date": {
            "edtf": "2015-08",
            "earliest": "2015-08-01",
            "latest": "2015-08-31",
            "wording": "August 2015",
            "kind": "stated",
        },
        "issuers": [{"agency": agency_reference(by, {"en": "Ministry of Trade", "zh-Hans": "商务部"}), "role": "lead"}],
        "unnamed_issuers": 18,
    }


def entry(of: Any, words: str, value: str, **more: Any) -> dict[str, Any]:
    """The evidence that these words are, without what stands around them."""
    start, end = spot(words)
    return {
        "value": value,
        "stance": "supports",
        "stated": None,
        "source": source_reference(of),
        "snapshot": {"number": 1, "sha256": f.sha256(TEXT), "url": "/sources/trade-news/snapshots/1.txt"},
        "start": start,
        "end": end,
        "spans": [[start, end]],
        "quote": words,
        "quotes": [words],
        **more,
    }


def bare(content: Any) -> Any:
    """A content without the words around its quotes, which `test_evidence` looks at."""
    if isinstance(content, list):
        return [bare(part) for part in content]
    if isinstance(content, dict):
        return {name: bare(part) for name, part in content.items() if name not in {"prefix", "suffix"}}
    return content
