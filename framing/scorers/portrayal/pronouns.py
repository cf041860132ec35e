"""He, she, they and it: what is asked about the pronouns and the people of a batch, answered at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
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
from framing.scorers.portrayal.model import common_words
from framing.scorers.portrayal.readings import ROLE
from framing.scorers.portrayal.words import bits_at, is_among, listed, mask_of, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["Links", "Speakers", "pronoun_links", "title_genders"]

_PERIOD = ord(".")
Speakers = Callable[[Integers], Integers]
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
    speaker: Speakers,
    genders: Sequence[int],
    kinds: Sequence[str],
    collectives: NDArray[np.int8],
) -> tuple[Integers, Integers]:
    """Return the pronouns that stand for an actor, as tokens, and the actors.

    Parameters
    ----------
    linked
        The mentions by name and role.
    names, hits
        The tokens of names, and those that may name an actor.
    speaker
        Tells for tokens the actor whose words they are, or -1.
    genders, kinds, collectives
        Of the actors; which pronoun may stand for an actor that is no person.
    """
    inside = np.zeros(len(batch.segment_start) + 1, bool)  # elsewhere there is nobody to stand for
    inside[batch.segment[linked.first]] = True
    people = _other_people(batch, names, hits, inside, len(kinds))
    pronouns, classes = _pronouns(batch, linked, inside, collectives)
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
        speaker(first),
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


@cache
def _class_of() -> dict[str, int]:
    return {word: number for name, number in reversed(_CLASSES) for word in words(name)}


def _classes(spellings: list[str]) -> NDArray[np.int8]:
    """Return the classes of lower-case words as pronouns, 0 for all others."""
    return np.fromiter(map(_class_of().get, spellings, repeat(0)), np.int8, len(spellings))


def _pronouns(batch: Batch, linked: Links, inside: NDArray[np.bool_], collectives: NDArray[np.int8]) -> tuple[Integers, Integers]:
    """Return the pronouns that may stand for somebody, and their classes."""
    column = batch.vocabulary.columns(_classes)[batch.lower]
    tokens = np.flatnonzero(column > 0).astype(np.int32)
    tokens = tokens[~batch.excluded[tokens] & inside[batch.segment[tokens]]]
    tokens = tokens[~is_among(tokens, linked.first)]
    clear = listed(batch, tokens, "possessives") | listed(batch, batch.beside(tokens, -1), "says")
    clear &= ~_points_ahead(batch, tokens)
    clear &= _follow_body(batch, linked, collectives, tokens, column[tokens])
    tokens = tokens[clear | (column[tokens] < PLURAL)]
    return tokens, column[tokens].astype(np.int32)


def _follow_body(
    batch: Batch, linked: Links, collectives: NDArray[np.int8], tokens: Integers, classes: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Tell "it" and "they" after the name of a body or group in their sentence: others have nobody to stand for."""
    found = np.zeros(len(tokens), bool)
    for number in (PLURAL, NEUTER):
        body = linked.first[collectives[linked.actor] == number]
        rows = np.flatnonzero(classes == number)
        last = np.searchsorted(body, tokens[rows]) - 1
        rows, last = rows[last >= 0], last[last >= 0]
        found[rows] = batch.sentence[body[last]] == batch.sentence[tokens[rows]]
    return found


def _is_subject(batch: Batch, first: Integers, last: Integers) -> NDArray[np.bool_]:
    """Tell whether a verb follows a mention and no preposition stands before it."""
    after = batch.beside(last - 1, 1)
    follows = bits_at(batch, after)
    opens = (batch.sentence_start[batch.sentence[first]] == first) & ((follows & mask_of("comma")) != 0)
    begins = (follows & mask_of("finite_verbs", "auxiliaries", "adverbs", "past")) != 0
    return np.asarray((begins | opens) & ~listed(batch, batch.beside(first, -1), "prepositions"))


def _is_object(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell "him", "them", and "her" with no noun after it."""
    after = np.minimum(tokens + 1, len(batch.lower) - 1)
    ends = (after == tokens) | (batch.kind[after] == PUNCT)
    ends |= listed(batch, after, "prepositions", "phrase_ends")
    return np.asarray(listed(batch, tokens, "objects") | (listed(batch, tokens, "her") & ends))


def _points_ahead(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell the pronouns of "For his part, X said" at the head of a sentence."""
    second = batch.sentence_start[batch.sentence[tokens]] == tokens - 1
    return np.asarray(second & listed(batch, tokens - 1, "before_pronoun"))


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
    title = bits_at(batch, np.where(_are_periods(batch, before), batch.beside(first, -2), before))
    female = np.where((title & mask_of("female_titles")) != 0, FEMALE, 0)
    return np.where((title & mask_of("male_titles")) != 0, MALE, female).astype(np.int8)


def _are_periods(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell the tokens that begin with a period; -1 is none."""
    return np.asarray((batch.codes[batch.start.take(tokens, mode="clip")] == _PERIOD) & (tokens >= 0))


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
    free = names & ~_covered(hits, len(names))
    breaks = np.ones(len(free) + 1, bool)
    breaks[1:-1] = free[1:] != free[:-1]
    breaks[batch.sentence_start] = True
    edges = np.flatnonzero(breaks)
    begins = np.flatnonzero(free[edges[:-1]])
    start, end = edges[begins].astype(np.int32), edges[begins + 1].astype(np.int32)
    before, after = batch.beside(start, -1), batch.beside(end - 1, 1)
    titled = _are_titles(batch, start) | _are_titles(batch, before)
    likely = (end - start >= 2) | titled
    likely &= ~listed(batch, before, "articles", "places_after") | titled
    followed = np.where(_are_periods(batch, after), batch.beside(end - 1, 2), after)
    likely &= ~is_among(followed, hits.start)  # a title before a listed name
    start, end = start[likely], end[likely]
    person = _hold_rare_word(batch, start, end)
    return start[person], end[person]


def _hold_rare_word(batch: Batch, start: Integers, end: Integers) -> NDArray[np.bool_]:
    """Tell the runs with a word that is not common."""
    rare, found, rows = ~common_words(batch), np.zeros(len(start), bool), np.arange(len(start))
    for step in range(int((end - start).max(initial=0))):
        rows = rows[~found[rows] & (start[rows] + step < end[rows])]
        found[rows] = rare[batch.lower[start[rows] + step]]
    return found


def _covered(hits: Hits, size: int) -> NDArray[np.bool_]:
    """Tell the tokens inside hits."""
    length = hits.end - hits.start
    inside = np.arange(int(length.sum())) + np.repeat(hits.start - (np.cumsum(length) - length), length)
    found = np.zeros(size, bool)
    found[inside] = True
    return found


def _are_titles(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell titles from names of days and months: "Gov.", not "March"."""
    bits = bits_at(batch, tokens)
    return np.asarray(((bits & mask_of("titles")) != 0) & ((bits & mask_of("days")) == 0))
