"""Scorers: each reads a batch of articles and yields rows of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon import ActorFile, Lexicon
from framing.scorers.evidence import ArticleFigures, Coded, Evidence, Reading, RowScorer, Scorer

__all__ = ["ArticleFigures", "Coded", "Evidence", "Reading", "RowScorer", "Scorer", "default_scorers"]


def default_scorers(lexicons: Sequence[Lexicon], actors: Sequence[ActorFile]) -> list[Scorer | RowScorer]:
    """Return the built-in scorers: attributions, terms, portrayal, agency, readability, VADER as a baseline.

    Examples
    --------
    >>> [scorer.table for scorer in default_scorers([], [])]
    ['attributions', 'terms', 'mentions', 'agency', 'articles', 'articles']
    """
    from framing.scorers.agency import Agency
    from framing.scorers.attribution import Attributions
    from framing.scorers.portrayal import Portrayal
    from framing.scorers.readability import Readability
    from framing.scorers.terms import Terms
    from framing.scorers.vader import Vader

    portrayal = Portrayal(actors)
    return [Attributions(), Terms(lexicons, actors), portrayal, Agency(portrayal), Readability(), Vader()]
