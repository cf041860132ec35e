"""Files that hold one article: plain text, Markdown with front matter, HTML."""

from __future__ import annotations

import re
from typing import Any

from framing.corpus.article import clean_text
from framing.corpus.exclusions import FileProblem
from framing.corpus.fragments import fragment_text, is_fragment

__all__ = ["declared_encoding", "read_html", "read_markdown", "read_plain"]

Values = dict[str, Any]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PUBLISHED = re.compile(
    r"""(?:article:published_time|datePublished)["']?[^>]{0,40}?(?:content=|:)\s*["'](\d{4}-\d\d-\d\dT[^"']+)["']""",
    re.IGNORECASE,
)


def read_plain(text: str) -> Values:
    """Return the whole file as the text."""
    return {"text": text}


def read_markdown(text: str) -> Values:
    """Return what follows the front matter as the text, and its ``key: value`` lines as the other values.

    Only the simple part of YAML is read: one value a line, lists in brackets or as lines with a dash. A colon
    in a title needs no quotation marks.
    """
    text = clean_text(text)
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {"text": text}
    return front_matter(match[1]) | {"text": text[match.end() :].lstrip("\n")}


def front_matter(block: str) -> Values:
    """Read the lines between the dashes.

    Examples
    --------
    >>> front_matter("title: Istanbul: talks resume\\nauthors: [A. Gray, B. Reed]\\ndate: 2025-05-16")
    {'title': 'Istanbul: talks resume', 'authors': ['A. Gray', 'B. Reed'], 'date': '2025-05-16'}
    """
    values: Values = {}
    key = ""
    for line in block.split("\n"):
        item = re.match(r"\s*-\s+(.*)", line)
        pair = re.match(r"([A-Za-z_][\w -]*?)\s*:(?:\s+(.*))?$", line)
        if pair:
            key = pair[1]
            values[key] = _scalar(pair[2] or "")
        elif item and key:
            held = values[key] if isinstance(values[key], list) else []
            values[key] = [*held, _scalar(item[1])]
        elif line.strip() and key and isinstance(values[key], str):
            values[key] = f"{values[key].lstrip('>|')} {line.strip()}".strip()
    return values


def declared_encoding(page: bytes) -> str | None:
    """Return the encoding that a page names in its head, if it is not UTF-8 anyway.

    Examples
    --------
    >>> declared_encoding('<meta charset="windows-1251"><p>Киев'.encode("cp1251"))
    'windows-1251'
    """
    try:
        page.decode()
        return None
    except UnicodeDecodeError:
        found = re.search(rb"""charset\s*=\s*["']?([\w-]+)""", page[:4096])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    if not name or name.replace("-", "") in ("utf8", "utf16"):
        return None
    # What pages call Latin-1 or ASCII is cp1252 by the rules of HTML.
    name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
    try:
        page.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    return name


def read_html(page: str) -> Values:
    """Return the main text of a page, a paragraph a line, with what its metadata say; of a fragment, all its text.

    Raises
    ------
    FileProblem
        No article was found in the page.
    """
    if is_fragment(page):
        headline, text = fragment_text(page)
        return {"text": text or headline} | ({"headline": headline} if headline and text else {})
    import trafilatura

    # Typed Any: the signature also allows a dictionary, which comes only on request.
    found: Any = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False
    )
    if found is None or not found.text:
        told = "No main text was found in this HTML page: save the page of the article itself, or its text."
        raise FileProblem("no article in the page", told)
    published = _PUBLISHED.search(page)
    values = {
        "text": found.text,
        "headline": found.title,
        "published": published[1] if published else found.date,
        "author": found.author,
        "url": found.url,
        "sitename": found.sitename or found.hostname,
        "language": found.language,
    }
    return {name: value for name, value in values.items() if value}


def _scalar(value: str) -> Any:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return [_scalar(each) for each in value[1:-1].split(",") if each.strip()]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value
