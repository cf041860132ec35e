"""From the values of one row or file to one article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from framing.corpus.article import Article
from framing.corpus.dates import parse_date
from framing.corpus.exclusions import Exclusion
from framing.corpus.headlines import find_headline

__all__ = ["Record", "articles_from", "is_missing", "placed"]

Record = tuple[Mapping[str, Any], Mapping[str, Any], str]

NAMES = ("outlet", "headline", "url", "author", "section", "event", "language")
MISSING_WORDS = frozenset({"", "nan", "NaN", "NULL", "null", "None", "<NA>", "NaT"})


def articles_from(
    fields: Mapping[str, Any], meta: Mapping[str, Any], place: str
) -> Iterator[Article | Exclusion]:
    """Yield the article that `fields` hold, and a note for every value of it that could not be used; or why there is none."""
    given_id = as_name(fields.get("id")) or ""
    text = as_text(fields.get("text"))
    problem = _problem(fields.get("text"), text)
    if problem or text is None:
        yield Exclusion(given_id, place, "article", *problem)
        return
    values: dict[str, Any] = {name: as_name(fields.get(name)) for name in NAMES}
    note = None
    try:
        values["published"] = None if is_missing(fields.get("published")) else parse_date(fields["published"])
    except (ValueError, OverflowError) as error:
        note = ("date not understood", f"{str(fields['published'])!r:.60}: {error}. The article has no date.")
    values["headline"] = values["headline"] or find_headline(text)
    kept = {key: value for key, value in meta.items() if not is_missing(value)}
    article = Article(text, id=given_id, meta=kept, **values)
    yield article
    if note:
        yield Exclusion(article.id, place, "note", *note)


def placed(records: Iterable[Record], report: Callable[[Exclusion], None]) -> Iterator[tuple[Article, str]]:
    """Yield the articles of records (fields, metadata, place) with their places, and report the rest."""
    for fields, meta, place in records:
        for found in articles_from(fields, meta, place):
            if isinstance(found, Exclusion):
                report(found)
            else:
                yield found, place


def is_missing(value: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN, NaT, pd.NA, or an empty string or one of the words that stand for it."""
    if value is None or isinstance(value, str):
        return value is None or value.strip() in MISSING_WORDS
    if isinstance(value, float):
        return value != value
    return type(value).__name__ in ("NAType", "NaTType") or (
        type(value).__module__ == "numpy" and _is_numpy_missing(value)
    )


def as_name(value: Any) -> str | None:
    """Return a cell as one short string: 5607.0 as "5607", a list of authors joined, an object by its name."""
    if is_missing(value):
        return None
    if isinstance(value, Mapping):
        return next(
            (as_name(value[key]) for key in ("name", "title", "id") if not is_missing(value.get(key))), None
        )
    if isinstance(value, list | tuple | set):
        return ", ".join(each for each in map(as_name, value) if each) or None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())


def as_text(value: Any) -> str | None:
    """Return a cell as the text of an article; a list of paragraphs is joined by blank lines."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def _problem(value: Any, text: str | None) -> tuple[str, str] | tuple[()]:
    if is_missing(value) or (text is not None and not text.strip()):
        return "empty text", "There is no text in it. Nothing to do if that is so at the source."
    if text is None:
        return (
            "text is not a string",
            f"The text is {type(value).__name__} {str(value)!r:.40}: choose the column of texts with text=.",
        )
    if (
        any("\udc80" <= each <= "\udcff" for each in text)
        if not text.isascii() and _has_surrogates(text)
        else False
    ):
        return (
            "wrong encoding",
            "It holds bytes that do not belong to the encoding of the file: convert the file to UTF-8, or pass encoding=.",
        )
    return ()


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _is_numpy_missing(value: Any) -> bool:
    try:
        return bool(value != value)
    except ValueError:
        return False
