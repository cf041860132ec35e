"""Which outlet carries which statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.charts.captions import plural, tell
from framing.charts.groups import NOTHING
from framing.charts.heading import SMALL, Key
from framing.charts.lettering import base, text_width, told_apart
from framing.charts.look import colour, house, ink, paper
from framing.charts.panel import empty_panel, labelled_rows, open_panel, room_for, side_column
from framing.errors import FramingError, UnknownName

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.coverage.result import Coverage

__all__ = ["coverage_matrix"]

STATUSES = ("carried", "partly", "not found", "could not have known")
_NAMES = 0.42  # part of the width for the statements
_COLUMN = 1.6  # width of the narrowest column, in units of the base
_CAPTION = (
    "Statements matched automatically and to be reviewed by a person; “not found” says that this text does not hold "
    "the statement, not that it was left out on purpose. Texts older than a statement could not have known it."
)


@house
def coverage_matrix(
    frame: Coverage | pd.DataFrame, *, title: str = "Who carries which statement", ax: Axes | None = None
) -> Axes:
    """Draw which statements stand in which outlet's texts: carried, partly, not found, could not have known.

    Nothing here is called an omission: that needs the statement in three independent outlets and a reader, so cells that
    `framing.coverage` marks as omitted are drawn as not found.

    Parameters
    ----------
    frame
        What `framing.coverage` returned; or one row per cell with columns statement, outlet and status; or a table of
        statuses with statements as its index and outlets as its columns.

    Raises
    ------
    UnknownName
        A status other than "carried", "partly", "not found", "could not have known".

    Examples
    --------
    >>> import framing, pandas as pd
    >>> cells = pd.DataFrame({"Wire": ["carried", "carried"], "Spark": ["could not have known", "partly"]},
    ...                      index=["1,000 prisoners each", "less than two hours"])
    >>> ax = framing.charts.coverage_matrix(cells)
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['Wire', 'Spark']
    """
    table = _table(frame)
    wrong = sorted({str(each) for each in table.to_numpy().ravel()} - set(STATUSES))
    if wrong:
        raise UnknownName("status", wrong[0], STATUSES)
    subtitle = f"{plural(len(table), 'statement')} in {plural(len(table.columns), 'outlet')}"
    if not table.size:
        return tell(empty_panel(ax, title, subtitle, "There is no statement to look for."), _CAPTION)
    most = max(int(room_for(ax, 0.9 - _NAMES) / (_COLUMN * base())), 1)
    left = len(table.columns) - most
    notes = f"Not drawn, for want of width: {plural(left, 'more outlet')}." if left > 0 else ""
    ax = open_panel(ax, title, subtitle, rows=len(table) + 2, row=2.7, key=_key(), notes=notes)
    labelled_rows(ax, [str(each) for each in table.index], part=_NAMES)
    _columns(ax, [str(each) for each in table.columns[:most]])
    for row, cells in enumerate(table.iloc[:, :most].to_numpy().tolist()):
        ax.axhline(row, color=ink(0.1), linewidth=0.7, zorder=0)
        for column, status in enumerate(cells):
            _cell(ax, row, column, str(status))
    side_column(ax, [_carried(cells) for cells in table.to_numpy().tolist()], "carried")
    return tell(ax, _CAPTION)


def _table(frame: Coverage | pd.DataFrame) -> pd.DataFrame:
    from framing.coverage.result import Coverage

    if isinstance(frame, Coverage):
        return frame.matrix.set_index("gist").drop(columns=["event", "statement", "n_carried"]).replace("omitted", "not found")
    if not {"statement", "outlet", "status"} <= set(frame.columns):
        return frame
    twice = frame.duplicated(["statement", "outlet"])
    if twice.any():
        cell = frame[twice].iloc[0]
        raise FramingError(f"{cell['outlet']} has two statuses for {cell['statement']!r}. Give each cell one row.")
    wide = frame.pivot(index="statement", columns="outlet", values="status").fillna("not found")
    return wide.loc[list(dict.fromkeys(frame["statement"]))]


def _key() -> list[Key]:
    return [
        Key("carried", colour("blue"), marker="s"),
        Key("partly", colour("blue"), marker="d"),
        Key("not found in this text", ink(0.5), marker="s", hollow=True),
        Key("could not have known", ink(0.5), marker="_"),
    ]


def _columns(ax: Axes, outlets: Sequence[str]) -> None:
    """Name the columns above, upright where they are too narrow for the words."""
    room = room_for(ax, 0.9 - _NAMES) / len(outlets) - 0.4 * base()
    size = SMALL * base()
    flat = all(text_width(word, size) <= room for outlet in outlets for word in outlet.split())
    texts = told_apart(outlets, room if flat else 12 * base(), size, lines=3 if flat else 1)
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(outlets)), texts, rotation=0 if flat else 90)
    for label in ax.get_xticklabels():
        label.set_parse_math(False)
    ax.tick_params(axis="x", labelcolor=ink())
    ax.set_xlim(-0.5, len(outlets) - 0.5)


def _cell(ax: Axes, row: int, column: int, status: str) -> None:
    marker = {"carried": "s", "partly": "d", "not found": "s", "could not have known": "_"}[status]
    shade = colour("blue") if status in ("carried", "partly") else ink(0.4)
    face = paper() if status == "not found" else shade
    ax.plot([column], [row], marker=marker, color=shade, markerfacecolor=face, markersize=0.95 * base(), label=status,
            markeredgewidth=1)  # fmt: skip


def _carried(cells: Sequence[str]) -> str:
    """Return how many of the outlets that could have known carry a statement, in whole or in part."""
    known = [each for each in cells if each != "could not have known"]
    return f"{sum(each in ('carried', 'partly') for each in known)} of {len(known)}" if known else NOTHING
