"""What stands on the page but is no part of the report: credits, sign-offs, share lines, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import tomli

from framing.resources import data

__all__ = [
    "LONGEST",
    "PARAGRAPH",
    "SLACK",
    "STOPS",
    "TAIL",
    "TOP",
    "Furniture",
    "Rule",
    "furniture_of",
    "matched",
    "repeats",
    "rules",
    "rules_at",
]

LONGEST = 300  # characters of a line in the middle that may be furniture
PARAGRAPH = 100  # a longer line that ends like a sentence is a paragraph of the report
STOPS = '.!?"”’'
SLACK = 20  # characters by which a repeated headline may differ in marks and spaces
TOP, TAIL = 5, 4  # blocks that count as the first and the last ones


class Furniture(NamedTuple):
    """A stretch of the text that is not counted: character offsets and the kind of furniture."""

    start: int
    end: int
    kind: str


class Rule(NamedTuple):
    """A pattern: the kind of furniture that it finds, where, and the words by which lines are told that may fit."""

    kind: str
    where: str
    pattern: str
    begins: tuple[str, ...]
    holds: tuple[str, ...]


@cache
def rules() -> list[Rule]:
    """Return the patterns of `lexicons/furniture.toml`: the first that fits a line takes it."""
    raw = tomli.loads(data("lexicons").joinpath("furniture.toml").read_text("utf-8"))["pattern"]
    listed = [tuple(tuple(each.get(name, ())) for name in ("begins", "holds")) for each in raw]
    return [Rule(each["kind"], each["where"], each["pattern"], *words) for each, words in zip(raw, listed, strict=True)]


@cache
def rules_at(*, top: bool, tail: bool) -> int:
    """Return the rules that apply to a block there, as bits."""
    places = ["line"] + ["first"] * top + ["last"] * tail
    return sum(1 << number for number, rule in enumerate(rules()) if rule.where in places)


@cache
def _pattern(number: int) -> re.Pattern[str]:
    return re.compile(rules()[number].pattern)


def furniture_of(text: str, blocks: list[tuple[int, int]], headline: str | None) -> Iterator[Furniture]:
    """Yield the furniture among the blocks (character spans) of one article.

    Examples
    --------
    >>> page = "Talks ended in Istanbul.\\nNo comments:"
    >>> [page[each.start : each.end] for each in furniture_of(page, [(0, 24), (25, 37)], None)]
    ['No comments:']
    """
    for number, (start, end) in enumerate(blocks):
        line = text[start:end]
        top, tail = number < TOP, number >= len(blocks) - TAIL
        if top and headline and repeats(line, headline):
            yield Furniture(start, end, "headline")
        elif top or tail or len(line) <= PARAGRAPH or (len(line) <= LONGEST and line[-1] not in STOPS):
            yield from matched(line, start, rules_at(top=top, tail=tail))


def matched(line: str, start: int, allowed: int) -> Iterator[Furniture]:
    """Yield what the first pattern that fits takes of a line, among the rules whose bits are set."""
    while allowed:
        lowest = allowed & -allowed
        number = lowest.bit_length() - 1
        if (found := _pattern(number).match(line)) is not None:
            yield Furniture(start, start + len(found.group().rstrip()), rules()[number].kind)
            return
        allowed ^= lowest


def repeats(line: str, headline: str) -> bool:
    """Tell whether a line is the headline once more, marks and capitals aside."""
    return abs(len(line) - len(headline)) <= SLACK and _plain(line) == _plain(headline)


def _plain(line: str) -> str:
    return "".join(filter(str.isalnum, line.lower()))
