"""Places for the names of points where they cover neither points nor each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from framing.charts.lettering import text_width
from framing.charts.look import ink

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Place", "name_point", "placed", "spread"]

_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_ALIGN = {1: ("left", "bottom"), 0: ("center", "center"), -1: ("right", "top")}


class Place(NamedTuple):
    """Where the name of a point stands: shift in points, and its alignment."""

    shift: tuple[float, float]
    ha: str
    va: str


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top


def placed(
    points: Sequence[tuple[float, float]], names: Sequence[str], size: float, within: tuple[float, float]
) -> list[Place | None]:
    """Return a place for every name, None where there is none; points are in points of type from the lower left.

    Names are placed in their order, so give the important ones first.

    Examples
    --------
    >>> [place.ha for place in placed([(10, 50), (90, 50)], ["Kyiv", "Moscow"], 10, (100, 100))]
    ['left', 'right']
    """
    taken = [_Box(x - 0.4 * size, y - 0.4 * size, x + 0.4 * size, y + 0.4 * size) for x, y in points]
    found: list[Place | None] = []
    for number, ((x, y), name) in enumerate(zip(points, names, strict=True)):
        place, box = _free(x, y, name, size, [*taken[:number], *taken[number + 1 :]], within)
        found.append(place)
        if box is not None:
            taken.append(box)
    return found


def _free(
    x: float, y: float, name: str, size: float, taken: Sequence[_Box], within: tuple[float, float]
) -> tuple[Place | None, _Box | None]:
    width, height = text_width(name, size) * 1.05, 1.25 * size
    for distance in (0.7 * size, 1.8 * size, 3.0 * size):
        for right, up in _AROUND:
            centre = x + right * (distance + width / 2), y + up * (distance + height / 2 if not right else distance)
            box = _Box(centre[0] - width / 2, centre[1] - height / 2, centre[0] + width / 2, centre[1] + height / 2)
            inside = box.left >= 0 and box.bottom >= 0 and box.right <= within[0] and box.top <= within[1]
            if inside and not any(box.meets(other) for other in taken):
                return Place((centre[0] - x - right * width / 2, centre[1] - y), _ALIGN[right][0], "center"), box
    return None, None


def name_point(ax: Axes, xy: tuple[float, float], text: str, place: Place | None, size: float, colour: str) -> None:
    """Write the name of a point at its place, if it has one; a thin line leads to a name that stands away."""
    if place is None:
        return
    away = max(abs(place.shift[0]), abs(place.shift[1])) > 1.2 * size
    leader = {"arrowstyle": "-", "color": ink(0.35), "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2} if away else None
    ax.annotate(
        text, xy, place.shift, textcoords="offset points", ha=place.ha, va=place.va, size=size, color=colour,
        label="name", arrowprops=leader,
    )  # fmt: skip


def spread(heights: Sequence[float], gap: float, top: float) -> list[float]:
    """Return heights moved apart to at least `gap`, in the same order and between 0 and `top` where that is possible.

    Examples
    --------
    >>> spread([10, 11, 50], 5, 100)
    [8.0, 13.0, 50.0]
    """
    order = sorted(range(len(heights)), key=lambda each: heights[each])
    moved = [float(heights[each]) for each in order]
    for _ in range(200):
        before = list(moved)
        for low in range(len(moved) - 1):
            overlap = gap - (moved[low + 1] - moved[low])
            if overlap > 1e-9:
                moved[low] -= overlap / 2
                moved[low + 1] += overlap / 2
        moved = [min(max(each, 0.0), top) for each in moved]
        if before == moved:
            break
    result = [0.0] * len(moved)
    for place, each in zip(order, moved, strict=True):
        result[place] = round(each, 6)
    return result
