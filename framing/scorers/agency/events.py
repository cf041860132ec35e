"""The events of a batch: words of harm and help that are verbs or nouns of events where they stand."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.agency.clauses import Clauses, Events
from framing.scorers.agency.nouns import are_nouns, are_without_subject
from framing.scorers.agency.traits import Traits
from framing.scorers.agency.words import event_lists
from framing.scorers.portrayal.encode import CAPITAL, token_letters
from framing.scorers.portrayal.model import names_of
from framing.text.batch import BODY, Batch, Integers
from framing.text.tokens import WORD

__all__ = ["events_of"]


@cache
def _event_words() -> frozenset[str]:
    lists = event_lists()
    return frozenset().union(lists.verbs, lists.nouns, lists.participles)


def _are_events(spellings: list[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(_event_words().__contains__, spellings), bool, len(spellings))


def events_of(batch: Batch) -> Events:
    """Return the events of a batch in the order of the text; to be shared by `batch.derive`."""
    tokens = np.flatnonzero(batch.vocabulary.columns(_are_events)[batch.lower]).astype(np.int32)
    tokens = tokens[~batch.excluded[tokens] & ~_are_covered(event_lists().guards.find(batch), tokens)]
    names = batch.derive(names_of)
    inside = batch.sentence_start[batch.sentence[tokens]] < tokens
    tokens = tokens[~(inside & (names[tokens] | _are_titles(batch, tokens)))]
    nouns = are_nouns(batch, tokens)
    possible = np.where(nouns, Traits(batch, tokens).has("noun"), ~are_without_subject(batch, tokens))
    tokens, nouns = tokens[possible], nouns[possible]
    places = tokens.astype(np.intp)
    return Clauses(batch, names, places).events(places, nouns)


def _are_titles(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell capitalised words before another in running text: "Defense Minister"."""
    capital = (batch.derive(token_letters) & CAPITAL) != 0
    following = np.minimum(tokens + 1, len(batch.word) - 1)
    found = capital[tokens] & capital[following] & (batch.segment_kind[batch.segment[following]] == BODY)
    found &= (following > tokens) & (batch.segment_kind[batch.segment[tokens]] == BODY)
    rows = np.flatnonzero(found)
    low, high = (edge[batch.sentence[tokens[rows]]] for edge in (batch.sentence_start, batch.sentence_end))
    begins = np.cumsum(high - low) - (high - low)
    inside = np.arange(int((high - low).sum())) + np.repeat(low - begins, high - low)
    plain = ~capital[inside] & (batch.kind[inside] == WORD)
    found[rows] = np.logical_or.reduceat(plain, begins) if len(rows) else False  # a sentence in capitals tells nothing
    return np.asarray(found)


def _are_covered(hits: Hits, tokens: Integers) -> NDArray[np.bool_]:
    """Tell the tokens inside hits."""
    begun, ended = np.sort(hits.start), np.sort(hits.end)
    return np.asarray(np.searchsorted(begun, tokens, side="right") > np.searchsorted(ended, tokens, side="right"))
