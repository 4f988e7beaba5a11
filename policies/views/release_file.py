"""The files of releases, whole or in part."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from policies.catalogue.licence import OURS
from policies.catalogue.release.describing import media_type
from policies.catalogue.releases import Hidden, folder_of
from policies.models.release import Release
from policies.views.asking import asked
from policies.views.refusing import no_file, refused
from policies.views.signposting import link, part_of

AT_ONCE = 1 << 16
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
# Bytes from the first to the one before the last.
Part = tuple[int, int]


def release_file(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """The file as it was made, or the part asked for; nothing while words in it are taken down."""
    if stray := asked(request, ()).complaints:
        return refused(request, stray)
    release = Release.objects.filter(number=number).first()
    file = release.file(name) if release else None
    if release is None or file is None:
        return no_file(request, "no-such-address", _("No release has a file of this name. /data/ lists them all."))
    if Hidden.read().withholds(release):
        detail = _("Words in this release were taken down. Its files can be had again when they are without them.")
        return no_file(request, "withheld", detail)
    path = folder_of(number) / name
    if not path.is_file():
        return no_file(request, "failure", _("The file is not in its place. It will be made again."))
    return _answered(request, release, file, path)


def _answered(request: HttpRequest, release: Release, file: dict[str, Any], path: Path) -> HttpResponseBase:
    """The file, or that it is still the one that the client has."""
    tag = f'"{file["sha256"]}"'
    answer = get_conditional_response(request, etag=tag) or _sent(request, path, file, tag)
    for header, value in _headers(request, release, file, tag).items():
        answer.headers[header] = value
    return answer


def _sent(request: HttpRequest, path: Path, file: dict[str, Any], tag: str) -> HttpResponse | StreamingHttpResponse:
    """With a length, so that who reads it knows that all came."""
    size, part = file["bytes"], None
    asked_for = RANGE.fullmatch(request.headers.get("Range", ""))
    # To what somebody has of another file of this name, a part of this one would not fit.
    if asked_for and request.headers.get("If-Range", tag) == tag:
        part = _part(asked_for, size)
        if part is None:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = part or (0, size)
    answer = StreamingHttpResponse(_pieces(path, start, end), status=206 if part else 200)
    answer.headers["Content-Type"] = _content_type(file["name"])
    answer.headers["Content-Length"] = str(end - start)
    if part:
        answer.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return answer


def _part(asked_for: re.Match[str], size: int) -> Part | None:
    """The part that is there of what is asked for; nothing where there is none."""
    first, last = asked_for.groups()
    if first:
        start, end = int(first), min(int(last) + 1 if last else size, size)
    elif last:
        start, end = max(size - int(last), 0), size
    else:
        return None
    return (start, end) if start < end else None


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as handle:
        handle.seek(start)
        while start < end and (piece := handle.read(min(AT_ONCE, end - start))):
            start += len(piece)
            yield piece


def _content_type(name: str) -> str:
    found = media_type(name)
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _headers(request: HttpRequest, release: Release, file: dict[str, Any], tag: str) -> dict[str, str]:
    return {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        # A takedown must reach it: kept by others, but never without asking.
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{file["name"]}"',
        "Link": f"{part_of(request, release.address)}, {link(OURS.address, 'license')}",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Content-Range, ETag",
    }
