"""Whose words each token is: attributions with speakers, and the voice of every token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import ActorFile
from framing.scorers.attribution.actor_hits import ActorHits
from framing.scorers.attribution.actors import ActorForms, packaged_actors
from framing.scorers.attribution.clauses import are_clauses
from framing.scorers.attribution.found import Found, attribution_forms
from framing.scorers.attribution.layout import laid_out, replaced
from framing.scorers.attribution.link import link
from framing.scorers.attribution.names import Names
from framing.scorers.attribution.pieces import in_pieces
from framing.scorers.attribution.quotes import QUOTATION, Quotes
from framing.scorers.attribution.ranges import Inside, plain_before, roots, total_before
from framing.scorers.attribution.relays import relays_of
from framing.scorers.attribution.roles import title_words
from framing.scorers.attribution.rows import Rows
from framing.scorers.attribution.rules import rule_tags, with_sourced
from framing.scorers.attribution.shape import asides, completed, over_asides
from framing.scorers.attribution.speaker import NOBODY, Speaker
from framing.scorers.attribution.speakers import Speakers
from framing.scorers.attribution.statements import rows_of
from framing.scorers.attribution.supply import with_contents
from framing.scorers.attribution.tagger import trained_tags
from framing.scorers.attribution.tags import Items, Tags, items_of
from framing.scorers.attribution.words import Cues, capitals_at, cues_of, listed_at
from framing.scorers.evidence import Coded, Reading, coded
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD

__all__ = ["DIRECT", "INDIRECT", "KINDS", "MIXED", "OUTLET", "Voices", "read_voices", "spans_of", "voices_of"]

OUTLET = 0
KINDS = ("direct", "indirect", "mixed")
DIRECT, INDIRECT, MIXED = range(3)
_DIRECT_SHARE, _INDIRECT_SHARE = 0.8, 0.2  # of the characters of the content inside quotation marks
_REPORTED = 0.5  # of the tokens of a quotation, in contents


@dataclass(frozen=True, eq=False)
class Voices:
    """Attributions of a batch as columns, in the order of the text, and the voice of every token.

    Token ranges are indices into the batch, ends exclusive; -1 stands for none. `group` numbers statements: the
    parts of a split quotation, and a paraphrase with the quotation that it sums up, share one. `clause` tells the
    contents that say something, as a clause or in quoted words, from those that only name what the speech is
    about ("called for sanctions"): the words of these are the outlet's.
    """

    start: Integers
    end: Integers
    kind: NDArray[np.int8]
    cue_start: Integers
    cue_end: Integers
    stance: NDArray[np.int8]
    thought: NDArray[np.bool_]
    status: NDArray[np.int8]
    speaker_start: Integers
    speaker_end: Integers
    speaker: Coded
    actor: Coded
    source_type: NDArray[np.int8]
    named: NDArray[np.bool_]
    relay: Coded
    group: Integers
    clause: NDArray[np.bool_]
    token_voice: NDArray[np.int8]
    token_span: Integers
    quote_kind: NDArray[np.int8]

    def speaker_at(self, tokens: Integers) -> Coded:
        """Return who speaks at each of some tokens; none in the outlet's own voice."""
        span = self.token_span[tokens]
        heard = (span >= 0) & (self.token_voice[tokens] != OUTLET)
        codes = np.append(self.speaker.codes, -1)[np.where(heard, span, -1)]
        return Coded(codes.astype(np.int32), self.speaker.names)


def voices_of(reading: Reading) -> Voices:
    """Return the voices of a batch, with the actors and the tagger that the analysis goes by."""
    return read_voices(reading.batch, trained=reading.trained, actors=reading.actors)


def read_voices(batch: Batch, *, trained: bool = True, actors: Sequence[ActorFile] | None = None) -> Voices:
    """Tell whose words the tokens of a batch are, who says them, and how they are introduced.

    With `trained=False` only the rules decide, without the weights in `models/`.

    Examples
    --------
    >>> from framing.text.batch import build_batch
    >>> batch = build_batch([(None, "“We are ready,” Ana Petrova said. The talks failed.")])
    >>> voices = read_voices(batch, trained=False)
    >>> [voices.speaker.names[code] for code in voices.speaker.codes]
    ['Ana Petrova']
    """
    files = packaged_actors() if actors is None else tuple(actors)
    forms = attribution_forms(files)
    found = forms.find(batch)
    quotes, cues = batch.derive(Quotes), cues_of(batch, found.cues)
    tags = with_sourced(batch, trained_tags(batch), found.sourced) if trained else rule_tags(batch, cues, found.sourced, quotes)
    items = spans_of(batch, tags, quotes)
    items, links = with_contents(batch, items, link(batch, items, trained=trained))
    rows = rows_of(batch, items, links, quotes, cues)
    return _assembled(batch, rows, quotes, cues, found, forms.actors)


def spans_of(batch: Batch, tags: Tags, quotes: Quotes) -> Items:
    """Return the spans of tags, put right by quotation marks, layout and dashes."""
    tagged = in_pieces(batch, completed(items_of(tags), quotes), quotes)
    return over_asides(batch, replaced(tagged, laid_out(batch, quotes)))


def _assembled(batch: Batch, rows: Rows, quotes: Quotes, cues: Cues, found: Found, actors: ActorForms) -> Voices:
    speakers, number = _speakers(batch, rows, ActorHits(batch, actors, found.actors.longest(), Names(batch)))
    relays = relays_of(batch, rows, found.media)
    inside = _quoted_share(batch, quotes, rows.start, rows.end)
    names, actor_names, types, proper, _, _ = zip(*speakers, strict=True)
    named = np.fromiter(map(bool, names), bool, len(names))[number]
    keep = _sensible(batch, rows, named, inside > _INDIRECT_SHARE, quotes, cues)
    rows, inside, number = rows.take(keep), inside[keep], number[keep]
    kind = np.full(len(inside), MIXED, np.int8)
    kind[inside >= _DIRECT_SHARE] = DIRECT
    kind[inside <= _INDIRECT_SHARE] = INDIRECT
    said = rows.said(batch, cues)
    speaker = _chosen(coded(name or None for name in names), number)
    group = rows.groups(batch, kind, speaker)
    clause = are_clauses(batch, rows.start, rows.end, rows.cue_start, rows.cue_end) | (inside > 0)
    voice, span, quote_kind = token_voices(batch, rows, quotes, clause)
    return Voices(
        start=rows.start,
        end=rows.end,
        kind=kind,
        cue_start=rows.cue_start,
        cue_end=rows.cue_end,
        stance=said.stance,
        thought=said.thought,
        status=said.status,
        speaker_start=rows.speaker_start,
        speaker_end=rows.speaker_end,
        speaker=speaker,
        actor=_chosen(coded(actor_names), number),
        source_type=np.array(types, np.int8)[number],
        named=np.array(proper, bool)[number],
        relay=_chosen(relays, keep),
        group=group,
        clause=clause,
        token_voice=voice,
        token_span=span,
        quote_kind=quote_kind,
    )


def _chosen(column: Coded, chosen: NDArray[np.intp]) -> Coded:
    """Return rows of a column, and names in the order in which these rows have them."""
    codes = column.codes[chosen]
    distinct, where = np.unique(codes, return_index=True)
    used = distinct[np.argsort(where)]
    used = used[used >= 0]
    place = np.full(len(column.names) + 1, -1, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return Coded(place[codes], [column.names[code] for code in used.tolist()])


def _sensible(
    batch: Batch, rows: Rows, named: NDArray[np.bool_], quoted: NDArray[np.bool_], quotes: Quotes, cues: Cues
) -> NDArray[np.intp]:
    """Return the rows that have a speaker whom a reader could name, or quotation marks that are not those of a title.

    Without a speaker, a reporting word is enough where nobody is meant to be named: it is feared that, critics aside.
    """
    known = np.searchsorted(cues.start, rows.cue_end) > np.searchsorted(cues.end, rows.cue_start, side="right")
    cue = Inside(rows.cue_start, rows.cue_end)  # "it is feared that" has no speaker to look for
    opens = listed_at(batch, "clause_openers", rows.start) | cue.any(listed_at(batch, "passive_marks", cue.token))
    single = (rows.speaker_start >= 0) & (rows.speaker_end - rows.speaker_start == 1)
    pronoun = single & listed_at(batch, "pronouns", rows.speaker_start)
    pronoun &= ~listed_at(batch, "second_person", rows.speaker_start)
    known &= named | pronoun | ((rows.speaker_start < 0) & opens)
    title = quotes.titles_at(rows.start, rows.end)
    words = batch.derive(plain_before)
    sound = (known | named | quoted) & (known | ~title) & (words[rows.end] > words[rows.start])
    return np.flatnonzero(sound & ~_telephoned(batch, rows))


def _telephoned(batch: Batch, rows: Rows) -> NDArray[np.bool_]:
    """Tell the rows in which somebody is called and not called anything: called President Ruiz and the leaders of Peru."""
    said = listed_at(batch, "telephone_verbs", np.maximum(rows.cue_end - 1, 0)) & (rows.cue_start >= 0)
    said &= rows.start >= rows.cue_end
    chosen = np.flatnonzero(said)
    inside = Inside(rows.start[chosen], rows.end[chosen])
    plain = (batch.kind[inside.token] == WORD) & ~capitals_at(batch, inside.token)
    for name in ("determiners", "prepositions", "conjunctions"):
        plain &= ~listed_at(batch, name, inside.token)
    some = np.flatnonzero(plain)
    plain[some] = [not _is_role(batch.vocabulary.spellings[word]) for word in batch.lower[inside.token[some]].tolist()]
    said[chosen] = ~inside.any(plain | (batch.quote[inside.token] >= 0))
    return np.asarray(said)


def _is_role(word: str) -> bool:
    return word in title_words() or word.removesuffix("s") in title_words()


def _quoted_share(batch: Batch, quotes: Quotes, start: Integers, end: Integers) -> NDArray[np.float64]:
    """Return the share of the characters of each range that stand in quotation marks."""
    size = batch.end - batch.start
    quoted, whole = (total[end] - total[start] for total in (total_before(size * quotes.mask), total_before(size)))
    return np.asarray(quoted / np.maximum(whole, 1))


def _speakers(batch: Batch, rows: Rows, hits: ActorHits) -> tuple[list[Speaker], NDArray[np.intp]]:
    """Return speakers, nobody the last of them, and the number of each row's; a row that goes on with another has its speaker."""
    has = np.flatnonzero(rows.speaker_start >= 0)
    span = rows.speaker_start[has].astype(np.int64) << 32 | rows.speaker_end[has]
    _, where, number = np.unique(span, return_index=True, return_inverse=True)
    order = np.argsort(where)  # spans in the order of the rows in which they first speak
    rank = np.empty(len(order), np.intp)
    rank[order] = np.arange(len(order))
    first = has[where[order]]
    named = Speakers(batch, hits).of(rows.speaker_start[first], rows.speaker_end[first])
    own = np.full(len(rows.start), len(named))
    own[has] = rank[number]
    goes_on = (rows.speaker_start < 0) & (rows.follows >= 0)
    return [*named, NOBODY], own[roots(np.where(goes_on, rows.follows, np.arange(len(own))))]


def token_voices(
    batch: Batch, rows: Rows, quotes: Quotes, clause: NDArray[np.bool_]
) -> tuple[NDArray[np.int8], Integers, NDArray[np.int8]]:
    """Return the voice and the attribution of each token, and the kind of each quotation."""
    span, voice = np.full(len(batch.start), -1, np.int32), np.full(len(batch.start), OUTLET, np.int8)
    contents, quoted = Inside(rows.start, rows.end), Inside(quotes.start, quotes.end)
    span[contents.token] = contents.owner
    reported = quoted.count(span[quoted.token] >= 0) / np.maximum(quotes.end - quotes.start, 1) >= _REPORTED
    kinds = quotes.kinds(reported, rows.start)
    voice[contents.token] = np.where(clause, INDIRECT + 1, OUTLET).astype(np.int8)[span[contents.token]]
    voice[asides(batch, span, quotes)] = OUTLET
    voice[quoted.token[(kinds[quotes.outer] == QUOTATION)[quoted.owner]]] = DIRECT + 1
    return voice, span, kinds
