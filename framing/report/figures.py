"""The charts of the page: drawn twice (wide and for a phone), written as files, with zones that open evidence."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.report.model import Figure, Query, Zone
from framing.report.svg import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

__all__ = ["Drawing", "cells", "draw", "halves", "rows", "sides"]

_WIDE, _NARROW = 183.0, 108.0  # millimetres
_PIXELS = 96.0  # of a screen per inch

Placed = tuple[float | None, float | None, float, float, str, Query]
Zones = Callable[["Axes"], Sequence[Placed]]


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: a name, a function that draws it, and its zones in the units of its axes.

    `zones` returns left, right, top and bottom in units of the axes; left and right of None stand for the edges of
    the figure.
    """

    name: str
    chart: Callable[[], Axes]
    zones: Zones
    more: str = ""


def draw(drawing: Drawing, folder: Path) -> Figure:
    """Draw a chart, write it to the folder as SVG, PDF and PNG, and return it as the page shows it."""
    from framing import charts

    with _quiet():
        with _drawn(drawing, _WIDE) as (ax, size, zones):
            wide, *_ = (charts.save(ax, folder / f"{drawing.name}.{kind}") for kind in ("svg", "pdf", "png"))
            title, told = str(ax.get_label()), charts.caption(ax)
        with tempfile.TemporaryDirectory() as away, _drawn(drawing, _NARROW) as (ax, narrow_size, narrow_zones):
            narrow = _address(charts.save(ax, Path(away) / "narrow.svg"))
    caption = f"{told} {drawing.more}".strip()
    return Figure(drawing.name, title, caption, _address(wide), narrow, (size, narrow_size), (zones, narrow_zones))


@contextmanager
def _quiet() -> Iterator[None]:
    """Draw without a window and without matplotlib's remarks on room; the settings in force come back afterwards."""
    import matplotlib

    backend = matplotlib.get_backend()
    matplotlib.use("agg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        matplotlib.use(backend)


@contextmanager
def _drawn(drawing: Drawing, width: float) -> Iterator[tuple[Axes, tuple[int, int], list[Zone]]]:
    """Draw a chart with so many millimetres, for as long as it is needed; its layout is settled once for all files."""
    import matplotlib
    from matplotlib import pyplot

    from framing import charts

    with charts.style("screen", width=width):
        ax = drawing.chart()
        figure: Any = ax.get_figure(root=True)
        figure.draw_without_rendering()
        with matplotlib.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
            figure.set_layout_engine(None)
            inches = figure.get_size_inches()
            size = (round(inches[0] * _PIXELS), round(inches[1] * _PIXELS))
            yield ax, size, [_zone(ax, figure, *each) for each in drawing.zones(ax)]
    pyplot.close(figure)


def _address(file: Path) -> str:
    """Return an SVG file as an address that an image may have."""
    return address(file.read_text(encoding="utf-8"))


def _zone(
    ax: Axes, figure: Any, left: float | None, right: float | None, top: float, bottom: float, label: str, query: Query
) -> Zone:
    """Return a zone in per cent of the figure."""
    transform = ax.transData
    width, height = figure.bbox.width, figure.bbox.height
    xs = (0.0, width) if left is None or right is None else sorted(transform.transform([(left, top), (right, bottom)])[:, 0])
    ys = sorted(height - transform.transform([(0 if left is None else left, each) for each in (top, bottom)])[:, 1])
    across, down = ([round(100 * float(at) / of, 2) for at in ends] for ends, of in ((xs, width), (ys, height)))
    return Zone(across[0], down[0], round(across[1] - across[0], 2), round(down[1] - down[0], 2), label, query)


def _ticks(ax: Axes) -> list[float]:
    return [float(each) for each in ax.get_yticks()]


def rows(names: Sequence[str], query: Callable[[str], Query | None]) -> Zones:
    """Return zones for the rows of a chart: the whole width of each opens its evidence."""

    def place(ax: Axes) -> list[Placed]:
        found = zip(_ticks(ax), names, strict=False)
        asked = [(at, query(name)) for at, name in found]
        return [(None, None, at - 0.5, at + 0.5, each.title, each) for at, each in asked if each]

    return place


def halves(names: Sequence[str], query: Callable[[str, str], Query]) -> Zones:
    """Return zones for the upper (side A) and the lower half (side B) of each row."""

    def place(ax: Axes) -> list[Placed]:
        placed: list[Any] = []
        for at, name in zip(_ticks(ax), names, strict=False):
            for side, low, high in (("A", at - 0.5, at), ("B", at, at + 0.5)):
                asked = query(name, side)
                placed.append((None, None, low, high, asked.title, asked))
        return placed

    return place


def sides(names: Sequence[str], query: Callable[[str, str], Query]) -> Zones:
    """Return zones for what stands left of the middle (side B) and right of it (side A) in each row."""

    def place(ax: Axes) -> list[Placed]:
        placed: list[Any] = []
        low, high = sorted(ax.get_xlim())
        for at, name in zip(_ticks(ax), names, strict=False):
            for side, left, right in (("B", low, 0.0), ("A", 0.0, high)):
                asked = query(name, side)
                placed.append((left, right, at - 0.5, at + 0.5, asked.title, asked))
        return placed

    return place


def cells(names: Sequence[str], columns: Sequence[str], query: Callable[[str, str], Query | None]) -> Zones:
    """Return zones for the cells of a heat map."""

    def place(ax: Axes) -> list[Placed]:
        placed: list[Any] = []
        for at, name in zip(_ticks(ax), names, strict=False):
            for across, column in zip(ax.get_xticks(), columns, strict=False):
                asked = query(name, column)
                if asked is not None:
                    placed.append((across - 0.5, across + 0.5, at - 0.5, at + 0.5, asked.title, asked))
        return placed

    return place
