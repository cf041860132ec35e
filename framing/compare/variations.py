"""What a comparison can do without: terms, articles, events, outlets, copies, voices, segments, a version of a lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.analysis.sums import Adder
from framing.compare.design import OTHERS
from framing.errors import FramingError
from framing.measure import Measure, Sum

if TYPE_CHECKING:
    from framing.compare.comparison import Comparison

__all__ = ["Compared", "Variation", "compared", "variations"]

Array = NDArray[np.float64]

#: What a table of evidence is taken apart by.
PARTS = {"terms": ("entry", "lexicon"), "attributions": ("cue",), "mentions": ("actor",), "agency": ("verb",)}
_COPY = "copy_of"  # as `framing.events.mark_copies` writes it


class Compared(NamedTuple):
    """The compared articles: their rows, their sides, and numerators and denominators as articles × measures."""

    used: NDArray[np.intp]
    side: NDArray[np.int8]
    top: Array
    bottom: Array


def compared(comparison: Comparison, measures: Sequence[Measure]) -> Compared:
    """Return the sums of the measures over the compared articles."""
    side = comparison.design.side
    used = np.flatnonzero(side >= 0)
    sums = [comparison.analysis.sums(measure, voice=comparison.voice) for measure in measures]
    top = np.stack([each.numerator[used] for each in sums], 1)
    return Compared(used, side[used], top, np.stack([each.denominator[used] for each in sums], 1))


@dataclass(frozen=True, eq=False)
class Variation:
    """Many ways to leave one part out: what each takes away from numerators and denominators.

    `top` and `bottom` hold one sparse matrix per measure, compared articles × ways.
    """

    name: str
    left_out: Sequence[str]
    top: Sequence[Any]
    bottom: Sequence[Any]


def variations(
    comparison: Comparison, measures: Sequence[Measure], base: Compared, others: Mapping[str, Analysis]
) -> Iterator[Variation]:
    """Yield every way to leave something out of the first of the measures, or to count otherwise."""
    yield from _parts(comparison, measures, base)
    articles = with_periods(comparison.analysis.articles, [comparison.design.key]).iloc[base.used]
    yield _without(base, "article", articles["article"].astype("str").to_numpy(object))
    if comparison.design.matched_by is not None:
        names = np.asarray(comparison.design.events, object)
        yield _without(base, "event", names[comparison.design.event[base.used]])
    if comparison.design.reference == OTHERS:
        outlets = articles[comparison.design.key].astype("str").to_numpy(object)
        yield _without(base, comparison.design.key, _only(outlets, base.side == 1))
    yield from _copies(comparison.analysis, base)
    yield from _counted_otherwise(comparison, measures, base)
    for name, other in others.items():
        yield _instead(base, "analysis", name, _in_other(comparison, measures, name, other, base))


def _only(values: NDArray[Any], chosen: NDArray[np.bool_]) -> NDArray[Any]:
    """Return the values where they are chosen, None elsewhere."""
    kept = values.astype(object)
    kept[~chosen] = None
    return kept


def _without(base: Compared, name: str, groups: NDArray[Any]) -> Variation:
    """Leave out each group of articles (None belongs to no group)."""
    from scipy import sparse

    left_out = list(dict.fromkeys(each for each in groups if each is not None))
    number = {each: place for place, each in enumerate(left_out)}
    rows = np.flatnonzero([each is not None for each in groups])
    member = sparse.csc_array(
        (np.ones(len(rows)), (rows, [number[groups[row]] for row in rows])), shape=(len(groups), len(left_out))
    )
    kinds = [[_scaled(member, values[:, j]) for j in range(values.shape[1])] for values in (base.top, base.bottom)]
    return Variation(name, left_out, *kinds)


def _scaled(member: Any, values: Array) -> Any:
    from scipy import sparse

    return sparse.csc_array(sparse.diags_array(values) @ member)


def _parts(comparison: Comparison, measures: Sequence[Measure], base: Compared) -> Iterator[Variation]:
    """Leave out each term (cue, actor, verb) and each lexicon that the measure of interest counts."""
    table = measures[0].numerator.table
    frame = comparison.analysis.tables.get(table)
    for column in PARTS.get(table, ()):
        if frame is None or column not in frame:
            continue
        adder = Adder(comparison.analysis.tables, comparison.voice)
        counted = frame[adder.rows(measures[0].numerator) | _rows_of(adder, measures[0].denominator, table)]
        held = set(comparison.analysis.articles["article"].to_numpy(object)[base.used])
        levels = sorted(counted.loc[counted["article"].isin(held), column].dropna().astype("str").unique())
        if len(levels) < 2 and column == "lexicon":
            continue
        kinds = [
            [_counts(comparison, adder, getattr(each, side), table, column, levels, base) for each in measures]
            for side in ("numerator", "denominator")
        ]
        yield Variation("term" if column == "entry" else column, levels, *kinds)


def _rows_of(adder: Adder, each: Sum, table: str) -> Any:
    return adder.rows(each) if each.table == table else False


def _counts(
    comparison: Comparison, adder: Adder, each: Sum, table: str, column: str, levels: Sequence[str], base: Compared
) -> Any:
    """Return what each level adds to a sum: compared articles × levels."""
    import pandas as pd
    from scipy import sparse

    shape = (len(base.used), len(levels))
    if each.table != table:
        return sparse.csc_array(shape)
    frame = comparison.analysis.tables[table]
    rows = np.flatnonzero(adder.rows(each))
    place = np.full(len(comparison.analysis.articles), -1)
    place[base.used] = np.arange(len(base.used))
    index = pd.Index(comparison.analysis.articles["article"])
    article = place[index.get_indexer(pd.Index(frame["article"].iloc[rows]))]
    level = pd.Index(levels).get_indexer(pd.Index(frame[column].iloc[rows].astype("str")))
    kept = (article >= 0) & (level >= 0)
    added = sparse.csc_array((adder.weights(each, rows)[kept], (article[kept], level[kept])), shape=shape)
    return _alone(added) if each.once else added


def _alone(counts: Any) -> Any:
    """Return 1 for the only level of an article, 0 elsewhere: an article that counts once loses nothing while another is left."""
    from scipy import sparse

    several = np.asarray((counts > 0).sum(axis=1)).ravel() > 1
    return sparse.csc_array(sparse.diags_array((~several).astype(float)) @ (counts > 0))


def _counted_otherwise(comparison: Comparison, measures: Sequence[Measure], base: Compared) -> Iterator[Variation]:
    """Count in all voices, in headlines only, in bodies only."""
    analysis = comparison.analysis
    if comparison.voice != "all" and measures[0].numerator.voiced:
        yield _instead(base, "voices", "all voices counted", [_pair(analysis, each, "all", base) for each in measures])
    for segment, words in (("headline", "headlines only"), ("body", "bodies only")):
        pairs = _in_segment(comparison, measures, segment, base)
        if pairs is not None:
            yield _instead(base, "segment", words, pairs)


def _pair(analysis: Analysis, measure: Measure, voice: str, base: Compared) -> tuple[Array, Array]:
    sums = analysis.sums(measure, voice=voice)
    return sums.numerator[base.used], sums.denominator[base.used]


def _in_other(
    comparison: Comparison, measures: Sequence[Measure], name: str, other: Analysis, base: Compared
) -> list[tuple[Array, Array]]:
    """Return the sums that another analysis gives for the same articles."""
    import pandas as pd

    wanted = comparison.analysis.table("articles")["article"].iloc[base.used]
    places = pd.Index(other.table("articles")["article"]).get_indexer(pd.Index(wanted))
    if (places < 0).any():
        missing = wanted[places < 0].astype(str)
        some = ", ".join(missing.head(3))
        raise FramingError(f"The analysis {name!r} lacks {len(missing)} compared articles: {some}. Analyse the same corpus.")
    sums = [other.sums(measure.name, voice=comparison.voice) for measure in measures]
    return [(each.numerator[places], each.denominator[places]) for each in sums]


def _instead(base: Compared, name: str, left_out: str, pairs: Sequence[tuple[Array, Array]]) -> Variation:
    """Put other sums in the place of those of the comparison."""
    from scipy import sparse

    top = [sparse.csc_array((base.top[:, j] - pair[0])[:, None]) for j, pair in enumerate(pairs)]
    bottom = [sparse.csc_array((base.bottom[:, j] - pair[1])[:, None]) for j, pair in enumerate(pairs)]
    return Variation(name, [left_out], top, bottom)


def _in_segment(
    comparison: Comparison, measures: Sequence[Measure], segment: str, base: Compared
) -> list[tuple[Array, Array]] | None:
    """Return the sums of one segment; None where the measure of interest has none."""
    tables, analysis = comparison.analysis.tables, comparison.analysis
    if "segment" not in tables.get(measures[0].numerator.table, ()):
        return None
    words = _headline_words(comparison)
    if words is None and measures[0].denominator.table == "articles":
        return None
    articles = analysis.table("articles")
    if words is not None:
        for name, headline in words.items():
            kept = headline if segment == "headline" else articles[name].to_numpy(float) - headline
            articles = articles.assign(**{name: np.maximum(kept, 0)})
    parts = {name: frame[frame["segment"] == segment] for name, frame in tables.items() if "segment" in frame}
    adder = Adder({**tables, **parts, "articles": articles}, comparison.voice)
    sums = [adder.sums(each) for each in measures]
    return [(each.numerator[base.used], each.denominator[base.used]) for each in sums]


def _headline_words(comparison: Comparison) -> dict[str, Array] | None:
    """Return the words of headlines per article, by voice; None for an analysis without its articles."""
    from framing.scorers.attribution import read_voices
    from framing.text.batch import build_batch

    corpus = comparison.analysis.corpus
    if corpus is None:
        return None
    batch = build_batch([(corpus[id].headline, "") for id in comparison.analysis.table("articles")["article"]])
    voice = read_voices(batch, trained=False, actors=()).token_voice
    counts = {"n_words": batch.words_per_article(), "n_words_outlet": batch.words_per_article(voice != 1)}
    counts |= {"n_words_direct": batch.words_per_article(voice == 1), "n_words_indirect": batch.words_per_article(voice == 2)}
    return {name: values.astype(float) for name, values in counts.items()}


def _copies(analysis: Analysis, base: Compared) -> Iterator[Variation]:
    """Leave out all copies of other articles (wire copy, republished pages) at once, where they are marked."""
    if _COPY not in analysis.articles:
        return
    copied = (analysis.articles[_COPY].fillna("") != "").to_numpy()[base.used]
    if copied.any():
        yield _without(base, "copies", _only(np.full(len(copied), "copies of other articles", object), copied))
