"""Whatever people hand over becomes a corpus, or they are told why not."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from framing.corpus import Article, Corpus, as_corpus, demo_corpus
from framing.corpus.progress import Progress
from framing.errors import CorpusError

TEXT = "Talks in Kyiv went on."


def test_everything_that_holds_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    corpus = Corpus.from_texts([TEXT])
    sources: list[Any] = [
        corpus, Article(TEXT), [Article(TEXT)], TEXT, [TEXT], (TEXT,), pd.Series([TEXT]),
        (each for each in [TEXT]),
        pd.DataFrame({"text": [TEXT]}), path, str(path), [path], [str(path)], tmp_path,
        str(tmp_path / "*.txt"), [tmp_path],
    ]  # fmt: skip
    for source in sources:
        assert [each.text for each in as_corpus(source)] == [TEXT], source
    assert as_corpus(corpus) is corpus


@pytest.mark.parametrize(
    "text",
    [
        "One.",
        "One two",
        "He said and/or she said.",
        "Read more at example.com/news today",
        "word " * 3000,
        "a\nb.txt",
    ],
)
def test_strings_that_are_texts(text: str) -> None:
    assert as_corpus(text)[0].text == text


@pytest.mark.parametrize(
    "path",
    ["missing.csv", "data/missing", "missing.JSONL.GZ", "./x", "articles/*.txt", "C:/news/a.txt", "artic*", "my articles.csv"],
)
def test_strings_that_look_like_paths_must_be_there(path: str) -> None:
    with pytest.raises(CorpusError, match=r"no file or folder|No file matches"):
        as_corpus(path)


def test_a_misspelt_name_below_a_folder_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match="no file or folder"):
        as_corpus("data/my articels")
    assert as_corpus("Beta/my articels")[0].text == "Beta/my articels"


@pytest.mark.parametrize("word", ["typo", "articels", "report2024"])
def test_a_single_word_is_no_article(word: str) -> None:
    with pytest.raises(CorpusError, match=rf"no file or folder '{word}'.*from_texts\(\['{word}'\]\)"):
        as_corpus(word)
    assert Corpus.from_texts([word])[0].text == word


def test_a_file_that_is_there_is_read_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my articles").mkdir()
    (tmp_path / "my articles" / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert as_corpus("my articles")[0].text == TEXT


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (None, "NoneType"),
        (5, "int"),
        (b"bytes", "bytes"),
        ({"text": TEXT}, "dict"),
        ([], "list of nothing"),
        ([1, 2], "list of int"),
        ("", "no text"),
    ],
)
def test_what_is_no_corpus(source: Any, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        as_corpus(source)


def test_paths_and_texts_do_not_mix(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="mixes paths and texts"):
        as_corpus([tmp_path, TEXT])
    with pytest.raises(CorpusError, match="mixes paths and texts"):
        as_corpus(["missing.txt", TEXT])
    assert len(as_corpus(["and/or", TEXT])) == 2


def test_nothing_is_downloaded() -> None:
    with pytest.raises(CorpusError, match="nothing is ever downloaded"):
        as_corpus("https://example.org/article.html")


def test_equal_texts_count_once_and_that_is_told() -> None:
    corpus = as_corpus([TEXT, "Another.", TEXT, ""])
    assert len(corpus) == 2
    assert corpus.exclusions[["place", "reason"]].values.tolist() == [
        ["text 3", "duplicate"],
        ["text 4", "empty text"],
    ]


def test_the_corpus_that_ships_with_the_library() -> None:
    corpus = demo_corpus()
    assert len(corpus) == 30 and len(corpus.outlets) == 5 and len(corpus.events) == 6
    assert corpus.exclusions.empty and corpus.notes.empty
    assert all(each.published and each.headline for each in corpus)


def test_importing_reads_no_heavy_package() -> None:
    heavy = "{'pandas', 'pyarrow', 'trafilatura', 'charset_normalizer', 'lxml'}"
    code = f"import sys, framing.corpus; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_when_asked_for_and_wiped_at_the_end() -> None:
    stream = Terminal()
    with Progress("Reading", shown=True, stream=stream) as bar:
        bar.update(1200, "articles", 0.5)
    assert "[############............]  50 %  1,200 articles" in stream.getvalue()
    assert stream.getvalue().endswith("\r")


@pytest.mark.parametrize(
    ("shown", "stream"), [(None, io.StringIO()), (False, Terminal()), (None, Terminal())]
)
def test_progress_is_silent_off_a_terminal_and_on_short_work(shown: bool | None, stream: io.StringIO) -> None:
    with Progress("Reading", shown=shown, stream=stream) as bar:
        bar.update(5, "articles")
    assert stream.getvalue() == ""


def test_reading_draws_progress_on_standard_error_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from framing.corpus import read_corpus

    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "Article {n}."}}\n' for n in range(50)))
    read_corpus(tmp_path, progress=True)
    shown = capsys.readouterr()
    assert shown.out == "" and " %  1 articles" in shown.err
    read_corpus(tmp_path)
    assert capsys.readouterr() == ("", "")


def test_articles_without_an_outlet_are_told_of():
    frame = pd.DataFrame({"outlet": ["Post", None, "NaN"], "text": ["One.", "Two.", "Three."]})
    assert "without an outlet: 2 articles" in repr(Corpus.from_frame(frame))
    assert "without an outlet" not in repr(Corpus.from_texts(["One."]))


def test_a_list_of_dictionaries_is_refused_with_the_way_to_go():
    with pytest.raises(CorpusError, match=r"pandas\.DataFrame"):
        as_corpus([{"text": "One."}])  # type: ignore[list-item]
