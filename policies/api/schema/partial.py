"""Says of every answer that may have some fields alone, if `fields` asks for them, that it may."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
ONLY = "With `fields`: those of it that were asked for."


def with_partial(document: Json) -> Json:
    """Afterwards wherever a record can be asked for with `fields`, it is described as whole or as some of it."""
    components = document["components"]["schemas"]
    for place in list(_places(document)):
        name = place["$ref"].rpartition("/")[2]
        some = {key: value for key, value in components[name].items() if key != "required"}
        components[f"Partial{name}"] = {**some, "description": ONLY}
        whole = place.pop("$ref")
        place["anyOf"] = [{"$ref": whole}, {"$ref": whole.replace(name, f"Partial{name}")}]
    return document


def _places(document: Json) -> Iterator[Json]:
    """Every place, once, in which a record is described that `fields` may cut."""
    seen: set[str] = set()
    for methods in document["paths"].values():
        for operation in methods.values():
            if not any(row.get("name") == "fields" for row in operation.get("parameters", ())):
                continue
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            name = answer["$ref"].rpartition("/")[2]
            results = document["components"]["schemas"][name]["properties"].get("results")
            if not results:
                yield answer
            elif name not in seen:
                seen.add(name)
                yield results["items"]
