"""Charts as small SVG: what matplotlib writes, without what a page does not need."""

from __future__ import annotations

import re

__all__ = ["address", "compact"]

_OUTLINE = re.compile(r' d="[^"]*"')
_LONG_NUMBER = re.compile(r"(\d+\.\d\d)\d+")
_GLYPH = re.compile(r'<path id="([^"]+)"')
_PLACE = re.compile(r'(<use [^>]*?) transform="translate\(([-\d.]+)(?: ([-\d.]+))?\)"')
_PATTERN = re.compile(r"<pattern[^>]*>.*?</pattern>", re.DOTALL)
_SUBPATH = re.compile(r"M[^M]*")
_NUMBER = re.compile(r"-?\d+\.?\d*")
_TILE, _WHOLE = 12, 72  # matplotlib draws hatches on tiles of 72 points; dots repeat every 3


def compact(svg: str) -> str:
    """Return the same picture in fewer bytes.

    Examples
    --------
    >>> compact('<?xml version="1.0"?><svg> <g id="axes_1">\\n <path d="M 1.23456 2 \\nL 3 4"/> </g></svg>')
    '<svg><g><path d="M 1.23 2 L 3 4"/></g></svg>'
    """
    text = svg[svg.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<title>.*?</title>", "", text, flags=re.DOTALL)
    text = _OUTLINE.sub(lambda outline: _LONG_NUMBER.sub(r"\1", outline[0]), text)
    text = _PATTERN.sub(_small_tile, text)
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = _PLACE.sub(_moved, text)
    for number, name in enumerate(dict.fromkeys(_GLYPH.findall(text))):
        text = text.replace(f'"{name}"', f'"g{number}"').replace(f'"#{name}"', f'"#g{number}"')
    text = re.sub(r"\s*\n\s*", " ", text)
    return re.sub(r">\s+<", "><", text)


def _moved(place: re.Match[str]) -> str:
    """Write the place of a glyph as x and y, which mean the same."""
    across = _LONG_NUMBER.sub(r"\1", place[2])
    up = f' y="{place[3]}"' if place[3] and float(place[3]) else ""
    return f'{place[1]} x="{across}"{up}'


def _small_tile(pattern: re.Match[str]) -> str:
    """Return a dotted pattern on a sixth of its tile, which looks the same; others as they are."""
    text = pattern[0]
    if len(text) < 20_000:
        return text
    text = text.replace(f'width="{_WHOLE}" height="{_WHOLE}"', f'width="{_TILE}" height="{_TILE}"')
    return _OUTLINE.sub(lambda outline: "".join([' d="', *filter(_near, _SUBPATH.findall(outline[0])), '"']), text)


def _near(dot: str) -> bool:
    x, y = (float(each) for each in _NUMBER.findall(dot)[:2])
    return x <= _TILE + 1 and y <= _TILE + 1


def address(svg: str) -> str:
    """Return an SVG as the address of an image, ready to stand between double quotation marks in HTML.

    Examples
    --------
    >>> address('<svg fill="#fff"/>')
    "data:image/svg+xml,<svg fill='%23fff'/>"
    """
    text = compact(svg).replace("'", "&apos;").replace('"', "'")
    return "data:image/svg+xml," + text.replace("%", "%25").replace("#", "%23").replace("&", "&amp;")
