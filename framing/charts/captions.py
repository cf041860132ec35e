"""Captions: whose words, how many articles, which lexicons, what the intervals are, what may be concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from framing.analysis import Analysis
from framing.charts.wanted import check_chart
from framing.compare import Comparison
from framing.compare.wording import VOICES, lexicons_used, scope

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["DETECTORS", "caption", "extent", "plural", "tell", "words_of"]

DETECTORS = "Detector errors uncorrected."
_CAPTIONS: WeakKeyDictionary[Axes, str] = WeakKeyDictionary()


def caption(chart: Axes | Figure) -> str:
    """Return what must stand under a chart of this package; of a figure, the captions of its panels.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze("Officials claimed the so-called government had met.", lexicons=[])
    >>> framing.charts.caption(framing.charts.outlet_rates(analysis))[:48]
    "Counts in the outlet's own voice (quotations exc"
    """
    check_chart("caption", chart)
    axes: Any = chart.axes
    panels: list[Any] = axes if isinstance(axes, list) else [chart]
    return "\n".join(dict.fromkeys(_CAPTIONS[each] for each in panels if each in _CAPTIONS))


def tell(ax: Axes, *sentences: str) -> Axes:
    """Give a chart its caption."""
    _CAPTIONS[ax] = " ".join(each for each in sentences if each)
    return ax


def plural(number: float, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> plural(1, "article"), plural(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"


def extent(articles: pd.DataFrame) -> str:
    """Return how many articles, on how many events.

    Examples
    --------
    >>> import framing
    >>> extent(framing.demo_corpus().to_frame())
    '30 articles on 6 events'
    """
    events = articles["event"].nunique()
    return plural(len(articles), "article") + (f" on {plural(events, 'event')}" if events else "")


def words_of(source: Analysis | Comparison, voice: str = "outlet", intervals: str = "", *, what: str = "") -> str:
    """Return the caption of an analysis or a comparison.

    Parameters
    ----------
    voice
        Whose words were counted; "" where the chart counts no words.
    intervals
        What the intervals are, in words.
    what
        What was counted where it is not words of a voice.
    """
    if isinstance(source, Comparison):
        return source.caption()
    articles = source.table("articles")
    counted = what or f"Counts {VOICES[voice]}"
    text = (
        f"{counted}: {extent(articles)}, {plural(articles['n_words'].sum(), 'word')}. "
        f"Lexicons {lexicons_used(source.manifest)}. "
        f"{f'Intervals: {intervals}. ' if intervals else ''}{DETECTORS} Differences are {scope(source.manifest)}."
    )
    return text
