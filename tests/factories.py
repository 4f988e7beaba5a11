"""Working records for tests, and the way to publish them. No surprises: what is not asked for is not made."""

import hashlib
import itertools
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

from policies.choices import Scheme, State
from policies.content.records import public_id
from policies.domain import history, publishing, review, seeding
from policies.models import (
    Agency,
    Citation,
    Coding,
    Document,
    DocumentDate,
    Edition,
    Issuer,
    Measure,
    Relation,
    Snapshot,
    Source,
    Statement,
    Term,
)
from tests import replaying

TEXT = (
    "In August 2015, the Ministry of Trade issued opinions on village shops. "
    "It proposed equipment and delivery subsidies for poor households. "
    "Village shops matter to the countryside."
)
REASON = "Put right."
_numbers = itertools.count(1)


def _number() -> int:
    return next(_numbers)


def sha256(text: str) -> str:
    """The checksum of a text, worked out here, not by the code that is tested."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def term(scheme: str, code: str, **values: Any) -> Term:
    """The term of that vocabulary and code, made if it is not there."""
    found = Term.objects.filter(key=f"{scheme}:{code}").first()
    label = code.replace("-", " ").lower()
    return found or Term.objects.create(**{"scheme": scheme, "code": code, "label_en": label, **values})


def source(text: str = TEXT, **values: Any) -> Source:
    """A source with one snapshot of the text."""
    number = _number()
    made = Source.objects.create(
        **{
            "slug": f"source-{number}",
            "title_en": f"Source {number}",
            "language": "en",
            "trust": term(Scheme.TRUST, "summary"),
            "address": f"https://example.org/{number}",
            **values,
        }
    )
    Snapshot.objects.create(source=made, number=1, text=text, taken_on="2026-11-24")
    return made


def cite(record: Any, words: str, of: Source, value: str = "record", **values: Any) -> Citation:
    """A citation of the first place where the source's first snapshot has exactly these words."""
    snapshot = of.snapshots.get(number=1)
    start = snapshot.text.index(words)
    return Citation.objects.create(
        **{
            record.kind: record,
            "value": value,
            "snapshot": snapshot,
            "start": start,
            "end": start + len(words),
            "quote": words,
            **values,
        }
    )


def agency(of: Source, **values: Any) -> Agency:
    number = _number()
    made = Agency.objects.create(**{"slug": f"agency-{number}", "name_en": f"Agency {number}", **values})
    cite(made, "the Ministry of Trade", of, "name")
    return made


def document(of: Source, by: Agency, edtf: str = "2015-08", **values: Any) -> Document:
    """A document with a date, a sole issuer and a type, each with its evidence."""
    number = _number()
    made = Document.objects.create(
        **{
            "slug": f"document-{number}",
            "title_en": f"Document {number}",
            "type": term(Scheme.DOCUMENT_TYPE, "OPINIONS"),
            **values,
        }
    )
    date = DocumentDate.objects.create(document=made, kind="stated", edtf=edtf, wording="August 2015", preferred=True)
    issuer = Issuer.objects.create(document=made, agency=by, role="sole")
    cite(made, "In August 2015, the Ministry of Trade issued opinions on village shops.", of)
    cite(made, "August 2015", of, "date", date=date)
    cite(made, "the Ministry of Trade", of, "issuer", issuer=issuer)
    cite(made, "opinions", of, "type")
    return made


def pinned(first: Document, other: Document, of: Source) -> Relation:
    """A relation stated by words of one source, and pinned to places and to words of the other document's own text."""
    relation = Relation.objects.create(
        document=first, object=other, predicate="implements", place="Article 3", object_place="Article 5"
    )
    cite(first, "issued opinions on village shops", of, "relation", relation=relation)
    text = source("Article 5. Villages shall have shops.", document=other)
    cite(first, "Villages shall have shops.", text, "object", relation=relation)
    return relation


def bare_agency(**values: Any) -> Agency:
    """An agency with nothing but a name: it could not be published."""
    number = _number()
    return Agency.objects.create(**{"slug": f"agency-{number}", "name_en": f"Agency {number}", **values})


def bare_document(**values: Any) -> Document:
    """A document with nothing but a title and a type: it could not be published."""
    number = _number()
    kind = term(Scheme.DOCUMENT_TYPE, "OPINIONS")
    return Document.objects.create(
        **{"slug": f"document-{number}", "title_en": f"Document {number}", "type": kind, **values}
    )


def bare_measure(**values: Any) -> Measure:
    """A measure with nothing but what every measure must have: it could not be published."""
    number = _number()
    document = values.pop("document", None) or bare_document()
    return Measure.objects.create(
        **{
            "slug": f"measure-{number}",
            "title_en": f"Measure {number}",
            "document": document,
            "instrument": term(Scheme.INSTRUMENT, "SUBSIDY"),
            "strength": term(Scheme.STRENGTH, "plans"),
            "verb": "proposed",
            **values,
        }
    )


def measure(of: Source, document: Document, instrument: str = "SUBSIDY", **values: Any) -> Measure:
    """A measure of which only the product is stated."""
    number = _number()
    made = Measure.objects.create(
        **{
            "slug": f"measure-{number}",
            "title_en": f"Measure {number}",
            "document": document,
            "instrument": term(Scheme.INSTRUMENT, instrument),
            "strength": term(Scheme.STRENGTH, "plans"),
            "verb": "proposed",
            "product": "equipment",
            "actors_not_stated": True,
            "targets_not_stated": True,
            "levels_not_stated": True,
            **values,
        }
    )
    cite(made, "It proposed equipment and delivery subsidies for poor households.", of)
    return made


def code(record: Any, role: str, scheme: str, code: str) -> Coding:
    return Coding.objects.create(**{record.kind: record}, role=role, term=term(scheme, code))


def statement(of: Source, words: str = "Village shops matter to the countryside.", **values: Any) -> Statement:
    made = Statement.objects.create(
        **{"slug": f"statement-{_number()}", "source": of, "statement_kind": "role", **values}
    )
    cite(made, words, of)
    return made


def user(role: str = "", **values: Any) -> User:
    """A member of staff in the group of that role; without a role, somebody with no rights."""
    number = _number()
    # Numbers of its own, which nobody has who is made otherwise: those that are put back must be free.
    values = {"id": 1_000_000 + number, "username": f"{role or 'nobody'}-{number}", "is_staff": bool(role), **values}
    made = User.objects.create(**values)
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def change(record: Any, by: User | None = None, **values: Any) -> Any:
    """Afterwards the record has these values on the desk, as after saving a form, and is a draft."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    history.note_change(record, by=by or user(), reason=REASON)
    record.refresh_from_db()
    return record


def approve(*records: Any, by: User | None = None, reviewer: User | None = None) -> None:
    """Afterwards the records are approved as they are, written by one person and looked at by another."""
    by, reviewer = by or user(), reviewer or user()
    for record in records:
        record.refresh_from_db()
        history.note_change(record, by=by, reason=REASON)
        if record.state in {State.DRAFT, State.WITHDRAWN}:
            review.submit(record, by=None)
        record.refresh_from_db()
        if record.state == State.IN_REVIEW:
            review.approve(record, by=reviewer)


def publish(*records: Any, by: User | None = None, reviewer: User | None = None) -> list[Edition]:
    """Afterwards the records are public, written by one person and approved by another, with their terms."""
    unpublished = [row for row in Term.objects.exclude(state=State.PUBLISHED) if row not in records]
    approve(*unpublished, *records, by=by, reviewer=reviewer)
    return publishing.publish([*unpublished, *records])


def public(record: Any) -> dict[str, Any]:
    """What the public sees of a record now."""
    return Edition.objects.current().get(record_id=public_id(record)).record


def agency_reference(record: Agency) -> dict[str, Any]:
    """What others carry of an agency with an English name."""
    name = {"en": record.name_en}
    url = f"/agencies/{record.slug}/"
    return {"id": str(record.id), "slug": record.slug, "url": url, "title": name, "name": name}


def catalogue(measures: int = 1) -> dict[str, Any]:
    """A source, an agency, a document, some measures and a statement, all published together."""
    return replaying.once(_catalogue, measures)


def _catalogue(measures: int) -> dict[str, Any]:
    made: dict[str, Any] = {"source": source()}
    made["agency"] = agency(made["source"])
    made["document"] = document(made["source"], made["agency"])
    made["measures"] = [measure(made["source"], made["document"]) for _row in range(measures)]
    made["statement"] = statement(made["source"])
    publish(made["source"], made["agency"], made["document"], *made["measures"], made["statement"])
    return made


def seed() -> None:
    """Afterwards the seed is public, as in a new installation, whose server has counted its rows."""
    replaying.once(_seed)
    count_rows()


def count_rows() -> None:
    """Afterwards PostgreSQL knows how many rows our tables have, as a server in use does by itself.

    Only ours. Of tables that all databases of a server share, whoever is first would keep everybody else from counting
    them until its transaction ends, in other databases too.
    """
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in apps.get_app_config("policies").get_models()]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")


def _seed() -> None:
    seeding.seed(lambda _sentence: None)
