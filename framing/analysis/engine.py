"""Articles in, tables out: one pass over the text for all scorers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import numpy as np

from framing.analysis.arrays import as_array, strings, timestamps
from framing.analysis.checked import CheckedRows, check_scorer
from framing.analysis.collector import collector_waits
from framing.analysis.language import NOT_ENGLISH, foreign_articles
from framing.analysis.tables import empty_table, evidence_table
from framing.corpus import Article
from framing.errors import FramingError
from framing.lexicon import ActorFile
from framing.measure import Measure
from framing.scorers.attribution import voices_of
from framing.scorers.evidence import Evidence, Reading, RowScorer, Scorer, coded, evidence_of_rows
from framing.text.batch import Batch, build_batch
from framing.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BATCH", "Engine", "batches"]

BATCH = 128  # articles that share one set of columns
_MOST_WORDS = 100_000  # distinct spellings from which on the rarer half of them is forgotten
_DIRECT, _INDIRECT = 1, 2

Item = TypeVar("Item")
Tables = dict[str, "pa.Table"]


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`.

    Examples
    --------
    >>> [len(each) for each in batches(range(5), 2)]
    [2, 2, 1]
    """
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Engine:
    """The scorers with what they share; reads batches of articles.

    Parameters
    ----------
    scorers
        Built-in scorers or your own; two that fill the same table are refused.
    actors
        The actor files that speakers and mentions are named by.
    trained
        Whether attributions use the trained tagger.
    """

    def __init__(self, scorers: Sequence[Scorer | RowScorer], *, actors: Sequence[ActorFile] = (), trained: bool = True) -> None:
        for scorer in scorers:
            check_scorer(scorer)
        tables = [scorer.table for scorer in scorers if scorer.table != "articles"]
        for table in tables:
            if tables.count(table) > 1:
                raise FramingError(f"Two scorers fill the table {table!r}. Give each a `table` of its own.")
        self.scorers = tuple(scorers)
        self._actors, self._trained = tuple(actors), trained
        self._vocabulary = Vocabulary()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the scorers declare."""
        return tuple(measure for scorer in self.scorers for measure in scorer.measures)

    def empty(self) -> Tables:
        """Return the tables of all scorers without rows."""
        return {scorer.table: empty_table(scorer.row) for scorer in self.scorers if scorer.table != "articles"}

    def read(self, articles: Sequence[Article]) -> Tables:
        """Return the tables of a batch of articles, "articles" and "exclusions" among them."""
        with collector_waits():
            return self._read(articles)

    def _read(self, articles: Sequence[Article]) -> Tables:
        reading = self.reading(articles)
        ids = coded([article.id for article in articles])
        outlets = coded([article.outlet for article in articles])
        tables: Tables = {}
        figures: dict[str, Any] = {}
        for scorer in self.scorers:
            found = scorer.score(reading) if isinstance(scorer, Scorer) else _evidence(scorer, reading)
            figures |= found.figures
            if isinstance(found, Evidence):
                tables[scorer.table] = evidence_table(scorer.row, found, reading, ids, outlets)
        tables["articles"] = _article_table(articles, reading, figures)
        tables["exclusions"] = _exclusion_table(articles, reading.batch)
        return tables

    def reading(self, articles: Sequence[Article]) -> Reading:
        """Return a batch of articles as scorers see it."""
        self._vocabulary = self._vocabulary.within(_MOST_WORDS)
        headlines = [article.headline for article in articles]
        texts = [article.text for article in articles]
        batch = build_batch(list(zip(headlines, texts, strict=True)), self._vocabulary)
        published = [article.published for article in articles]
        return Reading(batch, published, headlines, texts, self._actors, self._trained)


def _evidence(scorer: RowScorer, reading: Reading) -> Evidence:
    return evidence_of_rows(cast(RowScorer, CheckedRows(scorer, scorer.row)), reading)


def _article_table(articles: Sequence[Article], reading: Reading, figures: dict[str, Any]) -> pa.Table:
    import pyarrow as pa

    batch = reading.batch
    voice = reading.derive(voices_of).token_voice
    words = batch.words_per_article()
    direct = batch.words_per_article(voice == _DIRECT)
    columns: dict[str, Any] = {
        "article": strings([article.id for article in articles]),
        "outlet": strings([article.outlet for article in articles]),
        "published": timestamps([_naive(article.published) for article in articles]),
        "event": strings([article.event for article in articles]),
        "headline": strings([article.headline for article in articles]),
        "n_words": words,
        "n_words_outlet": words - direct,
        "n_words_direct": direct,
        "n_words_indirect": batch.words_per_article(voice == _INDIRECT),
        "n_sentences": _sentences_per_article(batch),
    }
    return pa.table({name: as_array(each) for name, each in (columns | figures).items()})


def _naive(published: Any) -> Any:
    """Return a time in UTC without its zone, so that a column holds one kind."""
    if published is None or published.tzinfo is None:
        return published
    from datetime import UTC

    return published.astimezone(UTC).replace(tzinfo=None)


def _sentences_per_article(batch: Batch) -> np.ndarray[Any, np.dtype[np.int64]]:
    if not len(batch.start):
        return np.zeros(batch.n_articles, np.int64)
    spoken = np.add.reduceat(batch.counted, batch.sentence_start) > 0
    return np.bincount(batch.article[batch.sentence_start[spoken]], minlength=batch.n_articles)


class _Excluded(NamedTuple):
    """A row of `exclusions`: furniture that is not counted, or a note on a whole text."""

    article: str
    place: None
    what: str
    reason: str
    detail: str
    outlet: str | None
    start: int
    end: int


def _exclusion_table(articles: Sequence[Article], batch: Batch) -> pa.Table:
    import pyarrow as pa

    rows = []
    for number, each in batch.furniture:
        article = articles[int(batch.segment_article[number])]
        detail = article.text[each.start : each.end]
        rows.append(_Excluded(article.id, None, "furniture", each.kind, detail, article.outlet, each.start, each.end))
    for number, told in foreign_articles(batch):
        article = articles[number]
        rows.append(_Excluded(article.id, None, "note", NOT_ENGLISH, told, article.outlet, 0, len(article.text)))
    columns = zip(*rows, strict=True) if rows else [[]] * len(_Excluded._fields)
    whole = {"start", "end"}
    named = zip(_Excluded._fields, columns, strict=True)
    return pa.table({name: as_array(np.array(each, np.int64)) if name in whole else strings(each) for name, each in named})
