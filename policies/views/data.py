"""The page of all ways to take the data, and those of releases."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue import linked, unit
from policies.catalogue.codebook import TABLES
from policies.catalogue.kinds import KINDS, PLURALS
from policies.catalogue.licence import OURS
from policies.catalogue.release.describing import media_type
from policies.catalogue.release.graph import dataset, distribution
from policies.catalogue.releases import Hidden
from policies.models.edition import Edition, moment
from policies.models.release import Release
from policies.templatetags.addresses import base, data_block
from policies.templatetags.reference import local
from policies.views.asking import asked, refused
from policies.views.formats import FORMS
from policies.views.signposting import link
from policies.views.trail import HEADINGS, trail

# For whom each form is. The first of the forms stands for all.
PURPOSES: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (
        ("csv",),
        gettext_lazy("for statistics, databases and scripts: a table; a list has the same columns however narrowed"),
    ),
    (
        ("xlsx",),
        gettext_lazy("for Excel, WPS and LibreOffice: Chinese as it is, no formulas, a sheet about the columns"),
    ),
    (("ndjson",), gettext_lazy("for programs: whole records with all their evidence, one in each line")),
    (("json",), gettext_lazy("the same records as one list")),
    (("jsonld",), gettext_lazy("for the web of data: schema.org, ELI and Web Annotation in RDF")),
    (("bib", "ris", "csl.json"), gettext_lazy("for reference managers: Zotero, EndNote, LaTeX")),
)
# In which forms whole lists stand in the table; the others are on the page of each list.
OF_LISTS = ("csv", "xlsx", "ndjson", "json", "jsonld")
WHAT: dict[str, Promise] = {
    "SHA256SUMS": gettext_lazy("the checksums of all files"),
    "CITATION.cff": gettext_lazy("how to cite the release"),
    "LICENCES.csv": gettext_lazy("the licence of the data, and of each source"),
    "datapackage.json": gettext_lazy("the description of all files and columns: Frictionless Data Package"),
    "codebook.csv": gettext_lazy("what each column means, in English and Chinese"),
    "catalogue.xlsx": gettext_lazy("all tables and the codebook as one workbook"),
    "catalogue.sqlite": gettext_lazy("all tables and all citations as a database: SQLite, Datasette"),
    "catalogue.jsonld": gettext_lazy("all records, evidence and vocabularies as linked data"),
}
OF_TABLES: dict[str, Promise] = {
    "csv": gettext_lazy("%(table)s, as a table"),
    "ndjson": gettext_lazy("%(table)s, as whole records, one in each line"),
    "parquet": gettext_lazy("%(table)s, as a table for analysis of much data"),
}


def data(request: HttpRequest) -> HttpResponse:
    """Every way to take the data, with examples that work."""
    if stray := asked(request, ()).complaints:
        return refused(request, stray, "data")
    site, taken_down = base(request), Hidden.read()
    releases = [{**_row(row), "withheld": taken_down.withholds(row)} for row in Release.objects.all()]
    context = {
        "section": "data",
        "trail": trail((_("Data"), "")),
        "site": site,
        "contact": settings.CONTACT,
        "purposes": [_purpose(names, purpose) for names, purpose in PURPOSES],
        "forms": [FORMS[name][0] for name in OF_LISTS],
        "lists": [_list(kind, plural) for kind, plural in PLURALS.items()],
        "licence": OURS,
        "day": _last_day(),
        "releases": releases,
        "latest": next((row for row in releases if not row["withheld"]), None),
        "tables": [HEADINGS[kind] for kind in PLURALS],
        "linked": data_block(_catalogue(site, releases)),
    }
    answer = render(request, "policies/data.html", context)
    answer.headers["Link"] = link(OURS.address, "license")
    return answer


def release(request: HttpRequest, number: int) -> HttpResponse:
    """The files of a release, with their checksums."""
    if stray := asked(request, ()).complaints:
        return refused(request, stray, "data")
    found = Release.objects.filter(number=number).first()
    if found is None:
        raise Http404
    site = base(request)
    heading = _("Release %(number)d") % {"number": number}
    files = [{**file, "what": _what(file["name"]), "href": f"{found.address}{file['name']}"} for file in found.files]
    context = {
        "section": "data",
        "trail": trail((_("Data"), local("/data/")), (heading, "")),
        "heading": heading,
        "release": {**_row(found), "cursor": found.cursor, "as_of": moment(found.moment)},
        "withheld": Hidden.read().withholds(found),
        "files": files,
        "licence": OURS,
        "site": site,
        "linked": data_block({"@context": linked.CONTEXT, **_dataset(site, found)}),
    }
    answer = render(request, "policies/release.html", context)
    items = [link(f"{site}{file['href']}", "item", media_type(file["name"])) for file in files]
    answer.headers["Link"] = ", ".join([link(OURS.address, "license"), *items])
    return answer


def _last_day() -> str:
    """The day of the last publication, at whose end all files have what is public; nothing before the first."""
    last = Edition.objects.order_by("-sequence").values_list("published_at", flat=True).first()
    return last.date().isoformat() if last else ""


def _row(found: Release) -> dict[str, Any]:
    return {
        "number": found.number,
        "href": local(found.address),
        "address": found.address,
        "moment": moment(found.moment),
        "counts": [found.counts[plural] for plural in PLURALS.values()],
        "bytes": sum(file["bytes"] for file in found.files),
    }


def _purpose(names: tuple[str, ...], purpose: Promise) -> dict[str, Any]:
    labels = ", ".join(FORMS[name][0] for name in names)
    return {"label": labels, "purpose": purpose, "example": f"/measures.{names[0]}"}


def _list(kind: str, plural: str) -> dict[str, Any]:
    forms = [{"label": FORMS[name][0], "href": f"/{plural}.{name}"} for name in OF_LISTS]
    return {
        "label": HEADINGS[kind],
        "href": local(f"/{plural}/"),
        "forms": forms,
        "citations": f"/{plural}.csv?{unit.PARAMETER}={unit.CITATIONS}",
    }


def _what(name: str) -> str:
    """What a file of a release is."""
    table, _dot, form = name.partition(".")
    if table not in TABLES:
        return str(WHAT[name])
    kind = KINDS.get(table)
    return OF_TABLES[form] % {"table": HEADINGS[kind] if kind else _("Vocabularies")}


def _catalogue(site: str, releases: list[dict[str, Any]]) -> dict[str, Any]:
    """What search engines for data are told: the lists as they are now, and the releases."""
    now = [
        distribution(f"{site}/{plural}.{name}", FORMS[name][1], name=f"{plural}.{name}")
        for plural in PLURALS.values()
        for name in OF_LISTS
    ]
    live = dataset(f"{site}/data/#now", site, distribution=now)
    kept = [dataset(f"{site}{row['address']}", site, version=str(row["number"])) for row in releases]
    whole = {"@id": f"{site}/data/", "@type": "DataCatalog", "license": OURS.address, "dataset": [live, *kept]}
    return {"@context": linked.CONTEXT, **whole}


def _dataset(site: str, found: Release) -> dict[str, Any]:
    files = [
        distribution(
            f"{site}{found.address}{file['name']}",
            media_type(file["name"]),
            name=file["name"],
            contentSize=str(file["bytes"]),
            sha256=file["sha256"],
        )
        for file in found.files
    ]
    when = {"@type": "xsd:dateTime", "@value": moment(found.moment)}
    more = {"version": str(found.number), "datePublished": when, "distribution": files}
    return dataset(f"{site}{found.address}", site, **more)
