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
        entry, side, n (places, in all voices), n_articles, outlets, forms (as found), example; entries that never hit
        stand at the end with n = 0.

    Examples
    --------
    >>> import framing
    >>> mine = framing.Lexicon.from_dict({"ridicule": ["circus", "farce"]})
    >>> lexicon_hits(mine, "They called it a circus.")[["entry", "n", "example"]].values.tolist()
    [['ridicule.circus', 1, 'They called it a circus.'], ['ridicule.farce', 0, '']]
    """
    import pandas as pd

    analysis = analyze(corpus, lexicons=[lexicon], actors=[], trained=False)
    found = analysis.terms[analysis.terms["lexicon"] == lexicon.id]
    rows = [_row(analysis.corpus, entry, found[found["entry"] == entry.id]) for entry in lexicon.entries]
    columns = ["entry", "side", "n", "n_articles", "outlets", "forms", "example"]
    return pd.DataFrame(rows, columns=columns).sort_values("n", ascending=False, kind="stable", ignore_index=True)


def _row(corpus: Any, entry: Any, hits: pd.DataFrame) -> tuple[Any, ...]:
    if not len(hits):
        return entry.id, entry.side, 0, 0, "", "", ""
    first = hits.iloc[0]
    article = corpus.article(first["article"])
    own = article.headline if first["segment"] == "headline" else article.text
    example = own[max(0, first["start"] - _AROUND) : first["end"] + _AROUND]
    outlets = ", ".join(sorted(hits["outlet"].dropna().unique())[:5])
    forms = ", ".join(hits["text"].value_counts().index[:5])
    return entry.id, entry.side, len(hits), hits["article"].nunique(), outlets, forms, " ".join(example.split())
