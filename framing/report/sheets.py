"""The tables of the page, each row with the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.actors import actor_names, known_actors
from framing.compare.wording import VOICES
from framing.report.index import actor_ids
from framing.report.model import MOST_ROWS, Column, Query, Sheet

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "cue_sheet",
    "loaded_sheet",
    "measure_sheet",
    "portrayal_sheet",
    "quoted_sheet",
    "readability_sheet",
    "side_sheet",
    "speaker_sheet",
    "term_sheet",
    "variant_sheet",
]

_VOICE_WORDS = {
    "outlet": "outlet’s own",
    "direct": "direct quotation",
    "indirect": "reported speech",
    "all": "all voices",
}
_DIVIDED = [False, False, True, True, False, True]  # sets with several names that many outlets use come first
_OUTLETS = 500  # in the table of loaded terms, each in every voice
_ACTORS = 40  # in the table of actors
_OUTLET = Column("outlet", "Outlet")


def loaded_sheet(analysis: Analysis) -> Sheet:
    """Return the rates of loaded terms by outlet, for every voice and for all together."""
    import pandas as pd

    parts = [_loaded(analysis, voice) for voice in VOICES]
    frame = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    frame = frame.sort_values(["n_articles", "outlet"], ascending=[False, True], kind="stable", ignore_index=True)
    queries = [
        Query(
            "terms",
            {"outlet": each.outlet, "loaded": 1} | _in_voice(str(each.voice)),
            f"Loaded terms, {each.outlet}, {each.whose}",
        )
        for each in frame.itertuples()
    ]
    columns = [
        _OUTLET,
        Column("whose", "Whose words"),
        Column("n_articles", "Articles", "count"),
        Column("words", "Words", "count"),
        Column("count", "Loaded terms", "count"),
        Column("value", "Per 1,000 words", "rate", "low", "high"),
        Column("note", "Note"),
    ]
    return Sheet(
        "loaded_terms_by_outlet", "Loaded terms by outlet", frame, columns, queries, "count",
        {"outlet": "outlet", "voice": "voice"}, pooled=True, most=4 * _OUTLETS,
    )  # fmt: skip


def _in_voice(voice: str) -> dict[str, str]:
    return {} if voice == "all" else {"voice": voice}


def _loaded(analysis: Analysis, voice: str) -> pd.DataFrame:
    rates = analysis.by("outlet", voice=voice, measures=["loaded_rate"]).rename(columns={"exposure": "words"})
    rates = rates.assign(voice=voice, whose=_VOICE_WORDS[voice])
    return rates[["outlet", "voice", "whose", "n_articles", "words", "count", "value", "low", "high", "note"]]


def side_sheet(analysis: Analysis) -> Sheet:
    """Return how often outlets use the words of either side, topic by topic, in their own voice."""
    frame = analysis.by("outlet", "lexicon", measures=[f"side_{side}_rate" for side in "ab"])
    frame = frame[frame["count"] > 0].assign(side=frame["measure"].map({"side_a_rate": "A", "side_b_rate": "B"}))
    order = ["count", "lexicon", "outlet", "side"]
    frame = frame.sort_values(order, ascending=[False, True, True, True], ignore_index=True)
    queries = [
        Query(
            "terms",
            {"outlet": each.outlet, "lexicon": each.lexicon, "side": each.side, "scored": 1, "voice": "outlet"},
            f"Words of side {each.side}, {each.outlet}",
        )
        for each in frame.itertuples()
    ]
    columns = [
        Column("lexicon", "Topic", "label"),
        _OUTLET,
        Column("side", "Side", "side"),
        Column("n_articles", "Articles", "count"),
        Column("count", "Times", "count"),
        Column("value", "Per 1,000 words", "rate", "low", "high"),
        Column("note", "Note"),
    ]
    return Sheet(
        "sides", "The vocabulary of the two sides", frame, columns, queries, "count", {"outlet": "outlet", "side": "side"},
        note="Every topic’s lexicon says who its sides A and B are; sides of different topics are never added up. Rates "
        "are per 1,000 words of all articles of the outlet.",
    )  # fmt: skip


def term_sheet(analysis: Analysis) -> Sheet:
    """Return which terms make up the counts: one row per outlet, entry and voice."""
    terms = analysis.terms
    loaded = terms[terms["loaded"]]
    keys = ["outlet", "lexicon", "entry", "category", "side", "voice"]
    grouped = loaded.groupby(keys, dropna=False, observed=True)
    frame = grouped.agg(forms=("text", _forms), n=("text", "size"), n_articles=("article", "nunique")).reset_index()
    frame = frame.sort_values(["n", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True)
    frame["whose"] = frame["voice"].map(_VOICE_WORDS)
    queries = [
        Query(
            "terms",
            {"outlet": each.outlet, "entry": f"{each.lexicon} {each.entry}", "loaded": 1, "voice": each.voice},
            f"“{each.forms}”, {each.outlet}, {each.whose}",
        )
        for each in frame.head(MOST_ROWS).itertuples()
    ]
    columns = [
        Column("forms", "Term as found"),
        _OUTLET,
        Column("whose", "Whose words"),
        Column("n", "Times", "count"),
        Column("n_articles", "Articles", "count"),
        Column("side", "Side", "side"),
        Column("category", "Category", "label"),
        Column("lexicon", "Lexicon", "label"),
    ]
    keys_of = {"outlet": "outlet", "voice": "voice", "side": "side"}
    return Sheet("loaded_terms", "The terms themselves", frame, columns, queries, "n", keys_of)


def _forms(texts: pd.Series) -> str:
    counts = texts.str.lower().value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def variant_sheet(analysis: Analysis, concepts: Mapping[str, str]) -> Sheet:
    """Return which name each outlet chose for the same referent, in its own voice."""
    frame = analysis.variants("outlet").reset_index(drop=True)
    sets = frame.groupby("variant_set").agg(_names=("entry", "nunique"), _in=("outlet", "nunique"))
    frame = frame.assign(concept=frame["variant_set"].map(concepts)).join(sets, on="variant_set")
    frame = frame.sort_values(["_names", "_in", "variant_set", "outlet", "n", "entry"], ascending=_DIVIDED, ignore_index=True)
    queries = [
        Query(
            "terms",
            {
                "outlet": each.outlet,
                "entry": f"{str(each.variant_set).partition('.')[0]} {each.entry}",
                "variant_set": each.variant_set,
                "voice": "outlet",
            },
            f"{each.concept}: “{each.forms}”, {each.outlet}",
        )
        for each in frame.itertuples()
    ]
    columns = [
        Column("concept", "What is named"),
        Column("forms", "Name chosen"),
        _OUTLET,
        Column("side", "Side", "side"),
        Column("n", "Times", "count"),
        Column("share", "Of all names", "share"),
        Column("n_articles", "Articles", "count"),
        Column("article_share", "Articles by majority", "share", "low", "high"),
        Column("avoiding", "Articles without", "count"),
    ]
    return Sheet(
        "variants", "Names chosen for the same referents", frame, columns, queries, "n", {"outlet": "outlet", "side": "side"},
        note="Only names that can stand for one another; quotations are left aside. “Articles without” are about the "
        "topic and use none of the names.",
    )  # fmt: skip


def quoted_sheet(analysis: Analysis) -> Sheet:
    """Return how much of an outlet's text is attributed to others, and how."""
    names = ["attribution_rate", "direct_share", "unnamed_share", "doubting_share", "endorsing_share", "official_share"]
    frame = _wide(analysis, names)
    queries = [
        Query("attributions", {"outlet": outlet, "counted": 1}, f"Attributed statements, {outlet}") for outlet in frame["outlet"]
    ]
    columns = [
        _OUTLET,
        Column("n_articles", "Articles", "count"),
        Column("count", "Statements", "count"),
        Column("attribution_rate", "Per 1,000 words", "rate", "attribution_rate_low", "attribution_rate_high"),
        Column("direct_share", "Quoted directly", "share", "direct_share_low", "direct_share_high"),
        Column("unnamed_share", "Source unnamed", "share", "unnamed_share_low", "unnamed_share_high"),
        Column("doubting_share", "Doubting verb", "share", "doubting_share_low", "doubting_share_high"),
        Column("endorsing_share", "Endorsing verb", "share", "endorsing_share_low", "endorsing_share_high"),
        Column("official_share", "Officials", "share", "official_share_low", "official_share_high"),
    ]
    return Sheet(
        "attribution_by_outlet", "Statements of others by outlet", frame, columns, queries, "count", {"outlet": "outlet"},
        note="More quotations are not better journalism: they can be stenography.",
    )  # fmt: skip


def _wide(analysis: Analysis, names: Sequence[str]) -> pd.DataFrame:
    """Return one row per outlet with several measures side by side; count and articles are those of the first."""
    table = analysis.by("outlet", measures=list(names))
    first = table[table["measure"] == names[0]]
    frame = first[["outlet", "n_articles", "count", "exposure"]].reset_index(drop=True)
    for name in names:
        part = table[table["measure"] == name].set_index("outlet")
        for column, suffix in (("value", ""), ("low", "_low"), ("high", "_high")):
            frame[f"{name}{suffix}"] = frame["outlet"].map(part[column])
    return frame.sort_values(["n_articles", "outlet"], ascending=[False, True], ignore_index=True)


def speaker_sheet(analysis: Analysis) -> Sheet:
    """Return who is quoted by whom, and how."""
    rows = analysis.attributions
    rows = rows[rows["counted"] & rows["speaker"].notna()]
    rows = rows.assign(
        direct=rows["kind"] == "direct", doubting=rows["stance"] == "doubting", endorsing=rows["stance"] == "endorsing",
        actor=actor_ids(analysis, rows["actor"]),
    )  # fmt: skip
    grouped = rows.groupby(["outlet", "speaker"], observed=True)
    frame = grouped.agg(
        n=("text", "size"),
        n_articles=("article", "nunique"),
        direct=("direct", "sum"),
        doubting=("doubting", "sum"),
        endorsing=("endorsing", "sum"),
        source_type=("source_type", "first"),
        actor=("actor", "first"),
    ).reset_index()
    frame["side"] = frame["actor"].map({id: actor.side for id, actor in known_actors(analysis).items()})
    frame = frame.sort_values(["n", "speaker", "outlet"], ascending=[False, True, True], ignore_index=True)
    queries = [
        Query(
            "attributions",
            {"outlet": each.outlet, "speaker": each.speaker, "counted": 1},
            f"{each.speaker} in {each.outlet}",
        )
        for each in frame.head(MOST_ROWS).itertuples()
    ]
    columns = [
        Column("speaker", "Speaker"),
        _OUTLET,
        Column("n", "Statements", "count"),
        Column("n_articles", "Articles", "count"),
        Column("direct", "Quoted", "count"),
        Column("doubting", "Doubted", "count"),
        Column("endorsing", "Endorsed", "count"),
        Column("source_type", "Kind of source", "label"),
        Column("side", "Side", "side"),
    ]
    keys = {"outlet": "outlet", "actor": "actor", "side": "side"}
    return Sheet("speakers", "Who is quoted", frame, columns, queries, "n", keys)


def cue_sheet(analysis: Analysis) -> Sheet:
    """Return with which verbs and phrases outlets introduce statements."""
    rows = analysis.attributions
    rows = rows[rows["counted"] & rows["cue"].notna()]
    frame = rows.groupby(["outlet", "cue", "stance"], dropna=False, observed=True).agg(
        n=("text", "size"), n_articles=("article", "nunique")
    ).reset_index()  # fmt: skip
    frame = frame.sort_values(["n", "cue", "outlet", "stance"], ascending=[False, True, True, True], ignore_index=True)
    queries = [
        Query(
            "attributions",
            {"outlet": each.outlet, "cue": each.cue, "counted": 1}
            | ({"stance": each.stance} if isinstance(each.stance, str) else {}),
            f"“{each.cue}” in {each.outlet}",
        )
        for each in frame.head(MOST_ROWS).itertuples()
    ]
    columns = [
        Column("cue", "Verb or phrase"),
        _OUTLET,
        Column("stance", "Stance"),
        Column("n", "Times", "count"),
        Column("n_articles", "Articles", "count"),
    ]
    return Sheet("cues", "The verbs of saying", frame, columns, queries, "n", {"outlet": "outlet"})


def portrayal_sheet(analysis: Analysis) -> Sheet:
    """Return how often each actor is mentioned and in what tone, by outlet and voice."""
    import pandas as pd

    some = _most_mentioned(analysis)
    parts = [_portrayal(some, voice) for voice in VOICES]
    frame = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    names = actor_names(analysis)
    sides = {id: actor.side for id, actor in known_actors(analysis).items()}
    frame = frame.assign(name=[names.get(each, each) for each in frame["actor"]], side=frame["actor"].map(sides))
    frame = frame.sort_values(["n", "name", "outlet", "voice"], ascending=[False, True, True, True], ignore_index=True)
    queries = [
        Query(
            "mentions",
            {"outlet": each.outlet, "actor": each.actor} | _in_voice(str(each.voice)),
            f"{each.name} in {each.outlet}, {each.whose}",
        )
        for each in frame.itertuples()
    ]
    columns = [
        Column("name", "Actor"),
        _OUTLET,
        Column("whose", "Whose words"),
        Column("n", "Mentions", "count"),
        Column("n_articles", "Articles", "count"),
        Column("tone", "Tone, −1 to 1", "tone", "low", "high"),
        Column("negative_share", "Negative", "share"),
        Column("positive_share", "Positive", "share"),
        Column("side", "Side", "side"),
    ]
    keys = {"outlet": "outlet", "voice": "voice", "actor": "actor", "side": "side"}
    return Sheet(
        "actors", "Actors by outlet", frame, columns, queries, "n", keys, pooled=True,
        note=f"The {_ACTORS} actors with most mentions. Tone is read sentence by sentence by a model and is often wrong for a "
        "single mention.",
    )  # fmt: skip


def _most_mentioned(analysis: Analysis) -> Analysis:
    """Return the analysis with the mentions of the actors that are mentioned most."""
    counts = analysis.mentions["actor"].value_counts()
    names = sorted(counts.index, key=lambda actor: (-int(counts[actor]), str(actor)))[:_ACTORS]
    mentions = analysis.mentions[analysis.mentions["actor"].isin(names)].reset_index(drop=True)
    return replace(analysis, tables={**analysis.tables, "mentions": mentions})


def _portrayal(analysis: Analysis, voice: str) -> pd.DataFrame:
    tone = analysis.by("outlet", "actor", voice=voice, measures=["tone"])
    frame = tone.rename(columns={"value": "tone", "exposure": "n"})
    frame = frame[["outlet", "actor", "n", "n_articles", "tone", "low", "high"]]
    mentions = analysis.mentions if voice == "all" else analysis.mentions[analysis.mentions["voice"] == voice]
    for label in ("negative", "positive"):
        share = (mentions["label"] == label).groupby([mentions["outlet"], mentions["actor"]], observed=True).mean()
        frame = frame.merge(share.rename(f"{label}_share").reset_index(), on=["outlet", "actor"], how="left")
    return frame.assign(voice=voice, whose=_VOICE_WORDS[voice])


def readability_sheet(analysis: Analysis) -> Sheet:
    """Return the formulas of readability by outlet."""
    frame = _wide(analysis, ["reading_ease", "reading_grade"])
    columns = [
        _OUTLET,
        Column("n_articles", "Articles", "count"),
        Column("reading_ease", "Flesch reading ease", "rate", "reading_ease_low", "reading_ease_high"),
        Column("reading_grade", "Flesch–Kincaid grade", "rate", "reading_grade_low", "reading_grade_high"),
    ]
    return Sheet("readability", "Readability by outlet", frame, columns, (), "", {"outlet": "outlet"})


def measure_sheet(analysis: Analysis) -> Sheet:
    """Return every measure by outlet, those of your own scorers among them."""
    table = analysis.by("outlet")
    described = {measure.name: measure.description for measure in analysis.measures}
    frame = table.assign(description=table["measure"].map(described)).reset_index(drop=True)
    columns = [
        Column("description", "Measure"),
        _OUTLET,
        Column("value", "Value", "number", "low", "high"),
        Column("n_articles", "Articles", "count"),
        Column("count", "Count", "rate"),
        Column("exposure", "Of", "rate"),
        Column("note", "Note"),
    ]
    return Sheet("measures", "All measures by outlet", frame, columns, (), "", {"outlet": "outlet"})
