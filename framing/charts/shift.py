"""Which terms make up a difference: contributions that add up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.charts.bars import Piece, bar
from framing.charts.captions import tell
from framing.charts.groups import records, shown
from framing.charts.heading import SMALL, Key
from framing.charts.lettering import base, text_width, told_apart
from framing.charts.look import colour, house, ink, mixed, paper
from framing.charts.panel import LABELS, empty_panel, labelled_rows, open_panel, room_for, side_column
from framing.compare import Comparison

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["shift"]

_TICKS = 16.0  # room for the bars, in units of the base, from which there are several ticks
SPREAD = 3  # articles in which a term must occur to say something of an outlet (method, 2.10)


@house
def shift(comparison: Comparison, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw which terms make up the difference in loaded terms between target and reference.

    Each bar is one term's contribution per 1,000 words; the bars, with the one for all other terms, add up to the
    difference in the heading. The columns count the term on both sides. Pale bars are terms that occur in fewer than
    three articles: they describe those articles.

    Parameters
    ----------
    top
        So many terms, the largest contributions first; the others stand together in the last row.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> gap = framing.compare(analysis, target="Eastern Banner", reference="Meridian Wire", measures=["loaded_rate"])
    >>> ax = framing.charts.shift(gap, top=5)
    >>> bool(abs(sum(bar.get_width() for bar in ax.patches) - gap.words["contribution"].sum()) < 1e-9)
    True
    """
    design, words = comparison.design, comparison.words
    title = f"Loaded terms: {design.target} against {design.reference}"
    finding = comparison.finding("loaded_rate")
    total = shown(finding["difference"], "mean").removesuffix(".00")
    plus = "+" if finding["difference"] > 0 else ""
    subtitle = f"Together {plus}{total} loaded terms per 1,000 words; {design.describe()}"
    if comparison.stamp:
        subtitle = f"[{comparison.stamp}] {subtitle}"
    if not len(words):
        return tell(empty_panel(ax, title, subtitle, "Neither side uses a loaded term."), comparison.caption())
    rows = _rows(words, top)
    key = [Key(f"more in {design.target}", _target()), Key(f"more in {design.reference}", _reference(), "////")]
    if (rows["n_articles"] < SPREAD).any():
        key.append(Key(f"pale: in fewer than {SPREAD} articles", mixed(paper(), _target(), 0.4)))
    ax = open_panel(ax, title, subtitle, rows=len(rows), row=1.75, key=key)
    _bars(ax, rows)
    first, second = told_apart([design.target, design.reference], 6 * base(), SMALL * base(), lines=2)
    after = side_column(ax, [f"{n:,}" for n in rows["n_target"]], first)
    side_column(ax, [f"{n:,}" for n in rows["n_reference"]], second, shift=after)
    return tell(ax, comparison.caption())


def _target() -> str:
    return colour("blue")


def _reference() -> str:
    return colour("slate")


def _rows(words: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the largest contributions, and all others in one row."""
    import pandas as pd

    first, others = words.head(top), words.iloc[top:]
    rows = first[["forms", "n_target", "n_reference", "contribution", "n_articles"]].assign(others=False)
    if not len(others):
        return rows
    rest = {
        "forms": f"{len(others)} other terms",
        "n_target": others["n_target"].sum(),
        "n_reference": others["n_reference"].sum(),
        "contribution": others["contribution"].sum(),
        "n_articles": others["n_articles"].max(),
        "others": True,
    }
    return pd.concat([rows, pd.DataFrame([rest])], ignore_index=True)


def _whole(forms: str, room: float) -> str:
    """Return as many of the forms of a term as have room beside each other, at least one."""
    some = forms.split(", ")
    for number in range(len(some), 0, -1):
        text = ", ".join(some[:number]) + (" …" if number < len(some) else "")
        if text_width(text, base()) <= room:
            return text
    return some[0]


def _bars(ax: Axes, rows: pd.DataFrame) -> None:
    from matplotlib.ticker import MaxNLocator

    labelled_rows(ax, [_whole(str(forms), room_for(ax, LABELS)) for forms in rows["forms"]], lines=1)
    for row, each in enumerate(records(rows)):
        more = each["contribution"] >= 0
        shade = _target() if more else _reference()
        shade = shade if each["n_articles"] >= SPREAD else mixed(paper(), shade, 0.4)
        shade = ink(0.25) if each["others"] else shade
        bar(ax, row, [Piece(0, each["contribution"], shade, "" if more else "////")], height=0.68)
    ax.axvline(0, color=ink(), linewidth=0.8)
    ax.grid(axis="x", color=ink(0.13))
    ax.xaxis.set_major_locator(MaxNLocator(5 if room_for(ax, LABELS) > _TICKS * base() else 3))
    ax.set_xlabel("difference per 1,000 words")
