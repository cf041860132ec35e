"""Words that set two outlets apart, with the band that chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.charts.captions import plural, tell
from framing.charts.groups import records
from framing.charts.heading import SMALL, Key
from framing.charts.lettering import base, fitted
from framing.charts.look import colour, house, ink
from framing.charts.panel import empty_panel, labelled_rows, open_panel, room_for, side_column
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.discover import Discovery

__all__ = ["distinctive"]

_HALF = 0.28  # part of the width for the name of a side below the axis
_NEEDED = ("word", "zeta", "n_articles")


@house
def distinctive(
    found: Discovery | pd.DataFrame,
    *,
    band: float | None = None,
    top: int = 15,
    target: str = "target",
    reference: str = "reference",
    ax: Axes | None = None,
) -> Axes:
    """Draw words by ζ, log-odds over their error, with the band that relabelled articles give.

    ζ ranks words and is no z-score: words inside the band are what two halves of one outlet would show too. Look at
    the articles before calling a word typical of anyone.

    Parameters
    ----------
    found
        What `framing.discover` returns, or a frame with the columns word, zeta (positive: the target's) and n_articles
        (on the side that the word marks); its `attrs` may hold band, target and reference.
    band
        The abs(ζ) that 95 % of relabelled corpora do not exceed with any word.
    top
        So many words on each side.

    Raises
    ------
    FramingError
        A column is missing.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> words = pd.DataFrame({"word": ["regime", "said"], "zeta": [4.8, -2.1], "n_articles": [9, 12]})
    >>> ax = framing.charts.distinctive(words, band=3.7, target="Banner", reference="Wire")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['regime', 'said']
    """
    frame = _frame(found)
    band = frame.attrs.get("band") if band is None else band
    first, second = frame.attrs.get("target", target), frame.attrs.get("reference", reference)
    title = f"Words that set {first} and {second} apart"
    subtitle, told = _said(found, frame, band)
    if not len(frame):
        return tell(empty_panel(ax, title, subtitle, "No word occurs often enough to be compared."), told)
    rows = _rows(frame, top)
    ax = open_panel(ax, title, subtitle, rows=len(rows), row=1.75, key=_key(band, first, second))
    labelled_rows(ax, [str(word) for word in rows["word"]], lines=1, part=0.3)
    if band is not None:
        ax.axvspan(-band, band, color=ink(0.08), linewidth=0, zorder=0, label="band")
    _words(ax, rows, band)
    ax.axvline(0, color=ink(), linewidth=0.8)
    reach = 1.08 * max(float(rows["zeta"].abs().max()), band or 0.0)
    ax.set_xlim(-reach, reach)
    room = room_for(ax, _HALF)
    left, right = (fitted(name, room, SMALL * base(), middle=True) for name in (second, first))
    ax.set_xlabel(f"← {left}      ζ      {right} →")
    side_column(ax, [f"{int(n):,}" for n in rows["n_articles"]], "articles")
    return tell(ax, told)


def _words(ax: Axes, rows: pd.DataFrame, band: float | None) -> None:
    for row, each in enumerate(records(rows)):
        beyond = band is None or abs(each["zeta"]) > band
        shade = (colour("blue") if each["zeta"] > 0 else colour("vermilion")) if beyond else ink(0.35)
        ax.plot([0, each["zeta"]], [row, row], color=shade, linewidth=1.2, zorder=2)
        ax.plot([each["zeta"]], [row], marker="o" if each["zeta"] > 0 else "s", color=shade, markersize=0.55 * base(),
                label="word", zorder=3)  # fmt: skip


def _frame(found: Discovery | pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    frame = found if isinstance(found, pd.DataFrame) else found.ranked
    missing = [name for name in _NEEDED if name not in frame]
    if missing:
        raise FramingError(f"The frame has no column {missing[0]!r}. It needs: {', '.join(_NEEDED)}.")
    return frame


def _said(found: Discovery | pd.DataFrame, frame: pd.DataFrame, band: float | None) -> tuple[str, str]:
    """Return subtitle and caption; what was discovered knows its articles and events."""
    chance = f" Band: 95 % of relabelled corpora show no word beyond ±{band:.1f}." if band is not None else ""
    import pandas as pd

    if isinstance(found, pd.DataFrame):
        told = "Words by ζ (log-odds with a Dirichlet prior); ζ ranks words and is no test."
        return f"ζ of log-odds; {plural(len(frame), 'word')} compared", told + chance
    stamp = f"[{found.stamp}] " if found.stamp else ""
    return f"{stamp}ζ of log-odds; {found.design.describe()}", found.caption() + chance


def _rows(frame: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the words with the largest ζ on both sides, from the target's to the reference's."""
    order = frame.sort_values("zeta", ascending=False, kind="stable")
    mine, theirs = order[order["zeta"] > 0].head(top), order[order["zeta"] < 0].tail(top)
    import pandas as pd

    return pd.concat([mine, theirs], ignore_index=True)


def _key(band: float | None, first: str, second: str) -> list[Key]:
    key = [Key(first, colour("blue"), marker="o"), Key(second, colour("vermilion"), marker="s")]
    if band is not None:
        key += [Key("within what chance gives (95 %)", ink(0.08)), Key("word inside it", ink(0.35), marker="o")]
    return key
