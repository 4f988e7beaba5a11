"""Two records that may be one, by their ids."""

import uuid

Id = uuid.UUID
Both = tuple[Id, Id]
# Why each two may be one, in sentences.
Found = dict[Both, list[str]]


def both(one: Id, other: Id) -> Both:
    first, second = sorted((one, other), key=str)
    return first, second
