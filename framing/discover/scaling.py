"""Latent semantic scaling: articles placed between two poles that a few seed words name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.analysis import Analysis
from framing.corpus import as_corpus
from framing.discover import words
from framing.discover.stream import Stream, read_stream
from framing.errors import FramingError, NotEnoughData

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEAST_DOCUMENTS", "Scale", "scale"]

LEAST_DOCUMENTS = 1000  # method, section 2.12
LEAST_USES = 5  # of a word, to have a polarity
DIMENSIONS = 300

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Scale:
    """Polarity of words and position of articles.

    `words`: word, polarity (mean cosine to the seeds, signed), count, strongest first. `articles`: article, outlet,
    position (mean polarity of its words, standardised over all articles), n_words (with a polarity). `seeds`: seed, sign and
    its mean cosine to the other seeds of its pole. `cohesion`: mean cosine of seeds within poles less that across
    poles; near 0 the seeds do not span a dimension in these texts, and the positions mean nothing.
    """

    words: pd.DataFrame
    articles: pd.DataFrame
    seeds: pd.DataFrame
    cohesion: float
    stamp: str = ""

    def __repr__(self) -> str:
        stamp = f" [{self.stamp}]" if self.stamp else ""
        known = ", ".join(self.seeds["seed"])
        return f"<Scale of {len(self.articles)} articles by {known}: cohesion {self.cohesion:.2f}>{stamp}"


def scale(
    corpus: Analysis | Any,
    seeds: Mapping[str, int] | tuple[Iterable[str], Iterable[str]],
    *,
    voice: str = "outlet",
    dimensions: int = DIMENSIONS,
    seed: int = 0,
    trained: bool = True,
    force: bool = False,
) -> Scale:
    """Place articles between two poles named by seed words (latent semantic scaling).

    It finds whatever dimension the seeds name in these texts, also none: print seeds, cohesion and the strongest words with
    every result, and validate positions against articles that somebody has read. It is no measure of bias.

    Parameters
    ----------
    corpus
        An Analysis that holds its articles, or anything `framing.analyze` takes.
    seeds
        Seed words with +1 or -1, or two lists, the positive first. Single words.
    voice
        "outlet" or "all".
    dimensions
        Of the semantic space.
    seed
        Of the random numbers of the decomposition.

    Raises
    ------
    NotEnoughData
        Fewer than 1,000 articles, or a pole without a seed that occurs five times; the first can be forced.

    Notes
    -----
    Truncated singular value decomposition of the sentence–word matrix; a word's polarity is its mean cosine to the seeds,
    each times its sign and divided by the number of its pole's seeds; an article's position the mean polarity of its words,
    standardised.

    References
    ----------
    Watanabe 2021, Communication Methods and Measures 15.

    Examples
    --------
    >>> import framing
    >>> from framing.discover.scaling import scale
    >>> scale(framing.demo_corpus(), (["deal"], ["attack"]), trained=False)
    Traceback (most recent call last):
        ...
    framing.errors.NotEnoughData: Latent semantic scaling needs 1,000 articles; there are 30. ...
    """
    found = corpus.corpus if isinstance(corpus, Analysis) else as_corpus(corpus)
    if found is None:
        raise FramingError("This analysis was saved without its articles. Give the corpus that it was made from.")
    articles = list(found)
    if len(articles) < LEAST_DOCUMENTS and not force:
        raise NotEnoughData(
            f"Latent semantic scaling needs {LEAST_DOCUMENTS:,} articles; there are {len(articles)}. "
            "Give more articles, or force=True to look anyway."
        )
    signs = _signs(seeds)
    stream = read_stream(articles, voice=voice, trained=trained, names=True)
    vectors, used, spelling = _space(stream, dimensions, seed)
    chosen = {word: number for word, number in signs.items() if word in spelling}
    for number, pole in ((1, "positive"), (-1, "negative")):
        if number not in chosen.values():
            raise NotEnoughData(f"No {pole} seed occurs {LEAST_USES} times. Give commoner seed words.")
    rows, sign = np.array([spelling[word] for word in chosen]), np.array(list(chosen.values()), float)
    cosine = vectors @ vectors[rows].T
    polarity = cosine @ np.where(sign > 0, sign / (sign > 0).sum(), sign / (sign < 0).sum())
    stamp = stats.FORCED if len(articles) < LEAST_DOCUMENTS else ""
    positions = _positions(stream, used, polarity, [(each.id, each.outlet) for each in articles])
    table, cohesion = _seeds(list(chosen), sign, cosine[rows])
    return Scale(_words(stream, used, polarity), positions, table, cohesion, stamp)


def _signs(seeds: Mapping[str, int] | tuple[Iterable[str], Iterable[str]]) -> dict[str, int]:
    if isinstance(seeds, Mapping):
        signs = {word.lower(): int(np.sign(value)) for word, value in seeds.items()}
    else:
        positive, negative = ([word.lower() for word in pole] for pole in seeds)
        twice = set(positive) & set(negative)
        if twice:
            raise FramingError(f"{sorted(twice)[0]!r} is a seed of both poles. Leave it out of one.")
        signs = {**dict.fromkeys(positive, 1), **dict.fromkeys(negative, -1)}
    if not signs or 0 in signs.values() or any(" " in word for word in signs):
        raise FramingError("Seeds are single words, each with +1 or -1, at least one for either pole.")
    return signs


def _space(stream: Stream, dimensions: int, seed: int) -> tuple[Floats, NDArray[np.intp], dict[str, int]]:
    """Return unit vectors of the words that are frequent enough, their ids, and the row of each spelling."""
    from scipy import sparse
    from sklearn.decomposition import TruncatedSVD

    grammar = stream.vocabulary.column(words.functional, bool) | stream.vocabulary.column(words.clitic, bool)
    plain = stream.plain & ~grammar[stream.lower]
    count = np.bincount(stream.lower[plain], minlength=len(stream.spelling))
    used = np.flatnonzero(count >= LEAST_USES)
    if len(used) < 3:
        raise NotEnoughData(f"Hardly a word occurs {LEAST_USES} times. Give more text.")
    place = np.full(len(stream.spelling), -1)
    place[used] = np.arange(len(used))
    spots = np.flatnonzero(plain & (place[stream.lower] >= 0))
    pieces = stream.sentence[spots]
    table = sparse.csr_array(
        (np.ones(len(spots), np.float32), (pieces, place[stream.lower[spots]])), shape=(int(pieces.max()) + 1, len(used))
    )
    size = min(dimensions, len(used) - 1, table.shape[0] - 1)
    space = TruncatedSVD(size, random_state=seed).fit(table)
    vectors = space.components_.T * space.singular_values_
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.asarray(vectors / np.where(length > 0, length, 1), float)
    return unit, used, {stream.spelling[i]: row for row, i in enumerate(used.tolist())}


def _positions(stream: Stream, used: NDArray[np.intp], polarity: Floats, known: list[tuple[str, str | None]]) -> pd.DataFrame:
    import pandas as pd

    values = np.full(len(stream.spelling), np.nan)
    values[used] = polarity
    spots = np.flatnonzero(stream.plain & np.isfinite(values[stream.lower]))
    n = np.bincount(stream.article[spots], minlength=stream.n_articles)
    total = np.bincount(stream.article[spots], values[stream.lower[spots]], minlength=stream.n_articles)
    raw = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    spread = np.nanstd(raw)
    ids, outlets = zip(*known, strict=True)
    position = (raw - np.nanmean(raw)) / (spread or np.nan)
    return pd.DataFrame({"article": ids, "outlet": outlets, "position": position, "n_words": n})


def _words(stream: Stream, used: NDArray[np.intp], polarity: Floats) -> pd.DataFrame:
    import pandas as pd

    count = np.bincount(stream.lower[stream.plain], minlength=len(stream.spelling))[used]
    frame = pd.DataFrame({"word": [stream.spelling[i] for i in used], "polarity": polarity, "count": count})
    return frame.loc[frame["polarity"].abs().sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _seeds(names: list[str], sign: Floats, cosine: Floats) -> tuple[pd.DataFrame, float]:
    """Return the seeds with their mean cosine to the others of their pole, and the cohesion of all."""
    import pandas as pd

    same = (sign[:, None] == sign[None]) & ~np.eye(len(sign), dtype=bool)
    across = sign[:, None] != sign[None]
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.where(same, cosine, 0).sum(axis=1) / same.sum(axis=1)
    within = float(cosine[same].mean()) if same.any() else np.nan
    table = pd.DataFrame({"seed": names, "sign": sign.astype(int), "cosine_to_pole": own})
    return table, within - float(cosine[across].mean())
