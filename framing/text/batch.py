"""Many articles as one set of columns: what every scorer reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.text.blocks import block_starts
from framing.text.candidates import Bits, admitted, as_bits, in_lanes
from framing.text.characters import planes as planes_of
from framing.text.furniture import LONGEST, PARAGRAPH, SLACK, STOPS, TAIL, TOP, Furniture, matched, repeats, rules_at
from framing.text.quotes import Quotations, find_quotations
from framing.text.sentences import sentence_starts
from framing.text.tokens import PUNCT, Tokens, tokenize
from framing.text.vocabulary import Vocabulary

__all__ = ["BODY", "HEADLINE", "Batch", "Integers", "build_batch"]

Integers = NDArray[np.int32]
Result = TypeVar("Result")

HEADLINE, BODY = 0, 1
_HYPHEN = ord("-")


@dataclass(frozen=True, eq=False)
class Batch:
    """Columns for the tokens, sentences, blocks, segments and quotations of many articles.

    All offsets are positions in `text`, the buffer in which headlines and bodies stand one after the other; a
    position minus `segment_offset` of its segment is a position in the article's own headline or text. Ends are
    exclusive. `word` and `lower` are ids of `vocabulary`.
    """

    vocabulary: Vocabulary
    text: str
    codes: NDArray[np.uint16]
    # one per token
    start: Integers
    end: Integers
    kind: NDArray[np.uint8]
    adjacent: NDArray[np.bool_]
    word: Integers
    lower: Integers
    segment: Integers
    block: Integers
    sentence: Integers
    quote: Integers
    excluded: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    # token ranges of the larger units
    sentence_start: Integers
    sentence_end: Integers
    block_start: Integers
    block_end: Integers
    segment_start: Integers
    segment_end: Integers
    segment_offset: Integers
    segment_article: Integers
    segment_kind: NDArray[np.uint8]
    quotations: Quotations
    furniture: tuple[tuple[int, Furniture], ...]
    n_articles: int
    _derived: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def quote_start(self) -> Integers:
        """The token of each quotation's opening mark."""
        return self.quotations.start

    @property
    def quote_end(self) -> Integers:
        """The token after each quotation's closing mark."""
        return self.quotations.end

    @property
    def article(self) -> Integers:
        """The article of each token."""
        return self.derive(_token_article)

    def derive(self, function: Callable[[Batch], Result]) -> Result:
        """Return `function(self)`, computed once for this batch and shared by all who ask."""
        if function not in self._derived:
            self._derived[function] = function(self)
        result: Result = self._derived[function]
        return result

    def words_per_article(self, mask: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Count the words of each article, of those tokens where `mask` holds."""
        chosen = self.counted if mask is None else self.counted & mask
        total = np.append(np.int64(0), np.cumsum(chosen, dtype=np.int64))
        return np.diff(total[self.derive(_article_bounds)])

    def beside(self, tokens: Integers, step: int) -> Integers:
        """Return the tokens `step` places from some; -1 for those that would stand in another segment."""
        place = tokens + np.int32(step)
        inside = (place >= 0) & (place < len(self.segment))
        place = np.where(inside, place, tokens)
        return np.where(inside & (self.segment[place] == self.segment[tokens]), place, np.int32(-1)).astype(np.int32)

    def slice(self, first: int, last: int) -> str:
        """Return the text from token `first` up to and without token `last`."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""


def _token_article(batch: Batch) -> Integers:
    return batch.segment_article[batch.segment]


def _article_bounds(batch: Batch) -> Integers:
    """Return the first token of each article, and the end of the last one."""
    first = np.searchsorted(batch.segment_article, np.arange(batch.n_articles))
    return np.append(batch.segment_start[first], len(batch.start)).astype(np.int32)


def build_batch(articles: Sequence[tuple[str | None, str]], vocabulary: Vocabulary | None = None) -> Batch:
    """Turn (headline, text) pairs into columns.

    Examples
    --------
    >>> batch = build_batch([("Talks end", "“We go on,” she said.")])
    >>> [batch.slice(a, b) for a, b in zip(batch.quote_start, batch.quote_end)]
    ['“We go on,”']
    >>> batch.words_per_article().tolist()
    [7]
    """
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    segments = _Segments(articles)
    planes = planes_of(segments.text)
    tokens = tokenize(planes)
    word = vocabulary.intern_spans(segments.text, planes.codes, tokens.start, tokens.end)
    lower = vocabulary.lower[word]
    segment_start = np.searchsorted(tokens.start, segments.offset).astype(np.int32)
    segment_end = np.append(segment_start[1:], len(tokens.start)).astype(np.int32)
    segment = np.repeat(np.arange(len(segment_start), dtype=np.int32), segment_end - segment_start)
    new_block = block_starts(planes, tokens)
    new_block[1:] |= segment[1:] != segment[:-1]
    block, block_start, block_end = _runs(new_block)
    sentence, sentence_start, sentence_end = _runs(sentence_starts(planes, tokens, word, new_block, vocabulary))
    first_block = np.append(True, np.diff(segment[block_start]) > 0)[: len(block_start)]
    quotations = find_quotations(segments.text, planes, tokens, block, block_end, first_block, sentence, sentence_end)
    allowed = admitted(vocabulary, word, tokens.kind, block, block_start, block_end)
    furniture = tuple(_furniture(segments, tokens, segment[block_start], block_start, block_end, allowed))
    excluded = _excluded(furniture, segments, tokens.start)
    counted = (tokens.kind != PUNCT) & ~excluded & ~_tails(planes.codes, tokens.start, tokens.adjacent)
    return Batch(
        vocabulary=vocabulary,
        text=segments.text,
        codes=planes.codes,
        start=tokens.start,
        end=tokens.end,
        kind=tokens.kind,
        adjacent=tokens.adjacent,
        word=word,
        lower=lower,
        segment=segment,
        block=block,
        sentence=sentence,
        quote=_innermost(quotations, len(tokens.start)),
        excluded=excluded,
        counted=counted,
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        block_start=block_start,
        block_end=block_end,
        segment_start=segment_start,
        segment_end=segment_end,
        segment_offset=segments.offset,
        segment_article=segments.article,
        segment_kind=segments.kind,
        quotations=quotations,
        furniture=furniture,
        n_articles=len(articles),
    )


class _Segments:
    """The buffer: the headline (when there is one) and the body of every article, an empty line after each."""

    def __init__(self, articles: Sequence[tuple[str | None, str]]) -> None:
        parts: list[str] = []
        article: list[int] = []
        kind: list[int] = []
        for number, (headline, text) in enumerate(articles):
            if headline:
                parts.append(headline)
                article.append(number)
                kind.append(HEADLINE)
            parts.append(text)
            article.append(number)
            kind.append(BODY)
        self.parts = parts
        self.headlines = [articles[number][0] or "" for number in article]
        missing = -2 * SLACK  # no line is as short as that
        self.headline_length = np.array([len(each) or missing for each in self.headlines], np.int32)
        self.article = np.asarray(article, np.int32)
        self.kind = np.asarray(kind, np.uint8)
        self.text = "\n\n".join(parts)
        lengths = np.fromiter((len(part) + 2 for part in parts), np.int32, len(parts))
        self.offset = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)


def _runs(begins: NDArray[np.bool_]) -> tuple[Integers, Integers, Integers]:
    """Number the runs that begin where `begins` holds: id per token, first token and end of each run."""
    number = (np.cumsum(begins) - 1).astype(np.int32)
    start = np.flatnonzero(begins).astype(np.int32)
    end = np.append(start[1:], len(begins))[: len(start)].astype(np.int32)
    return number, start, end


def _tails(codes: NDArray[np.uint16], start: Integers, adjacent: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the tokens that only go on with a word: clitics, and what follows a hyphen."""
    first = codes[start]
    tail = adjacent & (first == ord("'"))
    tail[1:] |= adjacent[1:] & (first[:-1] == _HYPHEN) & adjacent[:-1]
    return tail


def _innermost(quotations: Quotations, n_tokens: int) -> Integers:
    quote = np.full(n_tokens, -1, np.int32)
    length = quotations.end - quotations.start
    number = np.repeat(np.arange(len(length), dtype=np.int32), length)
    token = np.arange(len(number)) + (quotations.start - np.cumsum(length) + length)[number]
    quote[token] = number  # of several the last, which stands inside the others
    return quote


def _furniture(
    segments: _Segments, tokens: Tokens, owner: Integers, block_start: Integers, block_end: Integers, allowed: Bits
) -> Iterator[tuple[int, Furniture]]:
    """Yield the furniture of every body, as (segment, offsets in that body): what `furniture_of` finds in each."""
    first, end = tokens.start[block_start], tokens.end[block_end - 1]
    place, left = _ranks(owner)
    top, tail, length = place < TOP, left <= TAIL, end - first
    stop = np.fromiter(map(STOPS.__contains__, map(segments.text.__getitem__, (end - 1).tolist())), bool, len(end))
    odd = top | tail | (length <= PARAGRAPH) | ((length <= LONGEST) & ~stop)
    again = top & (np.abs(length - segments.headline_length[owner]) <= SLACK)
    here = allowed & _placed_rules()[2 * top + tail]
    chosen = np.flatnonzero((segments.kind[owner] == BODY) & ((odd & here.any(axis=1)) | again))
    columns = (each[chosen].tolist() for each in (owner, first, end, again))
    for segment, low, high, repeated, rules in zip(*columns, as_bits(here[chosen]), strict=True):
        start = low - int(segments.offset[segment])
        line = segments.text[low:high]
        if repeated and repeats(line, segments.headlines[segment]):
            yield segment, Furniture(start, start + len(line), "headline")
        else:
            yield from ((segment, each) for each in matched(line, start, rules))


@cache
def _placed_rules() -> Bits:
    """Return the rules for a block in the middle, among the last, among the first, and both."""
    return in_lanes([rules_at(top=top, tail=tail) for top in (False, True) for tail in (False, True)])


def _ranks(owner: Integers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return how many blocks of its segment stand before each block, and how many from it on."""
    number = np.arange(len(owner))
    return number - np.searchsorted(owner, owner), np.searchsorted(owner, owner, side="right") - number


def _excluded(furniture: tuple[tuple[int, Furniture], ...], segments: _Segments, start: Integers) -> NDArray[np.bool_]:
    offset = segments.offset[np.array([number for number, _ in furniture], np.intp)]
    low, high = (np.array([each[side] for _, each in furniture], np.int32) + offset for side in (0, 1))
    change = np.zeros(len(start) + 1, np.int32)
    np.add.at(change, np.searchsorted(start, low.astype(np.int32)), 1)
    np.add.at(change, np.searchsorted(start, high.astype(np.int32)), -1)
    return np.asarray(np.cumsum(change[:-1]) > 0)
