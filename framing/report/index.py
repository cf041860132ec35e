"""The rows of evidence as the page holds them: columns of small numbers, found by query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.analysis import Analysis
from framing.charts.actors import known_actors
from framing.report.model import Query

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "Index", "actor_ids", "index_of"]

_TERM_LISTS = ("entry", "voice", "speaker", "target")
_ENTRY = ("lexicon", "category", "variant_set", "side", "valence", "lane", "exchangeable", "scored")
_STATEMENT_LISTS = ("kind", "cue", "stance", "speaker", "actor", "source_type", "status")
_MENTION_LISTS = ("actor", "form", "voice", "speaker", "speaker_actor", "label")
_VOICES = {"direct": ["direct"], "indirect": ["indirect"], "mixed": ["direct", "indirect"]}
TABLES = ("terms", "attributions", "mentions")


@dataclass(frozen=True, eq=False)
class Index:
    """One table of evidence, its rows in the order of the articles.

    `columns` hold numbers; those that also stand in `lists` are codes into them (-1: none). `via` are properties of
    another column's values: the side of an entry, say. `at` is the first row of each article.
    """

    table: str
    columns: Mapping[str, NDArray[Any]]
    lists: Mapping[str, list[Any]]
    via: Mapping[str, tuple[str, list[Any]]]
    at: NDArray[np.int64]
    order: NDArray[np.intp]
    outlets: NDArray[Any]
    texts: list[str]

    def payload(self, *, hits: bool = False) -> dict[str, Any]:
        """Return the index as the page reads it; with the texts of the hits where the articles are not at hand."""
        more = {"texts": self.texts} if hits else {}
        return {
            **more,
            "n": len(self.order),
            "at": self.at.tolist(),
            "columns": {name: values.tolist() for name, values in self.columns.items()},
            "lists": dict(self.lists),
            "via": {name: list(each) for name, each in self.via.items()},
        }

    def count(self, query: Query) -> int:
        """Return how many rows a query finds, as the page counts them."""
        return int(self.find(query).sum())

    def find(self, query: Query) -> NDArray[np.bool_]:
        """Tell the rows that a query finds."""
        keep = np.ones(len(self.order), bool)
        for name, wanted in query.where.items():
            keep &= self._fits(name, wanted if isinstance(wanted, list) else [wanted])
        return keep

    def _fits(self, name: str, wanted: list[Any]) -> NDArray[np.bool_]:
        if name == "outlet":
            return np.isin(self.outlets, [str(each) for each in wanted])
        if name in self.via:
            column, values = self.via[name]
            good = [bool(set(value if isinstance(value, list) else [value]) & set(wanted)) for value in values]
            return np.append(np.array(good, bool), False)[self.columns[column]]
        if name in self.lists:
            good = [value in wanted for value in self.lists[name]]
            return np.append(np.array(good, bool), False)[self.columns[name]]
        return np.isin(self.columns[name], wanted)


def index_of(analysis: Analysis, table: str) -> Index:
    """Return a table of evidence as the page holds it."""
    rows = analysis.table(table)
    places = {id: place for place, id in enumerate(analysis.table("articles")["article"].tolist())}
    number = rows["article"].map(places).to_numpy(np.int64) if len(rows) else np.zeros(0, np.int64)
    order = np.lexsort((rows["start"].to_numpy(np.int64), (rows["segment"] == "body").to_numpy(np.int64), number))
    rows, number = rows.iloc[order], number[order]
    columns: dict[str, NDArray[Any]] = {
        "segment": (rows["segment"] == "body").to_numpy(np.int8),
        "start": rows["start"].to_numpy(np.int64),
        "end": rows["end"].to_numpy(np.int64),
    }
    build = {"terms": _terms, "attributions": _statements, "mentions": _mentions}[table]
    more, lists, via = build(analysis, rows)
    at = np.searchsorted(number, np.arange(len(places) + 1))
    outlets = rows["outlet"].astype("str").to_numpy()
    return Index(table, {**columns, **more}, lists, via, at, order, outlets, rows["text"].tolist())


Parts = tuple[dict[str, NDArray[Any]], dict[str, list[Any]], dict[str, tuple[str, list[Any]]]]


def _coded(rows: pd.DataFrame, names: tuple[str, ...]) -> tuple[dict[str, NDArray[Any]], dict[str, list[Any]]]:
    """Return columns of strings as codes (-1 where missing) with the sorted list of their values."""
    import pandas as pd

    codes, lists = {}, {}
    for name in names:
        codes[name], values = pd.factorize(rows[name], sort=True)
        lists[name] = [str(value) for value in values]
    return codes, lists


def _terms(analysis: Analysis, rows: pd.DataFrame) -> Parts:
    rows = rows.assign(entry=rows["lexicon"].str.cat(rows["entry"], sep=" "))
    codes, lists = _coded(rows, _TERM_LISTS)
    known = rows.drop_duplicates("entry").set_index("entry").reindex(lists["entry"])
    via: dict[str, tuple[str, list[Any]]] = {name: ("entry", _plain(known[name])) for name in _ENTRY}
    actors = known_actors(analysis)
    names = {actor.name: id for id, actor in actors.items()} | {id: id for id in actors}
    via["actor"] = ("target", [names.get(each) for each in lists["target"]])
    codes["loaded"] = rows["loaded"].to_numpy(np.int8)
    return codes, lists, via


def _statements(analysis: Analysis, rows: pd.DataFrame) -> Parts:
    rows = rows.assign(actor=actor_ids(analysis, rows["actor"]))
    codes, lists = _coded(rows, _STATEMENT_LISTS)
    via: dict[str, tuple[str, list[Any]]] = {
        "side": ("actor", _sides(analysis, lists["actor"])),
        "voice": ("kind", [_VOICES[each] for each in lists["kind"]]),
    }
    for name in ("named", "counted"):
        codes[name] = rows[name].to_numpy(np.int8)
    for name in ("cue_start", "cue_end", "speaker_start", "speaker_end"):
        codes[name] = rows[name].to_numpy(np.int64)
    return codes, lists, via


def _mentions(analysis: Analysis, rows: pd.DataFrame) -> Parts:
    rows = rows.assign(actor=actor_ids(analysis, rows["actor"]))
    codes, lists = _coded(rows, tuple(name for name in _MENTION_LISTS if name in rows))
    via: dict[str, tuple[str, list[Any]]] = {"side": ("actor", _sides(analysis, lists["actor"]))}
    codes["tone"] = np.round(rows["tone"].to_numpy(float), 2)
    return codes, lists, via


def actor_ids(analysis: Analysis, actors: pd.Series[Any]) -> pd.Series[Any]:
    """Return the ids of actors that are given by their names."""
    ids = {actor.name: id for id, actor in known_actors(analysis).items()}
    return actors.map(ids).astype("str").where(actors.isin(list(ids)), actors)


def _sides(analysis: Analysis, actors: list[str]) -> list[Any]:
    known = known_actors(analysis)
    return [known[each].side if each in known else None for each in actors]


def _plain(column: pd.Series) -> list[Any]:
    """Return values that JSON knows; None where missing, 0 and 1 for what is true or not."""
    values = [None if value is None or value != value else value for value in column.tolist()]
    return [int(value) if isinstance(value, bool) else value for value in values]
