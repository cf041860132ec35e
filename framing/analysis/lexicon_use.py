"""What the entries of a lexicon hit in a corpus, and which never do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.analysis.run import analyze
from framing.lexicon import Lexicon

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["lexicon_hits"]

_AROUND = 40  # characters of context on either side


def lexicon_hits(lexicon: Lexicon, corpus: Any) -> pd.DataFrame:
    """Return for every entry how often it hits, in how many articles and which outlets, with one example.

    Returns
    -------
    DataFrame
        entry, side, n (places, in all voices), n_articles, outlets (with the places in each), forms (as found), example with the
        hit in brackets; entries that never hit stand at the end with n = 0. `attrs` has n_articles of the corpus, and n_about:
        how many of them are about the topic of the lexicon, for only there it looks.

    Examples
    --------
    >>> import framing
    >>> mine = framing.Lexicon.from_dict({"ridicule": ["circus", "farce"]})
    >>> lexicon_hits(mine, "They called it a circus.")[["entry", "n", "example"]].values.tolist()
    [['ridicule.circus', 1, 'They called it a [circus].'], ['ridicule.farce', 0, '']]
    """
    import pandas as pd

    analysis = analyze(corpus, lexicons=[lexicon], trained=False)
    found = analysis.terms[analysis.terms["lexicon"] == lexicon.id]
    rows = [_row(analysis.corpus, entry, found[found["entry"] == entry.id]) for entry in lexicon.entries]
    columns = ["entry", "side", "n", "n_articles", "outlets", "forms", "example"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("n", ascending=False, kind="stable", ignore_index=True)
    topics = analysis.articles["topics"].fillna("").str.split(", ")
    about = [lexicon.id in each for each in topics] if lexicon.about else [True] * len(topics)
    frame.attrs = {"n_articles": len(topics), "n_about": sum(about)}
    return frame


def _row(corpus: Any, entry: Any, hits: pd.DataFrame) -> tuple[Any, ...]:
    if not len(hits):
        return entry.id, entry.side, 0, 0, "", "", ""
    first = hits.iloc[0]
    article = corpus.article(first["article"])
    own = article.headline if first["segment"] == "headline" else article.text
    start, end = int(first["start"]), int(first["end"])
    example = f"{own[max(0, start - _AROUND) : start]}[{own[start:end]}]{own[end : end + _AROUND]}"
    counts = sorted(hits["outlet"].value_counts().items(), key=lambda each: (-each[1], each[0]))
    outlets = ", ".join(f"{outlet} {n}" for outlet, n in counts[:5])
    forms = ", ".join(hits["text"].value_counts().index[:5])
    return entry.id, entry.side, len(hits), hits["article"].nunique(), outlets, forms, " ".join(example.split())
