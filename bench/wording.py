"""Made-up words in the proportions of real ones: few are common, most are rare. Always the same for one seed."""

import random
import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

ARTICLE = Path("fixtures/texts/e-commerce-poverty-alleviation.txt")
TERMS = (Path("fixtures/vocabularies/instrument.yaml"), Path("fixtures/vocabularies/target.yaml"))
SYLLABLES = re.findall("[^aeiou]*[aeiou]n?", "baconderfigrahijokelumonaproquirasutaunviwoxeyazo")
MADE_UP, PAIRS = 60_000, 3_000


class Wording:
    """Words of the article first, then made-up ones; Chinese by pairs of the characters that terms are written in."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        article = re.findall(r"[a-z]{3,}", ARTICLE.read_text().lower())
        made_up = ("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _number in range(MADE_UP))
        self.words = list(dict.fromkeys([*article, *made_up]))
        characters = re.findall("[\u4e00-\u9fff]", "".join(path.read_text() for path in TERMS))
        pairs = ("".join(draw.choices(characters, k=2)) for _number in range(PAIRS))
        self.pairs = list(dict.fromkeys(["农村", "冷链", *pairs]))
        self._weights = {id(words): _falling(words) for words in (self.words, self.pairs)}

    def english(self, number: int) -> str:
        return " ".join(self._some(self.words, number)).capitalize()

    def chinese(self, number: int) -> str:
        return "".join(self._some(self.pairs, number))

    def sentence(self) -> str:
        """One in either language, of the length of one in a policy document."""
        if self.draw.random() < 0.7:
            return f"{self.english(self.draw.randint(8, 30))}."
        return f"{self.chinese(self.draw.randint(8, 20))}。"

    def _some(self, words: Sequence[str], number: int) -> list[str]:
        return self.draw.choices(words, cum_weights=self._weights[id(words)], k=number)


def _falling(values: Sequence[str]) -> list[float]:
    """Weights by which the tenth is about twice as common as the twentieth."""
    return list(accumulate(1 / (place + 8) for place in range(len(values))))
