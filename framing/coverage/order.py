"""Order and prominence: where statements, actors, sides and speakers stand, and who has the first and last word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from framing.coverage.result import Coverage

__all__ = ["order"]

LEAD = 0.1  # of the text, from its beginning
COLUMNS = (
    "event", "outlet", "article", "what", "name", "n", "in_headline", "in_lead", "position", "rank", "first_word",
    "last_word",
)


def order(coverage: Coverage) -> pd.DataFrame:
    """Return one row per article and statement, actor, side or speaker."""
    import pandas as pd

    places = pd.concat(_places(coverage), ignore_index=True)
    rows = []
    for (article, what), own in places.groupby(["article", "what"], sort=False):
        speakers = own[own["segment"] == "body"].sort_values("position", kind="stable")["name"].tolist()
        spoken = speakers if what == "speaker" else []
        firsts = own.groupby("name")["position"].min().rank(method="first")
        for name, each in own.groupby("name", sort=False):
            rows.append((
                each["event"].iloc[0], each["outlet"].iloc[0], article, what, name, len(each),
                bool((each["segment"] == "headline").any()),
                bool(((each["segment"] == "body") & (each["position"] <= LEAD)).any()),
                each["position"].min(), int(firsts[name]), spoken[:1] == [name], spoken[-1:] == [name],
            ))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values(["event", "outlet", "article", "what", "rank"], kind="stable").reset_index(drop=True)


def _places(coverage: Coverage) -> list[pd.DataFrame]:
    """Return every place of a statement, actor, side or speaker as (event, outlet, article, what, name, position)."""
    analysis = coverage.analysis
    statements = coverage.statements.assign(what="statement", name=coverage.statements["statement"])
    terms = analysis.terms[analysis.terms["side"].isin(["A", "B"]) & analysis.terms["scored"]]
    said = analysis.attributions[analysis.attributions["counted"] & analysis.attributions["named"]]
    actors = analysis.mentions.assign(what="actor", name=analysis.mentions["actor"])
    sides = terms.assign(what="side", name=terms["side"])
    speakers = said.assign(what="speaker", name=said["actor"].fillna(said["speaker"]))
    columns = ["event", "outlet", "article", "segment", "what", "name", "position"]
    found = [statements[columns]]
    found += [_placed(each, coverage)[columns] for each in (actors, sides, speakers)]
    return [each.dropna(subset=["name"]) for each in found]


def _placed(table: pd.DataFrame, coverage: Coverage) -> pd.DataFrame:
    """Add the event and the relative position of every row."""
    events = _events(coverage)
    own = table[table["article"].isin(events)]
    lengths = {each.id: max(len(each.text), 1) for each in coverage.analysis.corpus or ()}
    position: Any = (own["start"] / own["article"].map(lengths)).where(own["segment"] == "body", 0.0)
    outlet = own["outlet"].fillna(own["article"])
    return own.assign(event=own["article"].map(events), position=position, outlet=outlet)


def _events(coverage: Coverage) -> dict[str, str]:
    wanted = set(coverage.cells["event"])
    articles = coverage.analysis.articles
    own = articles[articles["event"].isin(wanted)]
    return dict(zip(own["article"], own["event"], strict=True))
