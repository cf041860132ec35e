"""The heading of a chart: title, subtitle and key in one box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.charts.lettering import balanced, base, text_width
from framing.charts.look import ink, paper

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.offsetbox import OffsetBox

__all__ = ["SMALL", "Key", "heading", "lettering"]

TITLE, SMALL = 1.2, 0.9  # sizes of type, in units of the base


@dataclass(frozen=True)
class Key:
    """An entry of the key: a patch, or a marker where one is named."""

    label: str
    colour: str
    hatch: str = ""
    marker: str = ""
    hollow: bool = False


def heading(title: str, subtitle: str, key: Sequence[Key], width: float) -> tuple[OffsetBox, float]:
    """Return title, subtitle and key as one box, and its height in points."""
    from matplotlib.offsetbox import VPacker

    first = balanced(title, width, TITLE * base(), weight="bold")
    second = balanced(subtitle, width, base())
    parts: list[Artist] = [lettering("\n".join(first), TITLE, ink(), "bold"), lettering("\n".join(second), 1.0, ink(0.72))]
    lines = _key_lines(key, width)
    parts += [_key_line(line) for line in lines]
    height = (len(first) * TITLE * 1.3 + len(second) * 1.3 + len(lines) * 1.7 + 2) * base()
    return VPacker(children=parts, pad=0, sep=0.5 * base(), align="left"), height


def _key_lines(key: Sequence[Key], width: float) -> list[list[Key]]:
    lines: list[list[Key]] = []
    used = width + 1.0
    for each in key:
        room = text_width(each.label, SMALL * base()) + 3.2 * base()
        if used + room > width:
            lines.append([])
            used = 0.0
        lines[-1].append(each)
        used += room
    return lines


def _key_line(line: Sequence[Key]) -> OffsetBox:
    from matplotlib.offsetbox import HPacker

    unit = base()
    items: list[Artist] = [
        HPacker(children=[_swatch(each), lettering(each.label, SMALL, ink(0.85))], pad=0, sep=0.4 * unit, align="baseline")
        for each in line
    ]
    return HPacker(children=items, pad=0, sep=1.3 * unit, align="baseline")


def _swatch(each: Key) -> OffsetBox:
    from matplotlib.lines import Line2D
    from matplotlib.offsetbox import DrawingArea
    from matplotlib.patches import Rectangle

    unit = base()
    area = DrawingArea(unit * (0.8 if each.marker else 1.3), unit * 0.8, 0, 0)
    if each.marker:
        face = paper() if each.hollow else each.colour
        area.add_artist(
            Line2D(
                [0.4 * unit],
                [0.33 * unit],
                marker=each.marker,
                color=each.colour,
                markerfacecolor=face,
                markersize=0.62 * unit,
            )
        )
    else:
        area.add_artist(
            Rectangle((0, 0), 1.3 * unit, 0.72 * unit, facecolor=each.colour, hatch=each.hatch, edgecolor=paper(), lw=0)
        )
    return area


def lettering(text: str, scale: float, colour: str, weight: str = "normal") -> OffsetBox:
    from matplotlib.offsetbox import TextArea

    look = {"size": scale * base(), "color": colour, "weight": weight, "parse_math": False, "linespacing": 1.25}
    return TextArea(text, textprops=look)
