"""The sentences of one event as sparse rows: words and names, quoted words, figures, speakers and actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article
from framing.coverage.rows import each_row
from framing.coverage.terms import VARIANT, Content, content_of, in_writing, names_of, plain_word
from framing.text.batch import HEADLINE, Batch, build_batch
from framing.text.tokens import PUNCT

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Facts", "Sentence", "Sentences", "read_sentences"]

_LEAST_WORDS = 3


class Sentence(NamedTuple):
    """One sentence, as offsets into the article's text (or headline)."""

    article: str
    outlet: str
    segment: str
    start: int
    end: int
    text: str
    place: int  # among the article's sentences, the headline first
    n_words: int


class Facts(NamedTuple):
    """What two wordings of one statement must agree on, or be flagged."""

    figures: frozenset[str]
    days: frozenset[str]
    speakers: frozenset[str]
    spoken: frozenset[str] = frozenset()  # those of the speakers who do not put it in writing


@dataclass(frozen=True, eq=False)
class Sentences:
    """The sentences of one event and what they hold, one sparse matrix (sentences × features) per kind."""

    rows: tuple[Sentence, ...]
    facts: tuple[Facts, ...]
    coloured: tuple[int, ...]  # terms of a side, loaded terms and cues that are not neutral
    terms: tuple[str, ...]  # of the columns of words, quoted and figures
    words: Any
    quoted: Any
    figures: Any
    counted: Any
    speakers: Any
    actors: Any

    @property
    def outlets(self) -> NDArray[Any]:
        """The outlet of each sentence."""
        return np.asarray([each.outlet for each in self.rows], dtype=object)


def read_sentences(
    articles: Sequence[Article], attributions: pd.DataFrame, mentions: pd.DataFrame, terms: pd.DataFrame
) -> Sentences:
    """Read the sentences of the articles of one event, with what an analysis found in them."""
    batch = build_batch([(each.headline, each.text) for each in articles])
    rows, spans = _rows(batch, articles)
    names = names_of(batch)
    content = [content_of(batch, first, last, names) for first, last in spans]
    locate = _locator(rows)
    columns = _Columns(len(rows))
    columns.fill(content)
    columns.add_speakers(attributions, locate)
    columns.add_actors(mentions, locate)
    columns.add_variants(terms, locate)
    columns.add_colour(attributions, terms, locate)
    return columns.sentences(rows, [each.days for each in content])


def _rows(batch: Batch, articles: Sequence[Article]) -> tuple[list[Sentence], list[tuple[int, int]]]:
    """Return the sentences that hold some words, and their tokens."""
    rows: list[Sentence] = []
    spans: list[tuple[int, int]] = []
    place: dict[int, int] = {}
    for first, last in zip(batch.sentence_start.tolist(), batch.sentence_end.tolist(), strict=True):
        own = int(batch.article[first])
        at = place.get(own, 0)
        place[own] = at + 1
        kept = np.flatnonzero(~batch.excluded[first:last]) + first
        n_words = int((batch.kind[kept] != PUNCT).sum())
        if n_words < _LEAST_WORDS:
            continue
        segment = int(batch.segment[first])
        offset = int(batch.segment_offset[segment])
        start, end = int(batch.start[kept[0]]), int(batch.end[kept[-1]])
        kind = "headline" if batch.segment_kind[segment] == HEADLINE else "body"
        article = articles[own]
        text = batch.text[start:end]
        rows.append(Sentence(
            article.id, article.outlet or article.id, kind, start - offset, end - offset, text, at, n_words
        ))
        spans.append((int(kept[0]), int(kept[-1]) + 1))
    return rows, spans


Locate = Callable[[str, str, int, int], Iterator[int]]


def _locator(rows: Sequence[Sentence]) -> Locate:
    """Return a function from (article, segment, start, end) to the sentences that overlap it."""
    by_text: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(rows):
        by_text.setdefault((each.article, each.segment), []).append(number)

    def locate(article: str, segment: str, start: int, end: int) -> Iterator[int]:
        for number in by_text.get((article, segment), ()):
            if rows[number].start < end and start < rows[number].end:
                yield number

    return locate


class _Columns:
    """Collects the features of every sentence, kind by kind."""

    kinds = ("words", "quoted", "figures", "counted", "speakers", "actors")

    def __init__(self, n_rows: int) -> None:
        self._n_rows = n_rows
        self._cells: dict[str, dict[tuple[int, str], float]] = {kind: {} for kind in self.kinds}
        self._spoken: set[tuple[int, str]] = set()
        self._coloured = [0] * n_rows

    def fill(self, content: Iterable[Content]) -> None:
        for number, each in enumerate(content):
            for kind in ("words", "quoted", "figures", "counted"):
                for term in getattr(each, kind):
                    self._cells[kind][number, term] = 1.0

    def add_speakers(self, attributions: pd.DataFrame, locate: Locate) -> None:
        for row in each_row(attributions):
            name = row.actor if isinstance(row.actor, str) else row.speaker
            if not isinstance(name, str) or not (row.named or isinstance(row.actor, str)):
                continue
            key = plain_word(name.split()[-1].lower())
            for number in locate(row.article, row.segment, row.start, row.end):
                self._cells["speakers"][number, key] = 1.0
                if not (isinstance(row.cue, str) and in_writing(row.cue)):
                    self._spoken.add((number, key))

    def add_actors(self, mentions: pd.DataFrame, locate: Locate) -> None:
        for row in each_row(mentions):
            for number in locate(row.article, row.segment, row.start, row.end):
                self._cells["actors"][number, row.actor] = 1.0

    def add_colour(self, attributions: pd.DataFrame, terms: pd.DataFrame, locate: Locate) -> None:
        """Count what makes a sentence unfit to stand for the others."""
        loaded = terms[terms["scored"] & (terms["loaded"] | terms["side"].isin(["A", "B"]))]
        for table in (loaded, attributions[attributions["stance"] != "neutral"]):
            for row in each_row(table):
                for number in locate(row.article, row.segment, row.start, row.end):
                    self._coloured[number] += 1

    def add_variants(self, terms: pd.DataFrame, locate: Locate) -> None:
        """Let the names of one thing count as one word: Kyiv and Kiev, the swap and the exchange."""
        for row in each_row(terms[terms["variant_set"].notna()]):
            for number in locate(row.article, row.segment, row.start, row.end):
                self._cells["words"][number, VARIANT + row.variant_set] = 1.0

    def _facts(self, days: Sequence[set[str]]) -> tuple[Facts, ...]:
        figures: list[set[str]] = [set() for _ in days]
        speakers: list[set[str]] = [set() for _ in days]
        spoken: list[set[str]] = [set() for _ in days]
        for number, term in self._cells["figures"]:
            figures[number].add(term)
        for number, name in self._cells["speakers"]:
            speakers[number].add(name)
        for number, name in self._spoken:
            spoken[number].add(name)
        return tuple(Facts(*map(frozenset, each)) for each in zip(figures, days, speakers, spoken, strict=True))

    def sentences(self, rows: Sequence[Sentence], days: Sequence[set[str]]) -> Sentences:
        from scipy import sparse

        made: dict[str, Any] = {}
        vocabulary: dict[str, int] = {}
        for kind in self.kinds:
            own = vocabulary if kind in ("words", "quoted", "figures") else {}
            cells = self._cells[kind]
            columns = [own.setdefault(term, len(own)) for _, term in cells]
            made[kind] = (list(cells.values()), ([number for number, _ in cells], columns), own)
        matrices = {
            kind: sparse.csr_matrix((values, at), shape=(self._n_rows, max(len(own), 1)))
            for kind, (values, at, own) in made.items()
        }
        return Sentences(tuple(rows), self._facts(days), tuple(self._coloured), tuple(vocabulary), **matrices)
