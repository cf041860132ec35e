"""Whether a content says something or only names what is spoken of: “the roof would go” against “the new roof”."""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.ranges import first_codes, next_at
from framing.scorers.attribution.roles import is_agent
from framing.scorers.attribution.words import cue_words, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD
from framing.text.vocabulary import Vocabulary, WordNumbers

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
    signs, size = batch.derive(_signs), len(batch.start)
    first_relative = next_at(signs.relative, np.minimum(start + 1, size), size)
    verb = next_at(signs.verb, start, size)
    doing, predicate = next_at(signs.doing, start, size), next_at(signs.predicate, start, size)
    clause = (verb < end) & (verb < first_relative)
    clause |= signs.opens[start] | (doing < np.minimum(end, first_relative)) | (predicate < end)
    governed = (cue_start >= 0) & (next_at(signs.clausal, np.maximum(cue_start, 0), size) < cue_end)
    return np.asarray(clause | governed)


class _Signs(NamedTuple):
    """The tokens that are signs of a clause or of its end, and for each token whether it opens a clause itself."""

    verb: NDArray[np.intp]
    relative: NDArray[np.intp]
    doing: NDArray[np.intp]
    predicate: NDArray[np.intp]
    clausal: NDArray[np.intp]
    opens: NDArray[np.bool_]


# what a word may be to a clause, as bits
_LISTS = (
    *("relative", "predicate_marks", "clausal_verbs", "object_prepositions", "prepositions"),
    *("subjects", "verbal", "short_verbs", "agent_marks"),
)
_BIT = {name: 1 << place for place, name in enumerate((*_LISTS, "past", "known", "participle", "opening", "closed", "modifier"))}
_CLOSED = ("determiners", "prepositions", "conjunctions")
# what a word on no list is by its ending
_ENDINGS = {"ly": _BIT["modifier"], "ed": _BIT["past"], "ng": _BIT["participle"] | _BIT["opening"]}


def _traits(vocabulary: Vocabulary, first: int) -> NDArray[np.uint16]:
    """Return what words may be to a clause; most are on no list and have no telling ending."""
    numbers, bits = _listed()
    asked = vocabulary.spellings[first:]
    found = np.fromiter(map(_ENDINGS.get, [word[-2:] for word in asked], repeat(0)), np.uint16, len(asked))
    for place in np.flatnonzero(found & (_BIT["past"] | _BIT["participle"])).tolist():
        found[place] *= _is_past(asked[place]) or _is_participle(asked[place])
    number = numbers[vocabulary.hashes(first)]
    return np.where(number >= 0, bits[number], found)


@cache
def _listed() -> tuple[WordNumbers, NDArray[np.uint16]]:
    """Return the words that are on lists as numbers, and what each of these may be."""
    names = (*_LISTS, *_CLOSED, "complementizers", "contracted")
    listed = {word for name in names for word in words(name)} | _irregular()[0] | _known_verbs()
    numbers = WordNumbers.of({word: place for place, word in enumerate(listed)})
    return numbers, np.array([_bits(word) for word in listed], np.uint16)


def _bits(word: str) -> int:
    participle, closed = _is_participle(word), any(word in words(name) for name in _CLOSED)
    own = {name: word in words(name) for name in _LISTS} | {
        "verbal": word in words("verbal") or word in words("contracted"),
        "past": _is_past(word),
        "known": _is_known_verb(word),
        "participle": participle,
        "opening": participle or word in words("complementizers"),
        "closed": closed,
        "modifier": closed or word.endswith("ly"),
    }
    return sum(_BIT[name] for name, true in own.items() if true)


def _signs(batch: Batch) -> _Signs:
    trait = batch.vocabulary.told(_traits).take(batch.lower, mode="clip")  # spares the look for ids beyond it

    def is_(name: str) -> NDArray[np.bool_]:
        return (trait & _BIT[name]) != 0

    closed, subjects = is_("closed"), is_("subjects")
    infinitive = _infinitives(batch, closed)
    clausal = is_("clausal_verbs") & ~_before(batch, is_("object_prepositions"))
    noun = (batch.kind == WORD) & ~is_("modifier")
    known = is_("known") & _before(batch, closed | subjects)
    plain = (is_("past") | known) & _after(batch, noun | subjects) & ~_before(batch, is_("agent_marks"))
    short = is_("short_verbs") & _after(batch, subjects)  # it's
    return _Signs(
        verb=np.flatnonzero(is_("verbal") | short | plain),
        relative=np.flatnonzero(is_("relative")),
        doing=np.flatnonzero(infinitive | (is_("prepositions") & _before(batch, is_("participle")))),
        predicate=np.flatnonzero(is_("predicate_marks")),
        clausal=np.flatnonzero(clausal | (batch.derive(first_codes) == ord(":"))),
        opens=is_("opening") | infinitive,
    )


def _before(batch: Batch, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the tokens before marked ones of the same segment."""
    found = np.append(mask[1:], False)
    found[batch.segment_end[batch.segment_end > batch.segment_start] - 1] = False
    return found


def _after(batch: Batch, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the tokens after marked ones of the same segment."""
    found = np.append(False, mask[:-1])
    found[batch.segment_start[batch.segment_end > batch.segment_start]] = False
    return found


def _infinitives(batch: Batch, closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell "to" before a small-letter word that is no noun by its ending or its list."""
    to = np.flatnonzero(batch.lower == batch.vocabulary.intern("to"))
    after = np.minimum(to + 1, len(batch.lower) - 1)
    open_class = ~closed[after] & (batch.segment[after] == batch.segment[to])
    to, asked = to[open_class], batch.word[after[open_class]]
    found = np.zeros(len(batch.lower), bool)
    found[to[batch.vocabulary.ask(_may_be_base, asked)]] = True
    return found


@cache
def _irregular() -> tuple[frozenset[str], frozenset[str]]:
    """Return the irregular past forms, and the lemmas."""
    raw = tomli.loads(data("lexicons").joinpath("irregular.toml").read_text("utf-8"))["verb"]
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
    if not (word.islower() and word.isalpha()):
        return False
    if word in _irregular()[1] or word in _known_verbs():
        return True
    noun = word.endswith(_NOUN_ENDINGS) or word in words("nouns_after_to") or word in words("pronouns")
    return not (noun or is_agent(word) or word.endswith("ing"))


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and len(word) >= _PARTICIPLE and word not in words("nouns_in_ing")
