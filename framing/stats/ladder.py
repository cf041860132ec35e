"""What so many articles and events allow one to say (and what not)."""

from __future__ import annotations

from typing import NamedTuple

from framing.errors import NotEnoughData, UnknownName

__all__ = ["FORCED", "LADDER", "MIN_WORDS", "Rung", "allowed", "ladder_table", "require"]

MIN_WORDS = 200  # below, a text gets counts and no rate per 1,000 words
FORCED = "FORCED: below validity threshold"


class Rung(NamedTuple):
    """What a claim needs: articles in each outlet, matched events, outlets.

    Examples
    --------
    >>> LADDER["matched_test"].n_events
    6
    """

    n_articles: int
    n_events: int
    n_outlets: int
    title: str


LADDER = {
    "counts": Rung(1, 0, 0, "counts"),
    "passages": Rung(1, 0, 0, "passages side by side"),
    "rate": Rung(2, 0, 0, "a pooled rate"),
    "interval": Rung(3, 0, 0, "an interval"),
    "stable_interval": Rung(5, 0, 0, "an interval that is not marked unstable"),
    "matched_interval": Rung(1, 3, 2, "an interval over events"),
    "matched_test": Rung(1, 6, 2, "a test over events"),
    "unmatched_test": Rung(5, 0, 2, "a test without common events"),
    "shrinkage": Rung(5, 0, 5, "shrunken rates"),
    "distinctive_words": Rung(10, 0, 2, "distinctive words"),
    "outlet_map": Rung(10, 0, 4, "a map of outlets"),
    "divergence": Rung(5, 0, 2, "a divergence of vocabularies"),
    "quasi_poisson": Rung(20, 5, 2, "a quasi-Poisson model"),
    "bootstrap": Rung(20, 0, 0, "a cluster bootstrap"),
    "ranking": Rung(20, 0, 2, "a ranking of outlets"),
    "negative_binomial": Rung(50, 0, 2, "a negative binomial model"),
    "mixed_model": Rung(50, 5, 2, "a mixed model"),
}
"""What is needed for each claim (method, section 2.21)."""


def allowed(what: str, n_articles: int, n_events: int = 0, n_outlets: int = 0) -> str | None:
    """Return None if the claim is allowed, else what is missing.

    Parameters
    ----------
    what
        One of `LADDER`.
    n_articles
        Articles of the smallest outlet.
    n_events
        Events that both (or all) outlets covered.
    n_outlets
        Outlets compared; 0 where it does not matter.

    Examples
    --------
    >>> allowed("matched_test", 4, n_events=6, n_outlets=2) is None
    True
    >>> allowed("ranking", 12, n_outlets=5)
    'a ranking of outlets needs 20 articles in every outlet (the smallest has 12)'
    """
    if what not in LADDER:
        raise UnknownName("claim", what, LADDER)
    rung = LADDER[what]
    missing = []
    if n_articles < rung.n_articles:
        articles = "1 article" if rung.n_articles == 1 else f"{rung.n_articles} articles"
        missing.append(f"{articles} in every outlet (the smallest has {n_articles})")
    if n_events < rung.n_events:
        missing.append(f"{rung.n_events} matched events (there are {n_events})")
    if n_outlets < rung.n_outlets:
        missing.append(f"{rung.n_outlets} outlets (there are {n_outlets})")
    return f"{rung.title} needs {' and '.join(missing)}" if missing else None


def require(what: str, n_articles: int, n_events: int = 0, n_outlets: int = 0, *, force: bool = False) -> str:
    """Raise `NotEnoughData` if a claim is not allowed; when forced, return the stamp that its output must carry.

    Examples
    --------
    >>> require("matched_test", 3, n_events=4, n_outlets=2)
    Traceback (most recent call last):
        ...
    framing.errors.NotEnoughData: A test over events needs 6 matched events (there are 4).
    >>> require("matched_test", 3, n_events=4, n_outlets=2, force=True)
    'FORCED: below validity threshold'
    """
    reason = allowed(what, n_articles, n_events, n_outlets)
    if reason is None:
        return ""
    if force:
        return FORCED
    raise NotEnoughData(f"{reason[0].upper()}{reason[1:]}.")


def ladder_table(n_articles: int, n_events: int = 0, n_outlets: int = 0) -> list[tuple[str, str]]:
    """Return every claim with the reason why it is refused at this size, or an empty text where it is allowed.

    Examples
    --------
    >>> [what for what, reason in ladder_table(3, 0, 2) if not reason]
    ['counts', 'passages', 'rate', 'interval']
    """
    return [(what, allowed(what, n_articles, n_events, n_outlets) or "") for what in LADDER]
