"""Reads a page as a browser would: rows of tables, and the data inside."""

import base64
import gzip
import json
import re
from html.parser import HTMLParser

HOSTILE = '<script>alert("1")</script>'


class Rows(HTMLParser):
    """Collects the tables of a page by the id of their sheet, each row a list of texts with the number of its query."""

    def __init__(self):
        super().__init__()
        self.sheets, self.tags, self._cell, self._sheet, self._query = {}, [], None, None, None

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.tags.append((tag, known))
        if tag == "div" and (known.get("id") or "").startswith("s-"):
            self._sheet = self.sheets.setdefault(known["id"][2:], [])
        elif tag == "tr" and self._sheet is not None:
            self._row = []
            self._query = None
            self._sheet.append((self._row, known, {}))
        elif tag in ("td", "th"):
            self._cell = ""
        elif tag == "button" and "data-q" in known and self._cell is not None:
            self._sheet[-1][2][len(self._row)] = int(known["data-q"])

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self._cell is not None:
            if self._sheet is not None:
                self._row.append(" ".join(self._cell.split()))
            self._cell = None
        elif tag == "table":
            self._sheet = None


def read(page):
    """Return the rows and the tags of a page."""
    parser = Rows()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def data(page, name):
    """Return data that stand inside a page, or beside it."""
    found = re.search(f'id="data-{name}">([^<]*)<', page.read_text(encoding="utf-8"))
    if found:
        return json.loads(gzip.decompress(base64.b64decode(found[1])))
    text = (page.parent / "pages" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])
