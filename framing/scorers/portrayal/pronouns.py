"""He, she, they and it: what is asked about the pronouns and the people of a batch, answered at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.portrayal.antecedents import (
    AHEAD_OF_NOBODY,
    FEMALE,
    MALE,
    NEUTER,
    PLURAL,
    POINTS_BACK,
    REACH,
    Spoken,
    antecedents,
)
from framing.scorers.portrayal.index import ROLE
from framing.scorers.portrayal.model import tone_model
from framing.scorers.portrayal.words import flag_at, flags, listed, property_at, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["GENDERS", "Links", "pronoun_links", "title_genders"]

GENDERS = {"": 0, "male": MALE, "female": FEMALE}
_CLASSES = (("neuter", NEUTER), ("plural", PLURAL), ("female", FEMALE), ("male", MALE))


class Links(NamedTuple):
    """Mentions in the order of the text: tokens (end exclusive), number of the actor, number in `FORMS`."""

    first: Integers
    last: Integers
    actor: Integers
    form: Integers


class _People(NamedTuple):
    """People that no actor file lists: tokens, who (a word of an article is one person), gender of each person."""

    first: Integers
    last: Integers
    who: Integers
    genders: NDArray[np.int8]


def pronoun_links(
    batch: Batch,
    linked: Links,
    names: NDArray[np.bool_],
    hits: Hits,
    speaker: Integers,
    genders: Sequence[int],
    kinds: Sequence[str],
) -> tuple[Integers, Integers]:
    """Return the pronouns that stand for an actor, as tokens, and the actors.

    Parameters
    ----------
    linked
        The mentions by name and role.
    names, hits
        The tokens of names, and those that may name an actor.
    speaker
        For each token the actor whose words it is, or -1.
    genders, kinds
        Of the actors.
    """
    inside = np.zeros(len(batch.segment_start) + 1, bool)  # elsewhere there is nobody to stand for
    inside[batch.segment[linked.first]] = True
    people = _other_people(batch, names, hits, inside, len(kinds))
    pronouns, classes = _pronouns(batch, linked, inside)
    first = np.concatenate([linked.first, people.first, pronouns])
    last = np.concatenate([linked.last, people.last, pronouns + 1])
    who = np.concatenate([linked.actor, people.who, np.full(len(pronouns), -1)])
    before = np.zeros(len(linked.first) + len(people.first), np.int32)
    columns = (
        batch.segment[first],
        first,
        who,
        batch.sentence[first],
        batch.quote[first],
        speaker[first],
        _is_subject(batch, first, last),
        np.concatenate([linked.form == ROLE, np.zeros(len(first) - len(linked.form), bool)]),
        np.concatenate([before, classes]),
        np.concatenate([before, _is_object(batch, pronouns)]),
        np.concatenate([before, _ahead(batch, pronouns, classes, linked)]),
    )
    order = np.lexsort((last, first))
    order = order[_is_near(batch, first[order], pronouns)]
    spoken = Spoken(*(column[order].tolist() for column in columns))
    found = np.array(antecedents(spoken, [*genders, *people.genders.tolist()], kinds), np.int32).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _is_near(batch: Batch, first: Integers, pronouns: Integers) -> NDArray[np.bool_]:
    """Tell the places from which a pronoun stands few enough sentences away to mean them."""
    if not len(pronouns):
        return np.zeros(len(first), bool)
    place = np.searchsorted(pronouns, first)
    following = pronouns[np.minimum(place, len(pronouns) - 1)]
    return np.asarray((place < len(pronouns)) & (batch.sentence[following] - batch.sentence[first] < REACH))


def _class_of(word: str) -> int:
    return next((number for name, number in _CLASSES if word in words(name)), 0)


def _pronouns(batch: Batch, linked: Links, inside: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """Return the pronouns that may stand for somebody, and their classes."""
    column = batch.vocabulary.column(_class_of, np.int8)[batch.lower]
    free = (column > 0) & ~batch.excluded & inside[batch.segment]
    free[linked.first] = False
    tokens = np.flatnonzero(free).astype(np.int32)
    clear = listed(batch, "possessives", tokens) | property_at(batch, _says, batch.beside(tokens, -1))
    clear &= ~_points_ahead(batch, tokens)
    tokens = tokens[clear | (column[tokens] < PLURAL)]
    return tokens, column[tokens].astype(np.int32)


def _says(word: str) -> bool:
    return word in ("that", "said", "says")


def _is_subject(batch: Batch, first: Integers, last: Integers) -> NDArray[np.bool_]:
    """Tell whether a verb follows a mention and no preposition stands before it."""
    after = batch.beside(last - 1, 1)
    opens = (batch.sentence_start[batch.sentence[first]] == first) & property_at(batch, _is_comma, after)
    begins = property_at(batch, _begins_predicate, after)
    return np.asarray((begins | opens) & ~listed(batch, "prepositions", batch.beside(first, -1)))


def _is_comma(word: str) -> bool:
    return word == ","


def _begins_predicate(word: str) -> bool:
    listed_ = any(word in words(name) for name in ("finite_verbs", "auxiliaries", "adverbs"))
    return listed_ or (len(word) > 4 and word.endswith("ed"))


def _is_object(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell "him", "them", and "her" with no noun after it."""
    after = np.minimum(tokens + 1, len(batch.lower) - 1)
    ends = (after == tokens) | (batch.kind[after] == PUNCT)
    ends |= listed(batch, "prepositions", after) | listed(batch, "phrase_ends", after)
    return np.asarray(listed(batch, "objects", tokens) | (property_at(batch, _is_her, tokens) & ends))


def _is_her(word: str) -> bool:
    return word == "her"


def _points_ahead(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell the pronouns of "For his part, X said" at the head of a sentence."""
    second = batch.sentence_start[batch.sentence[tokens]] == tokens - 1
    return np.asarray(second & listed(batch, "before_pronoun", tokens - 1))


def _ahead(batch: Batch, tokens: Integers, classes: Integers, linked: Links) -> Integers:
    """Return the person whose name follows: "For his part, X said"."""
    points = _points_ahead(batch, tokens)
    place = np.searchsorted(linked.first, tokens)
    there = np.minimum(place, len(linked.first) - 1)
    same = (place < len(linked.first)) & (batch.sentence[linked.first[there]] == batch.sentence[tokens]) & (classes < PLURAL)
    return np.where(points, np.where(same, linked.actor[there], AHEAD_OF_NOBODY), POINTS_BACK).astype(np.int32)


def title_genders(batch: Batch, first: Integers) -> NDArray[np.int8]:
    """Return the genders that titles before names tell ("Mrs. Clinton"), 0 where there is none."""
    before = batch.beside(first, -1)
    stop = flag_at(batch.codes[batch.start] == ord("."), before)
    return property_at(batch, _title_gender, np.where(stop, batch.beside(first, -2), before), np.int8)


def _title_gender(word: str) -> int:
    return MALE if word in words("male_titles") else FEMALE if word in words("female_titles") else 0


def _other_people(batch: Batch, names: NDArray[np.bool_], hits: Hits, inside: NDArray[np.bool_], n_actors: int) -> _People:
    """Return the runs of name tokens outside all hits that look like people: two words, or a title before."""
    first, last = _runs(batch, names, hits)
    key = batch.article[first].astype(np.int64) * len(batch.vocabulary) + batch.word[last - 1]
    _, who = np.unique(key, return_inverse=True)
    told = title_genders(batch, first)
    genders = np.zeros(int(who.max(initial=-1)) + 1, np.int8)
    genders[who[told > 0]] = told[told > 0]  # the last title counts
    there = inside[batch.segment[first]]
    return _People(first[there], last[there], (who[there] + n_actors).astype(np.int32), genders)


def _runs(batch: Batch, names: NDArray[np.bool_], hits: Hits) -> tuple[Integers, Integers]:
    free = names.copy()
    depth = np.zeros(len(free) + 1, np.int32)
    np.add.at(depth, hits.start, 1)
    np.add.at(depth, hits.end, -1)
    free &= np.cumsum(depth[:-1]) == 0
    joined = np.zeros(len(free), bool)
    joined[1:] = free[1:] & free[:-1] & (batch.sentence[1:] == batch.sentence[:-1])
    start = np.flatnonzero(free & ~joined).astype(np.int32)
    end = (np.flatnonzero(free & ~np.append(joined[1:], False)) + 1).astype(np.int32)
    common = batch.vocabulary.column(tone_model().symbols.is_known, bool)[batch.lower]
    rare = np.concatenate([[0], np.cumsum(~common & free)])
    title = flags(batch, "titles") & ~flags(batch, "days")
    before = batch.beside(start, -1)
    titled = title[start] | flag_at(title, before)
    person = (rare[end] > rare[start]) & ((end - start >= 2) | titled)
    covered = np.zeros(len(free), bool)
    covered[hits.start] = True
    after = batch.beside(end - 1, 1)
    stop = flag_at(batch.codes[batch.start] == ord("."), after)
    person &= ~flag_at(covered, np.where(stop, batch.beside(end - 1, 2), after))  # a title before a listed name
    person &= ~flag_at(flags(batch, "articles") | flags(batch, "places_after"), before) | titled
    return start[person], end[person]
