"""Two articles never share an id, and the same text of the same outlet counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from framing.corpus.article import Article
from framing.corpus.exclusions import Exclusion
from framing.errors import CorpusError

__all__ = ["distinct"]


def distinct(
    placed: Iterable[tuple[Article, str]], report: Callable[[Exclusion], None]
) -> Iterator[tuple[Article, str]]:
    """Pass on each article once, with its place.

    The same text of the same outlet is reported as a duplicate, whatever its id and its other fields.

    Raises
    ------
    CorpusError
        Two articles that differ in text or outlet have the same id.
    """
    first_texts: dict[tuple[str | None, str], tuple[str, str]] = {}
    first_ids: dict[str, str] = {}
    for article, place in placed:
        key = (article.outlet, article.text)
        if key in first_texts:
            known, where = first_texts[key]
            whose = "of the same outlet" if article.outlet else "(no outlet is known)"
            told = f"The same text {whose} as article {known!r} ({where}), which is kept."
            report(Exclusion(article.id, place, "article", "duplicate", told))
            continue
        if article.id in first_ids:
            raise CorpusError(
                f"Two different articles have the id {article.id!r}: {first_ids[article.id]} and {place}. "
                "Make ids unique, or leave the column out to have them made: columns={'id': None} when files are read, "
                "id=None for a data frame, --column id= on the command line."
            )
        first_texts[key] = (article.id, place)
        first_ids[article.id] = place
        yield article, place
