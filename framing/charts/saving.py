"""Charts on disk: SVG, PDF and PNG that are the same bytes on every run, with their caption inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts.captions import caption
from framing.charts.look import SALT
from framing.charts.wanted import check_chart
from framing.errors import OutputError, UnknownName

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["save"]

FORMATS = ("svg", "pdf", "png")


def save(chart: Axes | Figure, path: str | Path) -> Path:
    """Write a chart as SVG, PDF or PNG, as the ending of the path says.

    The file holds the chart's caption as its description and neither a date nor chance: the same data give the same
    bytes on the same version of matplotlib.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UnknownName
        Another ending.
    OutputError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile, framing
    >>> analysis = framing.analyze("Officials claimed the so-called government had met.", lexicons=[])
    >>> ax = framing.charts.outlet_rates(analysis)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     framing.charts.save(ax, f"{folder}/rates.svg").name
    'rates.svg'
    """
    import matplotlib

    check_chart("save", chart)
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise UnknownName("format", kind, FORMATS)
    figure = _figure(chart)
    settings: dict[Any, Any] = {
        "svg.hashsalt": SALT,
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
        "text.parse_math": False,
    }
    try:
        with matplotlib.rc_context(settings):
            figure.savefig(path, format=kind, dpi="figure", metadata=_metadata(kind, _title(figure), caption(chart)))
    except OSError as problem:
        raise OutputError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
    return path


def _figure(chart: Axes | Figure) -> Figure:
    figure = chart.get_figure(root=True)
    if figure is None:
        raise OutputError("The chart has been removed from its figure: draw it again.")
    return figure


def _title(figure: Figure) -> str:
    return "; ".join(str(label) for ax in figure.axes if (label := ax.get_label()) and not str(label).startswith("<"))


def _metadata(kind: str, title: str, description: str) -> dict[str, Any]:
    if kind == "svg":
        return {"Date": None, "Title": title, "Description": description}
    if kind == "pdf":
        return {"CreationDate": None, "ModDate": None, "Title": title, "Subject": description}
    return {"Title": title, "Description": description}
