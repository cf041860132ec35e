"""The table of attributions: what is reported in whose words, by whom, and how it is introduced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, Sum, rate, share
from framing.scorers.attribution.ranges import counted_before
from framing.scorers.attribution.roles import SOURCE_TYPES
from framing.scorers.attribution.rows import STATUSES
from framing.scorers.attribution.voices import KINDS, Voices, voices_of
from framing.scorers.attribution.words import STANCES
from framing.scorers.evidence import Coded, Evidence, Reading
from framing.text.batch import Batch, Integers

__all__ = ["AttributionRow", "Attributions"]

_COUNTED = {"counted": True}
_OFFICIAL = ("government", "military")
_INDIRECTNESS = (0, 2, 1)  # of direct, indirect and mixed rows


@dataclass(frozen=True)
class AttributionRow:
    """One stretch of words that somebody other than the outlet says, writes or thinks.

    `start` to `end` is the content. A statement may fill several rows (a split quotation; a paraphrase and the
    quotation that it sums up): they share a `group`, and `counted` is True for one of them, the most direct. `status` tells
    speech acts that are negated, questioned or conditional; `thought` cues of the mind ("hopes") from those of
    speech. `relay` is the medium that passes the words on ("told CNN"). `clause` is False where the content only names what
    the speech is about ("called for sanctions", "rejected the plan"): a speech act is reported, no words; such a row is
    not `counted`, and its words keep the outlet's voice.
    """

    article: str
    outlet: str
    segment: str
    start: int
    end: int
    text: str
    kind: str
    cue: str
    cue_start: int
    cue_end: int
    stance: str
    thought: bool
    status: str
    speaker: str
    speaker_start: int
    speaker_end: int
    actor: str
    source_type: str
    named: bool
    relay: str
    n_words: int
    group: int
    counted: bool
    clause: bool
    sentence: int


class Attributions:
    """Finds quotations, reported speech and thought, with cue and speaker (see `read_voices`)."""

    table: ClassVar[str] = "attributions"
    row: ClassVar[type] = AttributionRow
    measures: ClassVar[tuple[Measure, ...]] = (
        rate(
            "attribution_rate",
            "attributions",
            "attributed statements per 1,000 words",
            where=_COUNTED,
            voiced=False,
            primary=True,
        ),
        share("direct_share", "attributions", "quotations among attributed statements", where={"kind": "direct"}, of=_COUNTED),
        Measure(
            "quoted_share",
            "share",
            Sum("articles", value="n_words_direct"),
            Sum("articles", value="n_words"),
            "words inside quotations among all words",
        ),
        Measure(
            "reported_share",
            "share",
            Sum("articles", value="n_words_indirect"),
            Sum("articles", value="n_words"),
            "words of reported speech and thought outside quotations among all words",
        ),
        share("unnamed_share", "attributions", "statements whose source has no name", where={"named": False}, of=_COUNTED),
        share("doubting_share", "attributions", "statements with a doubting cue", where={"stance": "doubting"}, of=_COUNTED),
        share("endorsing_share", "attributions", "statements with an endorsing cue", where={"stance": "endorsing"}, of=_COUNTED),
        share("emotive_share", "attributions", "statements with an emotive cue", where={"stance": "emotive"}, of=_COUNTED),
        share(
            "official_share",
            "attributions",
            "statements of governments and armed forces among those whose kind of source is known",
            where={"source_type": _OFFICIAL},
            of={**_COUNTED, "source_type": SOURCE_TYPES},
        ),
    )

    def score(self, reading: Reading) -> Evidence:
        """Return the attributions of a batch."""
        batch, voices = reading.batch, reading.derive(voices_of)
        keep = np.flatnonzero(~batch.excluded[voices.start])
        cue = (voices.cue_start[keep], voices.cue_end[keep])
        speaker = (voices.speaker_start[keep], voices.speaker_end[keep])
        columns: dict[str, NDArray[Any] | Coded] = {
            "kind": Coded(voices.kind[keep], KINDS),
            "cue": _phrases(batch, *cue),
            "stance": Coded(voices.stance[keep], STANCES),
            "thought": voices.thought[keep],
            "status": Coded(voices.status[keep], STATUSES),
            "speaker": voices.speaker.take(keep),
            "actor": voices.actor.take(keep),
            "source_type": Coded(voices.source_type[keep], SOURCE_TYPES),
            "named": voices.named[keep],
            "relay": voices.relay.take(keep),
            "n_words": _words(batch, voices, keep),
            **_groups(batch, voices, keep),
            "clause": voices.clause[keep],
        }
        return Evidence(voices.start[keep], voices.end[keep], columns, {"cue": cue, "speaker": speaker})


def _phrases(batch: Batch, start: Integers, end: Integers) -> Coded:
    """Return the cues as written, lower case; a cue of one plain word is known by its number."""
    size = np.where(start >= 0, end - start, 0)
    word = batch.lower[np.maximum(start, 0)]
    plain = (size == 1) & batch.vocabulary.ask(str.isalpha, word)
    codes = np.where(plain, word, -1)
    rows = np.flatnonzero((size > 0) & ~plain)
    spans = zip(batch.start[start[rows]].tolist(), batch.end[end[rows] - 1].tolist(), strict=True)
    cues = [batch.text[first:last].lower() for first, last in spans]
    written = [*dict.fromkeys(cues)]
    numbers = dict(zip(written, range(len(written)), strict=True))
    codes[rows] = -2 - np.fromiter(map(numbers.__getitem__, cues), np.int32, len(cues))
    spellings = batch.vocabulary.spellings
    distinct, where, which = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(where)
    order = order[distinct[order] != -1]
    place = np.full(len(distinct), -1, np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return Coded(place[which], [spellings[code] if code >= 0 else written[-2 - code] for code in distinct[order].tolist()])


def _words(batch: Batch, voices: Voices, keep: NDArray[np.intp]) -> NDArray[np.int64]:
    total = batch.derive(counted_before)
    return (total[voices.end[keep]] - total[voices.start[keep]]).astype(np.int64)


def _groups(batch: Batch, voices: Voices, keep: NDArray[np.intp]) -> dict[str, NDArray[Any]]:
    """Number the statements of each article from 0, and mark the row by which each is counted."""
    group = voices.group[keep]
    article = batch.article[voices.start[keep]]
    counted = np.zeros(len(group), bool)
    order = np.lexsort((np.arange(len(group)), np.array(_INDIRECTNESS)[voices.kind[keep]], ~voices.clause[keep], group))
    numbers, where = np.unique(group[order], return_index=True)
    counted[order[where]] = voices.clause[keep][order[where]]
    owner = article[order[where]]
    rank = np.arange(len(numbers)) - np.searchsorted(owner, owner)
    return {"group": rank[np.searchsorted(numbers, group)].astype(np.int64), "counted": counted}
