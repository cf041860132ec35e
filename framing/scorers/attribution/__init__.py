"""Whose words: quotations, reported speech and thought, and their speakers."""

from framing.scorers.attribution.roles import SOURCE_TYPES
from framing.scorers.attribution.rows import STATUSES
from framing.scorers.attribution.scorer import AttributionRow, Attributions
from framing.scorers.attribution.voices import KINDS, Voices, read_voices, voices_of
from framing.scorers.attribution.words import STANCES, cue_words

__all__ = [
    "KINDS",
    "SOURCE_TYPES",
    "STANCES",
    "STATUSES",
    "AttributionRow",
    "Attributions",
    "Voices",
    "cue_words",
    "read_voices",
    "voices_of",
]
