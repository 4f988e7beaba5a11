"""For search engines: the sitemap, in parts, and where it is."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from policies.catalogue import sitemap
from policies.catalogue.sitemap import FOLDERS, MOST_PARTS, Entry
from policies.models.edition import moment
from policies.templatetags.addresses import base

KINDS_OF_FOLDERS = {folder: kind for kind, folder in FOLDERS.items()}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def index(request: HttpRequest) -> HttpResponse:
    """Where the parts are, each with the moment of the last edition in it where that is known without reading it."""
    named = [("pages", None), *((part.name, part.changed) for part in sitemap.parts())]
    rows = [_line("sitemap", f"{base(request)}/sitemap-{name}.xml", changed) for name, changed in named]
    body = "".join([HEAD, f"<sitemapindex {NAMESPACES}>\n", *rows, "</sitemapindex>\n"])
    return HttpResponse(body, content_type="application/xml")


def pages(request: HttpRequest) -> StreamingHttpResponse:
    return _sent(base(request), sitemap.pages())


def part(request: HttpRequest, folder: str, number: int) -> StreamingHttpResponse:
    """That part of the records of a kind; a part that has nothing in it is not there."""
    found = sitemap.entries(KINDS_OF_FOLDERS[folder], number) if 0 < number <= MOST_PARTS else []
    if not found:
        raise Http404
    return _sent(base(request), found)


def robots(request: HttpRequest) -> HttpResponse:
    """All may be read but the desk. Pages of past moments and results of searches say themselves not to be kept."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /zh-hans/admin/", ""]
    body = "\n".join([*lines, f"Sitemap: {base(request)}/sitemap.xml", ""])
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _sent(site: str, entries: Iterable[Entry]) -> StreamingHttpResponse:
    return StreamingHttpResponse(_written(site, entries), content_type="application/xml")


def _written(site: str, entries: Iterable[Entry]) -> Iterator[str]:
    yield f"{HEAD}<urlset {NAMESPACES}>\n"
    for entry in entries:
        yield from _page(site, entry)
    yield "</urlset>\n"


def _page(site: str, entry: Entry) -> Iterator[str]:
    """The page in each language, each of which names all."""
    english, chinese = escape(f"{site}{entry.path}"), escape(f"{site}/zh-hans{entry.path}")
    if not entry.is_translated:
        yield _line("url", english, entry.changed)
        return
    versions = {"en": english, "zh-Hans": chinese, "x-default": english}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in versions.items()
    )
    yield _line("url", english, entry.changed, links)
    yield _line("url", chinese, entry.changed, links)


def _line(name: str, address: str, changed: datetime | None, links: str = "") -> str:
    """`address` is escaped."""
    when = f"<lastmod>{moment(changed)}</lastmod>" if changed else ""
    return f"<{name}><loc>{address}</loc>{when}{links}</{name}>\n"
