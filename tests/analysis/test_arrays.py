"""Arrow arrays made from bytes are those that pyarrow makes."""

import subprocess
import sys
from datetime import datetime

import numpy as np
import pyarrow as pa
import pytest

from framing.analysis.arrays import as_array, strings, timestamps
from framing.scorers.evidence import Coded


@pytest.mark.parametrize(
    "values",
    [
        np.array([1, -2, 3], np.int32),
        np.arange(10, dtype=np.int16)[::3],
        np.array([True, False, True] * 5),
        np.array([1.5, np.nan]),
        np.array([], np.int8),
        np.array(["a", "b"], object),
        np.array(["2020-01-01"], "datetime64[s]"),
        np.array([1, 2], np.float16),
    ],
    ids=str,
)
def test_numbers_are_as_pyarrow_has_them(values):
    found, expected = as_array(values), pa.array(values)
    assert found.type == expected.type
    assert str(found.to_pylist()) == str(expected.to_pylist())


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (np.array([1, 2], np.int8), pa.int64()),
        (np.array([1, 2], np.int64), pa.float64()),
        (np.array([1.0, 2.0]), pa.int64()),
        (np.array([1.0, 2.0], np.float32), pa.float64()),
        (np.array([True, False]), pa.bool_()),
        (np.array([0, 1]), pa.bool_()),
    ],
)
def test_numbers_become_the_type_of_their_column(values, kind):
    assert as_array(values, kind).equals(pa.array(values).cast(kind))


def test_numbers_that_do_not_fit_are_refused():
    with pytest.raises(pa.ArrowInvalid):
        as_array(np.array([1.5]), pa.int64())


@pytest.mark.parametrize("values", [[], ["a", "", "ü“x”", "\U0001f600"], ["a", None], [None]])
def test_texts_are_as_pyarrow_has_them(values):
    found = strings(values)
    found.validate(full=True)
    assert found.equals(pa.array(values, pa.string()))


def test_coded_columns_are_written_out():
    found = as_array(Coded(np.array([1, -1, 0, 1]), ["Pöst", "Times"]))
    assert found.equals(pa.array(["Times", None, "Pöst", "Times"]))
    assert as_array(Coded(np.zeros(0, np.int32), [])).to_pylist() == []


@pytest.mark.parametrize("values", [[], [datetime(2022, 2, 24, 4, 30, 0, 7), None], [None]])
def test_times_are_as_pyarrow_has_them(values):
    assert timestamps(values).equals(pa.array(values, pa.timestamp("us")))


def test_reading_articles_does_not_import_pandas():
    code = (
        "import sys; from framing.analysis.run import set_up; from framing.corpus import Article\n"
        "set_up().engine.read([Article('“We go,” the minister said.', outlet='Post')])\n"
        "print('pandas' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
