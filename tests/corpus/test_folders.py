"""Folders, globs and tables of metadata."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from framing.corpus import read_corpus


def put(folder: Path, **files: str) -> Path:
    """Write files, named with __ for / and _ for the dot before the suffix."""
    for name, text in files.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


TEXTS = {"post__a_txt": "One.", "post__b_md": "Two.", "herald__c_txt": "Three."}


def test_several_folders_name_the_outlets(tmp_path: Path) -> None:
    corpus = read_corpus(put(tmp_path, **TEXTS, d_txt="Four."))
    assert {each.text: each.outlet for each in corpus} == {
        "One.": "post",
        "Two.": "post",
        "Three.": "herald",
        "Four.": None,
    }
    assert corpus[0].meta["file"] == "d.txt"
    assert {each.meta["file"] for each in corpus} == {"d.txt", "post/a.txt", "post/b.md", "herald/c.txt"}
    assert corpus.recognised == {"outlet": "name of the folder"}


@pytest.mark.parametrize(
    "paths", [["post", "herald"], ["*"], ["*/*"], ["**/*.*"], ["post/*.*", "herald/c.txt"]]
)
def test_lists_and_globs_name_the_outlets_too(tmp_path: Path, paths: list[str]) -> None:
    put(tmp_path, **TEXTS)
    corpus = read_corpus([str(tmp_path / each) for each in paths])
    assert {each.text: each.outlet for each in corpus} == {"One.": "post", "Two.": "post", "Three.": "herald"}


def test_one_folder_names_no_outlet(tmp_path: Path) -> None:
    assert read_corpus(put(tmp_path, texts__a_txt="One.", texts__b_txt="Two.")).outlets == ()
    assert read_corpus(tmp_path / "texts").outlets == ()


def test_the_outlet_of_the_caller_wins(tmp_path: Path) -> None:
    put(tmp_path, **TEXTS, rows_csv="outlet,text\nTimes,Four.\n")
    corpus = read_corpus(tmp_path, outlet="Mirror")
    assert corpus.outlets == ("Mirror",) and corpus.recognised["outlet"] == "the caller"


def test_what_a_table_says_about_its_rows_wins_over_the_folder(tmp_path: Path) -> None:
    put(tmp_path, post__rows_csv="outlet,text\nTimes,One.\n,Two.\n", herald__rows_csv="text\nThree.\n")
    assert {each.text: each.outlet for each in read_corpus(tmp_path)} == {
        "One.": "Times",
        "Two.": "post",
        "Three.": "herald",
    }


LISTED = """id,file,outlet,date,leaning
x1,a.txt,Post,2025-05-16,left
x2,b.txt,Herald,,
x3,gone.txt,Post,,
"""
LISTED_LINES = """{"id": "x1", "path": "a.txt", "outlet": "Post", "date": "2025-05-16", "leaning": "left"}
{"id": "x2", "path": "./b.txt", "outlet": "Herald"}
{"id": "x3", "path": "gone.txt", "outlet": "Post"}
"""


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("articles_csv", LISTED),
        ("metadata_tsv", LISTED.replace(",", "\t").replace("file", "Filename")),
        ("articles_jsonl", LISTED_LINES),
    ],
)
def test_a_table_beside_the_texts(tmp_path: Path, table: str, content: str) -> None:
    put(tmp_path, a_txt="One.", b_txt="Two.", c_txt="Three.", **{table: content})
    corpus = read_corpus(tmp_path)
    assert {each.text: (each.outlet, each.published) for each in corpus} == {
        "One.": ("Post", datetime(2025, 5, 16)),
        "Two.": ("Herald", None),
        "Three.": (None, None),
    }
    assert corpus["x1"].meta["leaning"] == "left" and "x2" in corpus
    (row,) = corpus.exclusions.to_dict("records")
    assert (row["article"], row["reason"]) == ("x3", "file missing")
    assert "'gone.txt'" in row["detail"]
    assert row["place"].endswith("line 3" if table.endswith("jsonl") else "line 4")


def test_a_table_may_be_read_by_itself_and_then_only_what_it_lists(tmp_path: Path) -> None:
    put(tmp_path, texts__a_txt="One.", texts__b_txt="Two.", list_csv="file,outlet\ntexts/a.txt,Post\n")
    assert [(each.text, each.outlet) for each in read_corpus(tmp_path / "list.csv")] == [("One.", "Post")]


@pytest.mark.parametrize(
    "name",
    ["texts/a.txt", "texts\\a.txt", "a.txt", "C:\\Users\\me\\news\\a.txt", "/home/me/news/a.txt", " a.txt "],
)
def test_paths_in_tables_as_people_have_them(tmp_path: Path, name: str) -> None:
    put(tmp_path, texts__a_txt="One.", articles_csv=f"file,outlet\n{name},Post\n")
    corpus = read_corpus(tmp_path)
    assert [(each.text, each.outlet) for each in corpus] == [("One.", "Post")]


def test_a_table_never_reads_outside_its_folder(tmp_path: Path) -> None:
    put(tmp_path, secret_txt="Secret.", inner__a_txt="One.")
    put(tmp_path, inner__articles_csv=f"file\n../secret.txt\n{tmp_path}/secret.txt\na.txt\n")
    corpus = read_corpus(tmp_path / "inner")
    assert [each.text for each in corpus] == ["One."]
    assert corpus.exclusions["reason"].tolist() == ["file missing"] * 2


def test_a_name_that_two_files_have_is_not_guessed(tmp_path: Path) -> None:
    put(tmp_path, x__a_txt="One.", y__a_txt="Two.", articles_csv="file,outlet\na.txt,Post\n")
    corpus = read_corpus(tmp_path)
    assert corpus.exclusions["reason"].tolist() == ["file missing"] and corpus.outlets == ()


def test_a_table_with_texts_of_its_own_is_a_table_of_articles(tmp_path: Path) -> None:
    put(tmp_path, articles_csv="outlet,text\nPost,One.\n", a_txt="Two.")
    assert [each.text for each in read_corpus(tmp_path)] == ["One.", "Two."]


def test_bad_texts_that_a_table_lists(tmp_path: Path) -> None:
    put(tmp_path, a_txt="", b_txt="Two.", articles_csv="id,file\nx,a.txt\ny,b.txt\nz,data.pdf\n")
    (tmp_path / "data.pdf").write_bytes(b"%PDF-1.7")
    corpus = read_corpus(tmp_path)
    assert [each.id for each in corpus] == ["y"]
    assert sorted(corpus.exclusions["reason"]) == ["empty file", "file missing", "unknown format"]
    assert "x" in corpus.exclusions["article"].tolist()


def test_front_matter_and_table_together_the_table_wins(tmp_path: Path) -> None:
    put(
        tmp_path,
        a_md="---\ntitle: Own\nsource: Own Post\n---\nOne.",
        articles_csv="file,title,author\na.md,Listed,\n",
    )
    (article,) = read_corpus(tmp_path)
    assert (article.headline, article.outlet, article.text) == ("Listed", "Own Post", "One.")


def test_files_about_the_collection_and_hidden_files_are_no_articles(tmp_path: Path) -> None:
    put(tmp_path, README_md="About these articles.", LICENSE_txt="MIT", a_txt="One.", notes_docx="x")
    (tmp_path / ".hidden.txt").write_text("Hidden.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.txt").write_text("Hidden too.")
    corpus = read_corpus(tmp_path)
    assert [each.text for each in corpus] == ["One."]
    assert sorted(corpus.exclusions["reason"]) == ["not an article", "not an article", "unknown format"]
    assert [each.text for each in read_corpus(tmp_path / "README.md")] == ["About these articles."]


def test_the_order_does_not_depend_on_the_file_system(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        put(tmp_path, **{f"{name}_txt": f"Text {name}.", f"{name}{name}__z_txt": f"Inner {name}."})
    assert [each.text for each in read_corpus(tmp_path)] == [
        "Text a.", "Text b.", "Text c.", "Inner a.", "Inner b.", "Inner c.",
    ]  # fmt: skip


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    put(tmp_path, inner__a_txt="One.")
    (tmp_path / "inner" / "again").symlink_to(tmp_path)
    corpus = read_corpus(tmp_path)
    assert len(corpus) == 1 and corpus.exclusions["reason"].tolist() == ["link to a folder"]
