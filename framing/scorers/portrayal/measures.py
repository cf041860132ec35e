"""The measures of portrayal: each is one ratio of sums per outlet and actor, and none is made of others."""

from __future__ import annotations

from framing.measure import Measure, Sum, mean, share

__all__ = ["PORTRAYAL"]

_ACTOR = ("actor",)
_HUNDRED = 100.0
_HEADLINES = Sum("articles", {"headline": True})
_TARGETS = {"actor": "target", "side": ""}  # of terms: their own side is that of the word, not of the actor


def _seen(name: str, where: str, articles: Sum, description: str) -> Measure:
    return Measure(name, "share", Sum("mentions", {where: True}, once=True), articles, description)


def _part(kind: str, part: str, description: str) -> Measure:
    return share(
        f"{kind}_{part}_share", "mentions", description, where={"event_part": part}, of={"event_kind": kind}, voiced=True
    )


def _toned(label: str) -> Measure:
    return share(
        f"{label}_share", "mentions", f"mentions with {label} tone among all mentions", where={"label": label}, voiced=True
    )


PORTRAYAL: tuple[Measure, ...] = (
    Measure(
        "visibility",
        "share",
        Sum("mentions"),
        Sum("mentions", fixed=("actor", "side")),
        "mentions of the actor among all mentions of actors",
        needs=("actor", "side"),
    ),
    _seen("headline_share", "headline", _HEADLINES, "headlines that mention the actor among all headlines"),
    _seen("lead_share", "lead", Sum("articles"), "articles whose first paragraph mentions the actor among all articles"),
    mean(
        "tone",
        "mentions",
        "mean tone toward the actor, from -1 (negative) to 1 (positive)",
        value="tone",
        voiced=True,
        bounds=(-1.0, 1.0),
    ),
    _toned("negative"),
    _toned("positive"),
    _part("harm", "agent", "doers of harm among mentions as doer of harm or harmed"),
    _part("harm", "patient", "harmed among mentions as doer of harm or harmed"),
    _part("help", "agent", "helpers among mentions as helper or helped"),
    _part("help", "patient", "helped among mentions as helper or helped"),
    Measure(
        "loaded_per_100_mentions",
        "rate",
        Sum("terms", {"loaded": True}, voiced=True, renamed=_TARGETS),
        Sum("mentions", voiced=True),
        "loaded terms that are said of the actor per 100 mentions",
        scale=_HUNDRED,
        needs=_ACTOR,
    ),
    Measure(
        "voice_share",
        "share",
        Sum("attributions", value="n_words"),
        Sum("attributions", value="n_words", fixed=("actor",)),
        "words of the actor among all quoted and reported words",
        needs=_ACTOR,
    ),
    Measure(
        "stance_balance",
        "mean",
        Sum("attributions", {"counted": True}, value="stance", scores={"endorsing": 1.0, "doubting": -1.0}),
        Sum("attributions", {"counted": True}),
        "statements with an endorsing cue less those with a doubting cue, among all statements, from -1 to 1",
        bounds=(-1.0, 1.0),
    ),
)
