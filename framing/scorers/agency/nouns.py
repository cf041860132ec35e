"""Events as nouns, told from verbs of the same form by the words around them, for a whole batch at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.words import event_lists
from framing.scorers.portrayal.words import listed, property_at, words
from framing.text.batch import Batch, Integers

__all__ = ["CONTRACTIONS", "are_nouns", "are_without_subject", "helps"]

CONTRACTIONS = frozenset(["'ll", "'d", "'ve"])
_ADJECTIVE = ("ous", "ive", "ful", "ish", "ian", "ese", "eli", "ical", "tary", "adly", "ble", "ied", "icted", "ar")


def are_nouns(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell which words for events are nouns or adjectives here, rather than verbs."""
    low, high = batch.sentence_start[batch.sentence[tokens]], batch.sentence_end[batch.sentence[tokens]]
    before, after = np.where(tokens > low, tokens - 1, -1), np.where(tokens + 1 < high, tokens + 1, -1)
    bare = listed(batch, np.where(tokens - 2 >= low, tokens - 2, -1), "noun_before")  # "the drone strike on"
    participle, linked = property_at(batch, _is_participle, tokens), property_at(batch, _is_link, after)
    noun_before = listed(batch, before, "noun_before") | property_at(batch, _is_determining, before)
    first_or_after = (before < 0) | listed(batch, before, "prepositions")
    ends_in_s = property_at(batch, _ends_in_s, tokens)
    gerund = property_at(batch, _is_gerund, tokens)
    cases = [
        (noun_before, True),
        (property_at(batch, _is_contraction, before), False),
        (listed(batch, before, "adverbs") | property_at(batch, _ends_in_ly, before), participle & bare),
        (listed(batch, before, "people_pronouns"), False),
        (property_at(batch, _is_adjective, before), True),
        (participle & ~property_at(batch, _is_noun, tokens), False),
        (listed(batch, before, "event_modifiers"), True),
        (first_or_after, ~property_at(batch, _is_to, before) | linked | ends_in_s),
        (_is_compound(batch, tokens, low), property_at(batch, _is_noun, tokens)),
        (gerund, linked | listed(batch, after, "auxiliaries")),
        (_predicates(batch, after), True),
    ]
    otherwise = property_at(batch, _brings_patient, after) & bare
    conditions, answers = zip(*cases, strict=True)
    return np.select(conditions, [np.broadcast_to(answer, tokens.shape) for answer in answers], otherwise)


def are_without_subject(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell infinitives and gerunds, which have no subject of their own; those after "have to" and "is" are not among them."""
    low = batch.sentence_start[batch.sentence[tokens]]
    helped = [property_at(batch, helps, np.where(tokens - step >= low, tokens - step, -1)) for step in (1, 2)]
    infinitive = property_at(batch, _is_to, np.where(tokens > low, tokens - 1, -1)) & ~helped[1]
    gerund = property_at(batch, _is_gerund, tokens) & ~helped[0]
    found = infinitive | (gerund & ~property_at(batch, _is_noun, tokens))
    return np.asarray(found & property_at(batch, _is_verb, tokens))


def helps(word: str) -> bool:
    """Tell the words between a subject and its verb: auxiliaries, adverbs, "to"."""
    helper = word in words("auxiliaries") or word in words("adverbs") or word in event_lists().auxiliaries
    return helper or word in CONTRACTIONS or (len(word) > 4 and word.endswith("ly")) or word == "to"


def _predicates(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell whether the verb of the clause stands here, so that the word before is its subject."""
    finite = (listed(batch, tokens, "finite_verbs") | property_at(batch, _is_verb, tokens)) & property_at(
        batch, _is_inflected, tokens
    )
    return np.asarray((listed(batch, tokens, "auxiliaries") | finite) & ~listed(batch, tokens, "possessives"))


def _is_compound(batch: Batch, tokens: Integers, low: Integers) -> NDArray[np.bool_]:
    """Tell the last word of "the assault-weapons ban"."""
    hyphen = batch.codes[batch.start[np.maximum(tokens - 2, 0)]] == ord("-")
    return np.asarray(hyphen & (tokens - 2 > low) & property_at(batch, _ends_in_s, tokens - 1))


def _is_participle(word: str) -> bool:
    return word in event_lists().participles


def _is_noun(word: str) -> bool:
    return word in event_lists().nouns


def _is_verb(word: str) -> bool:
    return word in event_lists().verbs


def _is_link(word: str) -> bool:
    lists = event_lists()
    return word in lists.links or word in lists.place_links


def _is_determining(word: str) -> bool:
    return word == "'s" or word.isdigit()


def _is_contraction(word: str) -> bool:
    """Tell the auxiliary of "they'll"."""
    return word in CONTRACTIONS


def _ends_in_ly(word: str) -> bool:
    return word.endswith("ly")


def _is_adjective(word: str) -> bool:
    return word.endswith(_ADJECTIVE) and word not in words("adverbs")


def _is_to(word: str) -> bool:
    return word == "to"


def _ends_in_s(word: str) -> bool:
    return word.endswith("s")


def _is_gerund(word: str) -> bool:
    return word.endswith("ing")


def _is_inflected(word: str) -> bool:
    return word.endswith(("ed", "s"))


def _brings_patient(word: str) -> bool:
    return word in ("of", "on", "against", "by")
