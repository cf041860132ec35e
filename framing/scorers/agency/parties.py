"""Which mention of an actor a party to an event is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.surroundings import Spans
from framing.scorers.portrayal.pronouns import Links
from framing.scorers.portrayal.words import listed, mask_of, packed
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["mention_in"]

_INSIDE = 2  # what marks inside names are told by


def mention_in(batch: Batch, links: Links, spans: Spans) -> NDArray[np.intp]:
    """Return the mention at the head of each phrase, or -1.

    Of "Clinton's hopes", "Trump supporters", "critics of Putin" and "five judges, including Roberts" the head is no mention.
    """
    if not len(links.first) or not len(spans.first):
        return np.full(len(spans.first), -1, np.intp)
    first, last = np.maximum(spans.first, 0), np.maximum(spans.last, 0)
    breaks = batch.derive(_breaks)
    end = np.minimum(last, breaks[np.searchsorted(breaks, first)])
    mention = np.searchsorted(links.first, end) - 1
    inside = (spans.first >= 0) & (mention >= 0) & (links.first[mention] >= first)
    after = links.last[mention]
    short = np.flatnonzero(inside & (after < end))
    inside[short] = _trail(batch, after[short])
    return np.where(inside, mention, -1)


def _breaks(batch: Batch) -> NDArray[np.intp]:
    """Return the tokens before which the head of a phrase stands, and the end of the batch."""
    bits = batch.vocabulary.columns(packed)
    states = np.where((bits & mask_of("inside_names")) != 0, _INSIDE, (bits & mask_of("prepositions", "head_ends")) != 0)
    state = states.astype(np.int8)[batch.lower]
    ends = (state == 1) | ((batch.kind == PUNCT) & (state != _INSIDE))
    return np.append(np.flatnonzero(ends), len(batch.lower))


def _trail(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell words that go on after a mention without being its head: adverbs, days, numbers."""
    found = listed(batch, tokens, "adverbs", "days", "acts")
    rest = np.flatnonzero(~found)
    spellings = batch.vocabulary.spellings
    others = [spellings[word] for word in batch.lower[tokens[rest]].tolist()]
    found[rest] = [word.endswith("ly") or word.isdigit() for word in others]
    return found
