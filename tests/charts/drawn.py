"""What stands in a chart, for assertions."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.offsetbox import AnnotationBbox, TextArea


def lines(ax: Axes, label: str) -> list[np.ndarray]:
    """Return the points of the lines and markers with this label."""
    return [line.get_xydata() for line in ax.lines if line.get_label() == label]


def names(ax: Axes) -> list[str]:
    """Return the names of the rows."""
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def texts(ax: Axes) -> list[str]:
    """Return what is written in and beside the axes."""
    return [text.get_text() for text in ax.texts]


def bars(ax: Axes) -> list[tuple[float, float, float]]:
    """Return start, end and height on the page of every bar."""
    from matplotlib.patches import Rectangle

    found = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return [(bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2) for bar in found]


def heading(ax: Axes) -> str:
    """Return all that is written in heading, key and notes."""
    boxes = [artist for artist in ax.artists if isinstance(artist, AnnotationBbox)]
    return " | ".join(text for box in boxes for text in _said(box.offsetbox)).replace("\n", " ")


def _said(box: Any) -> list[str]:
    if isinstance(box, TextArea):
        return [box.get_text()]
    return [text for child in getattr(box, "get_children", list)() for text in _said(child)]
