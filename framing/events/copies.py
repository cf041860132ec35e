"""Near-duplicates: one text made from another, whoever published it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article, Corpus, Exclusion, as_corpus
from framing.errors import CorpusError, UnknownName
from framing.events.pairs import days_of
from framing.events.shingles import Hashes, Shingles, shingles_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KINDS", "duplicates", "keep_one", "mark_copies"]

KINDS = ("duplicate", "wire copy", "republished url")
COLUMNS = ("article", "original", "kind", "jaccard", "containment", "n_shared_words", "passages")

SKETCH_RUN = 4  # words: the runs by which candidates are found
SAMPLED = 4  # one in so many runs is kept in the sketch of a long text
SHORT = 150  # words: below it all runs are kept
CHECK_RUN = 3  # words: the runs that decide
LEAST_CONTAINMENT = 0.25  # of the shorter text's runs; one word in three changed leaves (2/3)^3 = .30
LEAST_OWN = 0.2  # the same outside quotation marks, where there are enough words outside
ENOUGH_OWN = 30  # runs
LEAST_SPREAD = 0.5  # of the stretches of the shorter text must hold shared runs: a copy is alike all along
STRETCH = 40  # words
_IN_STRETCH = 0.1  # of a stretch's runs
LEAST_WORDS = 25
MOST_HOLDERS = 12  # a run in more articles than that links each to the first of them and to its neighbour only
_CANDIDATE = 0.06  # share of the smaller sketch that two articles must share
_SAME_PAGE = 0.1  # containment of two versions of one page
_SHORT_TEXT = 0.9  # containment of texts of few words
_PASSAGE = 8  # words: shorter shared runs are not listed


class Likeness(NamedTuple):
    """How much of a copy and its original is the same."""

    jaccard: float
    containment: float
    n_shared_words: int
    passages: tuple[tuple[int, int, int, int], ...]


def duplicates(corpus: Any, *, least_containment: float = LEAST_CONTAINMENT) -> pd.DataFrame:
    """Find the articles that are copies of others: near-duplicates, wire copy, new versions of one page.

    Texts are compared by their runs of three words. Candidates come from a sample of the runs of four words (the same
    sample in every text), so that memory and time grow with the number of articles, not of pairs. Nothing is
    removed: `framing.events.keep_one` does that, `mark_copies` writes it down.

    A brief that is cut from a long report counts as a copy, and so does a long report that takes over a brief. Two
    reports that share a block (long quotations, an outlet's standing paragraphs) do not: a copy is alike along at
    least half of the shorter text.

    Parameters
    ----------
    corpus
        A Corpus, or anything `framing.corpus.as_corpus` takes.
    least_containment
        Least share of the shorter text's runs of three words that the other has too.

    Returns
    -------
    DataFrame
        One row per copy: article, original (the one published first), kind ("duplicate": same or unknown outlet;
        "wire copy": another outlet's text; "republished url": two versions of one page), jaccard and containment
        (0–1, of runs of three words), n_shared_words (words of the article inside shared passages), passages
        (tuples: start and end in the article, start and end in the original; from eight words).

    References
    ----------
    Broder 1997, On the resemblance and containment of documents.

    Examples
    --------
    >>> import framing
    >>> found = framing.duplicates(framing.demo_corpus())
    >>> found[["article", "original", "kind"]].values.tolist()
    [['swiss-summit-civic-radio-news', 'swiss-summit-meridian-wire', 'wire copy']]
    >>> start, end, first, last = found.loc[0, "passages"][0]
    >>> framing.demo_corpus()["swiss-summit-civic-radio-news"].text[start:start + 70]
    'for the territorial integrity of Ukraine to be the basis of any peace '
    """
    import pandas as pd

    if not 0 < least_containment <= 1:
        raise CorpusError(f"least_containment is a share between 0 and 1, not {least_containment}.")
    articles = list(as_corpus(corpus))
    rank = _in_order(articles)
    earlier, later = _candidates(articles, rank)
    found = _verified(articles, earlier, later, least_containment, rank)
    rows = [_row(articles, each, found) for each in sorted(found)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    types = {"article": "str", "original": "str", "kind": "str", "jaccard": "float64", "containment": "float64"}
    return frame.astype(types | {"n_shared_words": "int64"})


def keep_one(corpus: Corpus, found: pd.DataFrame, *, kinds: Iterable[str] = KINDS) -> Corpus:
    """Return the corpus without the copies of these kinds; each is listed in its `exclusions`.

    Wire copy tells what an outlet chose to print: leave it in (`kinds=("duplicate", "republished url")`) if that
    is your question, and drop it where words are counted as the outlet's own.

    Examples
    --------
    >>> import framing
    >>> demo = framing.demo_corpus()
    >>> len(keep_one(demo, framing.duplicates(demo)))
    29
    """
    wanted = set(kinds)
    for kind in wanted - set(KINDS):
        raise UnknownName("kind", kind, KINDS)
    chosen = found[found["kind"].isin(wanted)]
    originals = dict(zip(chosen["article"], zip(chosen["kind"], chosen["original"], strict=True), strict=True))
    told = [
        Exclusion(each.id, "", "article", kind, f"A copy of {original!r}, which is kept.")
        for each in corpus
        for kind, original in [originals.get(each.id, ("", ""))]
        if kind
    ]
    kept = [each for each in corpus if each.id not in originals]
    return Corpus(kept, (*corpus.left_out, *told), corpus.recognised, corpus.ambiguous)


def mark_copies(corpus: Corpus, found: pd.DataFrame) -> Corpus:
    """Return the corpus with `copy_of` and `copy_kind` in the metadata of every copy, to group or filter by."""
    known = {row.article: {"copy_of": row.original, "copy_kind": row.kind} for row in found.itertuples()}
    none = {"copy_of": "", "copy_kind": ""}
    marked = [replace(each, meta={**each.meta, **known.get(each.id, none)}) for each in corpus]
    return Corpus(marked, corpus.left_out, corpus.recognised, corpus.ambiguous)


def _in_order(articles: Sequence[Article]) -> NDArray[np.int64]:
    """Return the rank of each article by time; those without a date come last, in the order of the corpus."""
    days = np.nan_to_num(days_of(articles), nan=np.inf)
    rank = np.empty(len(articles), np.int64)
    rank[np.argsort(days, kind="stable")] = np.arange(len(articles))
    return rank


def _candidates(articles: Sequence[Article], rank: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Return pairs (earlier, later) that share enough of their sketches, or have one address."""
    sketches = [_sketch(each) for each in shingles_of(articles)]
    size = np.asarray([len(each) for each in sketches], np.int64)
    owner = np.repeat(np.arange(len(sketches)), size)
    runs = np.concatenate([*sketches, np.zeros(0, np.uint64)])
    left, right = _sharing(runs, owner, rank)
    keys, n_shared = np.unique(left * len(articles) + right, return_counts=True)
    left, right = keys // max(len(articles), 1), keys % max(len(articles), 1)
    good = n_shared >= np.maximum(2, _CANDIDATE * np.minimum(size[left], size[right]))
    pairs = set(zip(left[good].tolist(), right[good].tolist(), strict=True)) | _same_address(articles, rank)
    order = sorted(pairs)
    return [each for each, _ in order], [each for _, each in order]


def _sketch(text: Shingles) -> Hashes:
    runs = np.unique(text.runs(SKETCH_RUN))
    return runs if len(text.words) < SHORT else runs[runs % np.uint64(SAMPLED) == 0]


def _sharing(
    runs: Hashes, owner: NDArray[np.int64], rank: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (earlier, later) once for every run that two articles share."""
    order = np.lexsort((rank[owner], runs))
    runs, owner = runs[order], owner[order]
    new = np.append(True, runs[1:] != runs[:-1]) if len(runs) else np.zeros(0, bool)
    start = np.flatnonzero(new)
    n_holders = np.diff(np.append(start, len(runs)))
    group = np.repeat(np.arange(len(start)), n_holders)
    place = np.arange(len(runs)) - start[group] if len(runs) else np.zeros(0, np.int64)
    lefts, rights = [], []
    for step in range(1, MOST_HOLDERS):
        mine = np.flatnonzero((place >= step) & ((n_holders[group] <= MOST_HOLDERS) | (step == 1)))
        lefts.append(owner[mine - step])
        rights.append(owner[mine])
    often = np.flatnonzero((n_holders[group] > MOST_HOLDERS) & (place > 1))
    lefts.append(owner[start[group[often]]])
    rights.append(owner[often])
    return np.concatenate(lefts), np.concatenate(rights)


def _same_address(articles: Sequence[Article], rank: NDArray[np.int64]) -> set[tuple[int, int]]:
    first: dict[str, int] = {}
    pairs = set()
    for number in np.argsort(rank).tolist():
        address = _address(articles[number].url)
        if address:
            known = first.setdefault(address, number)
            if known != number:
                pairs.add((known, number))
    return pairs


def _address(url: str | None) -> str:
    """Return an address without what does not name the page; empty for none and for a front page.

    Examples
    --------
    >>> _address("https://www.example.org/2024/talks/?utm_source=mail#top")
    'example.org/2024/talks'
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if parts.netloc and path else ""


def _verified(
    articles: Sequence[Article], earlier: list[int], later: list[int], least: float, rank: NDArray[np.int64]
) -> dict[int, tuple[int, Likeness]]:
    """Return, for each copy, the original it is most like (no copy itself), and their likeness."""
    involved = sorted({*earlier, *later})
    texts = {
        number: _Runs.of(text, _address(articles[number].url))
        for number, text in zip(involved, shingles_of([articles[each] for each in involved]), strict=True)
    }
    possible: dict[int, list[int]] = {}
    for left, right in zip(earlier, later, strict=True):
        possible.setdefault(right, []).append(left)
    found: dict[int, tuple[int, Likeness]] = {}
    for right in sorted(possible, key=lambda each: rank[each]):
        kept = [left for left in possible[right] if left not in found]
        alike = [(_contained(texts[left].every, texts[right].every), -rank[left], left) for left in kept]
        for contained, _, left in sorted(alike, reverse=True):
            if _is_copy(texts[left], texts[right], contained, least):
                found[right] = (left, _likeness(texts[right], texts[left]))
                break
    return found


class _Runs(NamedTuple):
    """The runs of one text: in order, without repetition, and those outside quotation marks."""

    text: Shingles
    ordered: Hashes
    every: Hashes
    own: Hashes
    address: str

    @classmethod
    def of(cls, text: Shingles, address: str) -> _Runs:
        ordered = text.runs(CHECK_RUN)
        return cls(text, ordered, np.unique(ordered), np.unique(text.own_runs(CHECK_RUN)), address)


def _is_copy(left: _Runs, right: _Runs, contained: float, least: float) -> bool:
    if left.address and left.address == right.address:
        return contained >= _SAME_PAGE
    shorter, longer = sorted((left, right), key=lambda each: len(each.every))
    if contained < (_SHORT_TEXT if len(shorter.text.words) < LEAST_WORDS else least):
        return False
    if len(shorter.own) >= ENOUGH_OWN and _contained(shorter.own, longer.own) < LEAST_OWN:
        return False
    return _spread(shorter.ordered, longer.every) >= LEAST_SPREAD


def _contained(one: Hashes, other: Hashes) -> float:
    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0


def _spread(runs: Hashes, other: Hashes) -> float:
    """Return the share of the stretches of a text that hold runs of the other."""
    place = np.searchsorted(other, runs).clip(max=len(other) - 1)
    shared = other[place] == runs
    stretch = np.arange(len(runs)) * max(1, len(runs) // STRETCH) // len(runs)
    return float((np.bincount(stretch, shared) >= _IN_STRETCH * np.bincount(stretch)).mean())


def _likeness(copy: _Runs, original: _Runs) -> Likeness:
    n_both = len(np.intersect1d(copy.every, original.every, assume_unique=True))
    n_any = len(copy.every) + len(original.every) - n_both
    smaller = min(len(copy.every), len(original.every))
    passages, n_words = _passages(copy.text, original.text)
    return Likeness(n_both / n_any if n_any else 0.0, n_both / smaller if smaller else 0.0, n_words, passages)


def _passages(copy: Shingles, original: Shingles) -> tuple[tuple[tuple[int, int, int, int], ...], int]:
    """Return the longest shared runs of words as offsets in both texts, and how many words they hold."""
    mine, theirs = copy.runs(CHECK_RUN), original.runs(CHECK_RUN)
    known, first = np.unique(theirs, return_index=True)
    place = np.searchsorted(known, mine).clip(max=max(len(known) - 1, 0))
    at = np.where(known[place] == mine, first[place], -1) if len(known) else np.full(len(mine), -1)
    follows = np.append(False, (at[1:] == at[:-1] + 1) & (at[:-1] >= 0)) if len(at) else np.zeros(0, bool)
    starts = np.flatnonzero((at >= 0) & ~follows)
    found, n_words = [], 0
    for begin in starts.tolist():
        last = begin
        while last + 1 < len(at) and follows[last + 1]:
            last += 1
        length = last - begin + CHECK_RUN
        if length >= _PASSAGE:
            there = int(at[begin])
            n_words += length
            found.append((
                int(copy.start[begin]), int(copy.end[begin + length - 1]),
                int(original.start[there]), int(original.end[there + length - 1]),
            ))
    return tuple(found), n_words


def _row(articles: Sequence[Article], number: int, found: dict[int, tuple[int, Likeness]]) -> tuple[Any, ...]:
    at, likeness = found[number]
    copy, original = articles[number], articles[at]
    address = _address(copy.url)
    if address and address == _address(original.url):
        kind = "republished url"
    else:
        kind = "wire copy" if copy.outlet and original.outlet and copy.outlet != original.outlet else "duplicate"
    return (copy.id, original.id, kind, *likeness)
