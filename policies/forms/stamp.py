"""The signed time at which a form was shown: nobody fills one in within seconds, and no robot can write its own."""

import time
from dataclasses import dataclass

from django.core import signing

SALT = "policies.correction"
QUICKEST = 3
LONGEST = 24 * 60 * 60


@dataclass(frozen=True)
class Stamp:
    """Which edition of which record the form was shown beside, and when, in seconds."""

    record_id: str
    edition: int
    at: float

    @classmethod
    def of_now(cls, record_id: str, edition: int) -> "Stamp":
        return cls(record_id, edition, time.time())

    @classmethod
    def read(cls, signed: str, record_id: str) -> "Stamp | None":
        """The stamp, if we signed it, for this record, within the last day."""
        try:
            stamp = cls(*signing.loads(signed, salt=SALT))
        except (signing.BadSignature, ValueError):
            return None
        return stamp if stamp.record_id == record_id and stamp.age <= LONGEST else None

    @property
    def signed(self) -> str:
        return signing.dumps([self.record_id, self.edition, self.at], salt=SALT)

    @property
    def age(self) -> float:
        return time.time() - self.at
