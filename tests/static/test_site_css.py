"""The colours of the public site, read from its style sheet and measured."""

import itertools
import math
import re
from pathlib import Path

import pytest

CSS = Path("policies/static/policies/site.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([a-z-]+): light-dark\(([^)]*)\)", CSS))
FAMILIES = (
    "strategy",
    "experiment",
    "fiscal",
    "finance",
    "infra",
    "capacity",
    "market",
    "enterprise-support",
    "standard",
)
# Severity 1 of each kind of colour blindness, after Machado, Oliveira and Fernandes (2009).
EYES = {
    "any": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
MODES = {"light": 0, "dark": 1}


def linear(mode, name):
    value = COLOURS[name].split(", ")[MODES[mode]].removeprefix("#")
    channels = [int(value[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(mode, one, other):
    brightness = sorted(
        sum(c * weight for c, weight in zip(linear(mode, name), (0.2126, 0.7152, 0.0722), strict=True))
        for name in (one, other)
    )
    return (brightness[1] + 0.05) / (brightness[0] + 0.05)


def oklab(rgb):
    r, g, b = rgb
    cones = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    x, y, z = (math.copysign(abs(value) ** (1 / 3), value) for value in cones)
    return (
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    )


def seen(mode, name, eyes):
    rgb = linear(mode, name)
    mixed = (sum(weight * c for weight, c in zip(row, rgb, strict=True)) for row in EYES[eyes])
    return oklab([min(1, max(0, c)) for c in mixed])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "paper-raised", "wash", "key", "accent-wash"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "accent"])
def test_every_ink_can_be_read_on_every_ground(mode, ground, ink):
    assert contrast(mode, ground, ink) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_hue_stands_out_from_the_paper(mode, family):
    assert contrast(mode, "paper", family) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("eyes", EYES)
def test_no_two_families_look_alike_to_anybody(mode, eyes):
    near = {
        (one, other): round(math.dist(seen(mode, one, eyes), seen(mode, other, eyes)), 3)
        for one, other in itertools.combinations(FAMILIES, 2)
    }
    assert {pair: distance for pair, distance in near.items() if distance < 0.1} == {}


def test_every_family_of_the_vocabulary_has_a_hue():
    text = Path("fixtures/vocabularies/instrument.yaml").read_text(encoding="utf-8")
    entries = [
        entry for entry in text.split("- model:") if "policies.term" in entry and "policies.termlabel" not in entry
    ]
    broadest = {
        found[1].lower()
        for entry in entries
        if "broader:" not in entry and (found := re.search(r"code: [\"']?([A-Z-]+)", entry))
    }
    assert broadest == set(FAMILIES)


def test_no_address_outside_is_asked_for():
    assert re.findall(r"url\(|@import|https?:", CSS) == []
