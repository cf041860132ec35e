"""What charts take: anything else is refused by name, before something in it is missed."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import signature
from typing import Any

from framing.errors import FramingError

__all__ = ["check_chart", "checked"]

MADE_BY = {
    "Analysis": "what framing.analyze returns",
    "Comparison": "what framing.compare returns",
    "Coverage": "what framing.coverage returns",
    "Discovery": "what framing.discover returns",
    "DataFrame": "a pandas DataFrame",
}


def checked(chart: Callable[..., Any]) -> Callable[..., None]:
    """Return a function that refuses arguments which the chart cannot draw.

    The first argument must be of a class that its annotation names, if it names any; `ax` Axes, and `top` a whole number
    above zero.
    """
    name = f"charts.{chart.__name__}"
    first, annotation = next((each.name, str(each.annotation)) for each in signature(chart).parameters.values())
    wanted = [kind for kind in MADE_BY if kind in re.findall(r"\w+", annotation)]

    def check(*args: Any, **kwargs: Any) -> None:
        for value in args[:1] or [kwargs[each] for each in (first,) if each in kwargs]:  # none at all is Python's to refuse
            _check_kind(name, value, wanted)
        _check_axes(name, kwargs.get("ax"))
        _check_top(name, kwargs.get("top", 1))

    return check


def check_chart(name: str, chart: Any) -> None:
    """Refuse what is neither Axes nor a Figure."""
    if not _is_a(chart, ["Axes", "Figure", "SubFigure"]):
        raise FramingError(f"charts.{name} takes a chart (Axes that a chart function returns, or a Figure), not {_told(chart)}.")


def _check_kind(name: str, value: Any, wanted: list[str]) -> None:
    if wanted and not _is_a(value, wanted):
        ways = " or ".join(MADE_BY[kind] for kind in wanted)
        raise FramingError(f"{name} draws {ways}, not {_told(value)}.")


def _check_axes(name: str, ax: Any) -> None:
    if ax is not None and not _is_a(ax, ["Axes"]):
        many = " Give one of them, such as axes[0]." if hasattr(ax, "shape") else ""
        raise FramingError(f"{name} draws into Axes of matplotlib: ax= got {_told(ax)}.{many}")


def _check_top(name: str, top: Any) -> None:
    if not hasattr(top, "__index__") or isinstance(top, bool) or top < 1:
        raise FramingError(f"{name} draws the first rows: top= takes a whole number from 1, not {top!r}.")


def _is_a(value: Any, kinds: list[str]) -> bool:
    """Compare the names of classes, so that none needs to be imported to be refused."""
    return any(each.__name__ in kinds for each in type(value).__mro__)


def _told(value: Any) -> str:
    known = MADE_BY.get(type(value).__name__)
    if known:
        return f"{known} ({type(value).__name__})"
    return f"{value!r:.60} ({type(value).__name__})"
