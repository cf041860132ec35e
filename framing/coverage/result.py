"""The result: who carries what, in which words, in which place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike
from typing import TYPE_CHECKING

from framing.analysis import Analysis

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Coverage"]


@dataclass(frozen=True, eq=False, repr=False)
class Coverage:
    """Statements that several outlets could report, and what each of them did with them.

    `cells` has a row per statement, outlet and sentence: event, statement (its name), gist (a plain and short sentence
    among those most like the others), outlet, cell, found (what the program said; `cell` is for editing), article,
    segment, start, end, text, position (0 = beginning of the text), likeness (to the other outlets' sentences), flag
    (figures, days or speakers that no other wording has), n_others (independent outlets beside this one that carry the
    statement).

    Examples
    --------
    >>> import framing
    >>> framing.coverage(framing.analyze(framing.demo_corpus()), "dobbs")
    <Coverage of 1 event: ... statements in 5 outlets>
    """

    analysis: Analysis
    cells: pd.DataFrame

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """One row per statement: event, statement, gist, n_carried (outlets), then a column per outlet with its cell."""
        keys = ["event", "statement", "gist"]
        first = self.cells.drop_duplicates(subset=["statement", "outlet"])
        wide = first.pivot(index=keys, columns="outlet", values="cell")
        wide = wide.loc[first.set_index(keys).index.unique()]
        wide.insert(0, "n_carried", (wide == "carried").sum(axis=1))
        wide.columns.name = None
        return wide.reset_index()

    @cached_property
    def statements(self) -> pd.DataFrame:
        """The sentences that carry a statement or a part of it, with their offsets."""
        rows = self.cells[self.cells["article"].notna() & self.cells["cell"].isin(["carried", "partly"])]
        return rows.reset_index(drop=True)

    @cached_property
    def outlets(self) -> pd.DataFrame:
        """What share of what the others carry each outlet carries.

        Columns: outlet, coverage (0–1: statements carried, parts as one half, over the statements it could have
        known, each weighted by the number of other independent outlets that carry it), n_statements, n_knowable,
        n_carried, n_partly, n_omitted, n_words. Longer articles carry more: compare outlets with `pairs`, which
        looks at articles of like length only.
        """
        from framing.coverage.shares import outlet_table

        return outlet_table(self.cells, self.analysis.articles)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Two outlets at a time, on the statements that both could have known, in articles of like length.

        Columns: outlet, other, n_events, n_joint (statements that either carries), n_both, n_only_outlet,
        n_only_other, agreement (n_both / n_joint), n_length_excluded (events whose articles differ by more than half
        in words).
        """
        from framing.coverage.shares import pair_table

        return pair_table(self.cells, self.analysis.articles)

    @cached_property
    def passages(self) -> pd.DataFrame:
        """The outlets' wordings of each statement side by side, those that differ most first.

        Columns: rank (of the statement), statement, event, outlet, article, segment, start, end, text, marked (the
        text with the words that most of the others do not have between **), differs (their offsets), cue, stance,
        voice, speaker, side_terms ("A: invaders"), loaded (terms), agency ("named: …", "deleted: …"), likeness,
        difference (0–1: of the statement's wordings in side, stance, agency, voice, loaded terms and cue), why. The
        rank is by difference times likeness squared: a wrong alignment differs most.
        """
        from framing.coverage.passages import passages

        return passages(self)

    def grid(self, *, top: int = 20) -> pd.DataFrame:
        """Return the matrix as `framing.charts.coverage_matrix` draws it: the statements of most outlets, by their gist.

        "omitted" is told as "not found": the stronger word is for those who have read the texts.

        Examples
        --------
        >>> import framing
        >>> found = framing.coverage(framing.analyze(framing.demo_corpus()), "cop28")
        >>> ax = framing.charts.coverage_matrix(found.grid(top=12))
        """
        frame = self.matrix.sort_values("n_carried", ascending=False, kind="stable").head(top)
        wide = frame.set_index("gist").drop(columns=["event", "statement", "n_carried"])
        return wide.dropna(axis="columns", how="all").fillna("not found").replace("omitted", "not found")

    def side_by_side(self, *, top: int = 3) -> pd.DataFrame:
        """Return the wordings of the first `top` statements as `framing.charts.passages` sets them.

        Columns: statement (its gist), outlet, text, bold (the words that differ).

        Examples
        --------
        >>> import framing
        >>> found = framing.coverage(framing.analyze(framing.demo_corpus()), "grain-deal")
        >>> ax = framing.charts.passages(found.side_by_side(top=2))
        """
        own = self.passages[self.passages["rank"] <= top]
        gists = self.matrix.set_index("statement")["gist"]
        marked = own["marked"].map(lambda text: tuple(text.split("**")[1::2]))
        return own[["outlet", "text"]].assign(statement=own["statement"].map(gists), bold=marked)

    @cached_property
    def order(self) -> pd.DataFrame:
        """Where statements, actors, sides and speakers stand, and who has the first and the last word.

        Columns: event, outlet, article, what (statement, actor, side or speaker), name, n, in_headline, in_lead,
        position (of the first, 0–1), rank (1 = first of its kind in the text), first_word, last_word (speakers).
        """
        from framing.coverage.order import order

        return order(self)

    @cached_property
    def speakers(self) -> pd.DataFrame:
        """Which speakers each outlet lets speak.

        Columns: event, speaker, n_outlets, then a column per outlet: direct (in quotation marks), indirect, absent.
        """
        from framing.coverage.speakers import speaker_table

        return speaker_table(self)

    @cached_property
    def speeches(self) -> pd.DataFrame:
        """Which sentences of a speaker each outlet chose.

        Columns: event, speaker, statement (None: only this outlet has it), outlet, article, segment, start, end,
        text, kind, cue, stance, n_outlets (that chose the same).
        """
        from framing.coverage.speakers import speech_table

        return speech_table(self)

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write the cells for editing; `framing.coverage.read_coverage` reads them back."""
        self.cells.to_csv(path, index=False)

    def __repr__(self) -> str:
        n_events, n_outlets = self.cells["event"].nunique(), self.cells["outlet"].nunique()
        events = f"{n_events} event{'s' if n_events != 1 else ''}"
        return f"<Coverage of {events}: {self.cells['statement'].nunique()} statements in {n_outlets} outlets>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.matrix.to_html(index=False, border=0, na_rep='–')}"
