"""Colours of labels: contrast on the window's grounds, and how far apart for whose eyes.

Contrast is the ratio of WCAG 2.x; differences are CIE76 ΔE in CIELAB (D65). The three dichromacies
are simulated after Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency" (IEEE TVCG 15, 2009), with their matrices for severity 1.
"""

from __future__ import annotations

import colorsys
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from annotator.model import bundled

Vector = tuple[float, float, float]

MIN_CONTRAST = 3.0
GROUNDS = ("paper", "pane", "qFill")
NORMAL, PROTAN, DEUTAN, TRITAN = "normal", "protan", "deutan", "tritan"
VISIONS = (NORMAL, PROTAN, DEUTAN, TRITAN)
_MACHADO: dict[str, tuple[Vector, Vector, Vector]] = {
    PROTAN: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    DEUTAN: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    TRITAN: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Blue means "you are here", the quote's and the claim's colour are layers of their own.
_TAKEN = ("accent", "q", "c")


def _linear(colour: str) -> Vector:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return r, g, b


def _hex(linear: Vector) -> str:
    def byte(x: float) -> int:
        x = min(1.0, max(0.0, x))
        x = 12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055
        return round(255 * x)

    return "#{:02X}{:02X}{:02X}".format(*map(byte, linear))


def _luminance(colour: str) -> float:
    r, g, b = _linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours ``#RRGGBB``, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(4096)
def simulate(colour: str, vision: str) -> str:
    """The colour as an eye of this kind sees it; ``normal`` leaves it as it is."""
    if vision == NORMAL:
        return colour.upper()
    r, g, b = _linear(colour)
    x, y, z = (m[0] * r + m[1] * g + m[2] * b for m in _MACHADO[vision])
    return _hex((x, y, z))


@lru_cache(8192)
def _lab(colour: str) -> Vector:
    r, g, b = _linear(colour)
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883

    def root(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    fx, fy, fz = root(x), root(y), root(z)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, vision: str = NORMAL) -> float:
    """ΔE (CIE76) of two colours as an eye of this kind sees them."""
    a, b = _lab(simulate(one, vision)), _lab(simulate(other, vision))
    return float(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5)


def apart(one: str, other: str) -> float:
    """The smallest difference of two colours among all kinds of eyes."""
    return min(difference(one, other, v) for v in VISIONS)


@lru_cache(2)
def theme(name: str) -> dict[str, str]:
    """The colour tokens of the bundled theme ``light`` or ``dark``."""
    text = bundled.path("themes", f"{name}.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["color"])


def contrasts(colour: str, name: str) -> dict[str, float]:
    """Contrast of a label's colour on each ground it is painted on in a theme."""
    return {ground: contrast(colour, theme(name)[ground]) for ground in GROUNDS}


def too_faint(colour: str, name: str) -> str | None:
    """Why a colour cannot be seen in a theme, naming ground and figure; None when it can."""
    ground, figure = min(contrasts(colour, name).items(), key=lambda x: x[1])
    if figure >= MIN_CONTRAST:
        return None
    # Rounded down, so that 2.996 does not read as the 3.0 that it misses.
    shown = int(figure * 100) / 100
    return f"{colour} has a contrast of {shown:.2f} on the {name} {ground}; 3.00 is needed"


def nearest(colour: str, others: Iterable[str], vision: str) -> tuple[str, float] | None:
    """The colour of ``others`` that an eye of this kind tells least from it, and the ΔE."""
    found = [(x, difference(colour, x, vision)) for x in others if x.upper() != colour.upper()]
    return min(found, key=lambda x: x[1], default=None)


def free_colours(light: Sequence[str], dark: Sequence[str]) -> tuple[str, str]:
    """A colour for each theme, as far from those in use as can be for the eyes that see least.

    Both are seen on every ground (contrast of 4.5 on paper) and are of one family of hues.
    """
    chosen, hue = _farthest("light", light, None)
    return chosen, _farthest("dark", dark, hue)[0]


def _farthest(name: str, used: Sequence[str], near: float | None) -> tuple[str, float]:
    tokens = theme(name)
    known = [*dict.fromkeys(x.upper() for x in used), *(tokens[x] for x in _TAKEN)]
    best, far, found = "", -1.0, 0.0
    for hue, colour in _candidates(name):
        # Within 30 degrees, so that a label is known again in the other theme.
        if near is not None and min(abs(hue - near), 1 - abs(hue - near)) > 30 / 360:
            continue
        distance = min(apart(colour, x) for x in known)
        if distance > far:
            best, far, found = colour, distance, hue
    return best, found


@lru_cache(2)
def _candidates(name: str) -> tuple[tuple[float, str], ...]:
    lights = (0.2, 0.26, 0.32, 0.38, 0.44) if name == "light" else (0.58, 0.66, 0.74, 0.82)
    paper = theme(name)["paper"]
    out = []
    for step in range(24):
        for light in lights:
            for saturation in (0.45, 0.7, 0.95):
                rgb = colorsys.hls_to_rgb(step / 24, light, saturation)
                colour = "#{:02X}{:02X}{:02X}".format(*(round(255 * x) for x in rgb))
                if too_faint(colour, name) is None and contrast(colour, paper) >= 4.5:
                    out.append((step / 24, colour))
    return tuple(out)
