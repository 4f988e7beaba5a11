"""The records of `factories.catalogue()` as the contract has them, written out."""

from policies.models import Edition

QUOTES = {
    "document": (
        "In August 2015, the Ministry of Trade issued opinions on village shops.",
        0,
        "",
        " It proposed equipment and delivery subsidies ",
    ),
    "date": ("August 2015", 3, "In ", ", the Ministry of Trade issued opinions on "),
    "agency": ("the Ministry of Trade", 16, "In August 2015, ", " issued opinions on village shops. It proposed "),
    "type": (
        "opinions",
        45,
        "In August 2015, the Ministry of Trade issued ",
        " on village shops. It proposed equipment and ",
    ),
    "measure": (
        "It proposed equipment and delivery subsidies for poor households.",
        72,
        " of Trade issued opinions on village shops. ",
        " Village shops matter to the countryside.",
    ),
    "statement": (
        "Village shops matter to the countryside.",
        138,
        " and delivery subsidies for poor households. ",
        "",
    ),
}
SHA256 = "25617b59b7a3c01db96816667133f11a12faf590747121353cf5abea6e80a493"


def edition(record):
    """The edition block: numbers and moments from the log, where the door wrote them."""
    row = Edition.objects.current().get(record_id=record.id)
    return {
        "number": row.number,
        "sequence": row.sequence,
        "published_at": row.published_at.isoformat().replace("+00:00", "Z"),
        "hash": row.content_hash,
        "superseded_at": None,
    }


def head(record, plural, title):
    return {
        "kind": record.kind.value,
        "id": str(record.id),
        "slug": record.slug,
        "url": f"/{plural}/{record.slug}/",
        "edition": edition(record),
        "title": {"en": title},
    }


def reference(record, plural, title, **more):
    return {
        "id": str(record.id),
        "slug": record.slug,
        "url": f"/{plural}/{record.slug}/",
        "title": {"en": title},
        **more,
    }


def term(scheme, code, label):
    return {
        "scheme": scheme,
        "code": code,
        "label": {"en": label},
        "broader": [],
        "url": f"/vocabularies/{scheme}/{code}/",
    }


def source_reference(source):
    return reference(source, "sources", source.title_en, address=source.address, trust="summary")


def agency_reference(agency):
    return reference(agency, "agencies", agency.name_en, name={"en": agency.name_en})


DATE = {
    "edtf": "2015-08",
    "earliest": "2015-08-01",
    "latest": "2015-08-31",
    "wording": "August 2015",
}


def document_reference(made):
    document = made["document"]
    return reference(
        document,
        "documents",
        document.title_en,
        title_supplied=False,
        official_titles=[],
        number=None,
        date={**DATE, "kind": "stated"},
        issuers=[{"agency": agency_reference(made["agency"]), "role": "sole"}],
        unnamed_issuers=0,
    )


def evidence(source, value, quoted):
    quote, start, prefix, suffix = QUOTES[quoted]
    return {
        "value": value,
        "stance": "supports",
        "stated": None,
        "source": source_reference(source),
        "snapshot": {"number": 1, "sha256": SHA256, "url": f"/sources/{source.slug}/snapshots/1.txt"},
        "start": start,
        "end": start + len(quote),
        "spans": [[start, start + len(quote)]],
        "quote": quote,
        "quotes": [quote],
        "prefix": prefix,
        "suffix": suffix,
    }


def document(made):
    source, record = made["source"], made["document"]
    return {
        **head(record, "documents", record.title_en),
        "title_supplied": False,
        "official_titles": [],
        "number": None,
        "type": term("document-type", "OPINIONS", "opinions"),
        "date": {**DATE, "kind": "stated"},
        "dates": [
            {"kind": "stated", **DATE, "preferred": True, "evidence": [evidence(source, "date", "date")]},
        ],
        "issuers": [
            {
                "agency": agency_reference(made["agency"]),
                "role": "sole",
                "preferred": True,
                "evidence": [evidence(source, "issuer", "agency")],
            }
        ],
        "unnamed_issuers": 0,
        "status": "unknown",
        "other_names": [],
        "relations": [],
        "themes": [],
        "inverse_relations": [],
        "measures_count": len(made["measures"]),
        "evidence": [
            evidence(source, "record", "document"),
            evidence(source, "date", "date"),
            evidence(source, "issuer", "agency"),
            evidence(source, "type", "type"),
        ],
    }


def measure(made, record):
    return {
        **head(record, "measures", record.title_en),
        "title_supplied": False,
        "document": document_reference(made),
        "parent": None,
        "instrument": term("instrument", "SUBSIDY", "subsidy"),
        "further_instruments": [],
        "strength": term("strength", "plans", "plans"),
        "verb": "proposed",
        "actors": [],
        "targets": [],
        "sectors": [],
        "product": "equipment",
        "levels": [],
        "not_stated": ["actors", "targets", "levels"],
        "children": [],
        "evidence": [evidence(made["source"], "record", "measure")],
    }


def agency(made):
    record = made["agency"]
    return {
        **head(record, "agencies", record.name_en),
        "name": {"en": record.name_en},
        "other_names": [],
        "classification": None,
        "parent": None,
        "successors": [],
        "predecessors": [],
        "documents_count": 1,
        "evidence": [evidence(made["source"], "name", "agency")],
    }


def source(made):
    record = made["source"]
    return {
        **head(record, "sources", record.title_en),
        "title_supplied": False,
        "section": None,
        "publisher": None,
        "address": record.address,
        "date": None,
        "language": "en",
        "keywords": [],
        "trust": term("trust", "summary", "summary"),
        "licence": None,
        "document": None,
        "snapshots": [
            {
                "number": 1,
                "sha256": SHA256,
                "characters": 178,
                "taken_on": "2026-11-24",
                "excerpt": False,
                "url": f"/sources/{record.slug}/snapshots/1.txt",
                "excused": [],
            }
        ],
        "coverage": {"sentences": 3, "cited": 3, "excused": 0},
        "evidence": [],
    }


def statement(made):
    record, text = made["statement"], "Village shops matter to the countryside."
    return {
        **head(record, "statements", text),
        "statement_kind": "role",
        "text": text,
        "source": source_reference(made["source"]),
        "documents": [],
        "themes": [],
        "targets": [],
        "sectors": [],
        "evidence": [evidence(made["source"], "record", "statement")],
    }
