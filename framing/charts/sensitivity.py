"""How much a result hangs on single choices: what it is when each is left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from framing.charts.captions import plural, tell
from framing.charts.groups import records, shown
from framing.charts.heading import Key
from framing.charts.lettering import base
from framing.charts.look import colour, house, ink
from framing.charts.panel import empty_panel, labelled_rows, open_panel, side_column
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["sensitivity"]


@house
def sensitivity(
    frame: pd.DataFrame,
    *,
    value: float,
    title: str = "What the result is when one part is left out",
    unit: str = "",
    none: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a result again and again, each time with one part left out (a set of names, a lexicon, an event).

    The farther a row lies from the line, the more the result hangs on that part.

    Parameters
    ----------
    frame
        Columns left_out and value, and, if known, low and high.
    value
        The result with nothing left out.
    unit
        What the values are, for the axis.
    none
        The value that means no difference (1 for a ratio, 0 for a difference), drawn as a second line.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> frame = pd.DataFrame({"left_out": ["capital", "government"], "value": [2.0, 1.4]})
    >>> ax = framing.charts.sensitivity(frame, value=2.2, unit="ratio of rates", none=1)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['government', 'capital']
    """
    for name in ("left_out", "value"):
        if name not in frame:
            raise FramingError(f"The frame has no column {name!r}. It needs: left_out, value.")
    subtitle = f"With nothing left out: {shown(value, 'mean')}; {plural(len(frame), 'part')} left out in turn"
    told = f"Each row repeats the result ({shown(value, 'mean')}) with one part left out."
    if not len(frame):
        return tell(empty_panel(ax, title, subtitle, "Nothing was left out."), told)
    away = (frame["value"] - value).abs().sort_values(ascending=False, kind="stable", na_position="last").index
    rows = frame.loc[away]
    key = [Key("with this part left out", colour("blue"), marker="o"), Key("nothing left out", ink(), marker="|")]
    key += [Key("no difference", ink(0.45), marker="|")] if none is not None else []
    ax = open_panel(ax, title, subtitle, rows=len(rows), row=1.9, key=key)
    labelled_rows(ax, [str(each) for each in rows["left_out"]], part=0.4)
    for row, each in enumerate(records(rows)):
        low, high = each.get("low", math.nan), each.get("high", math.nan)
        if not math.isnan(low):
            ax.plot([low, high], [row, row], color=colour("blue"), linewidth=1, alpha=0.6, label="interval")
        ax.plot([value, each["value"]], [row, row], color=ink(0.3), linewidth=0.8, linestyle=(0, (1, 1.5)))
        ax.plot([each["value"]], [row], marker="o", color=colour("blue"), markersize=0.6 * base(), label="value")
    ax.axvline(value, color=ink(), linewidth=1)
    if none is not None:
        ax.axvline(none, color=ink(0.45), linewidth=1, linestyle=(0, (3, 2)))
    if none == 1:
        _ratio_scale(ax, rows)
    ax.grid(axis="x", color=ink(0.13))
    ax.set_xlabel(unit)
    side_column(ax, [shown(each, "mean") for each in rows["value"]], "value")
    return tell(ax, told)


def _ratio_scale(ax: Axes, rows: pd.DataFrame) -> None:
    """Give ratios an axis on which half and double are equally far from 1, unless there is a zero among them."""
    from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

    ends = rows[[name for name in ("value", "low", "high") if name in rows]].to_numpy(float)
    if (ends <= 0).any():
        return
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator(10, subs=(1.0, 2.0, 5.0), numticks=6))
    ax.xaxis.set_major_formatter(ScalarFormatter())
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.tick_params(axis="x", which="both", length=0)
