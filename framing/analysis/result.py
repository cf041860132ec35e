"""The result of an analysis: evidence, articles, and the measures that can be made of them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, cast

from framing.analysis.about import about_table
from framing.analysis.diversity import diversity_table
from framing.analysis.grouping import as_names, check_keys, grouped
from framing.analysis.store import StoredTables, save_analysis
from framing.analysis.sums import Adder, Sums, article_values
from framing.analysis.variants import variant_table
from framing.corpus import Corpus
from framing.errors import FramingError, UnknownName
from framing.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analysis"]

_VOICES = ("outlet", "direct", "indirect", "all")
_MIXED = "sides of several topics added up: side A of one is not side A of another"
_SHOWN = 12  # outlets in a notebook


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """What was found in a corpus.

    Every row of `terms`, `attributions` and `mentions` is one place in a text: `text[start:end]` of the article (of
    its headline where `segment` is "headline"). `articles` has one row per article with its measures. Tables of your
    own scorers stand in `tables`.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze("The so-called Ukrainian government met in Kyiv.")
    >>> analysis.terms[["text", "start", "voice"]].head(1).values.tolist()
    [['so-called Ukrainian government', 4, 'outlet']]
    """

    tables: Mapping[str, pd.DataFrame]
    measures: tuple[Measure, ...]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    corpus: Corpus | None = None

    @property
    def terms(self) -> pd.DataFrame:
        """Terms of the lexicons: one row per place (see `framing.scorers.terms.TermRow`)."""
        return self.table("terms")

    @property
    def attributions(self) -> pd.DataFrame:
        """Quotations and reported speech: one row per stretch of content with its cue and speaker."""
        return self.table("attributions")

    @property
    def mentions(self) -> pd.DataFrame:
        """Mentions of actors, with the voice they stand in and the tone toward them."""
        return self.table("mentions")

    @property
    def exclusions(self) -> pd.DataFrame:
        """What was not counted and why: files, duplicates, empty texts, furniture of the page."""
        return self.table("exclusions")

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per article: what is known of it, its counts of words, then one column per measure.

        A rate is NaN below 200 words, and every measure is NaN where there is nothing to count in.
        """
        values = {measure.name: article_values(measure, self.sums(measure)) for measure in self.defined()}
        known = self.table("articles")
        return known.assign(**{name: column for name, column in values.items() if name not in known})

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of evidence by its name."""
        if name not in self.tables:
            raise UnknownName("table", name, self.tables)
        return self.tables[name]

    def measure(self, name: str) -> Measure:
        """Return a measure by its name."""
        named = {measure.name: measure for measure in self._available}
        if name not in named:
            raise UnknownName("measure", name, named)
        return named[name]

    def sums(self, measure: Measure | str, *, voice: str = "outlet") -> Sums:
        """Return numerator and denominator of a measure for every article, in the order of `articles`."""
        chosen = self.measure(measure) if isinstance(measure, str) else measure
        return self._adder(voice).sums(chosen)

    def by(self, *keys: str, voice: str = "outlet", measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Return every measure for which the keys make sense, with its interval and the counts it rests on.

        Parameters
        ----------
        *keys
            Columns of `articles` ("outlet", "event", "section", anything in the metadata), the periods "day", "week",
            "month", "quarter" and "year", or columns of the evidence ("category", "side", "actor", "speaker",
            "stance", "voice", …).
        voice
            Whose words the rates count: "outlet" (its own, per words outside direct quotation), "direct", "indirect",
            or "all", which charges outlets with their sources' words.
        measures
            Names of measures, by default all that the keys can divide.

        Returns
        -------
        DataFrame
            The keys, then measure, value, low, high (95 %, the article is the unit), n_articles (articles that had
            anything to count in), count (numerator), exposure (denominator: words, mentions, attributions), unit,
            note (why an interval is missing or wide), article_share (shares only: articles by their majority).

        Raises
        ------
        UnknownName
            A key, a measure or a voice that is not there.

        Examples
        --------
        >>> import framing
        >>> analysis = framing.analyze(framing.demo_corpus())
        >>> rates = analysis.by("outlet", measures=["loaded_rate"])
        >>> rates.columns[:6].tolist(), len(rates)
        (['outlet', 'measure', 'value', 'low', 'high', 'n_articles'], 5)
        """
        if voice not in _VOICES:
            raise UnknownName("voice", voice, _VOICES)
        if not keys:
            raise FramingError('Name at least one key, for example analysis.by("outlet").')
        check_keys(keys)
        defined = {measure.name: measure for measure in self.defined(*keys)}
        chosen = list(defined.values()) if measures is None else [self.measure(name) for name in as_names(measures)]
        if not chosen:
            raise FramingError("measures is empty. Name at least one, or leave it out for all.")
        for measure in chosen:
            if measure.needs and set(measure.needs).isdisjoint(keys):
                key = measure.needs[0]
                raise FramingError(f"{measure.name} tells something about one {key} only. Add the key {key!r}.")
            if measure.name not in defined:
                raise FramingError(
                    f"{measure.name} counts sides, and the articles are about several topics whose sides are not the "
                    f"same. Add one of the keys {', '.join(measure.within)}, or analyse one topic."
                )
        found = grouped(self._with_articles, chosen, keys, voice)
        if "side" in keys and "lexicon" not in keys and self._n_topics > 1:
            found["note"] = [f"{note}; {_MIXED}" if note else _MIXED for note in found["note"]]
        return found

    def variants(self, *keys: str, voice: str = "outlet") -> pd.DataFrame:
        """Return which name was chosen for each referent: one row per group, variant set and entry.

        Parameters
        ----------
        *keys
            Columns of `articles` or periods; by default "outlet".

        Returns
        -------
        DataFrame
            The keys, variant_set, entry, side, forms (as found in the group, the most frequent first), n (tokens), share (of
            all tokens of the set), n_articles (articles that use any name of the set), article_share (articles by their
            majority, ties shared) with low and high, avoiding (articles about the topic that use no name of the set).
            Only sets whose names are exchangeable have shares.
        """
        check_keys(keys)
        return variant_table(self._with_articles, keys or ("outlet",), voice)

    def source_diversity(self, *keys: str) -> pd.DataFrame:
        """Return how probable it is that two statements come from different speakers, by columns of `articles`.

        Returns
        -------
        DataFrame
            The keys (by default "outlet"), measure, value (0–1; NaN below 10 attributions), low, high (the article is the
            unit), n_articles, count (statements with a known speaker), n_sources (distinct speakers), note.

        Notes
        -----
        Unbiased Gini–Simpson index 1 − Σ nᵢ(nᵢ−1) / N(N−1); it does not grow with the number of statements.

        Examples
        --------
        >>> import framing
        >>> framing.analyze("“Yes,” Ana Roe said.", trained=False).source_diversity("outlet")["note"].tolist()
        []
        """
        check_keys(keys)
        return diversity_table(self._with_articles, keys or ("outlet",))

    def who_about_whom(self, *keys: str) -> pd.DataFrame:
        """Return who speaks of whom, and in what tone: one row per speaker and actor, for actors of the files.

        Quoted and reported speech is counted, the outlet's own words are not.

        Parameters
        ----------
        *keys
            Columns of `articles` or periods that divide the table, "outlet" for example; by default none.

        Returns
        -------
        DataFrame
            The keys, speaker, actor (who is spoken of), n_mentions, n_articles, tone (mean, -1 to 1) with low and high
            (95 %, the article is the unit), note, and the mention whose tone is nearest to the mean as an example: article,
            segment, start, end, example (the words around it). All others are the rows of `mentions` with this
            `speaker_actor` and `actor`.

        Examples
        --------
        >>> import framing
        >>> text = "“Putin lied to all of us,” Volodymyr Zelensky said."
        >>> framing.analyze(text, trained=False).who_about_whom()[["speaker", "actor", "n_mentions"]].values.tolist()
        [['Volodymyr Zelensky', 'Vladimir Putin', 1]]
        """
        check_keys(keys)
        return about_table(self._with_articles, self.measure("tone"), keys, self.corpus)

    def defined(self, *keys: str) -> tuple[Measure, ...]:
        """Return the measures that mean something when divided by these keys.

        Sides belong to a lexicon: where articles are about several topics, measures of sides need the key "lexicon".
        """
        several = self._n_topics > 1

        def says_something(measure: Measure) -> bool:
            asked = (measure.needs, measure.within if several else ())
            return all(not set(wanted).isdisjoint(keys) for wanted in asked if wanted)

        return tuple(each for each in self._available if says_something(each))

    def save(self, folder: str, *, texts: bool = True) -> None:
        """Write the tables as Parquet and a manifest.json, from which `read_analysis` restores the analysis.

        Parameters
        ----------
        folder
            A folder, made if needed; files of an earlier analysis there are replaced.
        texts
            Also write the articles themselves, so that numbers still open to their sentences after reading back.
        """
        save_analysis(self, folder, texts=texts)

    @property
    def _available(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if all(table in self.tables for table in measure.tables))

    @cached_property
    def _n_topics(self) -> int:
        topics = self.table("articles").get("topics")
        return 0 if topics is None else topics.dropna().str.split(", ").explode().nunique()

    @cached_property
    def _with_articles(self) -> Mapping[str, pd.DataFrame]:
        return ChainMap({"articles": self.articles}, cast(dict[str, "pd.DataFrame"], self.tables))

    def _adder(self, voice: str) -> Adder:
        if voice not in _VOICES:
            raise UnknownName("voice", voice, _VOICES)
        return Adder(self.tables, voice)

    def __repr__(self) -> str:
        tables = self.tables
        rows = {name: tables.n_rows(name) if isinstance(tables, StoredTables) else len(tables[name]) for name in tables}
        counts = ", ".join(f"{rows[name]:,} {name}" for name in rows if name not in ("articles", "sums"))
        return f"<Analysis of {rows['articles']:,} articles: {counts}>"

    def _repr_html_(self) -> str:
        words = self.table("articles").groupby("outlet", dropna=False)["n_words"]
        outlets = words.agg(["size", "sum"]).sort_values("size", ascending=False, kind="stable")
        some = outlets.head(_SHOWN).to_records().tolist()
        rows = "".join(f"<tr><td>{escape(str(name))}</td><td>{n:,}</td><td>{total:,}</td></tr>" for name, n, total in some)
        more = f"<p>… and {len(outlets) - _SHOWN:,} more outlets</p>" if len(outlets) > _SHOWN else ""
        head = "<tr><th>outlet</th><th>articles</th><th>words</th></tr>"
        return f"<p>{escape(repr(self).strip('<>'))}</p><table>{head}{rows}</table>{more}"
