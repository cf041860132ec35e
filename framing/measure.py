"""A measure is a ratio of sums over evidence, so that it means the same for an article, an outlet or an actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Measure", "Sum", "mean", "rate", "share"]

PER_WORDS = 1000.0


@dataclass(frozen=True)
class Sum:
    """What is added up: the rows of a table for which all conditions hold, or a column of them.

    Parameters
    ----------
    table
        An evidence table, or "articles".
    where
        Conditions `column: value` or `column: (values, ...)`, all of which a row must meet.
    value
        The column that is added up; without it rows are counted.
    voiced
        Whether only rows in the voice that was asked for are counted (by default the outlet's own).
    fixed
        Keys that do not divide this sum: the mentions of all actors are the whole of which one actor has a share.
    once
        Whether an article counts once however many rows it has: headlines that mention an actor.
    scores
        Numbers that stand for the values of a column of words: `{"endorsing": 1, "doubting": -1}`; others count 0.
    renamed
        Keys that have another name in this table (`{"actor": "target"}`), "" for those that it does not have.
    """

    table: str
    where: Mapping[str, Any] = field(default_factory=dict)
    value: str | None = None
    voiced: bool = False
    fixed: tuple[str, ...] = ()
    once: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.table, tuple(self.where), self.value, self.voiced, self.fixed, self.once))

    def column(self, key: str) -> str:
        """Return what a key is called in this table."""
        return self.renamed.get(key, key)


@dataclass(frozen=True)
class Measure:
    """A named ratio of two sums, `scale * numerator / denominator`.

    The unit stands in the name: `_rate` per 1,000 words, `_share` from 0 to 1, others as the name and the description say.
    `kind` ("rate", "share" or "mean") decides how its interval is computed; `primary` measures are tested by default.
    `within` names keys of which one must divide the measure where articles are about several topics: sides of different
    lexicons are not the same sides. `needs` names keys of which one must divide it always: all actors together have all mentions.

    Examples
    --------
    >>> rate("loaded_rate", "terms", "Loaded terms per 1,000 words").unit
    'per 1,000 words'
    """

    name: str
    kind: str
    numerator: Sum
    denominator: Sum
    description: str
    scale: float = 1.0
    primary: bool = False
    bounds: tuple[float, float] | None = None
    within: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit in words."""
        counted = "words" if self.denominator.table == "articles" else self.denominator.table
        return {"rate": f"per {self.scale:,.0f} {counted}", "share": "share, 0 to 1", "mean": "mean"}[self.kind]

    @property
    def tables(self) -> frozenset[str]:
        """The tables that the measure rests on."""
        return frozenset((self.numerator.table, self.denominator.table))


def rate(
    name: str,
    table: str,
    description: str,
    *,
    where: Mapping[str, Any] | None = None,
    voiced: bool = True,
    per: str | None = None,
    primary: bool = False,
) -> Measure:
    """Return a measure of rows per 1,000 words; `per` is the column of words, by default those of the voice."""
    words = per or ("n_words_voice" if voiced else "n_words")
    return Measure(
        name,
        "rate",
        Sum(table, where or {}, voiced=voiced),
        Sum("articles", value=words),
        description,
        scale=PER_WORDS,
        primary=primary,
    )


def share(
    name: str,
    table: str,
    description: str,
    *,
    where: Mapping[str, Any],
    of: Mapping[str, Any] | None = None,
    voiced: bool = False,
    fixed: tuple[str, ...] = (),
    primary: bool = False,
) -> Measure:
    """Return a measure of the rows that meet `of` and `where` among those that meet `of`."""
    whole = dict(of or {})
    return Measure(
        name,
        "share",
        Sum(table, {**whole, **where}, voiced=voiced),
        Sum(table, whole, voiced=voiced, fixed=fixed),
        description,
        primary=primary,
    )


def mean(
    name: str,
    table: str,
    description: str,
    *,
    value: str,
    where: Mapping[str, Any] | None = None,
    voiced: bool = False,
    bounds: tuple[float, float] | None = None,
    primary: bool = False,
) -> Measure:
    """Return a measure of the mean of a column over the rows that meet `where`."""
    rows = where or {}
    return Measure(
        name,
        "mean",
        Sum(table, rows, value=value, voiced=voiced),
        Sum(table, rows, voiced=voiced),
        description,
        bounds=bounds,
        primary=primary,
    )
