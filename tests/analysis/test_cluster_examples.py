"""The scripts for clusters give the rows that one process gives."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing

SCRIPTS = Path(__file__).parents[2] / "examples" / "cluster"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    frame = framing.demo_corpus().to_frame()[["id", "outlet", "headline", "event", "text"]]
    frame.sort_values("id").to_json(path, orient="records", lines=True)
    return path


@pytest.fixture(scope="module")
def whole(written):
    return framing.analyze(written)


@pytest.mark.parametrize(("script", "package"), [("dask_local.py", "dask.dataframe"), ("spark.py", "pyspark")])
def test_a_cluster_gives_the_same_rows_and_measures(script, package, written, whole, tmp_path):
    pytest.importorskip(package, reason=f"{package} is an extra, see docs/cluster.md")
    command = [sys.executable, SCRIPTS / script, written, tmp_path / "out", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if package == "pyspark" and "JAVA" in done.stderr:
        pytest.skip("Spark needs Java 17")
    assert done.returncode == 0, done.stderr
    found = framing.read_analysis(str(tmp_path / "out"))
    assert len(list((tmp_path / "out" / "parts").glob("*.json"))) > 1
    for name in ("terms", "attributions", "mentions", "agency"):
        pd.testing.assert_frame_equal(found.table(name), whole.table(name), check_exact=True)
    pd.testing.assert_frame_equal(found.by("outlet"), whole.by("outlet"), check_exact=True)
