"""Finds the headline that stands on top of a text: none rather than a wrong one."""

from __future__ import annotations

import re

from framing.corpus.dates import is_date_line

__all__ = ["find_headline"]

FEWEST_WORDS, MOST_WORDS, LONGEST = 4, 20, 170
SMALL_WORDS = frozenset(
    "a an and as at but by for from if in into is it its nor not of off on onto or over per so than that the to up via vs was with yet".split()
)
_SENTENCE_END = re.compile(r"[.…,;:—–-][\"'”’»)\]]*$")
_NOT_ONE = re.compile(
    r"^(?:by|photos?|image|video|picture|caption|advertisement|share|follow|subscribe|sign up|read more|related|updated|published|posted)\b"
    r"|^\W*$|https?://|www\.|@\w|\||©|\.(?:com|org|net)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:\d{1,2} \w+ \d{4}\s*[–—-]|[A-Z][A-Z .,'’]+(?:\([^)]*\))?\s*[–—-]|[A-Z .,'’]{3,}\([^)]*\))"
)


def find_headline(text: str) -> str | None:
    """Return the headline that a text begins with, or None.

    The first line, or the first after a line that is only a date, is a headline if it has 4 to 20 words, does not end as a
    sentence does, and is set apart: by a blank line with whole paragraphs after it, or, where the text has no blank lines, by
    capitals as in Titles Like This. Kickers of less than four words, bylines and picture captions are none.

    Examples
    --------
    >>> find_headline("Talks Resume in Istanbul\\n\\nThe delegations of both countries met on Friday for two hours.")
    'Talks Resume in Istanbul'
    >>> find_headline("The delegations of both countries met on Friday.\\n\\nThey met for two hours.") is None
    True
    """
    lines = text[:4000].lstrip("\ufeff").split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip() and not is_date_line(line)), None)
    if first is None:
        return None
    line = lines[first].strip()
    headline = re.sub(r"^#{1,3}\s+|\s+#+$", "", line)
    if not _has_the_form(headline):
        return None
    rest = lines[first + 1 :]
    marked = line != headline
    apart = bool(rest) and not rest[0].strip() and not headline.endswith(("?", "!"))
    if (marked or apart or _is_title_case(headline)) and _paragraph_follows(rest, len(headline.split())):
        return headline
    return None


def _has_the_form(line: str) -> bool:
    words = line.split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or len(line) > LONGEST or _SENTENCE_END.search(line):
        return False
    if _NOT_ONE.search(line) or _DATELINE.search(line):
        return False
    opening = line.lstrip("\"'“‘«(")
    # A full stop within, other than of an abbreviation, makes it two sentences.
    return (
        bool(opening)
        and (opening[0].isupper() or opening[0].isdigit())
        and not re.search(r"[a-z]{3}\.\s+[A-Z]", line)
    )


def _is_title_case(line: str) -> bool:
    words = [each.strip("\"'“”‘’«»()?!,:;") for each in line.split()]
    content = [each for each in words[1:] if each and each.lower() not in SMALL_WORDS and each[0].isalpha()]
    return len(content) >= 2 and sum(each[0].isupper() for each in content) >= 0.8 * len(content)


def _paragraph_follows(lines: list[str], n_words: int) -> bool:
    """Tell whether a paragraph of sentences, longer than the headline, stands among the next few lines."""
    following = [line.strip() for line in lines if line.strip()][:4]
    return any(
        len(line.split()) > max(n_words, 8) and re.search(r"[.!?…:][\"'”’»)\]]*$|[.!?][\"'”’»]?\s", line)
        for line in following
    )
