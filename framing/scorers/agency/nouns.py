"""Events as nouns, told from verbs of the same form by the words around them, for a whole batch at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.traits import Traits
from framing.text.batch import Batch, Integers

__all__ = ["are_nouns", "are_without_subject"]

_HYPHEN = ord("-")


def are_nouns(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell which words for events are nouns or adjectives here, rather than verbs."""
    low, high = batch.sentence_start[batch.sentence[tokens]], batch.sentence_end[batch.sentence[tokens]]
    at_first = tokens == low
    here, before = Traits(batch, tokens), Traits(batch, np.where(at_first, -1, tokens - 1))
    after = Traits(batch, np.where(tokens + 1 < high, tokens + 1, -1))
    bare = Traits(batch, np.where(tokens - 2 >= low, tokens - 2, -1)).has("noun_before")  # "the drone strike on"
    participle, noun, linked = here.has("participle"), here.has("noun"), after.has("link", "place_link")
    cases = [
        (before.has("noun_before", "'s", "number"), True),
        (before.has("contraction"), False),
        (before.has("adverbs", "ly"), participle & bare),
        (before.has("people_pronouns"), False),
        (before.has("adjective"), True),
        (participle & ~noun, False),
        (before.has("event_modifiers"), True),
        (at_first | before.has("prepositions"), ~before.has("to") | linked | here.has("s")),
        (_are_compounds(batch, tokens, low), noun),
        (here.has("ing"), linked | after.has("auxiliaries")),
        (_are_predicates(after), True),
    ]
    otherwise = after.has("brings_patient") & bare
    conditions, answers = zip(*cases, strict=True)
    return np.select(conditions, [np.broadcast_to(answer, tokens.shape) for answer in answers], otherwise)


def are_without_subject(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell infinitives and gerunds, which have no subject of their own; those after "have to" and "is" are not among them."""
    low = batch.sentence_start[batch.sentence[tokens]]
    here = Traits(batch, tokens)
    one, two = (Traits(batch, np.where(tokens - step >= low, tokens - step, -1)) for step in (1, 2))
    infinitive = one.has("to") & ~two.has("helps")
    gerund = here.has("ing") & ~one.has("helps")
    return np.asarray((infinitive | (gerund & ~here.has("noun"))) & here.has("verb"))


def _are_predicates(words: Traits) -> NDArray[np.bool_]:
    """Tell the verbs of clauses, so that the words before are their subjects."""
    finite = words.has("finite_verbs", "verb") & words.has("ed", "s")
    return np.asarray((words.has("auxiliaries") | finite) & ~words.has("possessives"))


def _are_compounds(batch: Batch, tokens: Integers, low: Integers) -> NDArray[np.bool_]:
    """Tell the last words of "the assault-weapons ban"."""
    hyphen = batch.codes[batch.start[np.maximum(tokens - 2, 0)]] == _HYPHEN
    return np.asarray(hyphen & (tokens - 2 > low) & Traits(batch, tokens - 1).has("s"))
