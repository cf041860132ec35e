"""Runs larger than memory: in parts, resumed, the same for any number of workers."""

import gzip
import json

import pandas as pd
import pytest

import framing
from framing.analysis import PartitionWriter, analyze_to, parts
from framing.corpus import Article, Corpus
from framing.errors import OutputError

LEXICON = ["legitimacy_doubt"]


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Twelve articles in a file, and parts of five."""
    monkeypatch.setattr(parts, "PART", 5)
    path = tmp_path / "news.jsonl.gz"
    rows = [
        {"id": f"a{n}", "outlet": "Post" if n % 2 else "Herald", "text": f"The so-called government number {n} met. " * 30}
        for n in range(12)
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def run(folder, source, **options):
    return analyze_to(folder, source, lexicons=LEXICON, actors=[], trained=False, **options)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("workers", [1, 2])
def test_parts_hold_what_one_run_holds(source, tmp_path, workers):
    whole = framing.analyze(source, lexicons=LEXICON, actors=[], trained=False)
    found = run(tmp_path / "out", source, workers=workers)
    assert sorted(each.name for each in (tmp_path / "out" / "terms").iterdir()) == [f"{n:06}.parquet" for n in range(3)]
    for name in ("terms", "attributions", "mentions"):
        pd.testing.assert_frame_equal(found.table(name), whole.table(name))
    pd.testing.assert_frame_equal(found.by("outlet"), whole.by("outlet"))
    pd.testing.assert_frame_equal(found.by("outlet", "entry"), whole.by("outlet", "entry"))
    assert "12 articles" in repr(found)


def test_groups_of_articles_need_no_evidence(source, tmp_path):
    found = run(tmp_path / "out", source)
    found.by("outlet")
    assert set(found.tables._read) <= {"articles", "sums"}


@pytest.mark.parametrize("stop_after", [0, 1, 2])
def test_a_stopped_run_goes_on(source, tmp_path, monkeypatch, stop_after):
    written = parts.write_part
    done = []

    def stopping(engine, task):
        if len(done) == stop_after:
            (task.folder / "terms").mkdir(exist_ok=True)
            (task.folder / "terms" / f"_{task.name}.0a.unfinished").write_bytes(b"half")
            raise KeyboardInterrupt
        done.append(task.name)
        return written(engine, task)

    monkeypatch.setattr(parts, "write_part", stopping)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "out", source)
    again = []
    monkeypatch.setattr(parts, "write_part", lambda engine, task: again.append(task.is_done()) or written(engine, task))
    found = run(tmp_path / "out", source)
    assert again == [number < stop_after for number in range(3)]
    whole = framing.analyze(source, lexicons=LEXICON, actors=[], trained=False)
    pd.testing.assert_frame_equal(found.terms, whole.terms)
    assert not [*(tmp_path / "out").rglob("*.unfinished")]


def test_a_half_written_file_is_no_part_of_a_table(source, tmp_path):
    found = run(tmp_path / "out", source)
    (tmp_path / "out" / "terms" / "_000001.0a.unfinished").write_bytes(b"half")
    assert len(framing.read_analysis(str(tmp_path / "out")).terms) == len(found.terms)


def test_other_articles_or_lexicons_are_refused(source, tmp_path):
    run(tmp_path / "out", source)
    with pytest.raises(OutputError, match="other lexicons"):
        analyze_to(tmp_path / "out", source, lexicons=["dehumanising"], actors=[], trained=False)
    with pytest.raises(OutputError, match="other articles"):
        run(tmp_path / "out", Corpus([Article("Something else.", outlet="Post")]))


def test_repeated_ids_are_left_out_and_listed(tmp_path):
    articles = [Article(f"Text {n % 2}.", id=f"a{n % 2}") for n in range(3)]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps({"id": a.id, "text": a.text}) + "\n" for a in articles), encoding="utf-8")
    found = run(tmp_path / "out", path)
    assert len(found.articles) == 2
    assert found.exclusions["reason"].tolist() == ["id seen before"]


def test_a_folder_that_cannot_be_written_says_so(source, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="Choose a folder"):
        run(tmp_path / "file", source)


def test_partitions_written_anywhere_are_one_analysis(source, tmp_path):
    import pickle

    frame = framing.read_corpus(source).to_frame()
    write = pickle.loads(pickle.dumps(PartitionWriter(tmp_path / "out", lexicons=LEXICON, actors=[], trained=False)))
    done = [*write.batches([frame.iloc[:7], frame.iloc[7:], frame.iloc[:0]])]
    assert [each["n_articles"].tolist() for each in done] == [[7], [5], []]
    assert [each.dtypes.astype(str).to_dict() for each in done] == [PartitionWriter.meta] * 3
    write(frame.iloc[:7])
    found = write.finish(sampling="all")
    whole = framing.analyze(source, lexicons=LEXICON, actors=[], trained=False)
    pd.testing.assert_frame_equal(found.by("outlet"), whole.by("outlet"))
    assert len(found.terms) == len(whole.terms) and found.manifest["sampling"] == "all"


def test_dask_runs_the_same_function(source, tmp_path):
    dask = pytest.importorskip("dask.dataframe", reason="Dask is an extra: pip install framing[dask]")
    frame = framing.read_corpus(source).to_frame()[["id", "outlet", "text"]]
    write = PartitionWriter(tmp_path / "out", lexicons=LEXICON, actors=[], trained=False)
    done = dask.from_pandas(frame, npartitions=3).map_partitions(write, meta=write.meta).compute(scheduler="synchronous")
    assert done["n_articles"].sum() == 12
    assert len(write.finish().articles) == 12


def test_saved_and_streamed_analyses_never_share_a_folder(tmp_path):
    saved, streamed = tmp_path / "saved", tmp_path / "streamed"
    one = framing.analyze("Calm.", lexicons=[], actors=[], trained=False)
    one.save(saved)
    one.save(saved)
    with pytest.raises(OutputError, match="holds a saved analysis"):
        framing.analyze_to(saved, framing.demo_corpus(), lexicons=[], actors=[], trained=False)
    framing.analyze_to(streamed, framing.Corpus.from_texts(["Calm."]), lexicons=[], actors=[], trained=False)
    with pytest.raises(OutputError, match="part by part"):
        one.save(streamed)
    assert len(framing.read_analysis(saved).articles) == len(framing.read_analysis(streamed).articles) == 1
