"""Near-duplicates: one text made from another, whoever published it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article, Corpus, Exclusion, as_corpus
from framing.errors import CorpusError, UnknownName
from framing.events.candidates import address, candidates
from framing.events.overlap import Likeness, Runs, contained_in, is_copy, likeness
from framing.events.pairs import days_of
from framing.events.shingles import shingles_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KINDS", "duplicates", "keep_one", "mark_copies"]

KINDS = ("duplicate", "wire copy", "republished url")
COLUMNS = ("article", "original", "kind", "jaccard", "containment", "n_shared_words", "passages")
LEAST_CONTAINMENT = 0.25  # of the shorter text's runs; one word in three changed leaves (2/3)^3 = .30


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
    earlier, later = candidates(articles, rank)
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


def _verified(
    articles: Sequence[Article], earlier: list[int], later: list[int], least: float, rank: NDArray[np.int64]
) -> dict[int, tuple[int, Likeness]]:
    """Return, for each copy, the original it is most like (no copy itself), and their likeness."""
    involved = sorted({*earlier, *later})
    texts = {
        number: Runs.of(text, address(articles[number].url))
        for number, text in zip(involved, shingles_of([articles[each] for each in involved]), strict=True)
    }
    possible: dict[int, list[int]] = {}
    for left, right in zip(earlier, later, strict=True):
        possible.setdefault(right, []).append(left)
    found: dict[int, tuple[int, Likeness]] = {}
    for right in sorted(possible, key=lambda each: rank[each]):
        kept = [left for left in possible[right] if left not in found]
        alike = [(contained_in(texts[left].every, texts[right].every), -rank[left], left) for left in kept]
        for contained, _, left in sorted(alike, reverse=True):
            if is_copy(texts[left], texts[right], contained, least):
                found[right] = (left, likeness(texts[right], texts[left]))
                break
    return found


def _row(articles: Sequence[Article], number: int, found: dict[int, tuple[int, Likeness]]) -> tuple[Any, ...]:
    at, shared = found[number]
    copy, original = articles[number], articles[at]
    page = address(copy.url)
    if page and page == address(original.url):
        kind = "republished url"
    else:
        kind = "wire copy" if copy.outlet and original.outlet and copy.outlet != original.outlet else "duplicate"
    return (copy.id, original.id, kind, *shared)
