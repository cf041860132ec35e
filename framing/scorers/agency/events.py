"""The events of a batch: words of harm and help that are verbs or nouns of events where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.agency.clauses import Clauses, Event
from framing.scorers.agency.nouns import are_nouns, are_without_subject
from framing.scorers.agency.words import event_lists
from framing.scorers.portrayal.model import names_of
from framing.scorers.portrayal.words import property_at
from framing.text.batch import BODY, Batch, Integers
from framing.text.tokens import WORD

__all__ = ["events_of", "listed_events"]


def _is_event(word: str) -> bool:
    lists = event_lists()
    return word in lists.verbs or word in lists.nouns or word in lists.participles


def _is_noun(word: str) -> bool:
    return word in event_lists().nouns


def events_of(batch: Batch) -> Iterator[Event]:
    """Yield the events of a batch in the order of the text."""
    candidate = batch.vocabulary.column(_is_event, bool)[batch.lower] & ~batch.excluded
    candidate &= ~_covered(event_lists().guards.find(batch), len(candidate))
    tokens = np.flatnonzero(candidate).astype(np.int32)
    names = batch.derive(names_of)
    inside = batch.sentence_start[batch.sentence[tokens]] < tokens
    tokens = tokens[~(inside & (names[tokens] | _are_titles(batch, tokens)))]
    nouns = are_nouns(batch, tokens)
    possible = np.where(nouns, property_at(batch, _is_noun, tokens), ~are_without_subject(batch, tokens))
    clauses = Clauses(batch, names)
    for token, is_noun in zip(tokens[possible].tolist(), nouns[possible].tolist(), strict=True):
        event = clauses.event(token, is_noun)
        if event is not None:
            yield event


def listed_events(batch: Batch) -> tuple[Event, ...]:
    """Return the events of a batch, to be shared by `batch.derive`."""
    return tuple(events_of(batch))


def _are_titles(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell capitalised words before another in running text: "Defense Minister"."""
    capital = batch.vocabulary.column(_is_capital, bool)[batch.word] & (batch.segment_kind[batch.segment] == BODY)
    small = np.concatenate([[0], np.cumsum(~capital & (batch.kind == WORD))])
    mixed = small[batch.sentence_end] > small[batch.sentence_start]
    return np.asarray(capital[tokens] & np.append(capital, False)[tokens + 1] & mixed[batch.sentence[tokens]])


def _is_capital(spelling: str) -> bool:
    return spelling[:1].isupper()


def _covered(hits: Hits, size: int) -> NDArray[np.bool_]:
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, hits.start, 1)
    np.add.at(depth, hits.end, -1)
    return np.asarray(np.cumsum(depth[:size]) > 0)
