"""Which speakers of an event each outlet lets speak, and which sentences of a speech it chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from framing.coverage.result import Coverage
from framing.coverage.rows import each_row

__all__ = ["speaker_table", "speech_table"]


def speaker_table(coverage: Coverage) -> pd.DataFrame:
    """Return one row per named speaker of an event, with direct, indirect or absent for each outlet."""
    import pandas as pd

    said = _said(coverage)
    outlets = sorted(set(coverage.cells["outlet"]))
    rows = []
    for (event, speaker), own in said.groupby(["event", "speaker"], sort=False):
        here = set(coverage.cells.loc[coverage.cells["event"] == event, "outlet"])
        direct = set(own.loc[own["kind"] != "indirect", "outlet"])
        heard = set(own["outlet"])
        cells = [
            None if each not in here else "direct" if each in direct else "indirect" if each in heard else "absent"
            for each in outlets
        ]
        rows.append((event, speaker, len(heard), *cells))
    frame = pd.DataFrame(rows, columns=["event", "speaker", "n_outlets", *outlets])
    return frame.sort_values("n_outlets", ascending=False, kind="stable").reset_index(drop=True)


def speech_table(coverage: Coverage) -> pd.DataFrame:
    """Return what each outlet reports of each named speaker, and how many others report the same."""
    import pandas as pd

    said = _said(coverage)
    statements = coverage.statements
    places: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row in each_row(statements):
        places.setdefault((row.article, row.segment), []).append((row.start, row.end, row.statement))
    found = [
        next((name for first, last, name in places.get((row.article, row.segment), ())
              if first < row.end and row.start < last), None)
        for row in each_row(said)
    ]
    frame = said.assign(statement=pd.Series(found, index=said.index, dtype="str"))
    n_outlets = statements.groupby("statement")["outlet"].nunique()
    frame["n_outlets"] = frame["statement"].map(n_outlets).fillna(1).astype("int64")
    columns = ["event", "speaker", "statement", "outlet", "article", "segment", "start", "end", "text", "kind", "cue",
               "stance", "n_outlets"]
    return frame[columns].sort_values(["event", "speaker", "statement"], kind="stable").reset_index(drop=True)


def _said(coverage: Coverage) -> pd.DataFrame:
    """Return the attributions of named speakers in the articles of the events: "Moscow" and "Russia" are one government."""
    articles = coverage.analysis.articles
    events = articles[articles["event"].isin(set(coverage.cells["event"]))].set_index("article")["event"]
    said = coverage.analysis.attributions
    said = said[said["article"].isin(events.index) & said["named"] & said["speaker"].notna()]
    outlet, speaker = said["outlet"].fillna(said["article"]), said["actor"].fillna(said["speaker"])
    return said.assign(event=said["article"].map(events), outlet=outlet, speaker=speaker)
