"""Discover the words and phrases that set outlets apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.analysis import Analysis
from framing.compare.design import OTHERS, Design, design_of
from framing.corpus import Article, Corpus, as_corpus
from framing.discover import words
from framing.discover.choices import Choices, choices_table
from framing.discover.distinct import marks, standing
from framing.discover.labels import Labels
from framing.discover.phrases import Phrases, count_phrases
from framing.discover.result import Discovery
from framing.discover.stream import Stream, read_stream
from framing.discover.tables import aside_table, ranked_table, words_table
from framing.discover.variants import variant_pairs
from framing.errors import FramingError, NotEnoughData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEAST_ARTICLES", "LEAST_WORDS", "discover"]

LEAST_ARTICLES, LEAST_WORDS = 10, 5000  # per side (method, section 2.10)
LONGEST = 4
ALPHA = 0.02  # at .05 the halves of one outlet would differ in five of a hundred runs on average, often in more


def discover(
    corpus: Analysis | Corpus | Any,
    key: str = "outlet",
    *,
    target: str,
    reference: str | None = None,
    match: str | Sequence[str] | None = "auto",
    n: int = LONGEST,
    voice: str = "outlet",
    names: bool = False,
    top: int = 100,
    permutations: int = 999,
    alpha: float = ALPHA,
    seed: int = 0,
    trained: bool | None = None,
    force: bool = False,
) -> Discovery:
    """Find the words and phrases that set one outlet apart from another, or from all others, on the same events.

    What is found are candidates: matched by event they are choices of words, unmatched they are topics as well. Read the
    contexts, then `accept` what is a choice into a lexicon. A phrase that is not found may still differ: few articles
    show little.

    Parameters
    ----------
    corpus
        An Analysis that holds its articles, a Corpus, or anything `framing.analyze` takes.
    key, target, reference, match
        As in `framing.compare`: the column that tells the sides apart, two of its values (without a reference all
        others), and what articles are matched by.
    n
        Words in the longest phrases, 1 to 4.
    voice
        "outlet" compares the outlets' own words; "all" also those of the people they quote.
    names
        Also compare names; they are set aside otherwise, because who is in the news sets outlets apart first.
    top
        At most so many phrases in `ranked`, and pairs in `variants`.
    permutations
        Relabellings of the articles that significance rests on; the smallest p is 1 / (permutations + 1).
    alpha
        Chance of any false finding at all; strict by default, because nobody counts the comparisons that found nothing.
    trained
        Whether the trained tagger helps to tell voices; by default as in the analysis, else yes.
    force
        Go on below 10 articles or 5,000 words a side; the output is stamped.

    Returns
    -------
    Discovery

    Raises
    ------
    NotEnoughData
        Below the thresholds, or no event in common.
    UnknownName
        No such column or outlet.
    FramingError
        An analysis without its articles, an n that is none of 1 to 4, or so few permutations that no p reaches alpha.

    Notes
    -----
    Phrases are counted in the outlet's own voice on the tokens of the library; marks end a phrase, a hyphen does not.
    Set aside are names (written with a capital inside sentences), numbers and dates, sentences that stand in three
    articles, words of web pages, words of reporting (who says what is measured by attributions), the outlets' own
    names, and phrases at the very beginning or end of a quarter of one side's texts but hardly ever in the other's.
    An article counts a phrase twice at most. A finding stands in at least 3 articles and 2 events of its side, and
    its abs(ζ) is beaten by the largest of a relabelled corpus in at most `alpha` of the relabellings. Parts of a
    longer finding with nearly its counts, and phrases most of whose uses overlap those of a stronger finding, are
    folded into it.

    References
    ----------
    Monroe, Colaresi & Quinn 2008, Political Analysis 16; Westfall & Young 1993.

    Examples
    --------
    >>> import framing
    >>> found = framing.discover(framing.demo_corpus(), target="Eastern Banner", reference="Meridian Wire", force=True)
    >>> found.stamp, found.design.n_events
    ('FORCED: below validity threshold', 6)
    """
    if n not in range(1, LONGEST + 1):
        raise FramingError(f"Phrases have 1 to {LONGEST} words, not n={n!r}.")
    if voice not in ("outlet", "all"):
        raise UnknownName("voice", voice, ["outlet", "all"])
    _check_permutations(permutations, alpha)
    articles, table, known = _articles(corpus)
    design = design_of(Analysis({"articles": table}, ()), key, target, reference, match)
    if design.matched_by is not None and not design.n_events:
        raise NotEnoughData(
            f"{design.target} and {design.reference} have no {design.matched_by} in common. "
            'Give more of them, or match="none" to compare all articles unmatched.'
        )
    used = np.flatnonzero(design.side >= 0)
    side, event = design.side[used], design.event[used] if design.matched_by is not None else None
    labels = Labels(side, event, permutations, seed)
    chosen = [articles[i] for i in used]
    trained = known if trained is None else trained
    choices = Choices(own=voice == "outlet")
    stream = read_stream(chosen, voice=voice, trained=trained, names=names, outlets=_outlets(table, key, design), choices=choices)
    stream = stream.without(stream.vocabulary.column(words.reporting, bool)[stream.lower], 6)
    tokens = np.bincount(stream.article[stream.own], minlength=len(used)).astype(float)
    stamp = _enough(design, side, tokens, force)
    stream, phrases = _counted(stream, n, side)
    found = marks(phrases.table, tokens, labels)
    return Discovery(
        words_table(design, chosen, stream, phrases, found, alpha),
        ranked_table(design, stream, phrases, found, top),
        aside_table(design, stream, top),
        variant_pairs(chosen, stream, phrases, labels, top=top),
        choices_table(choices, chosen, labels, top=top),
        found.band,
        design,
        len(phrases.n_words),
        permutations,
        alpha,
        voice,
        stamp,
    )


def _check_permutations(permutations: int, alpha: float) -> None:
    """Refuse a run that could find nothing, whatever stood in the articles."""
    if not 0 < alpha < 1:
        raise FramingError(f"alpha is a chance between 0 and 1, not {alpha!r}.")
    least = math.ceil(1 / alpha) - 1
    if permutations < least:
        raise FramingError(
            f"With permutations={permutations} the smallest p is {1 / (permutations + 1):.3g}, above alpha={alpha:g}: nothing "
            f"could ever be found. Ask for {least} or more."
        )


def _articles(corpus: Any) -> tuple[list[Article], pd.DataFrame, bool]:
    """Return the articles, what is known of each, and whether the trained tagger is used."""
    import pandas as pd

    if isinstance(corpus, Analysis):
        if corpus.corpus is None:
            raise FramingError("This analysis was saved without its articles. Give the corpus that it was made from.")
        table = corpus.table("articles")
        return [corpus.corpus[id] for id in table["article"]], table, bool(corpus.manifest.get("trained", True))
    articles = as_corpus(corpus)
    table = articles.to_frame().rename(columns={"id": "article"})
    table["published"] = pd.to_datetime(table["published"], utc=True).dt.tz_localize(None)
    return list(articles), table, True


def _enough(design: Design, side: NDArray[np.int8], tokens: NDArray[np.float64], force: bool) -> str:
    """Return the stamp, "" where there are articles and words enough."""
    articles = design.n_articles
    said = [float(tokens[side == each].sum()) for each in (0, 1)]
    if min(articles) >= LEAST_ARTICLES and min(said) >= LEAST_WORDS:
        return ""
    if force:
        return stats.FORCED
    raise NotEnoughData(
        f"Distinctive words need {LEAST_ARTICLES} articles and {LEAST_WORDS:,} words a side; there are {articles[0]} and "
        f"{articles[1]} articles, {said[0]:,.0f} and {said[1]:,.0f} words. Give more articles, or force=True to look anyway."
    )


def _outlets(table: pd.DataFrame, key: str, design: Design) -> list[str]:
    """Return the names of the outlets that are compared."""
    if key != "outlet":
        return []
    others = table[key].dropna().astype("str").unique().tolist() if design.reference == OTHERS else [design.reference]
    return [design.target, *others]


def _counted(stream: Stream, n: int, side: NDArray[np.int8]) -> tuple[Stream, Phrases]:
    """Count phrases, and count again without the standing phrases of one side's pages."""
    phrases = count_phrases(stream, n)
    found = standing(phrases, stream.edge, side)
    if not len(found):
        return stream, phrases
    places = np.zeros(len(stream.lower), bool)
    for phrase in found.tolist():
        for step in range(int(phrases.n_words[phrase])):
            places[phrases.positions(phrase) + step] = True
    fewer = stream.without(places, 5)
    return fewer, count_phrases(fewer, n)
