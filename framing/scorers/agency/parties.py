"""Which mention of an actor a party to an event is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.portrayal.pronouns import Links
from framing.text.batch import Integers

__all__ = ["mention_in"]


def mention_in(links: Links, spans: Integers) -> NDArray[np.intp]:
    """Return the last mention inside each phrase (first and last token in two columns), or -1."""
    low, high = (np.searchsorted(links.first, np.maximum(spans[:, column], 0)) for column in (0, 1))
    return np.where(high > low, high - 1, -1)
