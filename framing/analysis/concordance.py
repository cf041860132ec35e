"""Keyword in context: every place of a phrase with the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.corpus import Corpus, as_corpus
from framing.errors import FramingError
from framing.lexicon.matcher import Form, Hits, Phrases
from framing.text.batch import BODY, Batch, build_batch
from framing.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["kwic"]

_BATCH = 128


def kwic(corpus: Any, phrase: str, *, window: int = 8, case: str = "insensitive") -> pd.DataFrame:
    """Return every place of a phrase with the words before and after it.

    Parameters
    ----------
    corpus
        A corpus, an analysis that holds one, or anything `framing.analyze` takes.
    phrase
        Words; `word*` is a prefix, a `*` on its own any one word.
    window
        Tokens shown on either side, within the headline or the body.
    case
        "insensitive", "sensitive" or "initial" (the first letter is a capital).

    Returns
    -------
    DataFrame
        article, outlet, segment, start, end, before, text, after.

    Raises
    ------
    FramingError
        An empty phrase, a `*` within a word, or an analysis that was saved without its texts.

    Examples
    --------
    >>> import framing
    >>> framing.kwic("Talks with the so-called republic ended.", "so-called *", window=2)[["before", "text", "after"]]
         before                text   after
    0  with the  so-called republic  ended.
    """
    import pandas as pd

    words = phrase.split()
    if not words or all(word == "*" for word in words) or any("*" in word[:-1] for word in words):
        raise FramingError(f"The phrase {phrase!r} finds nothing: give words; * may end a word (word*) or stand for one.")
    if window < 0:
        raise FramingError(f"window={window}: give 0 or more tokens.")
    articles = list(_articles(corpus))
    phrases = Phrases([Form(phrase, case)])
    vocabulary = Vocabulary()
    rows: list[tuple[Any, ...]] = []
    for low in range(0, len(articles), _BATCH):
        part = articles[low : low + _BATCH]
        batch = build_batch([(article.headline, article.text) for article in part], vocabulary)
        rows += _lines(batch, phrases.find(batch), part, window)
    columns = ["article", "outlet", "segment", "start", "end", "before", "text", "after"]
    return pd.DataFrame(rows, columns=columns)


def _articles(corpus: Any) -> Corpus:
    if not hasattr(corpus, "corpus"):
        return as_corpus(corpus)
    if corpus.corpus is None:
        raise FramingError("This analysis was saved without its texts. Give the articles themselves.")
    return as_corpus(corpus.corpus)


def _lines(batch: Batch, hits: Hits, articles: list[Any], window: int) -> list[tuple[Any, ...]]:
    rows = []
    for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True):
        number = int(batch.segment[start])
        article = articles[int(batch.segment_article[number])]
        offset = int(batch.segment_offset[number])
        low = max(start - window, int(batch.segment_start[number]))
        high = min(end + window, int(batch.segment_end[number]))
        place = (int(batch.start[start]) - offset, int(batch.end[end - 1]) - offset)
        segment = "body" if batch.segment_kind[number] == BODY else "headline"
        before, after = _flat(batch.slice(low, start)), _flat(batch.slice(end, high))
        rows.append((article.id, article.outlet, segment, *place, before, batch.slice(start, end), after))
    return rows


def _flat(text: str) -> str:
    return " ".join(text.split())
