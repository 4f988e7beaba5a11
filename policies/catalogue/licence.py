"""The licence of what we wrote ourselves. What a source says, and its text, stay under the licence of that source."""

from typing import NamedTuple


class Licence(NamedTuple):
    name: str
    title: str
    address: str


OURS = Licence(
    "CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"
)
