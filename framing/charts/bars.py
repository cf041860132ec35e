"""Stacked bars with their numbers inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.charts.heading import SMALL
from framing.charts.lettering import base, text_width
from framing.charts.look import paper

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Piece", "bar", "numbers", "readable"]


@dataclass(frozen=True)
class Piece:
    """A piece of a bar: where it begins and ends, its look, and what is written in it."""

    start: float
    end: float
    colour: str
    hatch: str = ""
    text: str = ""


def bar(ax: Axes, at: float, pieces: Sequence[Piece], *, height: float = 0.6) -> None:
    """Draw one bar; pieces are separated by the colour of the paper."""
    for piece in pieces:
        ax.barh(
            at, piece.end - piece.start, height, left=piece.start, color=piece.colour, hatch=piece.hatch,
            edgecolor=paper(), linewidth=0.8,
        )  # fmt: skip


def numbers(ax: Axes, at: float, pieces: Sequence[Piece], points: float) -> None:
    """Write the text of every piece that has room for it; `points` is the length of one unit of the axis."""
    for piece in pieces:
        room = abs(piece.end - piece.start) * points - 0.5 * base()
        if piece.text and text_width(piece.text, SMALL * base()) <= room:
            ground = {"boxstyle": "square,pad=0.08", "fc": piece.colour, "ec": "none"} if piece.hatch else None
            ax.text(
                (piece.start + piece.end) / 2, at, piece.text, ha="center", va="center_baseline", size=SMALL * base(),
                color=readable(piece.colour), bbox=ground,
            )  # fmt: skip


def readable(colour: str) -> str:
    """Return the colour of type, black or white, that is read best on a ground.

    Examples
    --------
    >>> readable("#832db6"), readable("#ffa90e")
    ('#ffffff', '#15181d')
    """
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return "#15181d" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "#ffffff"
