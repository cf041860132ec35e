"""The panel that every chart is drawn into: heading, key, rows, notes, and a figure of the right height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from framing.charts.heading import SMALL, Key, heading, lettering
from framing.charts.lettering import balanced, base, text_width, told_apart, wrapped
from framing.charts.look import MILLIMETRES, ink

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.offsetbox import OffsetBox
    from matplotlib.text import Annotation

__all__ = ["LABELS", "empty_panel", "labelled_rows", "open_panel", "room_for", "side_column", "size"]

ROW = 2.3  # height of a row, in units of the base
_AXIS = 3.0  # room for an axis and its numbers, in units of the base
LABELS = 0.36  # at most this part of the width is for the names of rows
_MANY, _CLOSE = 20, 0.85  # from so many rows on they stand closer, by this factor
_EDGE = "edge"  # label of texts outside the axes that headings keep clear of


def size(rows: float, *, width: float | None = None) -> tuple[float, float]:
    """Return a good figure size in inches for a chart with so many rows.

    Parameters
    ----------
    rows
        Rows of the chart (outlets, statements, terms).
    width
        Width in millimetres, by default that of the style in force.

    Examples
    --------
    >>> from framing import charts
    >>> with charts.style("print"):
    ...     small, large = charts.size(1, width=89), charts.size(40, width=89)
    >>> small[0] == large[0], large[1] > 4 * small[1]
    (True, True)
    """
    import matplotlib

    inches = width / MILLIMETRES if width else float(matplotlib.rcParams["figure.figsize"][0])
    return inches, _height(rows * ROW * base(), 6 * base())


def _height(plot: float, around: float) -> float:
    return (plot + around + _AXIS * base()) / 72


def open_panel(
    ax: Axes | None,
    title: str,
    subtitle: str,
    *,
    rows: float,
    key: Sequence[Key] = (),
    notes: str = "",
    row: float = ROW,
) -> Axes:
    """Return axes with a heading, in a new figure high enough for the rows if none are given; many rows stand closer."""
    row = min(row, max(_CLOSE * row, ROW)) if rows > _MANY else row
    width = _figure_width() if ax is None else _panel_width(ax)
    head, above = heading(title, subtitle, key, width)
    lines = [line for each in notes.split("\n") for line in balanced(each, width, SMALL * base())] if notes else []
    if ax is None:
        ax = _new_axes(_height(rows * row * base(), above + (len(lines) * 1.25 + 1) * base()))
    elif (figure := _figure(ax)).get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    _plain(ax)
    _attach(ax, head, (0.0, 1.0), (0.0, 0.6 * base()), (0.0, 0.0))
    if lines:
        _attach(ax, lettering("\n".join(lines), SMALL, ink(0.6)), (0.0, 0.0), (0.0, -0.5 * base()), (0.0, 1.0))
    ax.set_label(title)
    return ax


def empty_panel(ax: Axes | None, title: str, subtitle: str, message: str) -> Axes:
    """Return a chart that says in words that there is nothing to draw."""
    ax = open_panel(ax, title, subtitle, rows=2)
    room = _panel_width(ax) * 0.9
    text = "\n".join(wrapped(message, room, base()))
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=ink(0.6), label="empty")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_facecolor(ink(0.04))
    return ax


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("The axes belong to no figure.")
    return figure


def _new_axes(height: float) -> Axes:
    from matplotlib import pyplot

    _, ax = pyplot.subplots(figsize=(_figure_width() / 72 + 2 * _pad(), height), layout="constrained")
    return ax


def _pad() -> float:
    return 0.04167  # inches that constrained layout leaves around


def _figure_width() -> float:
    import matplotlib

    return (float(matplotlib.rcParams["figure.figsize"][0]) - 2 * _pad()) * 72


def _panel_width(ax: Axes) -> float:
    """Return the width in points that the axes have with their labels."""
    width = float(_figure(ax).get_size_inches()[0])
    spec = ax.get_subplotspec()
    if spec is None:
        return ax.get_position().width * width * 72
    part = (spec.colspan.stop - spec.colspan.start) / spec.get_gridspec().ncols
    return (width * part - 2 * _pad()) * 72


def room_for(ax: Axes | None, part: float) -> float:
    """Return a part of the panel's width in points; without axes, of the panel that a chart would make itself."""
    return (_figure_width() if ax is None else _panel_width(ax)) * part


def _plain(ax: Axes) -> None:
    """Leave of the axes only what says something."""
    small = SMALL * base()
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(axis="both", length=0, labelsize=small, labelcolor=ink(0.7), pad=0.4 * base())
    ax.set_axisbelow(True)
    ax.xaxis.label.set(size=small, color=ink(0.7))
    ax.yaxis.label.set(size=small, color=ink(0.7))


def _outside(ax: Axes) -> Callable[[Any], Any]:
    """Return a function that gives the box of the axes with their labels at drawing time."""
    from matplotlib.transforms import Bbox

    def box(renderer: Any) -> Bbox:
        boxes = [ax.get_window_extent(renderer)]
        boxes += [found for axis in (ax.xaxis, ax.yaxis) if (found := axis.get_tightbbox(renderer)) is not None]
        boxes += [text.get_window_extent(renderer) for text in ax.texts if text.get_label() == _EDGE]
        return Bbox.union(boxes)

    return box


def _attach(ax: Axes, box: OffsetBox, xy: tuple[float, float], shift: tuple[float, float], align: tuple[float, float]) -> None:
    from matplotlib.offsetbox import AnnotationBbox

    where = _outside(ax)
    found = AnnotationBbox(
        box, xy, shift, where, "offset points", frameon=False, pad=0, box_alignment=align, annotation_clip=False
    )
    ax.add_artist(found)


def labelled_rows(ax: Axes, labels: Sequence[str], *, lines: int = 2, part: float = LABELS) -> None:
    """Name the rows of a chart from top to bottom; long names are broken or cut, in the middle if that tells them apart."""
    room = room_for(ax, part)
    texts = told_apart(labels, room, base(), lines=lines)
    ax.set_yticks(range(len(labels)), texts)
    ax.tick_params(axis="y", labelsize=base(), labelcolor=ink(), pad=0.6 * base())
    for text in ax.get_yticklabels():
        text.set_parse_math(False)
        text.set_linespacing(1.05)
    ax.set_ylim(len(labels) - 0.5, -0.5)


def side_column(ax: Axes, texts: Sequence[str], heading: str, *, shift: float = 0.8, at: Sequence[float] | None = None) -> float:
    """Write a column of figures to the right of the rows (or of places `at`); returns where the next may start."""
    scale = SMALL * base()
    wide = max(text_width(line, scale) for each in (*texts, heading) for line in each.split("\n"))
    for row, text in zip(at or range(len(texts)), texts, strict=True):
        _beside(ax, text, (1, row), ("axes fraction", "data"), (shift * base() + wide, 0), "center")
    if heading:
        above = _beside(ax, heading, (1, 1), "axes fraction", (shift * base() + wide, 0.35 * base()), "bottom")
        above.set_label(_EDGE)
        above.set_color(ink(0.55))
    return shift + wide / base() + 1.0


def _beside(ax: Axes, text: str, xy: tuple[float, float], coords: Any, shift: tuple[float, float], va: str) -> Annotation:
    return ax.annotate(
        text,
        xy,
        shift,
        coords,
        "offset points",
        ha="right",
        va=va,
        size=SMALL * base(),
        color=ink(0.72),
        annotation_clip=False,
    )
