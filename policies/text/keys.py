"""Keys of partners: their words are shown once, and known here only by what is made of them."""

import hashlib
import hmac
import re
import secrets

BYTES = 32
SIGN = "epa_"
KEY = re.compile(rf"{SIGN}[A-Za-z0-9_-]{{43}}")
# So much of a key is kept to tell it from others; what is left cannot be guessed.
SHOWN = 12


def new_key() -> str:
    """Words that nobody has had before: 32 random bytes, after the sign by which a lost key is known for one."""
    return SIGN + secrets.token_urlsafe(BYTES)


def is_key(words: str) -> bool:
    """Whether it could be one: nothing else is looked for."""
    return KEY.fullmatch(words) is not None


def shown(words: str) -> str:
    return words[:SHOWN]


def digest(words: str) -> str:
    """What is kept of a key. It is long and random: no salt and no slow hash makes it harder to guess."""
    return hashlib.sha256(words.encode()).hexdigest()


def is_same(words: str, kept: str) -> bool:
    """Whether the digest is that of the words, in a time that says nothing of where they differ."""
    return hmac.compare_digest(digest(words), kept)


def without_keys(text: str) -> str:
    """The text with every key in it cut to what may be shown."""
    return KEY.sub(lambda found: f"{shown(found[0])}…", text)
