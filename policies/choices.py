"""The closed lists that code decides by. Lists that grow are terms of a vocabulary instead."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    DOCUMENT = "document", _("document")
    MEASURE = "measure", _("measure")
    AGENCY = "agency", _("agency")
    SOURCE = "source", _("source")
    STATEMENT = "statement", _("statement")
    TERM = "term", _("term")


class State(TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Action(TextChoices):
    """What an edition did to the catalogue."""

    PUBLISHED = "published", _("published")
    RENEWED = "renewed", _("renewed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("un-merged")
    RESTORED = "restored", _("restored")


class ReviewAct(TextChoices):
    """What somebody did on a record's way to the public and back, or said about it."""

    COMMENTED = "commented", _("commented")
    SUBMITTED = "submitted", _("submitted for review")
    RETURNED = "returned", _("sent back")
    TAKEN_BACK = "taken_back", _("taken back")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    UNSCHEDULED = "unscheduled", _("taken off the schedule")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TAKEN_DOWN = "taken_down", _("taken down")
    RESTORED = "restored", _("restored")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("un-merged")


class RiskFlag(TextChoices):
    """Why a reviewer should look twice at what was submitted."""

    EVIDENCE_REMOVED = "evidence_removed", _("a quote that is public was taken away")
    VALUE_EMPTIED = "value_emptied", _("a value that is public was taken away")
    CONTRADICTED = "contradicted", _("a source contradicts a value")
    DATE_OR_ISSUER = "date_or_issuer", _("the date or the issuer is another one")
    ADDRESS_CHANGED = "address_changed", _("the address is another one")
    MANY_CHANGES = "many_changes", _("very much was changed at once")
    NEW_AUTHOR = "new_author", _("its author is new here")


class RevisionAct(TextChoices):
    """What a revision did to the working record."""

    CHANGED = "changed", pgettext_lazy("what was done", "changed")
    DELETED = "deleted", _("deleted")
    BROUGHT_BACK = "brought_back", _("brought back")


class JournalAct(TextChoices):
    """What was done to a row of the desk."""

    INSERTED = "inserted", _("inserted")
    CHANGED = "changed", pgettext_lazy("what was done", "changed")
    DELETED = "deleted", _("deleted")


class ScheduleState(TextChoices):
    WAITING = "waiting", _("waiting for its time")
    DONE = "done", _("became public")
    VOID = "void", _("void")
    REFUSED = "refused", _("refused when its time came")


class MergeState(TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECLINED = "declined", _("declined")
    DONE = "done", _("merged")
    UNDONE = "undone", _("undone")


class CorrectionState(TextChoices):
    """How far a correction that somebody sent in has come. All but the last are public."""

    RECEIVED = "received", _("received")
    IN_WORK = "in_work", _("being looked into")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    DISCARDED = "discarded", _("discarded")


class KeyRequestState(TextChoices):
    """How far the request for a key has come."""

    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")


class KeyScope(TextChoices):
    """What a key opens; each holds those before it."""

    READING = "reading", _("reading, with higher limits")
    WEBHOOKS = "webhooks", _("reading, and what was sent to its partner’s webhooks")


class Scheme(TextChoices):
    """The vocabularies. Their codes are part of public addresses."""

    INSTRUMENT = "instrument", _("Instruments")
    STRENGTH = "strength", _("Strength of wording")
    TARGET = "target", _("Target groups")
    LEVEL = "level", _("Geographic levels")
    SECTOR = "sector", _("Sectors and products")
    THEME = "theme", _("Themes")
    KEYWORD = "keyword", _("Keywords of sources")
    DOCUMENT_TYPE = "document-type", _("Types of document")
    ACTOR = "actor", _("Actors")
    TRUST = "trust", _("Trust in sources")


# What a measure can be silent about, and the term that says so: the facet of the vocabulary's name has it as a value.
NOT_STATED = {
    "actors": (Scheme.ACTOR, "ACT-NOT-STATED"),
    "targets": (Scheme.TARGET, "TG-NOT-STATED"),
    "sectors": (Scheme.SECTOR, "SEC-NOT-STATED"),
    "levels": (Scheme.LEVEL, "not-stated"),
}


class DateKind(TextChoices):
    SIGNED = "signed", _("signed")
    PUBLISHED = "published", pgettext_lazy("kind of date", "published")
    EFFECTIVE = "effective", _("effective")
    ENDED = "ended", _("ended")
    ANNOUNCED = "announced", _("announced")
    STATED = "stated", _("as stated by the source")


class IssuerRole(TextChoices):
    SOLE = "sole", _("sole issuer")
    LEAD = "lead", _("lead issuer")
    JOINT = "joint", _("joint issuer")
    APPROVING = "approving", _("approving body")
    DESIGNATING = "designating", _("designating body")


class Status(TextChoices):
    PLANNED = "planned", _("planned")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")
    SUPERSEDED = "superseded", _("superseded")
    UNKNOWN = "unknown", _("not known")


class Predicate(TextChoices):
    """How one document stands to another, read from the first: "A implements B"."""

    IMPLEMENTS = "implements", _("implements")
    CITES = "cites", _("cites")
    ISSUES = "issues", _("issues")
    REPLACES = "replaces", _("replaces")
    EXCERPT_OF = "excerpt_of", _("is an excerpt of")
    SAME_AS = "same_as", _("is the same as")


INVERSE_WORDING = {
    Predicate.IMPLEMENTS: _("is implemented by"),
    Predicate.CITES: _("is cited by"),
    Predicate.ISSUES: _("is issued by"),
    Predicate.REPLACES: _("is replaced by"),
    Predicate.EXCERPT_OF: _("has the excerpt"),
    Predicate.SAME_AS: _("is the same as"),
}


class SuccessionKind(TextChoices):
    RENAMED = "renamed", _("renamed to")
    REPLACED = "replaced", _("replaced by")
    MERGED = "merged", _("merged into")
    SPLIT = "split", _("split into")
    ABSORBED = "absorbed", _("absorbed by")


class NameKind(TextChoices):
    OFFICIAL = "official", _("official name")
    TRANSLATION = "translation", _("translation")
    OTHER = "other", _("other name")
    FORMER = "former", _("former name")
    SHORT = "short", _("short name")
    AS_STATED = "as_stated", _("as a source has it")


class Language(TextChoices):
    EN = "en", _("English")
    ZH_HANS = "zh-Hans", _("Simplified Chinese")
    ZH_HANT = "zh-Hant", _("Traditional Chinese")


# The languages of texts that serve a reader of a page or answer in that language, the best first.
LANGUAGES_FOR = {
    "en": (Language.EN, Language.ZH_HANS, Language.ZH_HANT),
    "zh-hans": (Language.ZH_HANS, Language.ZH_HANT, Language.EN),
}


class StatementKind(TextChoices):
    LOGIC = "logic", _("policy logic")
    ROLE = "role", pgettext_lazy("kind of statement", "role")
    TREND = "trend", _("trend")
    EFFECT = "effect", _("effect")
    CLAIM = "claim", _("claim")
    FOCUS = "focus", _("focus")
    OBJECTIVE = "objective", _("objective")
    EVALUATION = "evaluation", _("evaluation")


class Stance(TextChoices):
    """How what a source states stands to the value we hold."""

    SUPPORTS = "supports", _("supports")
    IMPRECISE = "imprecise", _("imprecise")
    CONTRADICTS = "contradicts", _("contradicts")


class CodingRole(TextChoices):
    """What a term says about the record it is given to."""

    BENEFICIARY = "beneficiary", _("beneficiary")
    FOCUS = "focus", _("focus")
    PLACE = "place", _("place it is aimed at")
    ACTOR = "actor", _("actor")
    SECTOR = "sector", _("sector")
    LEVEL = "level", _("level")
    INSTRUMENT = "instrument", _("further instrument")
    THEME = "theme", _("theme")


SCHEME_OF_ROLE = {
    CodingRole.BENEFICIARY: Scheme.TARGET,
    CodingRole.FOCUS: Scheme.TARGET,
    CodingRole.PLACE: Scheme.TARGET,
    CodingRole.ACTOR: Scheme.ACTOR,
    CodingRole.SECTOR: Scheme.SECTOR,
    CodingRole.LEVEL: Scheme.LEVEL,
    CodingRole.INSTRUMENT: Scheme.INSTRUMENT,
    CodingRole.THEME: Scheme.THEME,
}


class CitedValue(TextChoices):
    """The values of a record that a citation can bear on."""

    RECORD = "record", _("the record as a whole")
    TITLE = "title", _("title")
    NAME = "name", _("name")
    DATE = "date", _("date")
    ISSUER = "issuer", _("issuer")
    TYPE = "type", _("type")
    NUMBER = "number", pgettext_lazy("document", "number")
    STATUS = "status", _("status")
    TARGET = "target", _("target group")
    INSTRUMENT = "instrument", _("instrument")
    ACTOR = "actor", _("actor")
    LEVEL = "level", _("level")
    SECTOR = "sector", _("sector")
    RELATION = "relation", _("relation")
    # The far end of a relation: words of the document that it leads to.
    OBJECT = "object", _("passage of the other document")
    SUCCESSION = "succession", _("succession")
    SECTION = "section", _("section")
    KEYWORD = "keyword", _("keyword")


class MatchKind(TextChoices):
    """SKOS mapping relations."""

    EXACT = "exact", _("exact match")
    CLOSE = "close", _("close match")
    BROAD = "broad", _("broader match")
    NARROW = "narrow", _("narrower match")


class ApprovalBasis(TextChoices):
    """Why a content may be published: a person reviewed it, or it came with the software's own fixtures."""

    REVIEW = "review", _("reviewed")
    SEED = "seed", _("part of the seed")
