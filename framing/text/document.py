"""One article as people read it: a view on the columns of a batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from framing.text.batch import BODY, Batch, Integers, build_batch
from framing.text.tokens import PUNCT

__all__ = ["Document", "Span", "read_document"]


class Span(NamedTuple):
    """A stretch of one segment of an article: `text` is `document.string(segment)[start:end]`."""

    segment: str
    start: int
    end: int
    text: str
    kind: str = ""


@dataclass(frozen=True, eq=False)
class Document:
    """An article's sentences, words, quotations and furniture, each with offsets into the unchanged text.

    Examples
    --------
    >>> document = read_document("The talks “failed.” Kyiv said so.\\nNo comments:")
    >>> [sentence.text for sentence in document.sentences]
    ['The talks “failed.”', 'Kyiv said so.', 'No comments:']
    >>> [(each.start, each.text) for each in document.quotations]
    [(10, '“failed.”')]
    >>> [(each.kind, each.text) for each in document.excluded]
    [('comments', 'No comments:')]
    """

    text: str
    headline: str | None
    batch: Batch
    index: int

    def string(self, segment: str) -> str:
        """Return the string that the offsets of `segment` ("headline" or "body") point into."""
        return (self.headline or "") if segment == "headline" else self.text

    @property
    def blocks(self) -> list[Span]:
        """Paragraphs, headings and other lines."""
        return list(self._spans(self.batch.block_start, self.batch.block_end))

    @property
    def sentences(self) -> list[Span]:
        """Sentences, in the order of the text, the headline first."""
        return list(self._spans(self.batch.sentence_start, self.batch.sentence_end))

    @property
    def quotations(self) -> list[Span]:
        """What stands in quotation marks, marks included; nested quotations after the one around them."""
        return list(self._spans(self.batch.quote_start, self.batch.quote_end))

    @property
    def tokens(self) -> list[Span]:
        """Words, numbers and marks; `kind` says which."""
        own = np.flatnonzero(self.batch.article == self.index)
        kinds = ("word", "number", "mark")
        return [self._span(token, token + 1, kinds[self.batch.kind[token]]) for token in own.tolist()]

    @property
    def words(self) -> list[Span]:
        """Words and numbers that are counted: no marks, no furniture."""
        batch = self.batch
        own = np.flatnonzero((batch.article == self.index) & (batch.kind != PUNCT) & ~batch.excluded)
        return [self._span(token, token + 1) for token in own.tolist()]

    @property
    def excluded(self) -> list[Span]:
        """Furniture of the page, with its kind: it is never counted."""
        mine = [each for number, each in self.batch.furniture if self.batch.segment_article[number] == self.index]
        return [Span("body", each.start, each.end, self.text[each.start : each.end], each.kind) for each in mine]

    def _spans(self, start: Integers, end: Integers) -> Iterator[Span]:
        if not len(start):
            return
        own = np.flatnonzero(self.batch.article[start] == self.index)
        for number in own.tolist():
            yield self._span(int(start[number]), int(end[number]))

    def _span(self, first: int, last: int, kind: str = "") -> Span:
        batch = self.batch
        number = int(batch.segment[first])
        offset = int(batch.segment_offset[number])
        start, end = int(batch.start[first]) - offset, int(batch.end[last - 1]) - offset
        segment = "body" if batch.segment_kind[number] == BODY else "headline"
        return Span(segment, start, end, self.string(segment)[start:end], kind)


def read_document(text: str, headline: str | None = None) -> Document:
    """Read one text on its own."""
    return Document(text, headline, build_batch([(headline, text)]), 0)
