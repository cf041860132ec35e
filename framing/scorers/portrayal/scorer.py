"""Mentions of actors with voice, speaker and tone, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import ActorFile
from framing.measure import Measure, mean, share
from framing.scorers.attribution import voices_of
from framing.scorers.evidence import VOICES, Coded, Evidence, Reading, coded
from framing.scorers.portrayal.index import FORMS, actor_index
from framing.scorers.portrayal.linker import Links, link
from framing.scorers.portrayal.tone import LABELS, score_mentions
from framing.scorers.vader import sentence_compounds
from framing.text.batch import BODY, HEADLINE, Batch

__all__ = ["MentionRow", "Portrayal"]

_PARAGRAPH = 12  # words


@dataclass(frozen=True)
class MentionRow:
    """One mention of an actor.

    `form` is how the actor is named: name, alias, role, metonym or pronoun. `negative`, `neutral` and `positive` are
    the probabilities of the tone of the sentence toward the actor, `tone` is positive less negative, `label` the
    likeliest of the three. `side` is the actor's in its actor file. `headline` is True for mentions in headlines,
    `lead` for those in the first paragraph of the body. `vader_compound` is VADER's score of the
    sentence, which knows no target: a baseline.
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
    negative: float
    neutral: float
    positive: float
    tone: float
    label: str
    headline: bool
    lead: bool
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
    measures: ClassVar[tuple[Measure, ...]] = (
        share(
            "visibility",
            "mentions",
            "the actor's share of all mentions of actors",
            where={},
            fixed=("actor", "side"),
        ),
        share(
            "headline_share",
            "mentions",
            "share of the actor's mentions that stand in headlines",
            where={"headline": True},
        ),
        share(
            "lead_share",
            "mentions",
            "share of the actor's mentions that stand in the first paragraph",
            where={"lead": True},
        ),
        mean(
            "tone",
            "mentions",
            "mean tone toward the actor, from -1 (negative) to 1 (positive)",
            value="tone",
            voiced=True,
            bounds=(-1.0, 1.0),
        ),
        share(
            "negative_share",
            "mentions",
            "share of mentions with negative tone",
            where={"label": "negative"},
            voiced=True,
        ),
        share(
            "positive_share",
            "mentions",
            "share of mentions with positive tone",
            where={"label": "positive"},
            voiced=True,
        ),
    )

    def __init__(self, actors: Sequence[ActorFile]) -> None:
        self.index = actor_index(actors)
        self._names = [actor.name for actor in self.index.actors]
        self._sides = coded([actor.side for actor in self.index.actors])

    def links(self, reading: Reading) -> Links:
        """Return the mentions of a batch as tokens, for other scorers."""
        return link(reading, self.index)

    def score(self, reading: Reading) -> Evidence:
        """Return the mentions of a batch."""
        batch, voices = reading.batch, reading.derive(voices_of)
        found = reading.derive(self.links)
        chance = score_mentions(batch, found.first, found.last).astype(np.float64)
        columns: dict[str, NDArray[Any] | Coded] = {
            "actor": Coded(found.actor, self._names),
            "side": self._sides.take(found.actor),
            "form": Coded(found.form, FORMS),
            "voice": Coded(voices.token_voice[found.first], VOICES),
            "speaker": voices.speaker_at(found.first),
            **{label: chance[:, number] for number, label in enumerate(LABELS)},
            "tone": chance[:, 2] - chance[:, 0],
            "label": Coded(chance.argmax(axis=1).astype(np.int32), LABELS),
            "vader_compound": batch.derive(sentence_compounds)[batch.sentence[found.first]],
            "headline": batch.segment_kind[batch.segment[found.first]] == HEADLINE,
            "lead": _leads(batch)[batch.block[found.first]],
        }
        return Evidence(found.first, found.last, columns)


def _leads(batch: Batch) -> NDArray[np.bool_]:
    """Tell the blocks that are the first paragraph of a body: headings and datelines are too short."""
    words = np.bincount(batch.block[batch.counted], minlength=len(batch.block_start))
    owner = batch.segment[batch.block_start]
    paragraph = np.flatnonzero((batch.segment_kind[owner] == BODY) & (words >= _PARAGRAPH))
    _, first = np.unique(owner[paragraph], return_index=True)
    found = np.zeros(len(words), bool)
    found[paragraph[first]] = True
    return found
