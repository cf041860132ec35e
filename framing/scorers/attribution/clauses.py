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
    *("prepositions", "relative", "predicate_marks", "complementizers", "object_prepositions", "clausal_verbs"),
    *("agent_marks", "subjects", "verbal", "contracted", "short_verbs", "determiners", "conjunctions"),
)
_BIT = {name: 1 << place for place, name in enumerate((*_LISTS, "adverb", "past", "known", "participle"))}
_CLOSED = _BIT["determiners"] | _BIT["prepositions"] | _BIT["conjunctions"]
_ENDINGS = {"ly", "ed", "ng"}  # of words that are more than their lists say


def _traits(words_asked: list[str]) -> NDArray[np.int32]:
    """Return what words may be to a clause; most are on no list and have no telling ending."""
    found = np.fromiter(map(_listed().get, words_asked, repeat(0)), np.int32, len(words_asked))
    for place in [place for place, word in enumerate(words_asked) if word[-2:] in _ENDINGS]:
        found[place] = _bits(words_asked[place])
    return found


@cache
def _listed() -> dict[str, int]:
    listed = {word for name in _LISTS for word in words(name)} | _irregular()[0] | _known_verbs()
    return {word: _bits(word) for word in listed}


def _bits(word: str) -> int:
    tests = {"adverb": _is_adverb, "past": _is_past, "known": _is_known_verb, "participle": _is_participle}
    listed = sum(_BIT[name] for name in _LISTS if word in words(name))
    return listed + sum(_BIT[name] for name, test in tests.items() if test(word))


def _signs(batch: Batch) -> _Signs:
    trait = batch.vocabulary.columns(_traits)[batch.lower]

    def is_(*names: str) -> NDArray[np.bool_]:
        return (trait & sum(_BIT[name] for name in names)) != 0

    participle = is_("participle")
    infinitive = _infinitives(batch, is_("determiners", "prepositions", "conjunctions"))
    clausal = is_("clausal_verbs") & ~_before(batch, is_("object_prepositions"))
    return _Signs(
        verb=np.flatnonzero(_verbs(batch, trait)),
        relative=np.flatnonzero(is_("relative")),
        doing=np.flatnonzero(infinitive | (is_("prepositions") & _before(batch, participle))),
        predicate=np.flatnonzero(is_("predicate_marks")),
        clausal=np.flatnonzero(clausal | (batch.derive(first_codes) == ord(":"))),
        opens=is_("complementizers") | infinitive | participle,
    )


def _before(batch: Batch, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the tokens before marked ones of the same segment."""
    found = np.append(mask[1:], False)
    found[batch.segment_end[batch.segment_end > batch.segment_start] - 1] = False
    return found


def _verbs(batch: Batch, trait: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell the tokens that are verbs with a subject of their own, as far as words and their neighbours tell."""
    subjects = (trait & _BIT["subjects"]) != 0
    noun = (batch.kind == WORD) & ((trait & (_CLOSED | _BIT["adverb"])) == 0)
    known = (trait & _BIT["known"] != 0) & _before(batch, (trait & (_CLOSED | _BIT["subjects"])) != 0)
    short = _after(batch, subjects) & (trait & _BIT["short_verbs"] != 0)  # it's
    plain = ((trait & _BIT["past"] != 0) | known) & _after(batch, noun | subjects)
    plain &= ~_before(batch, trait & _BIT["agent_marks"] != 0)
    return (trait & (_BIT["verbal"] | _BIT["contracted"]) != 0) | short | plain


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


def _is_adverb(word: str) -> bool:
    return word.endswith("ly")


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and len(word) >= _PARTICIPLE and word not in words("nouns_in_ing")
