"""Loaded terms and variant names: which entries of the lexicons an article uses, and in whose voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import ActorFile, Entry, Lexicon, forms_of
from framing.lexicon.matcher import Form, Hits, Phrases, leftmost_longest
from framing.measure import Measure, rate, share
from framing.scorers.attribution import voices_of
from framing.scorers.context import Context, in_time
from framing.scorers.evidence import VOICES, Coded, Evidence, Reading, coded
from framing.scorers.heads import Named, head_of, head_words, quoted_target
from framing.scorers.scare import scare_quotes
from framing.text.batch import Batch, Integers

__all__ = ["TermRow", "Terms", "Topics"]

_SCARE = 1  # quote kind of `Voices`
_LONGEST = 12  # tokens of the longest form
_NO_HEAD = -2  # among targets: none could be found where the entry wants one
TRANSLITERATION = "transliteration"  # variant sets of this kind separate desks, not sides: described, never scored
SUBTLE = ("presupposition", "epistemic", "source")  # every report has some: measured, but not called loaded
TOPONYM = "naming.toponym"  # a place name is a choice of its own, also inside a longer term ("Kiev regime")
PRESUPPOSITIONS = ("presupposition.factive", "presupposition.implicative", "presupposition.change_of_state")
VAGUE_SOURCES = ("source.vague", "source.label")
SCARE_QUOTE = "doubt.scare_quote"  # found by rules that are right too seldom to be called loaded: a rate of their own
DOUBT = "legitimacy_doubt"  # scare quotes go with this lexicon
SCARE_QUOTES = Lexicon(
    id="scare_quotes",
    title="Scare quotes",
    caveat="About one in three is meant as distance; the others are terms, nicknames and half quotations. Read them.",
    entries=(Entry(id="scare_quote", category=SCARE_QUOTE, forms=(), valence=-1),),
)


@dataclass(frozen=True)
class TermRow:
    """One term of a lexicon in one place of a text.

    `lane` is how its category is counted, `exchangeable` whether its variant set may be counted as a share, `scored`
    whether the row counts in the rates of its side (place names do not: they have their share). `loaded` is True where
    the row counts as a loaded term: a lexical category that evaluates (hedges, presuppositions and vague sources have
    rates of their own), or a name that judges its referent (valence other than 0), each stretch of text counted once
    over all lexicons.
    """

    article: str
    outlet: str
    segment: str
    start: int
    end: int
    text: str
    entry: str
    lexicon: str
    category: str
    variant_set: str
    side: str
    valence: int
    target: str
    intensity: int
    voice: str
    speaker: str
    scare_quoted: bool
    sentence: int
    lane: str
    scored: bool
    exchangeable: bool
    loaded: bool


class Topics:
    """Tells which articles are about the topic of which lexicon; general lexicons apply to all."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.names = [each.id for each in lexicons]
        owner = [number for number, each in enumerate(lexicons) for _ in each.about]
        self._owner = np.asarray(owner or [0], np.int32)
        self._phrases = Phrases([Form(form) for each in lexicons for form in each.about])
        self._least = np.array([each.about_min if each.about else 0 for each in lexicons], np.int64)

    def __call__(self, reading: Reading) -> NDArray[np.bool_]:
        """Return articles × lexicons: True where the lexicon applies."""
        batch = reading.batch
        hits = self._phrases.find(batch)
        owner = self._owner[hits.form]
        kept = leftmost_longest(hits, owner)
        count = np.zeros((batch.n_articles, len(self._least)), np.int64)
        np.add.at(count, (batch.article[hits.start[kept]], owner[kept]), 1)
        return np.asarray(count >= self._least)


def _sided(measure: Measure) -> Measure:
    """Return a measure of sides: to be divided by lexicon where articles are about several topics."""
    return replace(measure, within=("lexicon", "variant_set", "entry"))


class Terms:
    """Finds the entries of lexicons, applies their guards and requirements, and says whose words they are.

    Parameters
    ----------
    lexicons
        The lexicons; those of a topic apply to the articles that are about it.
    actors
        Actor files: their names are what "so-called" and its kin may be said of.
    """

    table: ClassVar[str] = "terms"
    row: ClassVar[type] = TermRow
    measures: ClassVar[tuple[Measure, ...]] = (
        rate("loaded_rate", "terms", "loaded terms per 1,000 words", where={"loaded": True}, primary=True),
        _sided(rate("side_a_rate", "terms", "words of side A per 1,000 words", where={"side": "A", "scored": True})),
        _sided(rate("side_b_rate", "terms", "words of side B per 1,000 words", where={"side": "B", "scored": True})),
        rate("hedge_rate", "terms", "hedges per 1,000 words", where={"category": "epistemic.hedge"}),
        rate("booster_rate", "terms", "boosters per 1,000 words", where={"category": "epistemic.booster"}),
        rate("presupposition_rate", "terms", "presupposing words per 1,000 words", where={"category": PRESUPPOSITIONS}),
        rate("scare_quote_rate", "terms", "scare quotes per 1,000 words", where={"category": SCARE_QUOTE}),
        rate("vague_source_rate", "terms", "vague sources per 1,000 words", where={"category": VAGUE_SOURCES}),
        _sided(
            share(
                "variant_share",
                "terms",
                "side A's names among both sides' names for the same referents",
                where={"side": "A"},
                of={"exchangeable": True, "lane": "share", "side": ("A", "B")},
                voiced=True,
                primary=True,
            )
        ),
    )

    def __init__(self, lexicons: Sequence[Lexicon], actors: Sequence[ActorFile] = ()) -> None:
        doubted = any(each.id == DOUBT for each in lexicons)
        self.lexicons = (*lexicons, SCARE_QUOTES) if doubted else tuple(lexicons)
        self.topics = Topics(self.lexicons)
        owned = [(number, entry) for number, each in enumerate(self.lexicons) for entry in each.entries]
        self._entries = [entry for _, entry in owned]
        self._lexicon = np.array([number for number, _ in owned], np.int32)
        self._columns = _entry_columns(self.lexicons, owned)
        toponym = np.array([entry.category == TOPONYM for entry in self._entries])
        self._layer = (2 * self._lexicon + toponym).astype(np.int32)  # within a layer a token counts once
        self._phrases, self._owner, self._guard = _forms(self.lexicons, owned)
        self._contexts = [Context(entry) for entry in self._entries]
        self._heads = [head_words(entry.heads) for entry in self._entries]
        self._delicate = np.array(
            [
                bool(entry.since or entry.until or context.needed)
                for entry, context in zip(self._entries, self._contexts, strict=True)
            ],
            bool,
        )
        named = [(name, actor.name) for file in actors for actor in file.actors for name in actor.names + actor.aliases]
        self._actor_names = [actor for _, actor in named]
        self._target_names = {actor.id: actor.name for file in reversed(actors) for actor in file.actors}
        said_of = [self._target_names.get(entry.target, entry.target) for entry in self._entries]
        seeking = [name == "head" or entry.category == SCARE_QUOTE for name, entry in zip(said_of, self._entries, strict=True)]
        self._seeks = np.array(seeking, bool)
        self._own_target = coded([name or None for name in said_of])
        self._actors = Phrases([Form(name, "initial") for name, _ in named])

    def score(self, reading: Reading) -> Evidence:
        """Return the terms of a batch."""
        batch = reading.batch
        voices = reading.derive(voices_of)
        hits = self._uncancelled(self._phrases.find(batch))
        hits = hits.take(self._fits(reading, hits))
        if self.lexicons[-1:] == (SCARE_QUOTES,):
            hits = _merged(hits, scare_quotes(batch, voices, len(self._entries) - 1))
        targets = self._targets(batch, hits)
        found = np.flatnonzero(targets.codes != _NO_HEAD)
        hits, targets = hits.take(found), targets.take(found)
        keep = np.flatnonzero(leftmost_longest(hits, self._layer[hits.form]))
        hits = hits.take(keep)
        columns: dict[str, NDArray[Any] | Coded] = {name: column.take(hits.form) for name, column in self._columns.items()}
        columns["target"] = targets.take(keep)
        columns["voice"] = Coded(voices.token_voice[hits.start], VOICES)
        columns["speaker"] = voices.speaker_at(hits.start)
        columns["scare_quoted"] = np.append(voices.quote_kind, -1)[batch.quote[hits.start]] == _SCARE
        columns["loaded"] = _counted_once(hits, np.asarray(columns["loaded"]))
        return Evidence(hits.start, hits.end, columns, figures={"topics": self._topic_names(reading)})

    def _topic_names(self, reading: Reading) -> Coded:
        """Return the topics that each article is about, joined by commas."""
        topical = [number for number, each in enumerate(self.lexicons) if each.about]
        applies = reading.derive(self.topics)[:, topical]
        names = [self.lexicons[number].id for number in topical]
        return coded([", ".join(name for name, yes in zip(names, row, strict=True) if yes) for row in applies.tolist()])

    def _uncancelled(self, found: Hits) -> Hits:
        """Return the hits of entries (as `form`) over which no guard of the entry lies."""
        owner, guard = self._owner[found.form], self._guard[found.form]
        hits = Hits(found.start, found.end, owner).take(~guard)
        guards = Hits(found.start, found.end, owner).take(guard)
        low, high = (np.searchsorted(hits.start, each) for each in (guards.start - _LONGEST, guards.end))
        which = np.repeat(np.arange(len(low)), high - low)
        near = np.arange(len(which)) - np.repeat(np.cumsum(high - low) - high, high - low)
        cancelled = (hits.form[near] == guards.form[which]) & (hits.end[near] > guards.start[which])
        keep = np.ones(len(hits.form), bool)
        keep[near[cancelled]] = False
        return hits.take(keep)

    def _fits(self, reading: Reading, hits: Hits) -> NDArray[np.bool_]:
        """Tell the hits whose topic, dates and context fit."""
        batch = reading.batch
        article = batch.article[hits.start]
        keep = reading.derive(self.topics)[article, self._lexicon[hits.form]]
        for number in np.flatnonzero(keep & self._delicate[hits.form]).tolist():
            entry = int(hits.form[number])
            keep[number] = in_time(self._entries[entry], reading.published[int(article[number])]) and self._contexts[entry].fits(
                batch, int(hits.start[number]), int(hits.end[number])
            )
        return np.asarray(keep)

    def _targets(self, batch: Batch, hits: Hits) -> Coded:
        """Return what each hit is said of (none where its entry names nothing); `_NO_HEAD` where a head is missing."""
        codes = self._own_target.codes[hits.form]
        names = {name: number for number, name in enumerate(self._own_target.names)}
        seeking = np.flatnonzero(self._seeks[hits.form])
        actors = Named(self._actors_near(batch, hits.take(seeking)), self._actor_names)
        for number in seeking.tolist():
            entry, start, end = int(hits.form[number]), int(hits.start[number]), int(hits.end[number])
            if self._entries[entry].target == "head":
                target = head_of(batch, end, self._heads[entry], actors)
            else:
                target = quoted_target(batch, start, end, actors)
            codes[number] = _NO_HEAD if target is None else names.setdefault(target, len(names)) if target else -1
        return Coded(codes, list(names))

    def _actors_near(self, batch: Batch, hits: Hits) -> Hits:
        """Return the names of actors in the sentences of hits and in those after them, which titles and heads may run up to."""
        near = np.zeros(len(batch.sentence_start) + 1, bool)
        for token in (hits.start, hits.end - 1):
            near[batch.sentence[token]] = near[batch.sentence[token] + 1] = True
        return self._actors.find(batch, near).longest()


def _forms(lexicons: Sequence[Lexicon], owned: Sequence[tuple[int, Entry]]) -> tuple[Phrases, Integers, NDArray[np.bool_]]:
    """Return all forms and guards as phrases, with the entry of each and whether it is a guard."""
    forms: list[Form] = []
    owner: list[int] = []
    guard: list[bool] = []
    for number, (lexicon, entry) in enumerate(owned):
        own = [Form(text, entry.case) for text in forms_of(entry)]
        guards = [Form(text) for text in lexicons[lexicon].guards(entry)]
        forms += own + guards
        owner += [number] * (len(own) + len(guards))
        guard += [False] * len(own) + [True] * len(guards)
    return Phrases(forms), np.asarray(owner, np.int32), np.asarray(guard, bool)


def _entry_columns(lexicons: Sequence[Lexicon], owned: Sequence[tuple[int, Entry]]) -> dict[str, NDArray[Any] | Coded]:
    """Return the columns that an entry gives to all its rows, one element per entry."""
    entries = [entry for _, entry in owned]
    sets = {(number, each.id): each for number, lexicon in enumerate(lexicons) for each in lexicon.sets}
    own_set = [sets.get((number, entry.set)) for number, entry in owned]
    spelling = [each is not None and each.kind == TRANSLITERATION for each in own_set]
    return {
        "entry": coded([entry.id for entry in entries]),
        "lexicon": coded([lexicons[number].id for number, _ in owned]),
        "category": coded([entry.category for entry in entries]),
        "variant_set": coded([f"{lexicons[n].id}.{each.set}" if each.set else None for n, each in owned]),
        "side": coded([entry.side for entry in entries]),
        "valence": np.array([entry.valence for entry in entries], np.int8),
        "intensity": np.array([entry.intensity for entry in entries], np.int8),
        "lane": coded(["descriptive" if odd else each.lane for odd, each in zip(spelling, entries, strict=True)]),
        "scored": np.array([_is_scored(each) and not odd for odd, each in zip(spelling, entries, strict=True)]),
        "exchangeable": np.array([each is not None and each.exchangeable for each in own_set]),
        "loaded": np.array([_is_loaded(each) and not odd for odd, each in zip(spelling, entries, strict=True)]),
    }


def _is_loaded(entry: Entry) -> bool:
    if entry.lane == "share":
        return entry.valence != 0
    return entry.lane == "lexical" and entry.category.partition(".")[0] not in SUBTLE and entry.category != SCARE_QUOTE


def _is_scored(entry: Entry) -> bool:
    return entry.lane in ("lexical", "share") and entry.category != TOPONYM


def _merged(first: Hits, second: Hits) -> Hits:
    columns = [np.concatenate(pair) for pair in zip(first, second, strict=True)]
    hits = Hits(*columns)
    return hits.take(np.lexsort((hits.form, -hits.end, hits.start)))


def _counted_once(hits: Hits, loaded: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which loaded rows count when hits of several lexicons overlap: the longest."""
    counted = np.zeros(len(loaded), bool)
    chosen = np.flatnonzero(loaded)
    kept = leftmost_longest(hits.take(chosen))
    counted[chosen[kept]] = True
    return counted
