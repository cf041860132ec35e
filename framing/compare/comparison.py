"""The result of a comparison: measures with honest intervals, words that add up, sentences without causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from framing.analysis import Analysis
from framing.compare.design import Design
from framing.compare.wording import caption, methods, sentence
from framing.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd

    from framing.coverage import Coverage

__all__ = ["Comparison"]


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """A target compared with a named reference.

    `measures` has one row per measure: target, reference (their values on the compared articles), ratio (NaN for means such
    as tone, which have no zero to divide by), difference, low and high (95 % interval of the column that `scale` names), p
    (adjusted within its family; NaN where a test is refused), family ("primary": declared and adjusted by max-T;
    "exploratory": false discovery rate), n_units, unit, detectable (smallest ratio that this design finds with 80 % power),
    note.
    """

    analysis: Analysis
    design: Design
    measures: pd.DataFrame
    voice: str = "outlet"
    alpha: float = 0.05
    stamp: str = ""
    refusals: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> pd.DataFrame:
        """Which terms make up the difference in loaded terms; the contributions add up to it exactly.

        Columns: entry, lexicon, forms, side, n_target, n_reference, target and reference (per 1,000 words),
        contribution (target minus reference), n_articles (that hold the term).
        """
        from framing.compare.words import contributions

        return contributions(self)

    @cached_property
    def coverage(self) -> Coverage:
        """What each outlet carries of the events, statement by statement (see `framing.coverage`)."""
        from framing.coverage import coverage

        return coverage(self.analysis)

    def finding(self, measure: str) -> pd.Series[Any]:
        """Return the row of one measure."""
        rows = self.measures.set_index("measure")
        if measure not in rows.index:
            raise UnknownName("measure", measure, rows.index)
        return rows.loc[[measure]].iloc[0]

    def sentence(self, measure: str | None = None) -> str:
        """Return one honest sentence per finding, of one measure or of all primary ones."""
        if measure is not None:
            return sentence(self, measure)
        primary = self.measures.loc[self.measures["family"] == "primary", "measure"]
        return "\n".join(sentence(self, name) for name in primary)

    def sensitivity(self, measure: str | None = None, *, others: Mapping[str, Analysis] | None = None) -> pd.DataFrame:
        """Return whether a finding survives leaving out each part that it rests on, and counting otherwise.

        Parameters
        ----------
        measure
            One measure; by default all primary ones.
        others
            Other analyses of the same articles by name: with another version of a lexicon, with a colleague's, without
            the trained tagger.

        Returns
        -------
        DataFrame
            measure, variation (term, lexicon, cue, actor, verb, article, event, the key where the reference is pooled,
            copies, voices, segment, analysis), left_out, value (ratio or difference, as `scale` says), low, high, p (adjusted as
            before; 999 random swaps beyond 12 events), n_units, same_sign, still_excludes_no_effect (NA where there is
            no interval), note. Within a variation the part that moves the result most stands first. For
            `framing.charts.sensitivity`.

        Raises
        ------
        FramingError
            Another analysis lacks some of the compared articles.

        Notes
        -----
        Leaving out the one part that moves a result most is no test: of many parts one always moves it most. Worry when
        the sign changes, or when one article or one term carries the finding.

        Examples
        --------
        >>> import framing
        >>> analysis = framing.analyze(framing.demo_corpus())
        >>> gap = framing.compare(analysis, target="Eastern Banner", reference="Meridian Wire")
        >>> found = gap.sensitivity("loaded_rate")
        >>> found.loc[found["variation"] == "event", "same_sign"].all()
        np.True_
        """
        from framing.compare.sensitivity import sensitivity

        return sensitivity(self, measure, others or {})

    def caption(self) -> str:
        """Return what must stand under every figure and table of this comparison."""
        return caption(self)

    def methods(self) -> str:
        """Return a methods paragraph with versions and references."""
        return methods(self)

    def to_latex(self) -> str:
        """Return the measures as a LaTeX table with its caption."""
        columns = ["measure", "target", "reference", "ratio", "difference", "low", "high", "p", "n_units"]
        frame = self.measures[columns]
        return str(frame.to_latex(index=False, float_format="%.2f", na_rep="–", escape=True, caption=self.caption()))

    def __repr__(self) -> str:
        design = self.design
        stamp = f" [{self.stamp}]" if self.stamp else ""
        return f"<Comparison of {design.target} with {design.reference}: {design.describe()}>{stamp}"

    def _repr_html_(self) -> str:
        table = self.measures.to_html(index=False, float_format="{:.3g}".format, na_rep="–", border=0)
        return f"<p>{escape(repr(self))}</p>{table}<p>{escape(self.caption())}</p>"
