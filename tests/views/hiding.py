"""Everything that the public must not see: drafts, changes that wait, what is scheduled; each with words of its own."""

from datetime import timedelta
from typing import Any

from policies.choices import Kind
from policies.content.encoding import content_hash, own_hash
from policies.content.records import dump
from policies.domain import history, publishing, review, thread
from policies.domain.log import database_clock
from policies.models import (
    Agency,
    Correction,
    Document,
    Edition,
    Excuse,
    Measure,
    NotSame,
    Snapshot,
    Source,
    Statement,
    Succession,
    Term,
)
from tests import factories as f

WORD = "qzhidden"
CHINESE = "秘而未宣"
DUE = timedelta(days=3)


class Hidden:
    """Drafts, unapproved changes and embargoed records beside and in a public catalogue."""

    def __init__(self) -> None:
        self.author, self.reviewer = f.user("curator", username=f"{WORD}-author"), f.user("reviewer")
        self.source = Source.objects.get(slug="e-commerce-poverty-alleviation")
        self.text = self.source.snapshots.get(number=1).text
        self.document = Document.objects.get(slug="opinions-2015")
        self.drafts = [*self.new_sources(10), *self.new_agencies(10), *self.new_documents(10), *self.new_measures(12)]
        self.drafts += [*self.new_statements(4), *self.new_terms(4)]
        for record in self.drafts:
            self.keep(record)
        for record in [*self.drafts[:10:3], *self.drafts[42:46]]:
            review.submit(record, by=self.author)
        self.changed = list(self.changes())
        self.embargoed = list(self.embargo())
        self.talk()

    @property
    def records(self) -> list[Any]:
        return [*self.drafts, *self.embargoed]

    def keep(self, record: Any) -> None:
        history.note_change(record, by=self.author, reason=f"{WORD} reason")

    # Drafts

    def words(self, what: str, number: int) -> dict[str, str]:
        return {
            "slug": f"{WORD}-{what}-{number}",
            "title_en": f"{WORD} {what} {number}",
            "title_zh": f"{CHINESE}{number}",
            "note": f"{WORD} note",
        }

    def new_sources(self, number: int):
        for at in range(number):
            text = f"{f.TEXT} {WORD} text {at}."
            yield f.source(
                text, publisher=f"{WORD} publisher", address=f"https://{WORD}.example/", **self.words("source", at)
            )

    def new_agencies(self, number: int):
        for at in range(number):
            words = self.words("agency", at)
            words["name_en"], words["name_zh"] = words.pop("title_en"), words.pop("title_zh")
            made = Agency.objects.create(**words)
            f.cite(made, self.text[200:260], self.source, "name")
            made.names.create(text=f"{WORD} short {at}", kind="short", language="en")
            yield made

    def new_documents(self, number: int):
        """Issued by a public agency, implementing a public document, dated and cited like one."""
        agency = self.document.issuers.first().agency
        for at in range(number):
            words = {**self.words("document", at), "number": f"{WORD}〔2016〕{at}号"}
            made = Document.objects.create(type=self.document.type, **words)
            made.dates.create(kind="stated", edtf="2016-02", wording=f"{WORD} February", preferred=True)
            made.issuers.create(agency=agency, role="sole")
            made.relations.create(object=self.document, predicate="implements")
            f.cite(made, self.text[100 + at : 190 + at], self.source)
            yield made

    def new_measures(self, number: int):
        """Of a public document, below a public measure, coded with public terms."""
        like = Measure.objects.exclude(parent=None).first().parent
        for at in range(number):
            document = self.document if at % 2 else Document.objects.get(slug=f"{WORD}-document-{at % 10}")
            parent = like if document == like.document else None
            made = f.bare_measure(
                document=document,
                parent=parent,
                instrument=like.instrument,
                verb=f"{WORD} verb",
                **self.words("measure", at),
            )
            f.cite(made, self.text[300 + at : 420 + at], self.source)
            for coding in like.codings.all():
                made.codings.create(role=coding.role, term=coding.term)
            yield made

    def new_statements(self, number: int):
        for at in range(number):
            words = {name: value for name, value in self.words("statement", at).items() if "title" not in name}
            made = Statement.objects.create(source=self.source, statement_kind="role", **words)
            f.cite(made, self.text[500 + at : 560 + at], self.source)
            yield made

    def new_terms(self, number: int):
        for at, scheme in zip(range(number), ("instrument", "target", "theme", "document-type"), strict=True):
            broader = Term.objects.filter(scheme=scheme).first()
            yield f.term(scheme, f"QZHIDDEN-{at}", label_en=f"{WORD} term {at}", label_zh=CHINESE, broader=broader)

    # Changes of what is public

    def changes(self):
        """Twenty published records with other words, another address, another snapshot, other terms and rows."""
        newer = Snapshot.objects.create(
            source=self.source, number=2, text=f"{self.text} {WORD} sentence.", taken_on="2026-11-25"
        )
        Excuse.objects.create(snapshot=newer, start=0, end=20, reason=f"{WORD} excuse")
        old, new = Agency.objects.order_by("slug")[:2]
        Succession.objects.create(predecessor=old, successor=new, kind="merged")
        records = [self.source, old]
        # What officials say of every document waits for review already, beside its edition.
        records += Document.objects.exclude(pk=self.document.pk).exclude(slug__startswith=WORD).order_by("pk")[:1]
        for model, number in ((Measure, 11), (Statement, 4), (Term, 2)):
            records += model.objects.filter(state="published").order_by("pk")[:number]
        for at, record in enumerate(records):
            yield self.changed_words(record, at, newer)
        for record in records[1::2]:
            if record.kind not in {Kind.TERM, Kind.AGENCY}:
                record.refresh_from_db()
                review.submit(record, by=self.author)

    def changed_words(self, record: Any, at: int, newer: Snapshot) -> Any:
        for name in ("title_en", "name_en", "label_en", "verb", "note"):
            if hasattr(record, name):
                setattr(record, name, f"{WORD} changed {at}")
        for name in ("title_zh", "name_zh", "label_zh"):
            if hasattr(record, name):
                setattr(record, name, f"{CHINESE}改{at}")
        if hasattr(record, "slug") and record.kind != Kind.TERM:
            record.slug = f"{WORD}-changed-{at}"
        record.save()
        if record.kind not in {Kind.TERM, Kind.SOURCE}:
            start = newer.text.index(f"{WORD} sentence")
            quote = newer.text[start : start + len(WORD)]
            value = "name" if record.kind == Kind.AGENCY else "record"
            record.citations.create(value=value, snapshot=newer, start=start, end=start + len(quote), quote=quote)
        self.keep(record)
        return record

    # Approved, and waiting for their time

    def embargo(self):
        kinds = [*self.new_embargoed()]
        for at, record in enumerate(kinds):
            self.keep(record)
            record.refresh_from_db()
            review.submit(record, by=self.author)
            publishing.approve_for(record, database_clock() + DUE + timedelta(hours=at), by=self.reviewer)
            yield record

    def new_embargoed(self):
        source = f.source(f"{f.TEXT} {WORD} embargo.", **self.words("embargoed-source", 0))
        words = self.words("embargoed-agency", 0)
        words["name_en"], words["name_zh"] = words.pop("title_en"), words.pop("title_zh")
        agency = f.agency(source, **words)
        document = f.document(source, agency, **self.words("embargoed-document", 0))
        yield from (source, agency, document)
        yield f.measure(source, document, **self.words("embargoed-measure", 0))
        yield f.measure(source, document, "PILOT", **self.words("embargoed-measure", 1))

    # What is said about them

    def talk(self) -> None:
        for record in [*self.changed, *self.embargoed]:
            thread.comment(record, f"{WORD} comment", by=self.author)
        first, second = sorted(str(record.pk) for record in Agency.objects.order_by("pk")[:2])
        NotSame.objects.create(kind="agency", first_id=first, second_id=second, reason=f"{WORD} pair", by=self.author)
        gone = f.bare_agency(slug=f"{WORD}-deleted", name_en=f"{WORD} deleted")
        self.keep(gone)
        history.delete(gone, by=self.author, reason=f"{WORD} deleted")
        Correction.objects.create(
            kind="document",
            record_id=self.document.pk,
            edition=1,
            value="title",
            text=f"{WORD} spam",
            state="discarded",
            answer=f"{WORD} answer",
        )

    def secrets(self) -> list[str]:
        """Words, addresses, keys and checksums that no answer may have."""
        keys = [str(record.pk) for record in self.records if record.kind != Kind.TERM]
        texts = [snapshot.sha256 for snapshot in Snapshot.objects.filter(text__contains=WORD)]
        hashes = [hashed(dump(record)) for record in self.changed for hashed in (own_hash, content_hash)]
        public = set(Edition.objects.values_list("own_hash", flat=True))
        return [WORD, CHINESE, *keys, *texts, *(found for found in hashes if found not in public)]


def correct(document: Document) -> Correction:
    """A correction whose state is public, and whose words are not."""
    return Correction.objects.create(
        kind="document",
        record_id=document.pk,
        edition=1,
        value="title",
        text=f"{WORD} correction",
        source=f"https://{WORD}.example/",
        contact=f"{WORD}@example.org",
    )
