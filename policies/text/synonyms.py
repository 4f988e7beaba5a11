"""Words of this subject that mean the same, where no vocabulary says so. What a term or an agency is also called is
kept with it: `catalogue/search_words.py` asks for that first.
"""

# Each word finds the others of its line. Only what a reader would call the same thing: a line is no place for what is
# near, narrower or opposite.
LINES = (
    ("impoverished", "poverty-stricken", "poor", "贫困"),
    ("poverty alleviation", "poverty reduction", "poverty relief", "扶贫", "脱贫", "减贫"),
    ("e-commerce", "ecommerce", "e commerce", "electronic commerce", "电商", "电子商务"),
    ("rural", "countryside", "农村", "乡村"),
    ("farmer", "farmers", "peasants", "农民"),
    ("loan", "loans", "贷款"),
    ("training", "培训"),
    ("logistics", "物流"),
    ("subsidy", "subsidies", "补贴", "补助"),
    ("poor household", "poor households", "impoverished households", "贫困户"),
    ("express delivery", "courier", "快递"),
    ("agricultural products", "farm produce", "农产品"),
)
_OTHERS: dict[str, tuple[str, ...]] = {word: line for line in LINES for word in line}


def others(words: str) -> list[str]:
    """What these folded words are also called."""
    return [other for other in _OTHERS.get(words, ()) if other != words]
