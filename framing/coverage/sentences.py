"""The sentences of one event as sparse rows: words, quoted words, figures, speakers and actors."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article
from framing.coverage.rows import each_row
from framing.events.vectors import closed_words, stem
from framing.resources import lexicon_folder
from framing.text.batch import HEADLINE, Batch, build_batch
from framing.text.tokens import NUMBER, PUNCT

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Facts", "Sentence", "Sentences", "plain_terms", "read_sentences"]

_LEAST_WORDS = 3
_LETTERS = 6


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


@dataclass(frozen=True, eq=False)
class Sentences:
    """The sentences of one event and what they hold, one sparse matrix (sentences × features) per kind."""

    rows: tuple[Sentence, ...]
    facts: tuple[Facts, ...]
    words: Any
    quoted: Any
    figures: Any
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
    content = [_content(batch, first, last) for first, last in spans]
    locate = _locator(rows)
    columns = _Columns(len(rows))
    columns.fill(content)
    columns.add_speakers(attributions, locate)
    columns.add_actors(mentions, locate)
    columns.add_variants(terms, locate)
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


class _Content(NamedTuple):
    words: list[str]
    quoted: list[str]
    figures: list[str]
    days: set[str]


def _content(batch: Batch, first: int, last: int) -> _Content:
    found = _Content([], [], [], set())
    lower = batch.lower[first:last].tolist()
    kinds, quotes = batch.kind[first:last].tolist(), (batch.quote[first:last] >= 0).tolist()
    for plain, kind, inside in zip(lower, kinds, quotes, strict=True):
        text = batch.vocabulary.spellings[plain]
        figure = _figure(text, kind)
        if figure:
            found.figures.append(figure)
        if text in _calendar():
            found.days.add(text)
        if kind == PUNCT or text in closed_words() or (len(text) < 3 and not figure):
            continue
        term = figure or _term(text)
        found.words.append(term)
        found.words.extend(_groups().get(term, ()))
        if inside:
            found.quoted.append(term)
    return found


@cache
def _term(word: str) -> str:
    """Return what a word counts as: its first letters without endings, so that "agree" meets "agreement"."""
    return stem(_plain(word))[:_LETTERS]


def _plain(word: str) -> str:
    """Return a word without accents: one outlet writes communiqué, another communique."""
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of words with one meaning that each term belongs to."""
    table = tomllib.loads(lexicon_folder().joinpath("events.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for number, words in enumerate(table["same"]):
        for term in sorted({_term(word) for word in words.split()}):
            found[term] = (*found.get(term, ()), f"~{number}")
    return found


@cache
def _calendar() -> frozenset[str]:
    return frozenset(tomllib.loads(lexicon_folder().joinpath("events.toml").read_text("utf-8"))["calendar"])


@cache
def _number_words() -> dict[str, str]:
    table = tomllib.loads(lexicon_folder().joinpath("events.toml").read_text("utf-8"))
    return {word: str(value) for word, value in table["numbers"].items()}


def _figure(text: str, kind: int) -> str:
    """Return a figure in one spelling: "1,000", "1000" and "thousand" are one; empty for other words.

    Examples
    --------
    >>> _figure("1,000", NUMBER), _figure("thousand", 0), _figure("talks", 0)
    ('1000', '1000', '')
    """
    if kind == NUMBER or text[:1].isdigit():
        bare = "".join(mark for mark in text if mark.isdigit() or mark in ".:").strip(".:").replace(":", ".")
        return bare or text
    return _number_words().get(text, "")


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

    kinds = ("words", "quoted", "figures", "speakers", "actors")

    def __init__(self, n_rows: int) -> None:
        self._n_rows = n_rows
        self._cells: dict[str, dict[tuple[int, str], float]] = {kind: {} for kind in self.kinds}

    def fill(self, content: Iterable[_Content]) -> None:
        for number, each in enumerate(content):
            for kind in ("words", "quoted", "figures"):
                for term in getattr(each, kind):
                    self._cells[kind][number, term] = 1.0

    def add_speakers(self, attributions: pd.DataFrame, locate: Locate) -> None:
        for row in each_row(attributions):
            name = row.actor if isinstance(row.actor, str) else row.speaker
            if not isinstance(name, str) or not (row.named or isinstance(row.actor, str)):
                continue
            key = _plain(name.split()[-1].lower())
            for number in locate(row.article, row.segment, row.start, row.end):
                self._cells["speakers"][number, key] = 1.0

    def add_actors(self, mentions: pd.DataFrame, locate: Locate) -> None:
        for row in each_row(mentions):
            for number in locate(row.article, row.segment, row.start, row.end):
                self._cells["actors"][number, row.actor] = 1.0

    def add_variants(self, terms: pd.DataFrame, locate: Locate) -> None:
        """Let the names of one thing count as one word: Kyiv and Kiev, the swap and the exchange."""
        for row in each_row(terms[terms["variant_set"].notna()]):
            for number in locate(row.article, row.segment, row.start, row.end):
                self._cells["words"][number, f"={row.variant_set}"] = 1.0

    def _facts(self, days: Sequence[set[str]]) -> tuple[Facts, ...]:
        figures: list[set[str]] = [set() for _ in days]
        speakers: list[set[str]] = [set() for _ in days]
        for number, term in self._cells["figures"]:
            figures[number].add(term)
        for number, name in self._cells["speakers"]:
            speakers[number].add(name)
        return tuple(
            Facts(frozenset(a), frozenset(b), frozenset(c)) for a, b, c in zip(figures, days, speakers, strict=True)
        )

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
        return Sentences(tuple(rows), self._facts(days), **matrices)


def plain_terms(texts: Sequence[str]) -> list[list[tuple[str, int, int]]]:
    """Return the telling words of each text without endings, with their offsets: no grouping by meaning.

    Examples
    --------
    >>> plain_terms(["He denounced the plan."])
    [[('denounc', 3, 12), ('plan', 17, 21)]]
    """
    batch = build_batch([(None, text) for text in texts])
    found: list[list[tuple[str, int, int]]] = [[] for _ in texts]
    chosen = np.flatnonzero(batch.kind != PUNCT)
    offset = batch.segment_offset[batch.segment[chosen]]
    columns = (batch.lower[chosen], batch.article[chosen], batch.start[chosen] - offset, batch.end[chosen] - offset)
    for lower, number, start, end in zip(*(each.tolist() for each in columns), strict=True):
        word = batch.vocabulary.spellings[lower]
        if len(word) > 1 and (word not in closed_words() or word in _PLAIN_CUES):
            found[number].append((stem(_plain(word)), start, end))
    return found


_PLAIN_CUES = frozenset({"said", "says", "told", "added"})
