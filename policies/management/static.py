"""Static files, collected for the server only when any of them changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def is_stale() -> bool:
    stamp = _stamp()
    return not stamp.exists() or stamp.read_text(encoding="utf-8") != _fingerprint()


def collect() -> None:
    """Afterwards STATIC_ROOT holds every static file, hashed and compressed; cut short, it is done again."""
    fingerprint = _fingerprint()
    _stamp().unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp().write_text(fingerprint, encoding="utf-8")


def _stamp():
    return settings.STATIC_ROOT / ".collected"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()
