"""Which mention of an actor a party to an event is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.surroundings import Spans
from framing.scorers.portrayal.pronouns import Links
from framing.scorers.portrayal.words import listed, property_at, words
from framing.text.batch import Batch
from framing.text.tokens import PUNCT

__all__ = ["mention_in"]

_INSIDE = frozenset(("-", "'", "&", "/", "."))  # of names


def mention_in(batch: Batch, links: Links, spans: Spans) -> NDArray[np.intp]:
    """Return the mention at the head of each phrase, or -1.

    Of "Clinton's hopes", "Trump supporters", "critics of Putin" and "five judges, including Roberts" the head is no mention.
    """
    if not len(links.first) or not len(spans.first):
        return np.full(len(spans.first), -1, np.intp)
    first, last = np.maximum(spans.first, 0), np.maximum(spans.last, 0)
    breaks = np.append(np.flatnonzero(_breaks(batch)), len(batch.lower))
    end = np.minimum(last, breaks[np.searchsorted(breaks, first)])
    mention = np.searchsorted(links.first, end) - 1
    inside = (spans.first >= 0) & (mention >= 0) & (links.first[mention] >= first)
    after = links.last[mention]
    reaches = (after >= end) | property_at(batch, _trails, after) | listed(batch, after, "acts")
    return np.where(inside & reaches, mention, -1)


def _breaks(batch: Batch) -> NDArray[np.bool_]:
    """Tell the tokens before which the head of a phrase stands."""
    mark = (batch.kind == PUNCT) & ~batch.vocabulary.column(_is_inside, bool)[batch.lower]
    return np.asarray(mark | batch.vocabulary.column(_ends_head, bool)[batch.lower])


def _is_inside(word: str) -> bool:
    return word in _INSIDE


def _ends_head(word: str) -> bool:
    return word in words("prepositions") or word in ("and", "or", "who", "which", "that", "including")


def _trails(word: str) -> bool:
    return word.endswith("ly") or word.isdigit() or word in words("adverbs") or word in words("days")
