"""Evidence as W3C Web Annotations: which words of which snapshot speak of which value, found by place and by words."""

from typing import Any

Record = dict[str, Any]
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody")},
    **{name: f"oa:{name}" for name in ("TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix")},
    **{name: f"oa:{name}" for name in ("linking", "classifying", "assessing", "describing")},
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    # A record's own evidence, read from the record: it is the body of these annotations.
    "evidence": {"@reverse": "oa:hasBody"},
}


def annotations(record: Record, base: str) -> list[Record]:
    """One for each citation of the record; its address is a part of the edition that has it, and stays."""
    edition = f"{base}{record['url']}editions/{record['edition']['number']}/"
    return [
        {
            "@id": f"{edition}#evidence-{place}",
            "@type": "Annotation",
            "motivation": "linking",
            "body": [{"@id": f"{base}{record['url']}"}, *_bodies(citation)],
            "target": _passage(citation, base),
        }
        for place, citation in enumerate(record.get("evidence", []), start=1)
    ]


def _bodies(citation: Record) -> list[Record]:
    """The value it bears on, how it stands to that, and what the source states where it states something else."""
    said = {"classifying": citation["value"], "assessing": citation["stance"], "describing": citation["stated"]}
    return [{"@type": "TextualBody", "purpose": purpose, "value": text} for purpose, text in said.items() if text]


def _passage(citation: Record, base: str) -> Record:
    """The words, from `start` to before `end` in characters of the snapshot, and as words with their surroundings."""
    return {
        "@type": "SpecificResource",
        "source": {
            "@id": f"{base}{citation['snapshot']['url']}",
            "sha256": citation["snapshot"]["sha256"],
            "encodesCreativeWork": {"@id": f"{base}{citation['source']['url']}"},
        },
        "selector": [
            {"@type": "TextPositionSelector", "start": citation["start"], "end": citation["end"]},
            {
                "@type": "TextQuoteSelector",
                "exact": citation["quote"],
                "prefix": citation["prefix"],
                "suffix": citation["suffix"],
            },
        ],
    }
