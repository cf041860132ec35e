"""VADER, exactly, on columns: the labelled baseline for sentiment."""

from framing.scorers.vader.scorer import Vader, VaderRow, sentence_compounds

__all__ = ["Vader", "VaderRow", "sentence_compounds"]
