"""One article: a frozen value whose text never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from datetime import date, datetime
from html import escape
from typing import Any

from framing.errors import CorpusError

__all__ = ["FIELDS", "Article"]


_SHOWN = 600  # characters of a text in a notebook

@dataclass(frozen=True, slots=True)
class Article:
    """One article; only `text` is required.

    Every offset in a table of evidence counts in `text`. Two things are put right when an article is made,
    and nothing later: Windows and old Macintosh line ends become newlines, and half a surrogate pair, which
    no file can hold, becomes U+FFFD.

    Parameters
    ----------
    text : str
        The article as read, headline and page furniture included if the file had them.
    id : str
        Made from outlet and text when there is none: the same text of the same outlet always gets the same.
    outlet, headline, url, author, section, event, language : str or None
        `event` names what several outlets report on; comparisons are matched by it.
    published : datetime or None
        A date without a time of day is midnight without time zone; a time zone that was given is kept.
    meta : mapping
        Whatever else is known; each key can be used to group by.

    Examples
    --------
    >>> Article("Talks in Kyiv went on.", outlet="Herald", published=datetime(2025, 5, 16))
    Article('d4ccfa2f9c351c67', Herald, 2025-05-16, 'Talks in Kyiv went on.')
    """

    text: str
    _: KW_ONLY
    id: str = ""
    outlet: str | None = None
    headline: str | None = None
    published: datetime | None = None
    url: str | None = None
    author: str | None = None
    section: str | None = None
    event: str | None = None
    language: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise CorpusError(
                f"The text of an article must be a string, not {type(self.text).__name__}: {self.text!r:.80}."
            )
        put = object.__setattr__
        put(self, "text", clean_text(self.text))
        for name in ("id", "outlet", "headline", "url", "author", "section", "event", "language"):
            if isinstance(value := getattr(self, name), str):
                put(self, name, whole_characters(value))
        put(self, "meta", {key: whole_characters(each) if isinstance(each, str) else each for key, each in self.meta.items()})
        if isinstance(self.published, date) and not isinstance(self.published, datetime):
            put(self, "published", datetime(self.published.year, self.published.month, self.published.day))
        if not self.id:
            put(self, "id", content_id(self.outlet, self.text))

    def __repr__(self) -> str:
        day = f"{self.published:%Y-%m-%d}" if self.published else "no date"
        shown = shortened(self.headline or self.text)
        return f"Article({self.id!r}, {self.outlet or 'no outlet'}, {day}, {shown!r})"

    def _repr_html_(self) -> str:
        day = f"{self.published:%Y-%m-%d}" if self.published else ""
        facts = " · ".join(escape(each) for each in (self.outlet, day, self.author, self.event, self.id) if each)
        head = f"<p><b>{escape(self.headline)}</b></p>" if self.headline else ""
        start = escape(self.text[:_SHOWN]).replace("\n", "<br>")
        rest = f"… <i>({len(self.text):,} characters)</i>" if len(self.text) > _SHOWN else ""
        return f'<div dir="auto">{head}<p><small>{facts}</small></p><p>{start}{rest}</p></div>'

    def as_dict(self) -> dict[str, Any]:
        """Return the fields and the metadata in one flat dictionary, fields first.

        Metadata that bears the name of a field comes under ``meta.<name>``.
        """
        values = {name: getattr(self, name) for name in FIELDS}
        return values | {(f"meta.{key}" if key in values else key): value for key, value in self.meta.items()}


FIELDS: tuple[str, ...] = (
    "id",
    "text",
    *(each.name for each in fields(Article) if each.name not in ("id", "text", "meta")),
)


def clean_text(text: str) -> str:
    """Return `text` with every line end as a newline and without half surrogate pairs."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return whole_characters(text)


def whole_characters(text: str) -> str:
    """Return `text` with a replacement character for each half surrogate pair, which no file can hold."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("�" if "\ud800" <= each <= "\udfff" else each for each in text)
    return text


def content_id(outlet: str | None, text: str) -> str:
    """Return 16 hexadecimal digits that stand for this text of this outlet."""
    return hashlib.sha256(f"{outlet or ''}\0{text}".encode("utf-8", "replace")).hexdigest()[:16]


def shortened(text: str, width: int = 60) -> str:
    """Return the beginning of `text` on one line."""
    line = " ".join(text[: 4 * width].split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
