"""An article as a bar of voices, with its loaded terms where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.captions import plural, tell, words_of
from framing.charts.groups import shown
from framing.charts.heading import Key
from framing.charts.lettering import base
from framing.charts.look import colour, house, ink, paper, side_mark
from framing.charts.panel import empty_panel, labelled_rows, open_panel, side_column
from framing.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["voice_strip"]

_KINDS = (("direct", "direct quotation"), ("mixed", "partly direct"), ("indirect", "reported speech"))
_HEIGHT = 0.42
_ABOVE = 0.36  # how far above the bar the terms stand


@house
def voice_strip(analysis: Analysis, articles: str | Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw articles from their first to their last character as bars: who speaks where, and where terms stand.

    Terms of side A and B and other loaded terms are marked above; hollow marks are words of others, which are not
    the outlet's choice. Headlines are not shown.

    Parameters
    ----------
    articles
        An article's id, several, or the name of an event (all its articles, by outlet).

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus().filter(event="grain-deal"), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.voice_strip(analysis, "grain-deal")
    >>> len(ax.get_yticklabels())
    5
    """
    rows = _rows(analysis, articles)
    title = f"Who speaks where: {articles}" if isinstance(articles, str) and len(rows) > 1 else "Who speaks where"
    words = plural(rows["n_words"].sum(), "word")
    subtitle = f"{plural(len(rows), 'article')}, {words}, each from beginning to end"
    told = words_of(analysis, what="Voices of these articles, and terms with the sides that their lexicons give them")
    lengths = [_length(analysis, str(id)) for id in rows["article"]]
    if not any(lengths):
        return tell(empty_panel(ax, title, subtitle, "These articles have no text."), told)
    terms = _terms(analysis, rows)
    ax = open_panel(ax, title, subtitle, rows=len(rows), row=2.9, key=_key(terms))
    labelled_rows(ax, _names(rows))
    for row, (id, length) in enumerate(zip(rows["article"], lengths, strict=True)):
        if length:
            _bar(ax, row, analysis.attributions, str(id), length)
            _marks(ax, row, terms[terms["article"] == id], length)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["beginning", "middle", "end"])
    ax.set_ylim(len(rows) - 0.5, -0.8)
    own = [shown(share, "share") for share in rows["n_words_outlet"] / rows["n_words"].where(rows["n_words"] > 0)]
    after = side_column(ax, own, "outlet's\nown words")
    side_column(ax, [f"{n:,}" for n in rows["n_words"]], "words", shift=after)
    return tell(ax, told)


def _rows(analysis: Analysis, articles: str | Sequence[str]) -> pd.DataFrame:
    table = analysis.table("articles")
    known = list(table["article"])
    if isinstance(articles, str) and articles not in known:
        found = table[table["event"] == articles].sort_values("outlet", kind="stable")
        if not len(found):
            raise UnknownName("article or event", articles, [*table["event"].dropna().unique(), *known])
        return found
    wanted = [articles] if isinstance(articles, str) else list(articles)
    for each in wanted:
        if each not in known:
            raise UnknownName("article", each, known)
    return table.set_index("article", drop=False).loc[wanted]


def _names(rows: pd.DataFrame) -> list[str]:
    """Return what the rows are called: outlets where these tell the articles apart, else headlines."""
    outlets = rows["outlet"].fillna("")
    if outlets.ne("").all() and not outlets.duplicated().any():
        return [str(each) for each in outlets]
    return [str(each) for each in rows["headline"].fillna(rows["article"])]


def _length(analysis: Analysis, id: str) -> int:
    if analysis.corpus is not None:
        return len(analysis.corpus.article(id).text)
    ends = [table.loc[(table["article"] == id) & (table["segment"] == "body"), "end"].max()
            for table in (analysis.terms, analysis.attributions)]  # fmt: skip
    return int(max([end for end in ends if end == end], default=0))


def _terms(analysis: Analysis, rows: pd.DataFrame) -> pd.DataFrame:
    terms = analysis.terms
    told = terms["loaded"] | (terms["side"].isin(["A", "B"]) & (terms["lane"] != "descriptive"))
    return terms[told & (terms["segment"] == "body") & terms["article"].isin(rows["article"])]


def _shades() -> dict[str, str]:
    return {"direct": colour("blue"), "mixed": colour("cyan"), "indirect": ink(0.32), "outlet": ink(0.1)}


def _key(terms: pd.DataFrame) -> list[Key]:
    shades = _shades()
    key = [Key("outlet's own words", shades["outlet"]), *(Key(label, shades[kind]) for kind, label in _KINDS)]
    words = {"A": "term of side A", "B": "term of side B", "N": "other loaded term"}
    for side in ("A", "B", "N"):
        if (terms["side"].fillna("N") == side).any():
            key.append(Key(words[side], side_mark(side).colour, marker=side_mark(side).marker))
    if (terms["voice"] != "outlet").any():
        key.append(Key("hollow: words of others", ink(0.6), marker="o", hollow=True))
    return key


def _bar(ax: Axes, row: int, attributions: pd.DataFrame, id: str, length: int) -> None:
    shades = _shades()
    ax.barh(row, 1, _HEIGHT, left=0, color=shades["outlet"], label="outlet")
    body = attributions[(attributions["article"] == id) & (attributions["segment"] == "body")]
    for kind, start, end in zip(body["kind"], body["start"], body["end"], strict=True):
        ax.barh(row, (end - start) / length, _HEIGHT, left=start / length, color=shades[str(kind)], label=str(kind))


def _marks(ax: Axes, row: int, terms: pd.DataFrame, length: int) -> None:
    for each in terms.to_dict("records"):
        mark = side_mark(each["side"] if each["side"] in ("A", "B") else "N")
        hollow = each["voice"] != "outlet"
        ax.plot([(each["start"] + each["end"]) / 2 / length], [row - _ABOVE], marker=mark.marker, color=mark.colour,
                markerfacecolor=paper() if hollow else mark.colour, markersize=0.5 * base(), label="term",
                clip_on=False)  # fmt: skip
