"""Tables for a write-up."""

import math

import pandas as pd
import pytest

from framing.report.model import Column, Sheet
from framing.report.tables import shown, to_latex, to_markdown, write_table


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234.0, "count", "1,234"),
        (-0.004, "tone", "0.00"),
        (-0.5, "tone", "−0.50"),
        (0.0, "rate", "0.0"),
        (0.125, "share", "12 %"),
        (math.nan, "rate", "–"),
        (None, "text", "–"),
        ("N", "side", "neither"),
        ("doubt.scare_quote", "label", "doubt: scare quote"),
    ],
)
def test_values_are_written_as_readers_want_them(value, kind, text):
    assert shown(value, kind) == text


def test_markdown_has_one_cell_for_each_value_whatever_it_holds():
    frame = pd.DataFrame({"outlet": ["A | B", "two\nlines", "<b>"], "rate": [1.0, math.nan, 2.25]})
    lines = to_markdown(frame).splitlines()
    cells = [line.replace("\\|", "").count("|") for line in lines]
    assert cells == [3] * 5
    assert lines[1].endswith("-:|")
    assert "&lt;b&gt;" in lines[4]


def test_latex_escapes_every_special_character():
    text = to_latex(pd.DataFrame({"a_b": ["50 % & {more} #1 $x ~ ^ \\"]}), "Share_of")
    assert r"50 \% \& \{more\} \#1 \$x \textasciitilde{} \textasciicircum{} \textbackslash{}" in text
    assert r"a\_b" in text and r"Share\_of" in text


def test_a_table_is_written_three_times(tmp_path):
    frame = pd.DataFrame({"outlet": ["Post"], "rate": [2.5]})
    write_table(frame, tmp_path, "rates", "Rates")
    assert pd.read_csv(tmp_path / "rates.csv").equals(frame)
    assert "Rates" in (tmp_path / "rates.md").read_text() and "Rates" in (tmp_path / "rates.tex").read_text()


@pytest.mark.parametrize(("high", "written"), [(7.8, "0.1 to 7.8"), (99.0, "0.1 to 99.0"), (1741.3, "interval too wide to print")])
def test_an_interval_that_says_nothing_is_not_printed(high, written):
    frame = pd.DataFrame({"outlet": ["Post"], "value": [2.0], "low": [0.1], "high": [high]})
    sheet = Sheet("rates", "Rates", frame, [Column("outlet", "Outlet"), Column("value", "Rate", "rate", "low", "high")])
    assert sheet.rows[0].cells[1].interval == written
