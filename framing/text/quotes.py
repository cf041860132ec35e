"""Quotation marks: which of them open and close a quotation, and which are apostrophes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import LETTER, SPACE, Planes
from framing.text.tokens import PUNCT, Tokens

__all__ = ["Quotations", "find_quotations"]

_MARKS = "\"“”„‟«»‹›‘’‚‛'`´"
_BEFORE = "([{-—–/\"“„‘'«‹…‐"  # besides a space, what may stand before an opening mark
_CLOSERS = {
    '"': '"',
    "“": '”"“',
    "”": "”",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’",
    "‛": "’",
    "'": "'’",
    "`": "'´",
    "’": "’",
}
_ELIDED = frozenset(["em", "tis", "twas", "til", "till", "n", "cause", "round", "bout", "cuz", "cos", "neath", "tween"])
_DEEPEST = 4


class Quotations(NamedTuple):
    """Quotations in the order of their opening marks, as token indices; `closed` is False for an unclosed one.

    `follows` is the index of the quotation of the paragraph before that this one continues, or -1; `parent` the
    quotation around a nested one, or -1.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    closed: NDArray[np.bool_]
    parent: NDArray[np.int32]
    follows: NDArray[np.int32]


class _Mark(NamedTuple):
    token: int
    character: str
    opening: bool  # a space or an opening mark stands before it and none after
    closing: bool  # none before it; a space or a mark after
    block: int
    after_s: bool  # an apostrophe may stand here: the workers' rights
    elided: bool  # an apostrophe that stands for letters or digits left out: 'tis, '90s


class _Open(NamedTuple):
    number: int
    character: str
    block: int


def find_quotations(
    text: str,
    planes: Planes,
    tokens: Tokens,
    block: NDArray[np.int32],
    block_end: NDArray[np.int32],
    first_block: NDArray[np.bool_],
    sentence: NDArray[np.int32],
    sentence_end: NDArray[np.int32],
) -> Quotations:
    """Find quotations, nested, over several paragraphs and unclosed ones too.

    A quotation never crosses a block; one that is left open there goes on in the next block if that begins with
    an opening mark and is not the first one of its segment, otherwise it is taken to end with its sentence.
    """
    marks = _marks(planes, tokens, block)
    plain = _plain(marks, first_block)
    listed = _listed(text, tokens, marks, np.flatnonzero(~plain))
    finder = _Finder(listed, block_end.tolist(), first_block, sentence, sentence_end)
    pairs = marks.token[plain].reshape(-1, 2)
    return _together(pairs[:, 0], pairs[:, 1] + 1, finder.run())


class _Marks(NamedTuple):
    """The quotation marks of a batch as columns (see `_Mark`)."""

    token: NDArray[np.int32]
    character: NDArray[np.uint16]
    opening: NDArray[np.bool_]
    closing: NDArray[np.bool_]
    block: NDArray[np.int32]
    after_s: NDArray[np.bool_]


def _marks(planes: Planes, tokens: Tokens, block: NDArray[np.int32]) -> _Marks:
    punctuation = np.flatnonzero(tokens.kind == PUNCT).astype(np.int32)
    spots = punctuation[_in(planes.raw[tokens.start[punctuation]], _MARKS)]
    at = tokens.start[spots].astype(np.int64)
    last = len(planes.raw) - 1
    preceding = np.where(at > 0, planes.raw[np.maximum(at - 1, 0)], ord(" "))
    before = np.where(at > 0, planes.classes[np.maximum(at - 1, 0)], SPACE)
    after = np.where(at < last, planes.classes[np.minimum(at + 1, last)], SPACE)
    opening = ((before == SPACE) | _in(preceding, _BEFORE)) & (after != SPACE)
    closing = (before != SPACE) & (after < LETTER)
    return _Marks(spots, planes.raw[at], opening, closing, block[spots], (preceding | 32) == ord("s"))


def _in(characters: NDArray[Any], listed: str) -> NDArray[np.bool_]:
    return np.isin(characters, [ord(each) for each in listed])


def _plain(marks: _Marks, first_block: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the marks of plain blocks: double marks open and close by turns, and no quotation comes in from before.

    There the stack has nothing to decide: a quotation lies between each mark and the next one.
    """
    size = len(marks.token)
    begins = np.flatnonzero(np.append(True, marks.block[1:] != marks.block[:-1])[:size])
    if not size:
        return np.zeros(0, bool)
    group = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, size)))
    second = (np.arange(size) - begins[group]) % 2 == 1
    straight = marks.character == ord('"')
    curly = np.append(False, (marks.character[1:] == ord("”")) & (marks.character[:-1] == ord("“")))
    opens = marks.opening & (straight | (marks.character == ord("“")))
    closes = (marks.closing | ~marks.opening) & (straight | curly)
    fits = np.logical_and.reduceat(np.where(second, closes, opens), begins) & second[np.append(begins[1:], size) - 1]
    number = marks.block[begins]
    alone = np.append(True, fits[:-1] | (number[1:] != number[:-1] + 1) | first_block[number[1:]])
    return np.asarray((fits & alone)[group])


def _together(start: NDArray[np.int32], end: NDArray[np.int32], found: Quotations) -> Quotations:
    """Return quotations of plain blocks and others in the order of their opening marks."""
    order = np.argsort(np.concatenate([start, found.start]), kind="stable")
    place = np.empty(len(order) + 1, np.int32)
    place[order] = np.arange(len(order))
    place[-1] = -1
    none = np.full(len(start), -1, np.int32)
    others = [np.where(each < 0, -1, each + len(start)) for each in (found.parent, found.follows)]
    parent, follows = (place[np.concatenate([none, each])[order]] for each in others)
    closed = np.concatenate([np.ones(len(start), bool), found.closed])[order]
    starts, ends = (np.concatenate(pair)[order] for pair in ((start, found.start), (end, found.end)))
    return Quotations(starts, ends, closed, parent, follows)


def _listed(text: str, tokens: Tokens, marks: _Marks, chosen: NDArray[np.intp]) -> list[_Mark]:
    token = marks.token[chosen].tolist()
    columns = (
        token,
        [text[position] for position in tokens.start[marks.token[chosen]].tolist()],
        marks.opening[chosen].tolist(),
        marks.closing[chosen].tolist(),
        marks.block[chosen].tolist(),
        marks.after_s[chosen].tolist(),
        [_elides(text, tokens, spot) for spot in token],
    )
    return [_Mark(*row) for row in zip(*columns, strict=True)]


def _elides(text: str, tokens: Tokens, spot: int) -> bool:
    if spot + 1 >= len(tokens.start) or text[tokens.start[spot]] not in "'’":
        return False
    following = text[tokens.start[spot + 1] : tokens.end[spot + 1]].lower()
    return following in _ELIDED or following[:1].isdigit()


class _Finder:
    """Walks over the marks of a batch once, with a stack of what is open."""

    def __init__(
        self,
        marks: list[_Mark],
        block_end: list[int],
        first_block: NDArray[np.bool_],
        sentence: NDArray[np.int32],
        sentence_end: NDArray[np.int32],
    ) -> None:
        self.marks = marks
        self.block_end, self.first_block = block_end, first_block
        self.sentence, self.sentence_end = sentence, sentence_end
        self.start: list[int] = []
        self.end: list[int] = []
        self.closed: list[bool] = []
        self.parent: list[int] = []
        self.follows: list[int] = []
        self.stack: list[_Open] = []

    def run(self) -> Quotations:
        block = -1
        for number, mark in enumerate(self.marks):
            if mark.block != block:
                self._leave(block, mark)
                block = mark.block
            self._take(number, mark)
        self._leave(block, None)
        integers = (np.asarray(column, np.int32) for column in (self.start, self.end, self.parent, self.follows))
        start, end, parent, follows = integers
        return Quotations(start, end, np.asarray(self.closed, bool), parent, follows)

    def _take(self, number: int, mark: _Mark) -> None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self._closes(number, mark, self.stack[depth]):
                self._close(depth, mark.token + 1)
                return
        if self._opens(number, mark):
            self._open(mark)

    def _closes(self, number: int, mark: _Mark, opened: _Open) -> bool:
        if mark.character not in _CLOSERS.get(opened.character, ""):
            return False
        if mark.character in '"”»›“' and opened.character in '"“”„«»‹›':
            return mark.closing or not mark.opening
        if not mark.closing:
            return False
        return not (mark.after_s and self._closed_later(number, mark, opened))

    def _closed_later(self, number: int, mark: _Mark, opened: _Open) -> bool:
        """Tell whether a mark after an s is a possessive: a better closing mark stands later in the block."""
        for later in self.marks[number + 1 : number + 6]:
            if later.block != mark.block or (later.character == opened.character and later.opening):
                return False
            if later.character == mark.character and later.closing and not later.opening:
                return True
        return False

    def _opens(self, number: int, mark: _Mark) -> bool:
        if not mark.opening or len(self.stack) >= _DEEPEST:
            return False
        if mark.character in "“„«‹‘‚‛" or mark.character == '"':
            return True
        if mark.character in "”»›":
            return not self.stack and self._has_partner(number, mark)
        return not mark.elided and self._has_partner(number, mark)

    def _has_partner(self, number: int, mark: _Mark) -> bool:
        closers = _CLOSERS.get(mark.character, "")
        for later in self.marks[number + 1 : number + 12]:
            if later.block != mark.block:
                return False
            if later.character in closers and later.closing and later.token > mark.token + 1:
                return True
        return False

    def _open(self, mark: _Mark) -> None:
        parent = self.stack[-1].number if self.stack else -1
        self.stack.append(_Open(len(self.start), mark.character, mark.block))
        self.start.append(mark.token)
        self.end.append(-1)
        self.closed.append(True)
        self.parent.append(parent)
        self.follows.append(-1)
        if parent < 0 and self._pending is not None:
            self._continue(mark)

    _pending: _Open | None = None

    def _continue(self, mark: _Mark) -> None:
        before = self._pending
        self._pending = None
        if before is None or mark.character != before.character:
            return
        self.follows[-1] = before.number
        self.closed[before.number] = True
        self.end[before.number] = self.block_end[before.block]

    def _close(self, depth: int, end: int) -> None:
        for opened in self.stack[depth:]:
            self.end[opened.number] = end
        del self.stack[depth:]

    def _leave(self, block: int, upcoming: _Mark | None) -> None:
        """End what is open at the end of a block; keep its outermost quotation for the next one to continue."""
        self._pending = None
        for opened in reversed(self.stack):
            limit = int(self.sentence_end[self.sentence[self.start[opened.number]]])
            later = zip(self.end[opened.number :], self.parent[opened.number :], strict=True)
            inner = [end for end, parent in later if parent == opened.number]
            self.end[opened.number] = max(min(limit, self.block_end[block]), *inner, 0)
            self.closed[opened.number] = False
        if self.stack and upcoming is not None and self._begins_next(block, upcoming):
            self._pending = self.stack[0]
        self.stack = []

    def _begins_next(self, block: int, mark: _Mark) -> bool:
        goes_on = mark.block == block + 1 and not self.first_block[mark.block]
        return goes_on and mark.token == self.block_end[block] and mark.opening
