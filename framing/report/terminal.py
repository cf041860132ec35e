"""An article for the terminal, its voices, terms, verbs of saying and actors marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from framing.analysis import Analysis
from framing.errors import NotEnoughData
from framing.report.texts import Text, read_texts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["coloured"]

_RESET = "\x1b[0m"


class _Mark(NamedTuple):
    start: int
    end: int
    colour: str  # of the terminal
    opened: str  # without colours
    closed: str


_LOOKS = {
    "direct": ("\x1b[36m", "«", "»"),
    "indirect": ("\x1b[33m", "‹", "›"),
    "term": ("\x1b[1;31;4m", "[", "]"),
    "cue": ("\x1b[3;32m", "/", "/"),
    "actor": ("\x1b[1m", "_", "_"),
    "excluded": ("\x1b[2;9m", "~", "~"),
}
_WORDS = {
    "direct": "direct quotation",
    "indirect": "reported speech",
    "term": "loaded term",
    "cue": "verb of saying",
    "actor": "actor",
    "excluded": "left out",
}


def coloured(analysis: Analysis, article: str, *, colours: bool = True) -> str:
    """Return an article as text for the terminal, with a line that explains the marks.

    Parameters
    ----------
    article
        The article's id.
    colours
        Escape codes for colours; without them, brackets.

    Raises
    ------
    UnknownName
        There is no such article.
    NotEnoughData
        The analysis was read back without its texts.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze("The so-called Ukrainian government met in Kyiv.")
    >>> print(coloured(analysis, analysis.articles["article"][0], colours=False).splitlines()[-1])
    The _[so-called Ukrainian government]_ met in Kyiv.
    """
    if analysis.corpus is None:
        raise NotEnoughData("The analysis holds no texts. Save it with texts=True, or analyse the articles again.")
    wanted = analysis.corpus.article(article).id
    chosen = analysis.corpus.filter(lambda each: each.id == wanted)
    tables = {
        name: table[table["article"] == article].reset_index(drop=True) if "article" in table else table
        for name, table in analysis.tables.items()
    }
    one = replace(analysis, tables=tables, corpus=chosen)
    text = read_texts(one)[0]
    lines = [_legend(colours), ""]
    if text.article.headline:
        lines += [_marked(text.article.headline, _marks(one, text, 0), colours), ""]
    lines.append(_marked(text.article.text, _marks(one, text, 1), colours))
    return "\n".join(lines)


def _legend(colours: bool) -> str:
    return " · ".join(
        f"{look[0]}{_WORDS[name]}{_RESET}" if colours else f"{look[1]}{_WORDS[name]}{look[2]}" for name, look in _LOOKS.items()
    )


def _marks(analysis: Analysis, text: Text, segment: int) -> list[_Mark]:
    """Return the marks of a segment, those that stand further inside later."""
    name = ("headline", "body")[segment]
    terms, mentions, said = (
        table[table["segment"] == name] for table in (analysis.terms, analysis.mentions, analysis.attributions)
    )
    marks = [_mark(a, b, ("direct", "indirect")[voice - 1]) for where, a, b, voice in text.voices if where == segment]
    marks += [_mark(a, b, "excluded") for a, b in text.excluded if segment]
    marks += _of(mentions, "start", "end", "actor")
    marks += _of(said[said["cue_start"] >= 0], "cue_start", "cue_end", "cue")
    marks += _of(terms[terms["loaded"]], "start", "end", "term")
    return marks


def _of(rows: pd.DataFrame, start: str, end: str, name: str) -> list[_Mark]:
    return [_mark(a, b, name) for a, b in zip(rows[start].tolist(), rows[end].tolist(), strict=True)]


def _mark(start: int, end: int, name: str) -> _Mark:
    return _Mark(start, end, *_LOOKS[name])


def _marked(text: str, marks: Sequence[_Mark], colours: bool) -> str:
    """Return the text with its marks; control characters of the text are shown, not obeyed."""
    edges = sorted({0, len(text), *(place for mark in marks for place in mark[:2])})
    pieces: list[str] = []
    for start, end in pairwise(edges):
        active = [mark for mark in marks if mark.start <= start and mark.end >= end]
        piece = "".join(_plain(text[start:end]))
        if colours:
            codes = "".join(mark.colour for mark in active)
            pieces.append(f"{codes}{piece}{_RESET}" if codes else piece)
        else:
            opened = "".join(mark.opened for mark in active if mark.start == start)
            closed = "".join(mark.closed for mark in reversed(active) if mark.end == end)
            pieces.append(f"{opened}{piece}{closed}")
    return "".join(pieces)


def _plain(text: str) -> Iterator[str]:
    return (mark if mark.isprintable() or mark in "\n\t" else "·" for mark in text)
