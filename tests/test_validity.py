"""Figures against annotations of one's own."""

import pandas as pd
import pytest

from framing.errors import CorpusError, NotEnoughData
from framing.validity import tone_figures

ROWS = [("Critics slammed Ruiz as a corrupt liar.", 16, 20, "negative"), ("Ruiz arrived in May.", 0, 4, "neutral")] * 20
GOLD = pd.DataFrame(ROWS, columns=["text", "start", "end", "label"])


def test_agreement_and_calibration_are_shares():
    figures = tone_figures(GOLD)
    assert figures["recall_negative"] == 1.0
    assert 0 <= figures["calibration_error"] <= 1
    assert figures["accuracy"] == pytest.approx((figures["recall_negative"] + figures["recall_neutral"]) / 2)


def test_turning_the_labels_around_turns_the_figures_around():
    wrong = GOLD.assign(label=GOLD["label"].map({"negative": "positive", "neutral": "positive"}))
    assert tone_figures(wrong)["accuracy"] < 0.1


def test_bad_gold_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="lack the column 'end'"):
        tone_figures(GOLD.drop(columns="end"))
    with pytest.raises(CorpusError, match="Unknown label 'bad'"):
        tone_figures(GOLD.assign(label="bad"))
    with pytest.raises(NotEnoughData, match="at least 30"):
        tone_figures(GOLD[:10])
    with pytest.raises(CorpusError, match="Could not read"):
        tone_figures(tmp_path / "none.csv")


def test_json_lines_are_read(tmp_path):
    GOLD.to_json(tmp_path / "gold.jsonl", orient="records", lines=True)
    assert tone_figures(tmp_path / "gold.jsonl")["n"] == 40
