"""The part that actors play in events: doers of harm or help, or those to whom it is done."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.events import events_of
from framing.scorers.agency.parties import mention_in
from framing.scorers.agency.words import event_lists
from framing.scorers.evidence import Coded
from framing.scorers.portrayal.pronouns import Links
from framing.text.batch import Batch

__all__ = ["KINDS", "PARTS", "parts_in_events"]

PARTS = ("agent", "patient")
KINDS = ("harm", "help")


def parts_in_events(batch: Batch, links: Links) -> tuple[Coded, Coded]:
    """Return for each mention the part that it plays in an event, and the kind of the event; of several the first."""
    events = batch.derive(events_of)
    of_entry = np.array([KINDS.index(entry.kind) for entry in event_lists().entries], np.int32)
    kinds = of_entry[events.entry]
    part, kind = (np.full(len(links.first), -1, np.int32) for _ in range(2))
    for number, spans in enumerate((events.agent, events.patient)):
        mention = mention_in(batch, links, spans)
        _fill(mention, part, kind, number, kinds)
    return Coded(part, PARTS), Coded(kind, KINDS)


def _fill(
    mention: NDArray[np.intp], part: NDArray[np.int32], kind: NDArray[np.int32], number: int, kinds: NDArray[np.int32]
) -> None:
    """Write down the part of the mentions that play none yet."""
    events = np.flatnonzero(mention >= 0)[::-1]  # so that the first of several events stays
    free = events[part[mention[events]] < 0]
    part[mention[free]] = number
    kind[mention[free]] = kinds[free]
