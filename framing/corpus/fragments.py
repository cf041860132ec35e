"""HTML that is no page: a piece of text with marks in it, all of which belongs to the article."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["fragment_text", "is_fragment"]

_PAGE = re.compile(
    r"<(?:!doctype|html|head|title|meta|link|body|nav|header|footer|aside|form|script|style|iframe|main|article)\b",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    {
        "address", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
    }
)  # fmt: skip
_BLOCK = re.compile(rf"<(?:{'|'.join(sorted(_BLOCKS))})\b", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset({"template", "noscript", "svg", "math", "textarea", "select"})


def is_fragment(page: str) -> bool:
    """Tell whether HTML holds none of the parts that only whole pages have: a head, navigation, scripts.

    Examples
    --------
    >>> is_fragment("<p>Talks in <b>Kyiv</b> went on."), is_fragment("<body><p>Talks in Kyiv went on.")
    (True, False)
    """
    return _PAGE.search(page) is None


def fragment_text(page: str) -> tuple[str, str]:
    """Return headline and text of a fragment, a paragraph a line; marks that are never closed lose nothing.

    Examples
    --------
    >>> fragment_text("<h1>Talks</h1><p>The regime &amp; its <b>aides</b><p>Second <div>unclosed")
    ('Talks', 'The regime & its aides\\nSecond\\nunclosed')
    """
    reader = _Reader(line_break=" " if _BLOCK.search(page) else "\n")
    reader.feed(page)
    reader.close()
    lines = [" ".join(each.split()) for each in "".join(reader.text).split("\n")]
    return " ".join("".join(reader.headline).split()), "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Gathers text, with a line break around blocks, and the words of the first main heading apart."""

    def __init__(self, line_break: str) -> None:
        super().__init__(convert_charrefs=True)
        self.line_break = line_break  # what one in the source means: no more than a space where blocks make the lines
        self.text: list[str] = []
        self.headline: list[str] = []
        self._heading = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._heading = tag == "h1" and not self.headline
        self._hidden += tag in _HIDDEN
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._heading = self._heading and tag not in _BLOCKS
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            (self.headline if self._heading else self.text).append(data.replace("\n", self.line_break))

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.text.append("\n")
        elif tag in _CELLS:
            self.text.append(" ")
