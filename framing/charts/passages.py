"""Matched passages side by side, set as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.charts.captions import plural, tell
from framing.charts.lettering import base, text_width, wrapped
from framing.charts.look import house, ink
from framing.charts.panel import ROW, empty_panel, open_panel, room_for
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.coverage.result import Coverage

__all__ = ["passages"]

_OUTLETS = 0.24  # part of the width for the names of outlets
_LEADING = 1.4  # distance of lines, in units of the base
_HINTING = 1.012  # letters on a screen are a little wider than their outlines
_BOLD = 0.88  # room that is left for bold type being wider
_LINES = 8  # lines of a passage before it is cut
_CAPTION = "Passages on the same statement, as they stand in the texts; bold: the words that differ in choice or stance."


class _Block(NamedTuple):
    """A statement's heading, or an outlet with its passage, broken into lines."""

    kind: str
    outlet: list[str]
    lines: list[str]
    bold: tuple[str, ...]


@house
def passages(
    frame: Coverage | pd.DataFrame, *, top: int = 1, title: str = "The same in other words", ax: Axes | None = None
) -> Axes:
    """Set passages of several outlets on the same statement as a table, words of interest in bold.

    Parameters
    ----------
    frame
        What `framing.coverage` returned; or one row per passage, in the order of the table: columns outlet and text; if
        known, statement (a heading over each group) and bold (a text or several that stand in the passage).
    top
        How many statements of a coverage, those whose wordings differ most.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> frame = pd.DataFrame({"outlet": ["Wire", "Spark"], "text": ["said the step was wrong", "blasted the step"],
    ...                       "bold": ["said", "blasted"]})
    >>> ax = framing.charts.passages(frame)
    >>> [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    ['said', 'blasted']
    """
    frame = _passages(frame, top)
    for name in ("outlet", "text"):
        if name not in frame:
            raise FramingError(f"The frame has no column {name!r}. It needs: outlet, text.")
    subtitle = f"{plural(len(frame), 'passage')} from {plural(frame['outlet'].nunique(), 'outlet')}"
    if not len(frame):
        return tell(empty_panel(ax, title, subtitle, "No two texts have a passage on the same statement."), _CAPTION)
    blocks = _blocks(frame, room_for(ax, _OUTLETS) - base(), room_for(ax, 1 - _OUTLETS) - base())
    height = sum(_height(block) for block in blocks)
    ax = open_panel(ax, title, subtitle, rows=height / ROW)
    ax.set_xlim(0, 1)
    ax.set_ylim(height, 0)
    ax.set_xticks([])
    ax.set_yticks([])
    at = 0.0
    for block in blocks:
        _set(ax, block, at)
        at += _height(block)
    return tell(ax, _CAPTION)


def _passages(frame: Coverage | pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the passages of a coverage whose wordings differ most, the words that differ as `bold`."""
    import pandas as pd

    from framing.coverage.result import Coverage

    if not isinstance(frame, Coverage):
        return frame
    rows = frame.passages[frame.passages["rank"] <= top]
    bold = [
        [text[low - start : high - start] for low, high in differs]
        for text, start, differs in zip(rows["text"].tolist(), rows["start"].tolist(), rows["differs"].tolist(), strict=True)
    ]
    rows = rows.assign(bold=pd.Series(bold, rows.index, object))
    return rows if top > 1 else rows.drop(columns="statement")


def _blocks(frame: pd.DataFrame, left: float, right: float) -> list[_Block]:
    blocks: list[_Block] = []
    heading = ""
    for each in frame.to_dict("records"):
        statement = each.get("statement")
        if isinstance(statement, str) and statement != heading:
            heading = statement
            blocks.append(_Block("heading", [], wrapped(statement, left + right, base(), lines=3), ()))
        outlet = wrapped(str(each["outlet"]), left, base(), lines=3)
        lines = wrapped(str(each["text"]), right * _BOLD, base(), lines=_LINES)
        blocks.append(_Block("passage", outlet, lines, _words(each.get("bold"))))
    return blocks


def _words(bold: Any) -> tuple[str, ...]:
    if isinstance(bold, str):
        return (bold,) if bold else ()
    return tuple(str(each) for each in bold) if isinstance(bold, (list, tuple)) else ()


def _height(block: _Block) -> float:
    """Return the height of a block in units of the base."""
    return max(len(block.outlet), len(block.lines)) * _LEADING + (1.3 if block.kind == "heading" else 0.9)


def _set(ax: Axes, block: _Block, top: float) -> None:
    ax.plot([0, 1], [top, top], color=ink(0.6 if block.kind == "heading" else 0.15), linewidth=0.8, clip_on=False)
    first = top + (1.6 if block.kind == "heading" else 1.3)
    for number, line in enumerate(block.outlet):
        _write(ax, line, (0.0, first + number * _LEADING), 0.0, ink(0.65))
    offset = 0.0 if block.kind == "heading" else _OUTLETS
    spans = _bold_spans(" ".join(block.lines), block.bold)
    done = 0
    for number, line in enumerate(block.lines):
        colour = ink(0.65) if block.kind == "heading" else ink()
        _line(ax, line, [(start - done, end - done) for start, end in spans], (offset, first + number * _LEADING), colour)
        done += len(line) + 1


def _bold_spans(text: str, bold: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the bold words stand, also across the end of a line."""
    spans = []
    for each in bold:
        wanted = " ".join(each.split())
        start = text.casefold().find(wanted.casefold()) if wanted else -1
        if start >= 0:
            spans.append((start, start + len(wanted)))
    return sorted(spans)


def _line(ax: Axes, line: str, spans: Sequence[tuple[int, int]], xy: tuple[float, float], colour: str) -> None:
    """Write a line in pieces, plain and bold, one after the other."""
    shift, place = 0.0, 0
    for start, end in spans:
        start, end = max(start, place), min(end, len(line))
        if start < end:
            shift = _write(ax, line[place:start], xy, shift, colour)
            shift = _write(ax, line[start:end], xy, shift, colour, "bold")
            place = end
    _write(ax, line[place:], xy, shift, colour)


def _write(ax: Axes, text: str, xy: tuple[float, float], shift: float, colour: str, weight: str = "normal") -> float:
    """Write a piece of text at a shift in points; returns where the next piece begins."""
    said = text.strip(" ")
    space = text_width("a a", base(), weight) - text_width("aa", base(), weight)
    shift += space * (len(text) - len(text.lstrip(" ")))
    if not said:
        return shift
    ax.annotate(
        said, xy, (shift, 0), textcoords="offset points", va="baseline", ha="left", color=colour, weight=weight,
        size=base(), annotation_clip=False,
    )  # fmt: skip
    return shift + _HINTING * text_width(said, base(), weight) + space * (len(text) - len(text.rstrip(" ")))
