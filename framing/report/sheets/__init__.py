"""The tables of the page, each row with the evidence behind it."""

from framing.report.sheets.actors import portrayal_sheet
from framing.report.sheets.differences import comparison_sheet
from framing.report.sheets.measures import measure_sheet, readability_sheet
from framing.report.sheets.roles import role_sheet, spoken_sheet
from framing.report.sheets.speech import cue_sheet, quoted_sheet, speaker_sheet
from framing.report.sheets.words import loaded_sheet, side_sheet, term_sheet, variant_sheet

__all__ = [
    "comparison_sheet",
    "cue_sheet",
    "loaded_sheet",
    "measure_sheet",
    "portrayal_sheet",
    "quoted_sheet",
    "readability_sheet",
    "role_sheet",
    "side_sheet",
    "speaker_sheet",
    "spoken_sheet",
    "term_sheet",
    "variant_sheet",
]
