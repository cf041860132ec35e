"""Agency: who is named as the doer of harm and help, and who is left out."""

from framing.scorers.agency.clauses import AGENTS, FORMS
from framing.scorers.agency.events import events_of
from framing.scorers.agency.scorer import Agency, AgencyRow

__all__ = ["AGENTS", "FORMS", "Agency", "AgencyRow", "events_of"]
