"""The tables of words: loaded terms, the vocabulary of sides, the names chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.variants import topic_of
from framing.compare.wording import VOICES
from framing.compare.words import spellings
from framing.report.model import Column, Sheet
from framing.report.sheets.rows import largest_first, queries_of
from framing.report.sheets.voices import ARTICLES, OUTLET, VOICE_WORDS, in_voice

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["loaded_sheet", "side_sheet", "term_sheet", "variant_sheet"]

_DIVIDED = [False, False, True, True, False, True]  # sets with several names that many outlets use come first
_OUTLETS = 500  # in the table of loaded terms, each in every voice
_FORMS = 3  # of an entry, as found


def loaded_sheet(analysis: Analysis) -> Sheet:
    """Return the rates of loaded terms by outlet, for every voice and for all together."""
    import pandas as pd

    parts = [_loaded(analysis, voice) for voice in VOICES]
    frame = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    frame = frame.sort_values(["n_articles", "outlet"], ascending=[False, True], kind="stable", ignore_index=True)
    queries = queries_of(
        frame, "terms",
        lambda each: {"outlet": each.outlet, "loaded": 1} | in_voice(each.voice),
        lambda each: f"Loaded terms, {each.outlet}, {each.whose}",
        most=4 * _OUTLETS,
    )  # fmt: skip
    columns = [
        OUTLET,
        Column("whose", "Whose words"),
        ARTICLES,
        Column("words", "Words", "count"),
        Column("count", "Loaded terms", "count"),
        Column("value", "Per 1,000 words", "rate", "low", "high"),
        Column("note", "Note"),
    ]
    return Sheet(
        "loaded_terms_by_outlet", "Loaded terms by outlet", frame, columns, queries, "count",
        {"outlet": "outlet", "voice": "voice"}, pooled=True, most=4 * _OUTLETS,
    )  # fmt: skip


def _loaded(analysis: Analysis, voice: str) -> pd.DataFrame:
    rates = analysis.by("outlet", voice=voice, measures=["loaded_rate"]).rename(columns={"exposure": "words"})
    rates = rates.assign(voice=voice, whose=VOICE_WORDS[voice])
    return rates[["outlet", "voice", "whose", "n_articles", "words", "count", "value", "low", "high", "note"]]


def side_sheet(analysis: Analysis) -> Sheet:
    """Return how often outlets use the words of either side, topic by topic, in their own voice."""
    frame = analysis.by("outlet", "lexicon", measures=[f"side_{side}_rate" for side in "ab"])
    frame = frame[frame["count"] > 0].assign(side=frame["measure"].map({"side_a_rate": "A", "side_b_rate": "B"}))
    frame = largest_first(frame, "count", "lexicon", "outlet", "side")
    queries = queries_of(
        frame, "terms",
        lambda each: {"outlet": each.outlet, "lexicon": each.lexicon, "side": each.side, "scored": 1, "voice": "outlet"},
        lambda each: f"Words of side {each.side}, {each.outlet}",
    )  # fmt: skip
    frame["topic"] = frame["lexicon"].map(_titles(frame))
    columns = [
        Column("topic", "Topic"),
        OUTLET,
        Column("side", "Side", "side"),
        ARTICLES,
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
    frame = grouped.agg(n=("text", "size"), n_articles=("article", "nunique")).reset_index()
    forms = spellings(loaded["text"], grouped.ngroup().to_numpy(), most=_FORMS + 1)
    frame["forms"] = [", ".join(each[:_FORMS]) + (" …" if len(each) > _FORMS else "") for each in forms]
    frame["title"] = frame["lexicon"].map(_titles(frame))
    frame = largest_first(frame, "n", *keys)
    frame["whose"] = frame["voice"].map(VOICE_WORDS)
    queries = queries_of(
        frame, "terms",
        lambda each: {"outlet": each.outlet, "entry": f"{each.lexicon} {each.entry}", "loaded": 1, "voice": each.voice},
        lambda each: f"“{each.forms}”, {each.outlet}, {each.whose}",
    )  # fmt: skip
    columns = [
        Column("forms", "Term as found"),
        OUTLET,
        Column("whose", "Whose words"),
        Column("n", "Times", "count"),
        ARTICLES,
        Column("side", "Side", "side"),
        Column("category", "Category", "label"),
        Column("title", "Lexicon"),
    ]
    keys_of = {"outlet": "outlet", "voice": "voice", "side": "side"}
    return Sheet("loaded_terms", "The terms themselves", frame, columns, queries, "n", keys_of)


def variant_sheet(analysis: Analysis, concepts: Mapping[str, str]) -> Sheet:
    """Return which name each outlet chose for the same referent, in its own voice."""
    frame = analysis.variants("outlet").reset_index(drop=True)
    sets = frame.groupby("variant_set").agg(_names=("entry", "nunique"), _in=("outlet", "nunique"))
    frame = frame.assign(concept=frame["variant_set"].map(concepts)).join(sets, on="variant_set")
    frame = frame.sort_values(["_names", "_in", "variant_set", "outlet", "n", "entry"], ascending=_DIVIDED, ignore_index=True)
    queries = queries_of(
        frame, "terms",
        lambda each: {
            "outlet": each.outlet,
            "entry": f"{each.variant_set.partition('.')[0]} {each.entry}",
            "variant_set": each.variant_set,
            "voice": "outlet",
        },
        lambda each: f"{each.concept}: “{each.forms}”, {each.outlet}",
    )  # fmt: skip
    columns = [
        Column("concept", "What is named"),
        Column("forms", "Name chosen"),
        OUTLET,
        Column("side", "Side", "side"),
        Column("n", "Times", "count"),
        Column("share", "Of all names", "share"),
        ARTICLES,
        Column("article_share", "Articles by majority", "share", "low", "high"),
        Column("avoiding", "Articles without", "count"),
    ]
    return Sheet(
        "variants", "Names chosen for the same referents", frame, columns, queries, "n", {"outlet": "outlet", "side": "side"},
        note="Only names that can stand for one another; quotations are left aside. “Articles without” are about the "
        "topic and use none of the names.",
    )  # fmt: skip


def _titles(frame: pd.DataFrame) -> dict[str, str]:
    return {str(each): topic_of(str(each)) for each in frame["lexicon"].unique()}
