"""From the values of one row or file to one article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from framing.corpus.article import Article
from framing.corpus.dates import parse_date
from framing.corpus.exclusions import Exclusion
from framing.corpus.headlines import find_headline

__all__ = ["Record", "articles_from", "as_name", "is_missing", "placed"]

Record = tuple[Mapping[str, Any], Mapping[str, Any], str]

NAMES = ("outlet", "headline", "url", "author", "section", "event", "language")
MISSING_WORDS = frozenset({"", "nan", "NaN", "NULL", "null", "None", "<NA>", "NaT"})
# What UTF-8 quotation marks and dashes look like after they were read as cp1252 somewhere on the way.
MOJIBAKE = "â€"


def placed(records: Iterable[Record], report: Callable[[Exclusion], None]) -> Iterator[tuple[Article, str]]:
    """Yield the articles of records (fields, metadata, place) with their places, and report the rest."""
    for fields, meta, place in records:
        for found in articles_from(fields, meta, place):
            if isinstance(found, Exclusion):
                report(found)
            else:
                yield found, place


def articles_from(
    fields: Mapping[str, Any], meta: Mapping[str, Any], place: str
) -> Iterator[Article | Exclusion]:
    """Yield the article that `fields` hold and notes on what was odd in it; or why there is none."""
    text = as_text(fields.get("text"))
    given_id = as_name(fields.get("id")) or ""
    problem = _problem(fields.get("text"), text)
    if problem is not None or text is None:
        yield Exclusion(given_id, place, "article", *(problem or ("empty text", "")))
        return
    values: dict[str, Any] = {name: as_name(fields.get(name)) for name in NAMES}
    values["headline"] = values["headline"] or find_headline(text)
    values["published"], odd = _date(fields.get("published"))
    kept = {key: value for key, value in meta.items() if not is_missing(value)}
    article = Article(text, id=given_id, meta=kept, **values)
    yield article
    for note in (odd, _mojibake(text)):
        if note is not None:
            yield Exclusion(article.id, place, "note", *note)


def is_missing(value: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN, NaT, pd.NA, an empty string or a word for it."""
    if value is None or isinstance(value, str):
        return value is None or value.strip() in MISSING_WORDS
    if isinstance(value, float):
        return value != value
    if type(value).__name__ in ("NAType", "NaTType"):
        return True
    return type(value).__module__ == "numpy" and getattr(value, "ndim", 0) == 0 and bool(value != value)


def as_name(value: Any) -> str | None:
    """Return a cell as one line: 5607.0 as "5607", authors joined by commas, an object by its name.

    Examples
    --------
    >>> as_name(5607.0), as_name(["A. Gray", "B. Reed"]), as_name({"id": "bbc", "name": "BBC News"})
    ('5607', 'A. Gray, B. Reed', 'BBC News')
    """
    if is_missing(value):
        return None
    if isinstance(value, str):
        line = " ".join(value.split())
        return line if line.isascii() else line.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        names = (as_name(value.get(key)) for key in ("name", "title", "id"))
        return next((each for each in names if each), None)
    if isinstance(value, list | tuple | set | frozenset) or type(value).__name__ == "ndarray":
        return ", ".join(each for each in map(as_name, value) if each) or None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def as_text(value: Any) -> str | None:
    """Return a cell as the text of an article; a list of paragraphs is joined by blank lines."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def _problem(value: Any, text: str | None) -> tuple[str, str] | None:
    """Say why a cell cannot be the text of an article."""
    if is_missing(value) or (text is not None and not text.strip()):
        return (
            "empty text",
            "There is no text in it: fill it in, or let it be if the source has none.",
        )
    if text is None:
        told = f"The text is {str(value)!r:.40}, of type {type(value).__name__}"
        return "text is not a string", f"{told}: choose the column that holds the texts with text=."
    if not text.isascii() and _has_stray_bytes(text):
        told = "It holds bytes that do not belong to the encoding of the file"
        return "wrong encoding", f"{told}: convert the file to UTF-8, or pass encoding=."
    return None


def _has_stray_bytes(text: str) -> bool:
    """Tell whether the text has bytes that were not decoded; text_lines leaves them as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return any("\udc80" <= each <= "\udcff" for each in text)
    return False


def _date(value: Any) -> tuple[datetime | None, tuple[str, str] | None]:
    if is_missing(value):
        return None, None
    try:
        return parse_date(value), None
    except (ValueError, OverflowError) as error:
        return None, ("date not understood", f"{str(value)!r:.60}: {error}. The article has no date.")


def _mojibake(text: str) -> tuple[str, str] | None:
    if text.isascii():
        return None
    at = text.find(MOJIBAKE)
    told = f"It holds {text[at : at + 3]!r}, UTF-8 once read as cp1252, which hides quotation marks"
    return ("looks wrongly decoded", f"{told}: repair the source.") if at >= 0 else None
