"""From an analysis to the coverage of its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.corpus import Article, Corpus
from framing.coverage.cells import COLUMNS, EventArticles, event_cells
from framing.coverage.edits import Edits
from framing.coverage.result import Coverage
from framing.coverage.sentences import Sentences, read_sentences
from framing.coverage.statements import SAME, find_statements
from framing.errors import NotEnoughData, UnknownName
from framing.events import duplicates

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["coverage", "read_event"]


def coverage(
    analysis: Analysis,
    event: str | Iterable[str] | None = None,
    *,
    least: float = SAME,
    edits: pd.DataFrame | None = None,
) -> Coverage:
    """Align what outlets report on the same event, statement by statement.

    Sentences of different outlets that report the same statement, fact or figure become one row of a matrix
    statement × outlet. A cell says "carried", "partly", "not found" (in this text), "could not have known" (the
    article is older than the first that carries the statement) or "omitted". The last word is used only where three
    independent outlets carry the statement, and the article came after the first of them, is not cut off and has at
    least 200 words.

    The alignment is a proposal by a program. On the demonstration corpus one link in seven is wrong and one in five is
    missing; on real articles one in four (of a long-running story, one in two) is wrong and nearly every second one is
    missing, but of those with a likeness of 0.9 or more nine in ten hold the same statement or a part of it
    (docs/validity_events.md). A person must look through it (`to_csv`, `read_coverage`) before anybody says that an
    outlet left something out.

    Parameters
    ----------
    analysis
        With the texts of its corpus; articles need an `event` (`framing.match_events` proposes them).
    event
        One event or several; by default all that at least two outlets report on.
    least
        Likeness from which two sentences make a statement, 0 to 1. With 0.9 fewer statements are found, and far fewer
        of them wrongly.
    edits
        A table that was written by `Coverage.to_csv`, edited, and read by `read_coverage`: what a person has decided
        is kept, also when the corpus has grown.

    Returns
    -------
    Coverage
        `matrix`, `statements`, `passages` (the wordings side by side), `order`, `speakers`, `speeches`, `outlets`.

    Raises
    ------
    NotEnoughData
        No event is covered by two outlets, or the analysis was read back without its texts.
    UnknownName
        There is no such event.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus())
    >>> found = framing.coverage(analysis, "grain-deal")
    >>> said = found.passages[found.passages["text"].str.contains("completely unjustified")]
    >>> said[["outlet", "cue", "stance"]].values.tolist()[:3]
    [['Civic Radio News', 'described', 'neutral'], ['Daily Spark', 'blasted', 'emotive'],
     ['Eastern Banner', 'claimed', 'doubting']]
    """
    import pandas as pd

    corpus = _corpus_of(analysis)
    given = Edits.of(edits)
    rows = []
    for name in _events(corpus, event):
        articles = [each for each in corpus if each.event == name]
        sentences = read_event(analysis, name)
        statements = find_statements(sentences, given.placed(name, sentences), least=least)
        names = given.names(name, statements)
        rows += event_cells(_event(name, articles, analysis), sentences, statements, names)
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(_TYPES)
    return Coverage(analysis, given.kept(frame))


_TYPES = {
    **dict.fromkeys(["event", "statement", "gist", "outlet", "cell", "found", "article", "segment", "text", "flag"], "str"),
    "start": "int64", "end": "int64", "position": "float64", "likeness": "float64", "n_others": "int64",
}  # fmt: skip


def _corpus_of(analysis: Analysis) -> Corpus:
    if analysis.corpus is None:
        raise NotEnoughData("This analysis was read back without its texts. Save it with texts, or analyze again.")
    return analysis.corpus


def _events(corpus: Corpus, event: str | Iterable[str] | None) -> list[str]:
    outlets: dict[str, set[str]] = {}
    for article in corpus:
        if article.event:
            outlets.setdefault(article.event, set()).add(article.outlet or article.id)
    wanted = list(outlets) if event is None else [event] if isinstance(event, str) else list(event)
    for name in wanted:
        if name not in outlets:
            raise UnknownName("event", name, outlets)
    shared = [name for name in wanted if len(outlets[name]) > 1]
    if not shared:
        raise NotEnoughData(
            "No event is covered by two outlets. Give the articles an `event`, or let "
            "framing.match_events(corpus).apply(corpus) propose one before you analyze."
        )
    return shared


def read_event(analysis: Analysis, event: str) -> Sentences:
    """Return the sentences of an event's articles, with what the analysis found in them."""
    articles = [each for each in _corpus_of(analysis) if each.event == event]
    ids = {each.id for each in articles}
    tables = [table[table["article"].isin(ids)] for table in (analysis.attributions, analysis.mentions, analysis.terms)]
    return read_sentences(articles, *tables)


def _event(name: str, articles: list[Article], analysis: Analysis) -> EventArticles:
    copies = duplicates(Corpus(articles))
    n_words: Mapping[str, int] = dict(zip(analysis.articles["article"], analysis.articles["n_words"], strict=True))
    return EventArticles(name, articles, dict(zip(copies["article"], copies["original"], strict=True)), n_words)
