"""Who does what to whom: whether the doer of harm is named, put in a by-phrase, left out, or hidden in a noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, share
from framing.scorers.agency.clauses import AGENTS, FORMS
from framing.scorers.agency.events import events_of
from framing.scorers.agency.parties import mention_in
from framing.scorers.agency.surroundings import Spans
from framing.scorers.agency.words import event_lists
from framing.scorers.attribution import voices_of
from framing.scorers.evidence import VOICES, Coded, Evidence, Reading, coded
from framing.text.batch import Integers

if TYPE_CHECKING:
    from framing.scorers.portrayal import Portrayal

__all__ = ["Agency", "AgencyRow"]


@dataclass(frozen=True)
class AgencyRow:
    """One event of harm or help.

    `event` is the lemma, `kind` harm or help. `form` is active, passive or noun, `agent_place` subject, by_phrase,
    possessor ("Russia's attack", "Israeli strikes") or none; `agentless` is True for none. An active verb has a subject
    always; `agent` is empty where it was not found. `agent` and `patient`
    are as written, `agent_actor`, `patient_actor` and their sides those of the actor files.
    """

    article: str
    outlet: str
    segment: str
    start: int
    end: int
    text: str
    event: str
    kind: str
    event_class: str
    form: str
    agent_place: str
    agentless: bool
    agent: str
    agent_start: int
    agent_end: int
    agent_actor: str
    agent_side: str
    patient: str
    patient_start: int
    patient_end: int
    patient_actor: str
    patient_side: str
    voice: str
    speaker: str
    sentence: int


class Agency:
    """Finds events of harm and help and tells whether their agent is named.

    Parameters
    ----------
    portrayal
        The scorer whose mentions say which actors agents and patients are.

    Notes
    -----
    Subjects, objects and by-phrases are found from word order, without a parser: agents of infinitives and of
    coordinated verbs are often missed. A passive without an agent is no fault of a text when nobody knows who did it.
    """

    table: ClassVar[str] = "agency"
    row: ClassVar[type] = AgencyRow
    measures: ClassVar[tuple[Measure, ...]] = (
        share(
            "agentless_share",
            "agency",
            "share of events of harm whose agent is not named in the clause",
            where={"agentless": True},
            of={"kind": "harm"},
            voiced=True,
        ),
        share(
            "passive_share",
            "agency",
            "share of events of harm that are told in the passive",
            where={"form": "passive"},
            of={"kind": "harm"},
            voiced=True,
        ),
    )

    def __init__(self, portrayal: Portrayal) -> None:
        self.portrayal = portrayal

    def score(self, reading: Reading) -> Evidence:
        """Return the events of a batch."""
        batch, voices = reading.batch, reading.derive(voices_of)
        found = batch.derive(events_of)
        entries = event_lists().entries
        token, entry, form, place = (each.astype(np.int32) for each in (found.token, found.entry, found.form, found.place))
        columns: dict[str, NDArray[Any] | Coded] = {
            "event": Coded(entry, [each.lemma for each in entries]),
            "kind": Coded(entry, [each.kind for each in entries]),
            "event_class": Coded(entry, [each.group for each in entries]),
            "form": Coded(form, FORMS),
            "agent_place": Coded(place, AGENTS),
            "agentless": place == AGENTS.index("none"),
            "voice": Coded(voices.token_voice[token], VOICES),
            "speaker": voices.speaker_at(token),
        }
        extra: dict[str, tuple[Integers, Integers]] = {}
        for name, spans in (("agent", found.agent), ("patient", found.patient)):
            extra[name] = self._party(reading, token, name, spans, columns)
        return Evidence(token, token + 1, columns, extra)

    def _party(
        self,
        reading: Reading,
        tokens: Integers,
        name: str,
        spans: Spans,
        columns: dict[str, NDArray[Any] | Coded],
    ) -> tuple[Integers, Integers]:
        """Fill the columns of agents or patients; return their tokens."""
        batch, links, actors = reading.batch, reading.derive(self.portrayal.links), self.portrayal.index.actors
        who = np.append(links.actor, -1)[mention_in(batch, links, spans)].astype(np.int32)
        written = zip(spans.first.tolist(), spans.last.tolist(), strict=True)
        columns[name] = coded([batch.slice(*span) if span[0] >= 0 else None for span in written])
        columns[f"{name}_actor"] = Coded(who, [actor.name for actor in actors])
        columns[f"{name}_side"] = self.portrayal.sides.of(reading, tokens, who)
        return spans.first.astype(np.int32), spans.last.astype(np.int32)
