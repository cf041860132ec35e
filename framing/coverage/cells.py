"""Who carries which statement: one row per statement, outlet and sentence, with the rule for what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from framing.corpus import Article
from framing.coverage.sentences import Facts, Sentences
from framing.coverage.statements import Statement
from framing.events.pairs import days_of

__all__ = ["CELLS", "COLUMNS", "EventArticles", "event_cells"]

CARRIED, PARTLY, OMITTED, NOT_FOUND, NOT_KNOWN = CELLS = (
    "carried", "partly", "omitted", "not found", "could not have known",
)
COLUMNS = (
    "event", "statement", "gist", "outlet", "cell", "found", "article", "segment", "start", "end", "text",
    "position", "likeness", "flag", "n_others",
)

LEAST_OUTLETS = 3  # independent outlets that carry a statement before its absence is called omitted
SURELY = 0.5  # likeness from which a sentence counts as one of these
SAME_HOURS = 6  # reports so near each other are of one moment: what one could know, so could the other
LEAST_WORDS = 200  # of the article in which it is missing
_NEARLY = 0.1
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\[\+\d+ chars\])[\"'”’)\]]*\s*$")


class _Place(NamedTuple):
    """Where a statement stands in one outlet."""

    sentence: int
    likeness: float
    cell: str


@dataclass(frozen=True)
class EventArticles:
    """The articles of one event, which of them is a copy of which, and how many words each has."""

    event: str
    articles: Sequence[Article]
    original: Mapping[str, str]
    n_words: Mapping[str, int]

    @property
    def outlets(self) -> dict[str, list[Article]]:
        """The articles of each outlet, the outlets by name."""
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            found.setdefault(article.outlet or article.id, []).append(article)
        return dict(sorted(found.items()))

    def root(self, article: str) -> str:
        """Return the article that this one is a copy of, or itself."""
        return self.original.get(article, article)

    def day(self, article: str) -> float:
        """Return when an article was published, in days; NaN where unknown."""
        return self._days[article]

    @cached_property
    def _days(self) -> dict[str, float]:
        return dict(zip((each.id for each in self.articles), days_of(self.articles).tolist(), strict=True))


def event_cells(
    event: EventArticles, sentences: Sentences, statements: Sequence[Statement], names: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Return the rows of one event, in the order of COLUMNS."""
    rows: list[tuple[Any, ...]] = []
    length = {each.id: max(len(each.text), 1) for each in event.articles}
    for statement, name in zip(statements, names, strict=True):
        gist = _gist(statement, sentences)
        flags = _flags(sentences.facts, list(statement.carried))
        roots = {event.root(sentences.rows[each].article) for each in statement.carried}
        for outlet, own in event.outlets.items():
            n_others = len(roots - {event.root(each.id) for each in own})
            found = _places(statement, sentences, outlet)
            if not found:
                sure = [each for each, value in statement.carried.items() if value >= SURELY]
                surely = {event.root(sentences.rows[each].article) for each in sure}
                cell = _missing(event, own, statement, sentences, len(surely - {event.root(each.id) for each in own}))
                rows.append((
                    event.event, name, gist, outlet, cell, cell, None, None, -1, -1, None, np.nan, np.nan, "", n_others
                ))
            for place in found:
                row = sentences.rows[place.sentence]
                position = 0.0 if row.segment == "headline" else row.start / length[row.article]
                rows.append((
                    event.event, name, gist, outlet, place.cell, place.cell, row.article, row.segment, row.start, row.end,
                    row.text, position, place.likeness, flags.get(place.sentence, ""), n_others,
                ))
    return rows


def _gist(statement: Statement, sentences: Sentences) -> str:
    """Return the sentence most like the others; of those that are nearly so, the plainest, then the shortest."""
    most = max(statement.carried.values())
    near = [each for each, value in statement.carried.items() if value >= most - _NEARLY]
    return sentences.rows[min(near, key=lambda each: (sentences.coloured[each], sentences.rows[each].n_words, each))].text


def _places(statement: Statement, sentences: Sentences, outlet: str) -> list[_Place]:
    """Return the outlet's sentences that carry the statement, or else the one that holds most of it."""
    carried = [
        _Place(number, value, CARRIED)
        for number, value in sorted(statement.carried.items())
        if sentences.rows[number].outlet == outlet
    ]
    partly = [
        _Place(number, value, PARTLY)
        for number, value in statement.partly.items()
        if sentences.rows[number].outlet == outlet
    ]
    return carried or sorted(partly, key=lambda each: (-each.likeness, each.sentence))[:1]


def _missing(
    event: EventArticles, own: Sequence[Article], statement: Statement, sentences: Sentences, n_others: int
) -> str:
    """Say what the absence of a statement may be called."""
    carriers = {sentences.rows[each].article for each in statement.carried}
    reported = [event.day(each) for each in carriers]
    days = [event.day(each.id) for each in own]
    if np.isnan(reported).any() or np.isnan(days).any():
        return NOT_FOUND
    earliest = min(reported)
    if max(days) < earliest:
        hours = 24 * (earliest - max(days))
        new = hours >= SAME_HOURS or _news(own[0].outlet or own[0].id, statement, sentences)
        return NOT_KNOWN if new else NOT_FOUND
    if (own[0].outlet or own[0].id) in statement.near:
        return NOT_FOUND
    later = [each for each, day in zip(own, days, strict=True) if day > earliest]
    whole = [each for each in later if event.n_words[each.id] >= LEAST_WORDS and not _is_cut(each)]
    return OMITTED if n_others >= LEAST_OUTLETS and whole and len(later) == len(whole) else NOT_FOUND


def _news(outlet: str, statement: Statement, sentences: Sentences) -> bool:
    """Tell whether a statement is news to an outlet that printed within hours of its first report.

    Then the matter itself was known to both: only what a speaker said whom the outlet does not let speak is news.
    """
    facts = [sentences.facts[each] for each in statement.carried]
    told = [each.spoken for each in facts if each.spoken]
    heard = {name for row, each in zip(sentences.rows, sentences.facts, strict=True) if row.outlet == outlet
             for name in each.speakers}
    return 2 * len(told) > len(facts) and not heard & {name for each in told for name in each}


def _is_cut(article: Article) -> bool:
    """Tell whether a text breaks off."""
    told = str(article.meta.get("truncated", "")).strip().lower() in {"true", "1", "yes"}
    return told or bool(_CUT_OFF.search(article.text[-200:]))


def _flags(facts: Sequence[Facts], members: Sequence[int]) -> dict[int, str]:
    """Say where a sentence differs from all the others in its figures, days or speakers."""
    flags: dict[int, str] = {}
    for number in members:
        told = [_differs(facts, members, number, name) for name in ("figures", "days", "speakers")]
        if any(told):
            flags[number] = "; ".join(each for each in told if each)
    return flags


def _differs(facts: Sequence[Facts], members: Sequence[int], number: int, name: str) -> str:
    own: frozenset[str] = getattr(facts[number], name)
    others: frozenset[str] = frozenset().union(*(getattr(facts[each], name) for each in members if each != number))
    if name == "figures":
        own, others = _telling(own, others)
    if not own or not others or own & others:
        return ""
    return f"{name} differ: {', '.join(sorted(own))} here, {', '.join(sorted(others))} elsewhere"


def _telling(own: frozenset[str], others: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the figures from ten on where both have some: two sides may agree on 350 or on 270 prisoners."""
    large = [frozenset(each for each in figures if len(each) > 1) for figures in (own, others)]
    return (large[0], large[1]) if all(large) else (own, others)
