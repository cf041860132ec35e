"""Whether a content says something or only names what is spoken of: “the roof would go” against “the new roof”."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.roles import is_agent
from framing.scorers.attribution.words import cue_words, word_class, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD

__all__ = ["are_clauses"]

_NOUN_ENDINGS = ("tion", "sion", "ness", "ity", "ance", "ence", "ism", "ship", "cy", "ers", "ings", "ies", "ments")
_PARTICIPLE = 5  # letters of the shortest -ing form


def are_clauses(batch: Batch, start: Integers, end: Integers, cue_start: Integers, cue_end: Integers) -> NDArray[np.bool_]:
    """Tell the token ranges that are a clause: with "that" or "to", with a verb of their own, or a predicate after "as".

    A relative clause does not make one of a noun phrase. Without a parser, verbs are auxiliaries, irregular past
    forms, forms in -ed after a noun, and the verbs of the cue lexicon; what none of these tells is no clause.
    """
    if not len(start):
        return np.zeros(0, bool)
    signs = batch.derive(_signs)
    first_relative = signs.relative[np.minimum(start + 1, len(batch.start))]
    clause = (signs.verb[start] < end) & (signs.verb[start] < first_relative)
    clause |= signs.opens[start] | (signs.doing[start] < np.minimum(end, first_relative)) | (signs.predicate[start] < end)
    governed = (cue_start >= 0) & (signs.clausal[np.maximum(cue_start, 0)] < cue_end)
    return np.asarray(clause | governed)


class _Signs(NamedTuple):
    """For each token the next one that is a sign of a clause or of its end, and whether it opens a clause itself."""

    verb: NDArray[np.int32]
    relative: NDArray[np.int32]
    doing: NDArray[np.int32]
    predicate: NDArray[np.int32]
    clausal: NDArray[np.int32]
    opens: NDArray[np.bool_]


def _signs(batch: Batch) -> _Signs:
    infinitive, participle = _infinitives(batch), _participles(batch)
    doing = infinitive | (word_class(batch, "prepositions") & _before(participle))
    clausal = word_class(batch, "clausal_verbs") & ~_before(word_class(batch, "object_prepositions"))
    return _Signs(
        verb=_next(_verbs(batch)),
        relative=_next(word_class(batch, "relative")),
        doing=_next(doing),
        predicate=_next(word_class(batch, "predicate_marks")),
        clausal=_next(clausal | (batch.codes[batch.start] == ord(":"))),
        opens=word_class(batch, "complementizers") | infinitive | participle,
    )


def _before(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the tokens before marked ones."""
    return np.append(mask[1:], False)


def _next(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return for each token, and the end of the text, the next marked token."""
    size = len(mask)
    places = np.full(size + 1, size, np.int32)
    marked = np.flatnonzero(mask)
    places[marked] = marked
    return np.minimum.accumulate(places[::-1])[::-1]


def _verbs(batch: Batch) -> NDArray[np.bool_]:
    """Tell the tokens that are verbs with a subject of their own, as far as words and their neighbours tell."""
    column = batch.vocabulary.column
    closed, subjects = _closed(batch), word_class(batch, "subjects")
    noun = (batch.kind == WORD) & ~closed & ~column(_is_adverb, bool)[batch.lower]
    past = column(_is_past, bool)[batch.lower]
    known = column(_is_known_verb, bool)[batch.lower] & _before(closed | subjects)
    short = _after(subjects) & word_class(batch, "short_verbs")  # it's
    plain = (past | known) & _after(noun | subjects) & ~_before(word_class(batch, "agent_marks"))
    return word_class(batch, "verbal") | word_class(batch, "contracted") | short | plain


def _after(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the tokens after marked ones."""
    return np.concatenate([mask[:1], mask[:-1]])


def _closed(batch: Batch) -> NDArray[np.bool_]:
    return word_class(batch, "determiners") | word_class(batch, "prepositions") | word_class(batch, "conjunctions")


def _infinitives(batch: Batch) -> NDArray[np.bool_]:
    """Tell "to" before a small-letter word that is no noun by its ending or its list."""
    to = np.flatnonzero(batch.vocabulary.column(_is_to, bool)[batch.lower])
    after = np.minimum(to + 1, len(batch.lower) - 1)
    column = batch.vocabulary.column
    verb = column(_may_be_base, bool)[batch.lower[after]] & column(_is_small, bool)[batch.word[after]]
    verb &= ~_closed(batch)[after]
    found = np.zeros(len(batch.lower), bool)
    found[to[verb]] = True
    return found


def _participles(batch: Batch) -> NDArray[np.bool_]:
    return batch.vocabulary.column(_is_participle, bool)[batch.lower]


@cache
def _irregular() -> tuple[frozenset[str], frozenset[str]]:
    """Return the irregular past forms, and the lemmas."""
    raw = tomllib.loads(data("lexicons").joinpath("irregular.toml").read_text("utf-8"))["verb"]
    past = {form for forms in raw["past"].values() for form in forms} - {*raw["past"]}
    return frozenset(past), frozenset([*raw["past"], *raw["full"]])


@cache
def _known_verbs() -> frozenset[str]:
    return frozenset([*cue_words(thought=False), *cue_words(thought=True)])


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and len(word) >= _PARTICIPLE - 1) or word in _irregular()[0]


def _is_known_verb(word: str) -> bool:
    return word in _known_verbs() and not word.endswith("ing")


def _may_be_base(word: str) -> bool:
    if word in _irregular()[1] or word in _known_verbs():
        return True
    noun = word.endswith(_NOUN_ENDINGS) or word in words("nouns_after_to") or word in words("pronouns")
    return not (noun or is_agent(word) or word.endswith("ing"))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly")


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and len(word) >= _PARTICIPLE and word not in words("nouns_in_ing")


def _is_to(word: str) -> bool:
    return word == "to"


def _is_small(word: str) -> bool:
    return word.islower() and word.isalpha()
