"""What stands on the page but is no part of the report: credits, sign-offs, share lines, datelines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from framing.resources import data

__all__ = ["Furniture", "furniture_of"]

_LONGEST = 300  # characters of a line in the middle that may be furniture
_PARAGRAPH = 100  # a longer line that ends like a sentence is a paragraph of the report
_SLACK = 20  # characters by which a repeated headline may differ in marks and spaces
_TOP, _TAIL = 5, 4  # blocks that count as the first and the last ones


class Furniture(NamedTuple):
    """A stretch of the text that is not counted: character offsets and the kind of furniture."""

    start: int
    end: int
    kind: str


class _Rules(NamedTuple):
    """The patterns that apply to a line there, as one, and the kind of furniture of each group in it."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]


@cache
def _rules(*places: str) -> _Rules:
    raw = tomllib.loads(data("lexicons").joinpath("furniture.toml").read_text("utf-8"))["pattern"]
    chosen = [rule for rule in raw if rule["where"] in places]
    return _Rules(
        re.compile("|".join(f"({rule['pattern']})" for rule in chosen)), tuple(rule["kind"] for rule in chosen)
    )


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
        if number < _TOP and headline and _repeats(line, headline):
            yield Furniture(start, end, "headline")
        elif number < _TOP or number >= len(blocks) - _TAIL or _is_odd(line):
            yield from _match(line, start, number, len(blocks))


def _is_odd(line: str) -> bool:
    """Tell a line that does not look like a paragraph: short, or not ending like a sentence."""
    return len(line) <= _PARAGRAPH or (len(line) <= _LONGEST and line[-1] not in '.!?"”’')


def _match(line: str, start: int, number: int, n_blocks: int) -> Iterator[Furniture]:
    places = ["line"]
    if number < _TOP:
        places.append("first")
    if number >= n_blocks - _TAIL:
        places.append("last")
    rules = _rules(*places)
    found = rules.pattern.match(line)
    if found is not None and found.lastindex:
        yield Furniture(start, start + len(found.group().rstrip()), rules.kinds[found.lastindex - 1])


def _repeats(line: str, headline: str) -> bool:
    return abs(len(line) - len(headline)) <= _SLACK and _plain(line) == _plain(headline)


def _plain(line: str) -> str:
    return "".join(character for character in line.lower() if character.isalnum())
