"""The phrases that attributions look for, all found in one pass: reporting words, "according to", media, actors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from framing.lexicon import ActorFile
from framing.lexicon.matcher import Form, Hits, Phrases
from framing.scorers.attribution.actors import ActorForms
from framing.scorers.attribution.roles import media
from framing.scorers.attribution.words import cue_forms, words
from framing.text.batch import Batch

__all__ = ["AttributionForms", "Found", "attribution_forms"]


class Found(NamedTuple):
    """Where the phrases of each kind stand, overlaps included; `form` is the number in the list of the kind."""

    cues: Hits
    sourced: Hits
    media: Hits
    actors: Hits


class AttributionForms:
    """The phrases of all kinds, and whose names the actors' are."""

    def __init__(self, files: Sequence[ActorFile]) -> None:
        self.actors = ActorForms(files)
        sourced = [Form(phrase) for phrase in sorted(words("sourced"))]
        kinds = (cue_forms().forms, sourced, [Form(name, "sensitive") for name in media().names], self.actors.forms)
        self._bounds = np.cumsum([0, *map(len, kinds)], dtype=np.int32)
        self._phrases = Phrases([form for forms in kinds for form in forms])

    def find(self, batch: Batch) -> Found:
        """Return where the phrases stand in a batch."""
        hits = self._phrases.find(batch)
        kinds = [hits.take((hits.form >= low) & (hits.form < high)) for low, high in pairwise(self._bounds)]
        return Found(*(own._replace(form=own.form - low) for own, low in zip(kinds, self._bounds[:-1], strict=True)))


_forms: dict[tuple[int, ...], AttributionForms] = {}
_MOST_FORMS = 8  # combinations of actor files that are remembered


def attribution_forms(files: Sequence[ActorFile]) -> AttributionForms:
    """Return the phrases that attributions look for with some actor files, made once."""
    key = tuple(map(id, files))  # which stay theirs, for the files are kept; a changed copy has the hash of what it was made from
    if key not in _forms:
        if len(_forms) >= _MOST_FORMS:
            _forms.clear()
        _forms[key] = AttributionForms(files)
    return _forms[key]
