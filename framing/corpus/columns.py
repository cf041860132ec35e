"""Which column holds what: column names as people have them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.corpus.article import FIELDS
from framing.errors import CorpusError, UnknownName

__all__ = ["Columns", "recognise"]

# Best known first: if two columns could be meant, the earlier name wins. Only letters and digits count.
KNOWN_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "docid", "documentid", "textid", "newsid", "guid", "uuid", "uid"),
    "text": (
        "text",
        "body",
        "content",
        "fulltext",
        "articletext",
        "articlebody",
        "bodytext",
        "textbody",
        "maintext",
        "articlecontent",
        "contenttext",
        "newstext",
        "plaintext",
        "cleantext",
        "rawtext",
        "article",
    ),
    "outlet": (
        "outlet",
        "outletname",
        "newsoutlet",
        "mediaoutlet",
        "publisher",
        "publishername",
        "newspaper",
        "publication",
        "publicationname",
        "medium",
        "media",
        "medianame",
        "source",
        "sourcename",
        "sourcecommonname",
        "newspapername",
        "publicationtitle",
        "pubtitle",
        "newssource",
        "sitename",
        "site",
        "website",
        "sourcedomain",
        "domain",
        "hostname",
    ),
    "headline": (
        "headline",
        "title",
        "articletitle",
        "newstitle",
        "headlinetext",
        "headlines",
        "heading",
        "hed",
    ),
    "published": (
        "published",
        "publishedat",
        "publishedon",
        "publisheddate",
        "datepublished",
        "publicationdate",
        "publishdate",
        "pubdate",
        "articledate",
        "date",
        "datetime",
        "publishtime",
        "publishedtime",
        "time",
        "timestamp",
    ),
    "url": ("url", "link", "articleurl", "weburl", "canonicalurl", "sourceurl", "permalink", "href", "uri"),
    "author": ("author", "authors", "byline", "writer", "journalist", "reporter", "creator"),
    "section": ("section", "sectionname", "category", "rubric", "desk"),
    "event": ("event", "eventid", "eventname", "story", "storyid", "cluster", "clusterid"),
    "language": ("language", "lang", "languagecode"),
}
FILE_NAMES = ("file", "filename", "filepath", "path", "textfile")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column each field is read from, which others might have been meant, and which are metadata."""

    chosen: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    file: str | None = None

    def split(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Divide one record into the values of fields and the rest."""
        return {name: values[column] for name, column in self.chosen.items()}, {
            name: values[name] for name in self.others
        }


def recognise(names: Iterable[Hashable], given: Mapping[str, str | None] | None = None) -> Columns:
    """Find the column of each field by its name.

    Parameters
    ----------
    names : iterable of str
        The columns that are there.
    given : mapping of str to str or None
        Columns named by the caller, which win over recognition; None for a field to leave out.

    Raises
    ------
    CorpusError
        A column that the caller named is not there.
    UnknownName
        The caller named a field that articles do not have.

    Examples
    --------
    >>> recognise(["Title", "pub_date", "body", "leaning"]).chosen
    {'text': 'body', 'headline': 'Title', 'published': 'pub_date'}
    """
    columns = [str(name) for name in names if str(name).strip() and not str(name).startswith("Unnamed: ")]
    chosen: dict[str, str] = {}
    also: dict[str, tuple[str, ...]] = {}
    for name, column in (given or {}).items():
        _check_given(name, column, columns)
    for name in FIELDS:
        candidates = _candidates(name, columns)
        if given and name in given:
            candidates = [given[name] or ""] if given[name] else []
        if candidates:
            chosen[name] = candidates[0]
            also |= {name: tuple(candidates[1:])} if candidates[1:] else {}
    taken = set(chosen.values())
    file = next((each for plain in FILE_NAMES for each in columns if _plain(each) == plain), None)
    return Columns(chosen, also, tuple(dict.fromkeys(each for each in columns if each not in taken)), file)


def missing_text(columns: Iterable[Hashable]) -> str:
    """Say that there is no column of texts, what there is, and what to do."""
    seen = [str(each) for each in columns]
    listed = ", ".join(f"{each:.40}" for each in seen[:20]) + (", …" if len(seen) > 20 else "")
    return (
        f"No column of texts was recognised. Columns seen: {listed or 'none'}. "
        "Name the column that holds the articles, as in text='story' (for files columns={'text': 'story'}, "
        "on the command line --column text=story), "
        "or call it text, body or content."
    )


def _candidates(name: str, columns: list[str]) -> list[str]:
    """Columns that may hold a field, the best known first, the field's own spelling before others of it."""
    known = KNOWN_NAMES[name]
    ranked = [
        (known.index(_plain(each)), each != name, position, each)
        for position, each in enumerate(columns)
        if _plain(each) in known
    ]
    return [each for *_, each in sorted(ranked)]


def _check_given(name: str, column: str | None, columns: list[str]) -> None:
    if name not in FIELDS:
        raise UnknownName("field of an article", name, FIELDS)
    if column is not None and column not in columns:
        raise CorpusError(f"There is no column {column!r} for {name}. Columns seen: {', '.join(columns)}.")


def _plain(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())
