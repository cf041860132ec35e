"""Mentions of actors with voice, speaker and tone, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import ActorFile
from framing.measure import Measure
from framing.scorers.attribution import voices_of
from framing.scorers.attribution.voices import Voices
from framing.scorers.evidence import VOICES, Coded, Evidence, Reading
from framing.scorers.portrayal.index import actor_index
from framing.scorers.portrayal.linker import Links, link
from framing.scorers.portrayal.measures import PORTRAYAL
from framing.scorers.portrayal.readings import FORMS
from framing.scorers.portrayal.sides import Sides
from framing.scorers.portrayal.tone import LABELS, score_mentions
from framing.scorers.vader import sentence_compounds
from framing.text.batch import BODY, HEADLINE, Batch, Integers

__all__ = ["MentionRow", "Portrayal"]

_PARAGRAPH = 12  # words


@dataclass(frozen=True)
class MentionRow:
    """One mention of an actor.

    `form` is how the actor is named: name, alias, role, metonym or pronoun. `negative`, `neutral` and `positive` are
    the probabilities of the tone of the sentence toward the actor, `tone` is positive less negative, `label` the
    likeliest of the three. `side` is the actor's in the actor file of the article's topic, N elsewhere. `headline` is True
    for mentions in headlines, `lead` for those in the first paragraph of the body. `vader_compound` is VADER's score of the
    sentence, which knows no target: a baseline. `speaker_actor` is the speaker as an actor of the files. `event_part` tells
    mentions that are the doer ("agent") of an event of `event_kind` harm or help, or whom it is done to ("patient").
    """

    article: str
    outlet: str
    segment: str
    start: int
    end: int
    text: str
    actor: str
    side: str
    form: str
    voice: str
    speaker: str
    speaker_actor: str
    negative: float
    neutral: float
    positive: float
    tone: float
    label: str
    headline: bool
    lead: bool
    event_part: str
    event_kind: str
    vader_compound: float
    sentence: int


class Portrayal:
    """Finds who is mentioned, in whose voice, and with what tone.

    Parameters
    ----------
    actors
        Actor files. An actor of several files is taken from the first of them.

    Notes
    -----
    Tone comes from a small model that sees one sentence with all names masked (`sentiment_toward`); it measures
    how the words around a mention speak of the actor, not whether the report is fair.
    """

    table: ClassVar[str] = "mentions"
    row: ClassVar[type] = MentionRow
    measures: ClassVar[tuple[Measure, ...]] = PORTRAYAL

    def __init__(self, actors: Sequence[ActorFile]) -> None:
        self.index = actor_index(actors)
        self._names = [actor.name for actor in self.index.actors]
        self.sides = Sides(actors, [actor.id for actor in self.index.actors])

    def links(self, reading: Reading) -> Links:
        """Return the mentions of a batch as tokens, for other scorers."""
        return link(reading, self.index)

    def score(self, reading: Reading) -> Evidence:
        """Return the mentions of a batch."""
        from framing.scorers.portrayal.parts import parts_in_events  # which rests on agency, and agency on this package

        batch, voices = reading.batch, reading.derive(voices_of)
        found = reading.derive(self.links)
        chance = score_mentions(batch, found.first, found.last).astype(np.float64)
        columns: dict[str, NDArray[Any] | Coded] = {
            "actor": Coded(found.actor, self._names),
            "side": self.sides.of(reading, found.first, found.actor),
            "form": Coded(found.form, FORMS),
            "voice": Coded(voices.token_voice[found.first], VOICES),
            "speaker": voices.speaker_at(found.first),
            "speaker_actor": _speaker_actors(voices, found.first),
            **{label: chance[:, number] for number, label in enumerate(LABELS)},
            "tone": chance[:, 2] - chance[:, 0],
            "label": Coded(chance.argmax(axis=1).astype(np.int32), LABELS),
            "vader_compound": batch.derive(sentence_compounds)[batch.sentence[found.first]],
            "headline": batch.segment_kind[batch.segment[found.first]] == HEADLINE,
            "lead": _leads(batch)[batch.block[found.first]],
        }
        columns["event_part"], columns["event_kind"] = parts_in_events(batch, found)
        return Evidence(found.first, found.last, columns)


def _speaker_actors(voices: Voices, tokens: Integers) -> Coded:
    """Return the actors who speak at some tokens; none in the outlet's own voice."""
    heard = voices.speaker_at(tokens).codes >= 0
    codes = np.append(voices.actor.codes, -1)[np.where(heard, voices.token_span[tokens], -1)]
    return Coded(codes.astype(np.int32), voices.actor.names)


def _leads(batch: Batch) -> NDArray[np.bool_]:
    """Tell the blocks that are the first paragraph of a body: headings and datelines are too short."""
    if not len(batch.block_start):
        return np.zeros(0, bool)
    words = np.add.reduceat(batch.counted.view(np.int8), batch.block_start, dtype=np.int32)
    owner = batch.segment[batch.block_start]
    paragraph = np.flatnonzero((batch.segment_kind[owner] == BODY) & (words >= _PARAGRAPH))
    _, first = np.unique(owner[paragraph], return_index=True)
    found = np.zeros(len(words), bool)
    found[paragraph[first]] = True
    return found
