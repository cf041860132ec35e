"""Finds the headline that stands on top of a text: none rather than a wrong one."""

from __future__ import annotations

import re

from framing.corpus.dates import is_date_line
from framing.text.furniture import furniture_of

__all__ = ["find_headline"]

FEWEST_WORDS, MOST_WORDS, LONGEST = 4, 20, 170
FEWEST_WORDS_OF_A_PARAGRAPH = 9
_MARKS = "\"'“”‘’«»()?!,:;"
# A full stop or another mark of an unfinished line at the end; brackets end captions and credits.
_NO_END = re.compile(r"[.…,;:—–-][\"'”’»\])]*$|\)$")
_NOT_ONE = re.compile(
    r"^(?:by|from|story highlights|see the video|view|watch|video|newsletter|this article|you can)\b"
    r"|https?://|www\.|@\w|[|©]|\w\.(?:com|org|net)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\d{1,2} \w+ \d{4}\s*[–—-]|[A-Z][A-Z .,'’]+(?:\([^)]*\))?\s*[–—-]|[A-Z .,'’]{3,}\([^)]*\)"
)
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}"
_BYLINE = re.compile(rf"{_NAME}(?:(?:,|,? and) {_NAME})+")
_TWO_SENTENCES = re.compile(r"[a-z]{3}\.[\"'”’]?\s+[A-Z]|[a-z]{2}[.?!][A-Z]")
_SENTENCES = re.compile(r"[.!?…:][\"'”’»)\]]*$|[.!?][\"'”’»]?\s")


def find_headline(text: str) -> str | None:
    """Return the headline that a text begins with, or None.

    The first line, or the first after a line that is only a date, is a headline if it has 4 to 20 words, does
    not end as a sentence or a caption does, and is set apart: by a blank line with whole paragraphs after it,
    or, where no blank line follows, by Capitals as in This One. Shorter kickers, bylines, datelines, credits
    and other page furniture are none.

    Examples
    --------
    >>> find_headline("Talks Resume in Istanbul\\n\\nThe delegations met on Friday and sat for two hours.")
    'Talks Resume in Istanbul'
    >>> find_headline("The delegations met on Friday.\\n\\nThey met for two hours in a palace.") is None
    True
    """
    lines = text[:4000].lstrip("\ufeff").split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip() and not is_date_line(line)), None)
    if first is None:
        return None
    line, rest = lines[first].strip(), lines[first + 1 :]
    headline = re.sub(r"^#{1,3}\s+|\s+#+$", "", line)
    apart = line != headline or (bool(rest) and not rest[0].strip() and not headline.endswith(("?", "!")))
    if not _has_the_form(headline) or not (apart or _is_title_case(headline)):
        return None
    return headline if _paragraph_follows(rest, len(headline.split())) else None


def _has_the_form(line: str) -> bool:
    if not FEWEST_WORDS <= len(line.split()) <= MOST_WORDS or len(line) > LONGEST:
        return False
    opening = line.lstrip("\"'“‘«(")
    if not opening or not (opening[0].isupper() or opening[0].isdigit()):
        return False
    if any(form.search(line) for form in (_NO_END, _NOT_ONE, _TWO_SENTENCES)):
        return False
    if _DATELINE.match(line) or _BYLINE.fullmatch(line):
        return False
    return not any(furniture_of(line, [(0, len(line))], None))


def _is_title_case(line: str) -> bool:
    """Tell whether all words of five and more letters, and most others, begin with a capital."""
    words = [each.strip(_MARKS) for each in line.split()]
    content = [each for each in words[1:] if len(each) > 4 and each[0].isalpha()]
    short = [each for each in words[1:] if 1 < len(each) <= 4 and each[0].isalpha()]
    raised = sum(each[0].isupper() for each in content + short)
    return (
        len(content) >= 2 and all(each[0].isupper() for each in content) and 2 * raised > len(content + short)
    )


def _paragraph_follows(lines: list[str], n_words: int) -> bool:
    """Tell whether a paragraph of sentences, longer than the headline, stands among the next few lines."""
    following = [line.strip() for line in lines if line.strip()][:4]
    fewest = max(n_words + 1, FEWEST_WORDS_OF_A_PARAGRAPH)
    return any(len(line.split()) >= fewest and _SENTENCES.search(line) for line in following)
