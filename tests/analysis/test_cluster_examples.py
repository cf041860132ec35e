"""The scripts for clusters give the rows that one process gives."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing

SCRIPTS = Path(__file__).parents[2] / "examples" / "cluster"
JAVA = 17


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    frame = framing.demo_corpus().to_frame()[["id", "outlet", "headline", "event", "text"]]
    frame.sort_values("id").to_json(path, orient="records", lines=True)
    return path


@pytest.fixture(scope="module")
def whole(written):
    return framing.analyze(written)


def _java():
    """Return the version of Java that Spark would start, 0 if there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    return int(found[1]) if (found := re.search(r'version "(\d+)', told)) else 0


@pytest.mark.parametrize(("script", "package"), [("dask_local.py", "dask.dataframe"), ("spark.py", "pyspark")])
def test_a_cluster_gives_the_same_rows_and_measures(script, package, written, whole, tmp_path):
    pytest.importorskip(package, reason=f"{package} is an extra, see docs/cluster.md")
    if package == "pyspark" and _java() < JAVA:
        pytest.skip(f"Spark needs Java {JAVA} or newer")
    command = [sys.executable, SCRIPTS / script, written, tmp_path / "out", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = framing.read_analysis(str(tmp_path / "out"))
    assert len(list((tmp_path / "out" / "parts").glob("*.json"))) > 1
    for name in ("terms", "attributions", "mentions", "agency"):
        pd.testing.assert_frame_equal(found.table(name), whole.table(name), check_exact=True)
    pd.testing.assert_frame_equal(found.by("outlet"), whole.by("outlet"), check_exact=True)
