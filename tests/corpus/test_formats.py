"""Every format: a file goes in, articles come out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus import read_articles, read_corpus
from framing.errors import CorpusError

FIRST = {
    "id": "a1",
    "outlet": "Post",
    "headline": "Talks resume",
    "published": "2025-05-16",
    "text": "Kyiv was calm.\n\nAll day.",
}
SECOND = {
    "id": "b1",
    "outlet": "Herald",
    "headline": "No deal",
    "published": "2025-05-17",
    "text": "Kiev said “no”; so did it.",
}
ROWS = [FIRST, SECOND]


def _parquet(rows: list[dict[str, str]]) -> bytes:
    return pd.DataFrame(rows).to_parquet()


WRITERS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "rows.jsonl": lambda rows: "\n".join(json.dumps(each) for each in rows).encode(),
    "rows.ndjson": lambda rows: "\n\n".join(json.dumps(each, ensure_ascii=False) for each in rows).encode(),
    "list.json": lambda rows: json.dumps(rows, indent=1).encode(),
    "envelope.json": lambda rows: json.dumps({"status": "ok", "articles": rows}).encode(),
    "lines.json": lambda rows: "\n".join(json.dumps(each) for each in rows).encode(),
    "commas.csv": lambda rows: pd.DataFrame(rows).to_csv(index=False).encode(),
    "with_index.csv": lambda rows: pd.DataFrame(rows).to_csv().encode(),
    "semicolons.csv": lambda rows: pd.DataFrame(rows).to_csv(index=False, sep=";").encode(),
    "tabs.tsv": lambda rows: pd.DataFrame(rows).to_csv(index=False, sep="\t").encode(),
    "tabs.csv": lambda rows: pd.DataFrame(rows).to_csv(index=False, sep="\t").encode(),
    "excel.csv": lambda rows: (
        pd.DataFrame(rows).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
    ),
    "utf16.csv": lambda rows: pd.DataFrame(rows).to_csv(index=False).encode("utf-16"),
    "cp1252.csv": lambda rows: pd.DataFrame(rows).to_csv(index=False).encode("cp1252"),
    "rows.parquet": _parquet,
}


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", WRITERS)
def test_tables_of_every_format_give_the_same_articles(tmp_path: Path, name: str, zipped: bool) -> None:
    data = WRITERS[name](ROWS)
    path = tmp_path / (name + ".gz" if zipped else name)
    path.write_bytes(gzip.compress(data) if zipped else data)
    corpus = read_corpus(path)
    assert [(each.id, each.outlet, each.headline, each.text) for each in corpus] == [
        (each["id"], each["outlet"], each["headline"], each["text"]) for each in ROWS
    ]
    assert [each.published for each in corpus] == [datetime(2025, 5, 16), datetime(2025, 5, 17)]
    assert all(dict(each.meta) == {} for each in corpus)
    assert corpus.exclusions.empty


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.txt.gz"])
def test_a_text_file_is_one_article_with_its_text_unchanged(tmp_path: Path, name: str) -> None:
    text = "  Kyiv was calm.\t\n\n\nIt stayed so — all day. \n"
    data = text.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (article,) = read_corpus(tmp_path / name)
    assert article.text == text
    assert article.meta == {"file": name}
    assert article.outlet is None


def test_line_ends_become_newlines_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.\r\nTwo.\rThree.\nFour.")
    (tmp_path / "b.jsonl").write_bytes(rb'{"text": "Five.\r\nSix."}')
    (tmp_path / "c.csv").write_bytes(b'text,outlet\r\n"Seven.\r\nEight.",Post\r\n')
    assert [each.text for each in read_corpus(tmp_path)] == [
        "One.\nTwo.\nThree.\nFour.",
        "Five.\nSix.",
        "Seven.\nEight.",
    ]


def test_a_csv_of_old_macintosh_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"outlet,text\rPost,One.\rHerald,Two.\r")
    assert [(each.outlet, each.text) for each in read_corpus(tmp_path / "a.csv")] == [
        ("Post", "One."),
        ("Herald", "Two."),
    ]


def test_cells_longer_than_the_default_limit_of_csv(tmp_path: Path) -> None:
    text = "word " * 60_000 + "end."
    (tmp_path / "a.csv").write_text(f'text\n"{text}"\n')
    assert read_corpus(tmp_path / "a.csv")[0].text == text


def test_the_delimiter_is_told_by_the_columns_it_yields(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "title;note, of sorts, and more, and more;body\nTalks;x;One, two, three.\n"
    )
    (article,) = read_corpus(tmp_path / "a.csv")
    assert (article.headline, article.text) == ("Talks", "One, two, three.")
    assert article.meta == {"note, of sorts, and more, and more": "x"}


@pytest.mark.parametrize(
    "value",
    [{"text": "One."}, [{"text": "One."}], {"data": [{"text": "One."}]}, {"hits": [{"body": "One."}]}],
)
def test_json_in_the_shapes_that_interfaces_return(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert [each.text for each in read_corpus(tmp_path / "a.json")] == ["One."]


def test_json_by_columns_as_pandas_writes_it(tmp_path: Path) -> None:
    pd.DataFrame(ROWS).to_json(tmp_path / "a.json")
    assert [(each.id, each.text) for each in read_corpus(tmp_path / "a.json")] == [
        (each["id"], each["text"]) for each in ROWS
    ]


def test_json_values_that_are_no_strings(tmp_path: Path) -> None:
    row = {
        "id": 17,
        "source": {"id": "bbc", "name": "BBC News"},
        "authors": ["A. Gray", "B. Reed"],
        "story": 5607.0,
        "publishedAt": "2022-01-25T09:00:00Z",
        "content": ["First paragraph.", "Second paragraph."],
        "title": None,
        "score": float("nan"),
        "tags": ["war"],
    }
    (tmp_path / "a.json").write_text(json.dumps(row))
    (article,) = read_corpus(tmp_path / "a.json")
    assert (article.id, article.outlet, article.author, article.event) == (
        "17",
        "BBC News",
        "A. Gray, B. Reed",
        "5607",
    )
    assert article.text == "First paragraph.\n\nSecond paragraph."
    assert article.published is not None and article.published.isoformat() == "2022-01-25T09:00:00+00:00"
    assert article.headline is None
    assert article.meta == {"tags": ["war"]}


MARKDOWN = """---
title: Istanbul: talks resume
source: "The Post"
authors:
  - A. Gray
  - B. Reed
date: 2025-05-16
tags: [war, talks]
---

The talks went on.

They ended --- late.
"""


def test_markdown_with_front_matter_and_a_colon_in_the_title(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN)
    corpus = read_corpus(tmp_path / "a.md")
    (article,) = corpus
    assert (article.headline, article.outlet, article.author) == (
        "Istanbul: talks resume",
        "The Post",
        "A. Gray, B. Reed",
    )
    assert article.published == datetime(2025, 5, 16)
    assert article.text == "The talks went on.\n\nThey ended --- late.\n"
    assert article.meta == {"file": "a.md", "tags": ["war", "talks"]}
    assert corpus.recognised["outlet"] == "source"


@pytest.mark.parametrize(
    "text", ["No front matter.", "---\nnever closed: so it is text", "A line.\n---\nkey: value\n---\n"]
)
def test_markdown_without_front_matter_is_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text)
    assert read_corpus(tmp_path / "a.md")[0].text == text


PAGE = """<!doctype html><html lang="en"><head>{meta}<title>Talks resume in Istanbul - The Post</title>
<meta property="og:title" content="Talks resume in Istanbul"><meta property="og:site_name" content="The Post">
<meta name="author" content="Anna Gray">
<meta property="article:published_time" content="2025-05-16T14:30:00+03:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks resume in Istanbul</h1>
<p>The delegations met in a palace on Friday – for less than two hours, officials of both sides said.</p>
<p>“We are ready to go on,” the head of one delegation told reporters in the hall after the meeting.</p>
<p>A second round is expected next month, though neither of the two governments would name a day for it.</p>
</article><footer>Copyright The Post. Subscribe to our newsletter.</footer></body></html>"""


@pytest.mark.parametrize(
    ("name", "meta", "encoding"),
    [
        ("a.html", '<meta charset="utf-8">', "utf-8"),
        ("a.htm", '<meta charset="iso-8859-1">', "cp1252"),
        ("a.html", "", "cp1252"),
    ],
)
def test_the_main_text_of_a_page(tmp_path: Path, name: str, meta: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(PAGE.format(meta=meta).encode(encoding))
    (article,) = read_corpus(tmp_path / name)
    assert (article.headline, article.outlet, article.author) == (
        "Talks resume in Istanbul",
        "The Post",
        "Anna Gray",
    )
    assert article.published is not None and article.published.isoformat() == "2025-05-16T14:30:00+03:00"
    paragraphs = [each for each in article.text.split("\n") if each]
    assert "“We are ready to go on,” the head of one delegation told reporters" in article.text
    assert any(each.startswith("The delegations met in a palace on Friday – for") for each in paragraphs)
    assert len(paragraphs) >= 3
    assert "Home" not in article.text and "Subscribe" not in article.text


@pytest.mark.parametrize(
    ("page", "headline", "text"),
    [
        ("<p>The regime &amp; its <b>aides</b><p>Second para <div>unclosed", None, "The regime & its aides\nSecond para\nunclosed"),
        ("<h1>Talks <i>resume</i></h1>\n<p>Kyiv was\ncalm.</p>All day", "Talks resume", "Kyiv was calm.\nAll day"),
        ("<h1>Talks resume<p>Kyiv was calm.", "Talks resume", "Kyiv was calm."),
        ("Kyiv was <em>calm</em>.\n\nAll day.", None, "Kyiv was calm.\nAll day."),
        ("<ul><li>Kyiv<li>Lviv</ul><table><tr><td>one<td>two<tr><td>three</table>", None, "Kyiv\nLviv\none two\nthree"),
        ("<p>Kyiv<svg><text>42</text></svg> was calm.<br/>All day", None, "Kyiv was calm.\nAll day"),
        ("<h1>Talks resume</h1>", None, "Talks resume"),
    ],
)
def test_a_piece_of_html_is_read_whole(tmp_path: Path, page: str, headline: str | None, text: str) -> None:
    (tmp_path / "a.html").write_text(page)
    (article,) = read_corpus(tmp_path / "a.html")
    assert (article.headline, article.text) == (headline, text)


def test_streaming_gives_the_articles_one_by_one_and_reports_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in [FIRST, {"text": ""}, SECOND]))
    left_out: list[object] = []
    stream = read_articles(path, on_exclusion=left_out.append)
    assert next(stream).id == "a1"
    assert left_out == []
    assert [each.id for each in stream] == ["b1"]
    assert [each.reason for each in left_out] == ["empty text"]  # type: ignore[attr-defined]


def test_streaming_without_a_listener_warns_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": ""}\nnonsense\n')
    with pytest.warns(UserWarning, match="2 files or rows were left out") as caught:
        assert len(list(read_articles(path))) == 1
    assert len(caught) == 1


def test_streaming_checks_the_paths_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no file or folder"):
        read_articles(tmp_path / "nothing.csv")


def test_streaming_reads_no_further_than_asked(tmp_path: Path) -> None:
    """A broken end of a file does not matter to whoever stops before it."""
    data = gzip.compress(b'{"text": "One article that is long enough."}\n' * 50_000)
    (tmp_path / "a.jsonl.gz").write_bytes(data[:-200])
    stream = read_articles(tmp_path / "a.jsonl.gz")
    assert next(stream).text.startswith("One article")
    stream.close()  # type: ignore[attr-defined]
