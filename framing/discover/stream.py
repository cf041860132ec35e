"""The words of all compared articles as one stream of columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article
from framing.discover import words
from framing.discover.choices import Choices
from framing.scorers.attribution import voices_of
from framing.scorers.evidence import Reading
from framing.text.batch import HEADLINE, Batch, build_batch
from framing.text.tokens import NUMBER, PUNCT
from framing.text.vocabulary import Vocabulary

__all__ = ["Stream", "read_stream"]

_BATCH = 128
_HYPHEN = ord("-")
_REPEATED = 3  # articles: a sentence that stands in as many is boilerplate or wire copy
_EDGE = 40  # words at the beginning and the end of a text
_SENTENCE = 4  # words: shorter sentences are no boilerplate
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

_KEPT = ("lower", "article", "sentence", "linked", "tight", "own", "start", "end", "headline")

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stream:
    """One element per word, in the order of the texts.

    `lower` is an id of `vocabulary`; `article` and `sentence` are numbers; `linked` tells that only a space or a
    hyphen (`tight`) stands between the word and the one before; `own` words are in the voice that is compared and no
    furniture; `start` and `end` are offsets in the headline (`headline`) or the text of the article. `reason` says
    why a word is set aside: 0 it is not, 1 a name, 2 a number or date, 3 a repeated sentence or the furniture of a
    page, 4 the name of an outlet, 5 a standing phrase, 6 a word of reporting.
    """

    vocabulary: Vocabulary
    lower: Ints
    article: Ints
    sentence: Ints
    linked: Bools
    tight: Bools
    own: Bools
    start: Ints
    end: Ints
    headline: Bools
    reason: NDArray[np.int8]
    n_articles: int

    @property
    def plain(self) -> Bools:
        """Words that may be part of a phrase."""
        return self.own & (self.reason == 0)

    def without(self, places: Bools, reason: int) -> Stream:
        """Return the stream with more words set aside."""
        return replace(self, reason=np.where(places & (self.reason == 0), reason, self.reason).astype(np.int8))

    @property
    def edge(self) -> Bools:
        """Words at the very beginning or end of a text, where page furniture stands."""
        count = np.bincount(self.article[~self.headline], minlength=self.n_articles)
        place = np.full(len(self.article), -1)
        first = np.concatenate([[0], np.cumsum(count)[:-1]])
        place[~self.headline] = np.arange(int(count.sum())) - np.repeat(first, count)
        return np.asarray((place >= 0) & ((place < _EDGE) | (place >= count[self.article] - _EDGE)))

    @property
    def spelling(self) -> list[str]:
        """The spellings by id."""
        return self.vocabulary.spellings


def read_stream(
    articles: Sequence[Article],
    *,
    voice: str = "outlet",
    trained: bool = True,
    names: bool = False,
    outlets: Iterable[str] = (),
    choices: Choices | None = None,
) -> Stream:
    """Read articles into one stream.

    Parameters
    ----------
    voice
        "outlet" keeps the outlets' own words, "all" everybody's.
    names
        Keep names among the words that are compared, except those of the `outlets`.
    choices
        Takes the names of variant sets while the articles are read.
    """
    vocabulary = Vocabulary()
    parts: list[dict[str, NDArray[np.generic]]] = []
    sentences = 0
    for low in range(0, len(articles), _BATCH):
        part = articles[low : low + _BATCH]
        batch = build_batch([(each.headline, each.text) for each in part], vocabulary)
        reading = _reading(batch, part, trained)
        own = np.ones(len(batch.start), bool) if voice == "all" else reading.derive(voices_of).token_voice == 0
        if choices is not None:
            choices.read(reading, low)
        parts.append(_columns(batch, own, low, sentences))
        sentences += len(batch.sentence_start)
    columns = {name: np.concatenate([each[name] for each in parts]) for name in parts[0]}
    reason = _reasons(vocabulary, columns, names, frozenset(word for name in outlets for word in words.telling(name)))
    kept = {name: columns[name] for name in _KEPT}
    return Stream(vocabulary, **kept, reason=reason, n_articles=len(articles))


def _reading(batch: Batch, part: Sequence[Article], trained: bool) -> Reading:
    times, headlines = [each.published for each in part], [each.headline for each in part]
    return Reading(batch, times, headlines, [each.text for each in part], (), trained)


def _columns(batch: Batch, own: Bools, articles: int, sentences: int) -> dict[str, NDArray[np.generic]]:
    """Return the columns of the words (no marks) of a batch."""
    token = np.flatnonzero(batch.kind != PUNCT)
    segment, offset = batch.segment[token], batch.segment_offset[batch.segment[token]]
    headline = batch.segment_kind[segment] == HEADLINE
    first = np.append(True, batch.sentence[token[1:]] != batch.sentence[token[:-1]])
    opened = np.append(True, np.diff(token) > 1) & ~batch.adjacent[np.maximum(token - 1, 0)]
    return {
        "lower": batch.lower[token].astype(np.int64),
        "word": batch.word[token].astype(np.int64),
        "article": articles + batch.segment_article[segment].astype(np.int64),
        "sentence": sentences + batch.sentence[token].astype(np.int64),
        "linked": _linked(batch, token) & ~first,
        "tight": _linked(batch, token) & (np.append(9, np.diff(token)) == 2),
        "own": own[token] & ~batch.excluded[token],
        "inside": ~first & ~headline & ~(opened & ~_linked(batch, token)),
        "number": batch.kind[token] == NUMBER,
        "start": (batch.start[token] - offset).astype(np.int64),
        "end": (batch.end[token] - offset).astype(np.int64),
        "headline": headline,
    }


def _linked(batch: Batch, token: NDArray[np.intp]) -> Bools:
    """Tell the words that follow the word before them, a hyphen between them at most."""
    step = np.append(9, np.diff(token))
    hyphen = (batch.codes[batch.start[np.maximum(token - 1, 0)]] == _HYPHEN) & batch.adjacent[token]
    hyphen &= batch.adjacent[np.maximum(token - 1, 0)]
    return np.asarray((step == 1) | ((step == 2) & hyphen))


def _reasons(
    vocabulary: Vocabulary, columns: dict[str, NDArray[np.generic]], names: bool, outlets: frozenset[str]
) -> NDArray[np.int8]:
    """Return why each word is set aside, 0 where it is not."""
    lower = columns["lower"].astype(np.int64)
    reason = np.zeros(len(lower), np.int8)
    if not names:
        reason[_names(vocabulary, columns)] = 1
    counted = vocabulary.column(words.numeral, bool) | vocabulary.column(words.dated, bool)
    reason[counted[lower] | columns["number"].astype(bool)] = 2
    reason[vocabulary.column(words.furnishing, bool)[lower] | _repeated(columns)] = 3
    capital = vocabulary.column(words.upper, bool)[columns["word"].astype(np.int64)]
    reason[capital & np.isin(lower, [vocabulary.intern(word) for word in outlets])] = 4
    return reason


def _names(vocabulary: Vocabulary, columns: dict[str, NDArray[np.generic]]) -> Bools:
    """Tell the words that are written with a capital inside sentences, here or as a rule."""
    lower, inside = columns["lower"].astype(np.int64), columns["inside"].astype(bool)
    capital = vocabulary.column(words.upper, bool)[columns["word"].astype(np.int64)]
    with_capital = np.bincount(lower[inside & capital], minlength=len(vocabulary))
    without = np.bincount(lower[~capital], minlength=len(vocabulary))
    rule = (with_capital >= without) & (np.bincount(lower, minlength=len(vocabulary)) > 0)
    grammar = vocabulary.column(words.functional, bool)
    return np.asarray(((rule & ~grammar)[lower]) | (inside & capital & ~grammar[lower]))


def _repeated(columns: dict[str, NDArray[np.generic]]) -> Bools:
    """Tell the words of sentences that stand in several articles."""
    lower, sentence = columns["lower"].astype(np.uint64), columns["sentence"].astype(np.int64)
    if not len(lower):
        return np.zeros(0, bool)
    begin = np.flatnonzero(np.append(True, sentence[1:] != sentence[:-1]))
    size = np.diff(np.append(begin, len(lower)))
    place = (np.arange(len(lower)) - np.repeat(begin, size)).astype(np.uint64)
    mixed = (lower + np.uint64(1)) * _FACTOR
    mixed ^= mixed >> np.uint64(29)
    digest = np.add.reduceat(mixed * (np.uint64(2) * place + np.uint64(1)) * _FACTOR, begin)
    _, text = np.unique(digest, return_inverse=True)
    pairs = np.unique(np.stack([text, columns["article"].astype(np.int64)[begin]]), axis=1)
    often = np.bincount(pairs[0], minlength=int(text.max()) + 1) >= _REPEATED
    return np.repeat(often[text] & (size >= _SENTENCE), size)
