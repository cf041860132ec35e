"""What the outlets of the embedded corpus were written to do is what the library finds."""

import tomllib
from pathlib import Path

import pytest

WAR = ["istanbul-talks", "grain-deal", "swiss-summit"]
EXPECTED = tomllib.loads((Path(__file__).parent.parent / "corpus" / "expected.toml").read_text(encoding="utf-8"))
FINDINGS = EXPECTED["finding"]


def values(demo, finding):
    """Return the measure by outlet, on the events of the finding's scope: ratios of sums over their articles."""
    measure = finding["measure"].lower()
    if measure == "delegitimising_rate":
        table = demo.by("outlet", "category", measures=["loaded_rate"]).query("category == 'legitimacy.delegitimise'")
        return table.set_index("outlet")["value"]
    if measure == "words_per_sentence":
        totals = demo.articles.groupby("outlet")[["n_words", "n_sentences"]].sum()
        return totals["n_words"] / totals["n_sentences"]
    scope = {"all": list(demo.corpus.events), "war": WAR}.get(finding["scope"], [finding["scope"]])
    chosen = demo.articles["event"].isin(scope).to_numpy()
    if "lexicon" in finding:
        table = demo.by("outlet", "event", "lexicon", measures=[measure])
        table = table[table["event"].isin(scope) & (table["lexicon"] == finding["lexicon"])]
        return table.groupby("outlet")["count"].sum() / table.groupby("outlet")["exposure"].sum()
    sums = demo.sums(measure)
    outlet = demo.articles["outlet"][chosen]
    top, bottom = (demo.articles["outlet"][chosen].to_frame().assign(x=each[chosen]).groupby(outlet)["x"].sum() for each in sums)
    return top / bottom


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda each: f"{each['measure']}-{each['scope']}-{each['outlet']}")
def test_finding(demo, finding):
    found = values(demo, finding)
    own = found[finding["outlet"]]
    if finding["expect"] == "highest":
        assert own == found.max() > found.min()
    elif finding["expect"] == "lowest":
        assert own == found.min() < found.max()
    else:
        assert own == pytest.approx(finding["expect"])
