"""The noun phrase that follows a word such as "so-called": where it ends, what its head is, and whether it names an actor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import tomli

from framing.lexicon.matcher import Hits
from framing.resources import data
from framing.scorers.attribution.words import cue_words, words
from framing.text.batch import Batch
from framing.text.tokens import NUMBER, PUNCT

__all__ = ["Named", "head_of", "head_words", "quoted_target"]

_LONGEST = 10  # tokens of a noun phrase
_PAIRS = "\"'“”‘’"  # marks that may stand inside a noun phrase
_JOINS = "-/"
_CLOSED = (
    "determiners", "prepositions", "conjunctions", "pronouns", "auxiliaries", "negators", "complementizers", "relative",
)  # fmt: skip
_POSSESSIVE = "'s"


class Named:
    """The names of actors in a batch, in the order of the text."""

    def __init__(self, hits: Hits, names: Sequence[str]) -> None:
        self.start, self.end = hits.start.tolist(), hits.end.tolist()
        self.names = [names[form] for form in hits.form.tolist()]


@cache
def _head_lists() -> dict[str, frozenset[str]]:
    lists = tomli.loads(data("lexicons").joinpath("heads.toml").read_text("utf-8"))
    return {name: frozenset(word.lower() for word in words) for name, words in lists.items() if isinstance(words, list)}


def head_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words that may be heads: those of named lists, and words named themselves."""
    lists = _head_lists()
    return frozenset(word for name in names for word in lists.get(name, {name.lower()}))


def head_of(batch: Batch, position: int, heads: frozenset[str], actors: Named) -> str | None:
    """Return what the noun phrase at `position` is about: an actor's name, or the phrase if its last word is a listed head.

    The head of an English noun phrase is its last noun: "so-called Ukraine expert" is about an expert, not about Ukraine.
    None if the last word is neither a listed head nor the end of an actor's name.
    """
    first, last = _phrase(batch, position, heads, actors)
    if last <= first:
        return None
    if _lower(batch, last - 1) in heads or _pair(batch, first, last) in heads:
        actor = _actor_at(actors, first, last) or _titled(batch, last, actors)
        return actor or batch.slice(first, last)
    return None if _predicate(batch, position - 1) else _actor_at(actors, first, last, within=0)


def quoted_target(batch: Batch, start: int, end: int, actors: Named) -> str:
    """Return what words in quotation marks (tokens `start` to `end`, marks left out) are said of.

    Before a noun they are said of it: the “elected” president. Otherwise they are said of themselves: these “agreements”.
    """
    after = end
    while after < len(batch.kind) and batch.kind[after] == PUNCT and batch.text[batch.start[after]] in _PAIRS:
        after += 1
    sentence_end = int(batch.sentence_end[batch.sentence[start]])
    if after == end or after >= sentence_end or not _nominal(batch, after):
        return _actor_at(actors, start, end) or batch.slice(start, end)
    first, last = _phrase(batch, after, frozenset(), actors)
    return _actor_at(actors, first, last) or batch.slice(first, last)


def _phrase(
    batch: Batch, position: int, heads: frozenset[str], actors: Named
) -> tuple[int, int]:
    """Return the tokens of the noun phrase that begins at `position`, marks around it left out."""
    stop = min(position + _LONGEST, int(batch.sentence_end[batch.sentence[max(position - 1, 0)]]))
    first = last = position
    marks = 0
    for token in range(position, stop):
        if batch.kind[token] == PUNCT:
            mark = batch.text[batch.start[token]]
            marks += mark in _PAIRS
            if mark not in _PAIRS + _JOINS or marks > 2 or (mark in _PAIRS and marks == 1 and last > first):
                break  # marks may stand around the first words, no quotation begins further on
            if last == first:
                first = last = token + 1
            continue
        known = last > first and (_lower(batch, last - 1) in heads or _actor_at(actors, first, last) is not None)
        if _lower(batch, token) == _POSSESSIVE and not known and last > first:
            last = token + 1  # the Donetsk People's Republic
        elif _nominal(batch, token) and not (known and _after_head(batch, last - 1, token)):
            last = token + 1
        else:
            break
    while last > first and _lower(batch, last - 1) == _POSSESSIVE:
        last -= 1
    return first, last


def _nominal(batch: Batch, token: int) -> bool:
    """Tell a word that may belong to a noun phrase: no word of grammar, no mark, no adverb at its end."""
    word = _lower(batch, token)
    return batch.kind[token] != PUNCT and word not in _grammar() and word != _POSSESSIVE


def _after_head(batch: Batch, head: int, token: int) -> bool:
    """Tell whether a word after a head begins something new: after a plural; a name, a number, a verb, an adverb.

    English compounds have their first part in the singular: "expert panel", but "experts predict".
    """
    before, word = _lower(batch, head), _lower(batch, token)
    plural = before.endswith("s") and not before.endswith(("ss", "us", "is")) and not _capital(batch, head)
    named = _capital(batch, token) and not _capital(batch, head) and before in head_words(("actor",))
    verb = word.endswith(("ed", "ly")) or word in _past() or (word in _present() and _object(batch, token + 1))
    counted = batch.kind[token] == NUMBER or word == "number"
    return plural or named or counted or (verb and not _capital(batch, token))


def _lower(batch: Batch, token: int) -> str:
    return batch.vocabulary.spellings[int(batch.lower[token])]


def _capital(batch: Batch, token: int) -> bool:
    return batch.text[int(batch.start[token])].isupper()


def _pair(batch: Batch, first: int, last: int) -> str:
    """Return the last two words: "prime minister", "task force"."""
    return f"{_lower(batch, last - 2)} {_lower(batch, last - 1)}" if last - first > 1 else ""


@cache
def _grammar() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in _CLOSED))


@cache
def _past() -> frozenset[str]:
    """Return the irregular past forms."""
    table = tomli.loads(data("lexicons").joinpath("irregular.toml").read_text("utf-8"))["verb"]
    return frozenset(form for name in ("past", "full") for forms in table[name].values() for form in forms)


@cache
def _present() -> frozenset[str]:
    """Return reporting verbs in -s, many of which are nouns in the plural, too ("claims")."""
    return frozenset(form for form in cue_words(thought=False) if form.endswith("s"))


def _object(batch: Batch, token: int) -> bool:
    """Tell whether a clause or an object may begin here, so that the word before it is a verb."""
    if token >= len(batch.kind):
        return False
    return _lower(batch, token) in words("complementizers") | words("determiners") | words("pronouns") | words("auxiliaries")


def _predicate(batch: Batch, token: int) -> bool:
    """Tell a verb from the adjective that is written alike: "Smith alleged", not "the alleged"."""
    if token == int(batch.sentence_start[batch.sentence[token]]) or not _lower(batch, token).endswith("ed"):
        return False
    before = _lower(batch, token - 1)
    return batch.text[batch.start[token - 1]] not in _PAIRS + _JOINS and before not in words("determiners") | {_POSSESSIVE}


def _actor_at(actors: Named, first: int, last: int, *, within: int = 1) -> str | None:
    """Return the actor whose name ends with the phrase and begins with it, or `within` so many tokens."""
    number = bisect_left(actors.start, first)
    if number < len(actors.start) and actors.start[number] <= first + within and actors.end[number] == last:
        return actors.names[number]
    return None


def _titled(batch: Batch, last: int, actors: Named) -> str | None:
    """Return the actor whose name follows a title at once: "so-called president Putin"."""
    if last >= len(batch.kind) or not _capital(batch, last) or _lower(batch, last - 1) not in head_words(("actor",)):
        return None
    number = bisect_left(actors.start, last)
    if number < len(actors.start) and actors.start[number] == last:
        return actors.names[number]
    return None
