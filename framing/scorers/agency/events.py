"""The events of a batch: words of harm and help that are verbs or nouns of events where they stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.agency.clauses import Clauses, Events
from framing.scorers.agency.nouns import are_nouns, are_without_subject
from framing.scorers.agency.words import event_lists
from framing.scorers.portrayal.model import names_of
from framing.scorers.portrayal.words import property_at
from framing.text.batch import BODY, Batch, Integers
from framing.text.tokens import WORD

__all__ = ["events_of"]


def _is_event(word: str) -> bool:
    lists = event_lists()
    return word in lists.verbs or word in lists.nouns or word in lists.participles


def _is_noun(word: str) -> bool:
    return word in event_lists().nouns


def events_of(batch: Batch) -> Events:
    """Return the events of a batch in the order of the text; to be shared by `batch.derive`."""
    candidate = batch.vocabulary.column(_is_event, bool)[batch.lower] & ~batch.excluded
    candidate &= ~_covered(event_lists().guards.find(batch), len(candidate))
    tokens = np.flatnonzero(candidate).astype(np.int32)
    names = batch.derive(names_of)
    inside = batch.sentence_start[batch.sentence[tokens]] < tokens
    tokens = tokens[~(inside & (names[tokens] | _are_titles(batch, tokens)))]
    nouns = are_nouns(batch, tokens)
    possible = np.where(nouns, property_at(batch, _is_noun, tokens), ~are_without_subject(batch, tokens))
    tokens, nouns = tokens[possible], nouns[possible]
    places = tokens.astype(np.intp)
    return Clauses(batch, names, places).events(places, nouns)


def _are_titles(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell capitalised words before another in running text: "Defense Minister"."""
    capital = batch.vocabulary.column(_is_capital, bool)
    following = np.minimum(tokens + 1, len(batch.word) - 1)
    found = capital[batch.word[tokens]] & capital[batch.word[following]] & (batch.segment_kind[batch.segment[following]] == BODY)
    found &= (following > tokens) & (batch.segment_kind[batch.segment[tokens]] == BODY)
    for row in np.flatnonzero(found).tolist():
        sentence = batch.sentence[tokens[row]]
        inside = slice(batch.sentence_start[sentence], batch.sentence_end[sentence])
        found[row] = (~capital[batch.word[inside]] & (batch.kind[inside] == WORD)).any()
    return np.asarray(found)


def _is_capital(spelling: str) -> bool:
    return spelling[:1].isupper()


def _covered(hits: Hits, size: int) -> NDArray[np.bool_]:
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, hits.start, 1)
    np.add.at(depth, hits.end, -1)
    return np.asarray(np.cumsum(depth[:size]) > 0)
