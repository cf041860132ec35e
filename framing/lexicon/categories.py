"""The categories of framing devices and the lane in which each is counted."""

from __future__ import annotations

__all__ = ["CATEGORIES", "lane"]

#: Every category that the packaged lexicons may use; `prefix.*` admits any continuation.
CATEGORIES: tuple[str, ...] = (
    "naming.toponym", "naming.person", "naming.event", "naming.object", "naming.actor", "naming.procedure",
    "legal_status", "legitimacy.delegitimise", "legitimacy.legitimise", "euphemism", "dysphemism",
    "doubt.marker", "doubt.scare_quote",
    "cue.neutral", "cue.doubting", "cue.endorsing", "cue.emotive", "cue.thought", "cue.noun", "cue.*",
    "presupposition.factive", "presupposition.implicative", "presupposition.change_of_state",
    "epistemic.hedge", "epistemic.booster", "epithet.evaluative", "evaluative.adverb", "evaluative.verb",
    "moral_emotive", "virtue_words", "dehumanising", "figurative.ridicule",
    "source.vague", "source.label", "frame.*", "orthography",
)  # fmt: skip

_LANES = {"naming": "share", "legal_status": "share", "cue": "cue", "orthography": "descriptive"}


def lane(category: str) -> str:
    """Return how a category is counted: "share", "cue", "lexical" or "descriptive".

    Categories of your own are lexical: their hits are counted as rates per 1,000 words.

    Examples
    --------
    >>> lane("naming.toponym"), lane("cue.doubting"), lane("dehumanising"), lane("orthography")
    ('share', 'cue', 'lexical', 'descriptive')
    """
    return _LANES.get(category.partition(".")[0], "lexical")


def is_known(category: str) -> bool:
    """Tell whether a category is one of `CATEGORIES`."""
    return category in CATEGORIES or f"{category.partition('.')[0]}.*" in CATEGORIES
