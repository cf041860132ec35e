"""Bad input: a clear message that names file, line or column and the remedy, and a run that goes on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.corpus import read_corpus
from framing.errors import CorpusError, UnknownName

GOOD = "Kyiv was calm on Friday."


def _bytes_of_image() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


BAD_FILES = [
    ("empty.txt", b"", "empty file", "empty"),
    ("blank.txt", b" \n\t\n", "empty text", "no text"),
    ("mark.txt", b"\xef\xbb\xbf", "empty text", "no text"),
    ("image.txt", _bytes_of_image(), "binary file", r"binary data, not text \(zero byte at byte 8 \(line 3\)\)"),
    ("zero.txt", b"Kyiv was calm.\nSo\x00 was Lviv.", "zero bytes", r"holds a zero byte at byte 17 \(line 2\)"),
    ("zeros.txt", "Łódź".encode() + b"\0, the regime\0 said." * 2, "zero bytes", r"4 zero bytes, the first at byte 7"),
    ("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary file", "PDF"),
    ("word.txt", b"PK\x03\x04\x14\x00\x06\x00", "binary file", "office document"),
    ("packed.txt", gzip.compress(b"Hello."), "binary file", r"\.gz"),
    ("broken.txt", "Łódź, café, naïve".encode() + b" \xe9t\xe9", "wrong encoding", "UTF-8 but for byte"),
    ("empty.csv", b"", "empty file", "empty"),
    ("header.csv", b"text,outlet\n", "empty file", "no rows"),
    ("columns.csv", b"when,what\n1,2\n", "no text column", "when, what.*text='story'"),
    ("empty.jsonl", b"\n\n", "empty file", "no rows"),
    ("textless.jsonl", b'{"a": 1}\n' * 3, "no text column", "Columns seen: a"),
    ("broken.json", b'{"text": "One."', "broken JSON", "line 1, column"),
    ("numbers.json", b"[1, 2]", "no object", "instead of an object"),
    ("broken.parquet", b"PAR1 nonsense", "broken Parquet", "write the file again"),
    ("cut.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 9)[:12], "broken gzip", "fetch it again"),
    ("no.jsonl.gz", b'{"text": "x"}', "broken gzip", "no gzip file"),
    ("page.html", b"<html><body></body></html>", "no article in the page", "No main text"),
    ("slides.pptx", b"PK", "unknown format", r"'\.pptx'.*\.txt"),
    ("noname", b"Some text.", "unknown format", r"\.txt"),
]


@pytest.mark.parametrize(("name", "data", "reason", "told"), BAD_FILES, ids=[each[0] for each in BAD_FILES])
def test_a_bad_file_alone_is_an_error_that_names_it(
    tmp_path: Path, name: str, data: bytes, reason: str, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError, match=told) as caught:
        read_corpus(tmp_path / name)
    assert name in str(caught.value)


@pytest.mark.parametrize(("name", "data", "reason", "told"), BAD_FILES, ids=[each[0] for each in BAD_FILES])
def test_a_bad_file_among_good_ones_is_listed(
    tmp_path: Path, name: str, data: bytes, reason: str, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD)
    corpus = read_corpus(tmp_path)
    assert [each.text for each in corpus] == [GOOD]
    row = corpus.exclusions.iloc[0]
    assert (row["reason"], name in row["place"]) == (reason, True)
    assert row["detail"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal of the system is put in its mouth."""
    (tmp_path / "closed.txt").write_text("secret")
    (tmp_path / "good.txt").write_text(GOOD)
    from framing.corpus import decoding

    def refusing(path: Path, mode: str) -> Any:
        if Path(path).name == "closed.txt":
            raise PermissionError(13, "Permission denied")
        return open(path, mode)

    monkeypatch.setattr(decoding, "open", refusing, raising=False)
    corpus = read_corpus(tmp_path)
    assert len(corpus) == 1
    assert corpus.exclusions[["reason", "place"]].values.tolist() == [
        ["unreadable", str(tmp_path / "closed.txt")]
    ]
    assert "permissions" in corpus.exclusions["detail"][0]


def test_broken_lines_of_json_are_named_and_the_others_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "One."}',
        '{"text": "Two."',
        "[]",
        "",
        '{"text": "Three."}',
        '{"text": 5}',
        '{"text": null}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    corpus = read_corpus(tmp_path / "a.jsonl")
    assert [each.text for each in corpus] == ["One.", "Three."]
    found = {(each["place"].rpartition(", ")[2], each["reason"]) for _, each in corpus.exclusions.iterrows()}
    assert found == {
        ("line 2", "broken JSON line"),
        ("line 3", "no object"),
        ("line 6", "text is not a string"),
        ("line 7", "empty text"),
    }


def test_deep_nesting_and_huge_numbers_break_one_line_only(tmp_path: Path) -> None:
    lines = [
        '{"text": "One."}',
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"text": "Two.", "n": ' + "9" * 5000 + "}",
    ]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, '{"text": "Three."}']))
    corpus = read_corpus(tmp_path / "a.jsonl")
    assert {"One.", "Three."} <= {each.text for each in corpus}
    assert len(corpus) + len(corpus.exclusions) == 4


def test_ragged_rows_are_named_by_line_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'outlet,text\nPost,"One,\nwith a break."\nPost,Two, unquoted.\nPost\n\nHerald,Three.\n'
    )
    corpus = read_corpus(tmp_path / "a.csv")
    assert [each.text for each in corpus] == ["One,\nwith a break.", "Three."]
    assert [each.rpartition(", ")[2] for each in corpus.exclusions["place"]] == ["line 4", "line 5"]
    assert corpus.exclusions["detail"].str.contains("3 cells but there are 2 columns").tolist() == [
        True,
        False,
    ]


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('outlet,text\nPost,One.\nPost,"Two.\nPost,Three.\n')
    corpus = read_corpus(tmp_path / "a.csv")
    assert [each.text for each in corpus] == ["One."]
    assert corpus.exclusions["place"][0].endswith("line 3")
    assert "never closed" in corpus.exclusions["detail"][0]


def test_what_could_be_unpacked_of_a_cut_file_is_kept(tmp_path: Path) -> None:
    import random

    chance = random.Random(1)
    lines = [json.dumps({"text": " ".join(str(chance.random()) for _ in range(50))}) for _ in range(2000)]
    data = gzip.compress("\n".join(lines).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    corpus = read_corpus(tmp_path / "a.jsonl.gz")
    assert 500 < len(corpus) < 1500
    assert corpus.exclusions["reason"].tolist() == ["broken gzip"]


ENCODED = [
    ("utf-8", "The café said “no” – twice."),
    ("utf-8-sig", "The café said “no” – twice."),
    ("utf-16", "The café said “no” – twice."),
    ("utf-16-le", "The delegations met on Friday for two hours."),
    ("utf-16-be", "The delegations met on Friday for two hours."),
    ("cp1252", "The minister said “no” – and left. It’s the café’s fault, he said, with €20 in hand."),
    ("latin-1", "El señor Muñoz declaró que la situación económica mejorará el próximo año."),
    ("latin-1", "Il a déjà été élu à l'unanimité, a déclaré la porte-parole du ministère."),
    ("cp1251", "Президент заявил, что переговоры в Стамбуле продолжатся. Делегации договорились об обмене."),
    ("koi8-r", "Президент заявил, что переговоры в Стамбуле продолжатся. Делегации договорились об обмене."),
    ("cp1250", "Prezydent powiedział, że rozmowy będą kontynuowane. Źródła w rządzie są innego zdania."),
]


@pytest.mark.parametrize(
    ("encoding", "text"), ENCODED, ids=[f"{each[0]}-{n}" for n, each in enumerate(ENCODED)]
)
def test_the_usual_encodings_are_detected_and_guesses_are_told(
    tmp_path: Path, encoding: str, text: str
) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    corpus = read_corpus(tmp_path / "a.txt")
    assert corpus[0].text == text
    assert corpus.exclusions.empty
    assert corpus.notes["reason"].tolist() == ([] if encoding.startswith("utf") else ["encoding detected"])


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_the_first_line_that_is_not_ascii_settles_the_encoding_of_a_long_file(
    tmp_path: Path, name: str
) -> None:
    plain = "Nothing but plain letters. " * 20
    rows = [{"text": f"{n} {plain}"} for n in range(300)] + [
        {"text": "The café said “no” – twice."},
        {"text": "Its café’s."},
    ]
    if name.endswith("csv"):
        text = "text\n" + "\n".join(f'"{each["text"]}"' for each in rows)
    else:
        text = "\n".join(json.dumps(each, ensure_ascii=False) for each in rows)
    (tmp_path / name).write_bytes(text.encode("cp1252"))
    corpus = read_corpus(tmp_path / name)
    assert [each.text for each in corpus][-2:] == ["The café said “no” – twice.", "Its café’s."]
    assert corpus.notes["reason"].tolist() == ["encoding detected"]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_row_with_bytes_of_another_encoding_is_left_out(tmp_path: Path, name: str) -> None:
    form = '{"text": "%s"}\n' if name.endswith("jsonl") else '"%s"\n'
    head = b"" if name.endswith("jsonl") else b"text\n"
    good, bad = (form % "The café is open.").encode(), (form % "The café is shut.").encode("cp1252")
    (tmp_path / name).write_bytes(head + good + bad)
    corpus = read_corpus(tmp_path / name)
    assert [each.text for each in corpus] == ["The café is open."]
    assert corpus.exclusions["reason"].tolist() == ["wrong encoding"]
    assert "UTF-8" in corpus.exclusions["detail"][0]


def test_the_encoding_that_is_given_is_used_and_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Łódź".encode("cp1250"))
    (tmp_path / "b.txt").write_bytes("Zażółć gęślą".encode())
    corpus = read_corpus(tmp_path / "a.txt", encoding="cp1250")
    assert corpus[0].text == "Łódź" and corpus.notes.empty
    with pytest.raises(CorpusError, match=r"b\.txt.*ascii.*encoding="):
        read_corpus(tmp_path / "b.txt", encoding="ascii")
    with pytest.raises(CorpusError, match="no encoding 'utf-99'"):
        read_corpus(tmp_path / "b.txt", encoding="utf-99")


@pytest.mark.parametrize("encoding", [None, "utf-8", "UTF8", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.txt"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, name: str, encoding: str | None) -> None:
    form = {"a.csv": "text\nŁódź\n", "a.txt": "Łódź"}.get(name, '{"text": "Łódź"}')
    (tmp_path / name).write_bytes(form.encode("utf-8-sig"))
    corpus = read_corpus(tmp_path / name, encoding=encoding)
    assert (corpus[0].text, corpus.notes.empty) == ("Łódź", True)


def test_double_encoded_text_is_kept_and_noted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It isn’t so.".encode().decode("cp1252"), encoding="utf-8")
    assert read_corpus(tmp_path / "a.txt").notes["reason"].tolist() == ["looks wrongly decoded"]


def test_the_same_text_of_the_same_outlet_counts_once(tmp_path: Path) -> None:
    rows = [("Post", GOOD), ("Herald", GOOD), ("Post", GOOD)]
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"outlet": o, "text": t, "id": str(n)}) for n, (o, t) in enumerate(rows))
    )
    corpus = read_corpus(tmp_path / "a.jsonl")
    assert [each.id for each in corpus] == ["0", "1"]
    (row,) = corpus.exclusions.to_dict("records")
    assert (row["article"], row["reason"]) == ("2", "duplicate")
    assert "'0'" in row["detail"] and "line 1" in row["detail"]


def test_one_id_for_two_texts_is_an_error_that_names_both_places_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "One."}')
    (tmp_path / "b.jsonl").write_text('{"id": "y", "text": "Two."}\n{"id": "x", "text": "Three."}')
    with pytest.raises(
        CorpusError, match=r"id 'x'.*a\.jsonl, line 1.*b\.jsonl, line 2.*columns=\{'id': None\}"
    ):
        read_corpus(tmp_path)
    assert len({each.id for each in read_corpus(tmp_path, columns={"id": None})}) == 3


def test_dates_that_are_none_are_noted_and_the_article_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,text\nlast Tuesday,One.\n2025-05-16,Two.\n,Three.\n")
    corpus = read_corpus(tmp_path / "a.csv")
    assert [each.published is None for each in corpus] == [True, False, True]
    assert corpus.exclusions.empty
    (row,) = corpus.notes.to_dict("records")
    assert (row["article"], row["reason"]) == (corpus[0].id, "date not understood")
    assert "last Tuesday" in row["detail"] and row["place"].endswith("line 2")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("artcles", "Did you mean '.*articles'"),
        ("articles/*.docx", "No file matches"),
        ("nowhere/at/all.csv", "Look what is in"),
    ],
)
def test_paths_that_are_not_there(tmp_path: Path, path: str, told: str) -> None:
    (tmp_path / "articles").mkdir()
    with pytest.raises(CorpusError, match=told):
        read_corpus(str(tmp_path / path))


@pytest.mark.parametrize(("paths", "told"), [(pd.DataFrame({"text": ["It rained."]}), "from_frame"), ([3], "not int")])
def test_what_is_no_path(paths: Any, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        read_corpus(paths)


def test_a_folder_without_articles(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no article in .*\.txt"):
        read_corpus(tmp_path)
    with pytest.raises(CorpusError, match="No path was given"):
        read_corpus([])


def test_a_column_that_is_not_there_and_a_field_that_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("story,pub\nOne.,Post\n")
    assert read_corpus(tmp_path / "a.csv", columns={"text": "story", "outlet": "pub"})[0].outlet == "Post"
    with pytest.raises(CorpusError, match=r"no column 'body' for text.*story, pub"):
        read_corpus(tmp_path / "a.csv", columns={"text": "body"})
    with pytest.raises(UnknownName, match=r"'txet'.*Did you mean 'text'"):
        read_corpus(tmp_path / "a.csv", columns={"txet": "story"})


def test_one_bad_file_in_a_thousand_stops_nothing(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number:04}.txt").write_text(f"Article number {number}.")
    (tmp_path / "0500.txt").write_bytes(_bytes_of_image())
    corpus = read_corpus(tmp_path)
    assert (len(corpus), len(corpus.exclusions)) == (999, 1)


SOUND = {
    "a.txt": "Talks resume\n\nKyiv was “calm”.".encode(),
    "a.md": b"---\ntitle: Talks: more\ntags:\n- a\n---\nKyiv was calm.",
    "a.csv": 'id,text\n1,"Kyiv, calm"\n2,Kïev\n'.encode(),
    "a.json": b'[{"text": "One.", "date": "2025-05-16"}, {"text": "Two."}]',
    "a.jsonl": b'{"text": "One.", "id": 1}\n{"text": "Two.", "id": 2}\n',
    "a.jsonl.gz": gzip.compress(b'{"text": "One."}\n'),
    "a.html": b"<html><body><article><p>One sentence.</p></article></body></html>",
}


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_never_raise_anything_else(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Bytes cut out of a sound file and others put in: a corpus, or an error that says what is wrong."""
    sound = SOUND[name]
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, len(sound)))
    (tmp_path / name).write_bytes(sound[:start] + data.draw(st.binary(max_size=20)) + sound[end:])
    try:
        corpus = read_corpus(tmp_path / name)
    except CorpusError as error:
        assert name in str(error)
    else:
        assert len(corpus) > 0 and all(each.text.strip() for each in corpus)
