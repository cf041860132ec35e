"""Whose words: quotations, reported speech and thought, and their speakers."""

from framing.scorers.attribution.roles import SOURCE_TYPES
from framing.scorers.attribution.statements import STATUSES
from framing.scorers.attribution.voices import Voices, read_voices, voices_of
from framing.scorers.attribution.words import STANCES, cue_words

__all__ = ["SOURCE_TYPES", "STANCES", "STATUSES", "Voices", "cue_words", "read_voices", "voices_of"]
