"""Names, tone, sources and stances: counts in, bars and cells out."""

from __future__ import annotations

import pytest
from chart_data import made
from drawn import bars, heading, lines, names, texts

from framing import charts
from framing.charts.look import side_mark
from framing.errors import NotEnoughData, UnknownName

KIEV = {"text": "Kiev", "entry": "capital.kiev", "side": "B"}


def named(counts: dict[str, list[tuple[int, int]]], **more: object):
    """Return an analysis with so many Kyivs and Kievs in every article."""
    terms = [
        {"article": f"{outlet}-{number}", **look, **more}
        for outlet, pairs in counts.items()
        for number, pair in enumerate(pairs)
        for look, times in zip(({}, KIEV), pair, strict=True)
        for _ in range(times)
    ]
    return made({outlet: len(pairs) for outlet, pairs in counts.items()}, terms=terms)


MIXED = {"Banner": [(0, 4), (0, 2), (1, 3)], "Wire": [(3, 0), (2, 0), (5, 0)]}


@pytest.mark.parametrize("which", [None, "russia_ukraine", "russia_ukraine.capital"])
def test_shares_diverge_from_the_middle(which: str | None) -> None:
    ax = charts.variant_shares(named(MIXED), which)
    found = [bar for bar in bars(ax) if bar[0] != bar[1]]
    assert names(ax) == ["Banner", "Wire"]
    assert (pytest.approx(-0.9), 0, 0) in found and (0, pytest.approx(0.1), 0) in found
    assert (0, 1, 1) in found


def test_counts_stand_in_the_bars_and_majorities_beside_them() -> None:
    said = texts(charts.variant_shares(named(MIXED)))
    assert {"9", "10", "0 of 3", "3 of 3"} <= set(said)


def test_key_names_sides_by_what_was_written() -> None:
    assert "side B: Kiev" in heading(charts.variant_shares(named(MIXED)))


def test_the_caption_speaks_of_intervals_where_some_are_drawn() -> None:
    single = {outlet: pairs[:1] for outlet, pairs in MIXED.items()}
    told = [charts.caption(charts.variant_shares(named(counts), "russia_ukraine")) for counts in (MIXED, single)]
    assert ["Intervals: 95 %" in each for each in told] == [True, False]


def test_names_of_no_side_stand_in_the_middle() -> None:
    terms = [{"article": "Wire-0", "side": side} for side in ("A", "N", "N", "N")]
    ax = charts.variant_shares(made({"Wire": 1}, terms=terms), "russia_ukraine.capital")
    assert sorted(bars(ax)) == [(-0.375, 0.375, 0), (0.375, 0.625, 0)]


def test_words_of_others_are_no_choice_of_the_outlet() -> None:
    ax = charts.variant_shares(named(MIXED, voice="direct"))
    assert "No name with an alternative occurs in this voice." in texts(ax)


def test_interval_of_the_share_is_that_of_the_articles() -> None:
    from framing import stats

    ax = charts.variant_shares(named(MIXED))
    expected = stats.share([0, 0, 1], [4, 2, 4])
    assert lines(ax, "interval")[0][:, 0].tolist() == pytest.approx([expected.low, expected.high])


def test_names_that_are_not_exchangeable_have_no_share() -> None:
    with pytest.raises(NotEnoughData, match="do not stand for the same referent"):
        charts.variant_shares(named(MIXED, exchangeable=False), "russia_ukraine.capital")


@pytest.mark.parametrize("which", ["russia_ukraine.captial", "climate"])
def test_unknown_sets_and_lexicons_are_refused(which: str) -> None:
    with pytest.raises(UnknownName):
        charts.variant_shares(named(MIXED), which)


def test_sides_differ_by_colour_marker_and_hatch() -> None:
    first, second = side_mark("A"), side_mark("B")
    assert all(one != two for one, two in zip(first, second, strict=True))


def test_every_article_stands_at_its_date_with_the_name_it_chose() -> None:
    ax = charts.variant_choice(named({"Wire": [(3, 0), (1, 2), (1, 1)]}), "russia_ukraine.capital")
    marks = {line.get_label(): line.get_marker() for line in ax.lines if line.get_label() in ("A", "B", "both")}
    assert marks == {"A": "o", "B": "D", "both": "X"}
    assert lines(ax, "A")[0][0, 0] < lines(ax, "B")[0][0, 0] < lines(ax, "both")[0][0, 0]
    assert "AP Stylebook" in heading(ax)


def test_a_ruling_within_the_time_of_the_articles_is_a_line() -> None:
    import pandas as pd

    analysis = named({"Wire": [(3, 0), (1, 2), (1, 1)]})
    dates = pd.to_datetime(["2019-01-01", "2019-08-20", "2020-06-01"])
    analysis.tables["articles"]["published"] = dates
    ax = charts.variant_choice(analysis, "russia_ukraine.capital")
    from matplotlib.dates import num2date

    drawn = {num2date(line[0, 0]).date().isoformat() for line in lines(ax, "ruling")}
    assert "2019-08-14" in drawn  # AP


def mentioned(tones: dict[str, list[float]], **more: object) -> list[dict[str, object]]:
    return [
        {"article": f"{outlet}-{number}", "tone": tone, **more}
        for outlet, values in tones.items()
        for number, tone in enumerate(values)
    ]


def test_tone_cells_hold_tone_and_mentions() -> None:
    rows = mentioned({"Post": [-0.4, -0.2], "Wire": [0.5, 0.1]}) + mentioned({"Post": [0.3]}, actor="zelensky")
    ax = charts.tone(made({"Post": 2, "Wire": 2}, mentions=rows))
    cells = {tuple(text.get_position()): text.get_text() for text in ax.texts if text.get_label() == "tone"}
    assert list(cells.values()) == ["−0.30", "0.30"]  # one article alone gives no tone
    assert [label.get_text().replace("\n", " ") for label in ax.get_xticklabels()] == [
        "Vladimir Putin",
        "Volodymyr Zelensky",
    ]
    assert {"2 mentions", "1 mention", "–"} <= set(texts(ax))


def test_tone_without_mentions_says_so() -> None:
    assert "No actor is mentioned in this voice." in texts(charts.tone(made({"Post": 2})))


def test_visibility_counts_all_mentions() -> None:
    rows = mentioned({"Post": [-0.4, -0.2, 0.0], "Wire": [0.5, 0.1, 0.0]}) + mentioned({"Post": [0.3, 0.3]}, actor="zelensky")
    ax = charts.visibility(made({"Post": 3, "Wire": 3}, mentions=rows))
    assert [point[0].tolist() for point in lines(ax, "actor")] == [[0.75, pytest.approx(0.0)], [0.25, 0.3]]
    assert {"Vladimir Putin (6)", "Volodymyr Zelensky (2)"} <= set(texts(ax))


def said(outlet: str, *rows: dict[str, object]) -> list[dict[str, object]]:
    return [{"article": f"{outlet}-0", **row} for row in rows]


def test_statements_are_stacked_by_kind_and_name() -> None:
    statements = said("Post", {}, {}, {"named": False}, {"kind": "indirect"}, {"kind": "mixed", "counted": False})
    ax = charts.quoted(made({"Post": 1, "Wire": 1}, statements=statements))
    assert bars(ax) == [(0, 4, 0), (4, 6, 0), (6, 8, 0)]  # per 1,000 words: 500 words, two direct, one unnamed, …
    assert [patch.get_hatch() for patch in ax.patches] == ["", "////", ""]
    assert {"4", "25 %", "–"} <= set(texts(ax))


def test_short_texts_get_counts_and_no_rates() -> None:
    ax = charts.quoted(made({"Post": 1}, statements=said("Post", {}, {}), words=150))
    assert bars(ax) == [(0, 2, 0)] and "number of statements" in ax.get_label()


def test_stances_are_shares_of_each_sides_statements() -> None:
    zelensky = {"actor": "Volodymyr Zelensky"}
    statements = said("Post", {"stance": "doubting"}, {"stance": "doubting"}, {}, {**zelensky}, {**zelensky, "actor": None})
    ax = charts.stances(made({"Post": 1}, statements=statements))
    assert bars(ax) == [(0, 1, pytest.approx(-0.2)), (0, pytest.approx(2 / 3), pytest.approx(0.2)),
                        (pytest.approx(2 / 3), 1, pytest.approx(0.2))]  # fmt: skip
    assert "B: Dmitry Peskov" in heading(ax)
    assert "Actors of Russia's war against Ukraine; 1 article" in heading(ax)  # two sides of what


def test_stances_without_known_sides_say_so() -> None:
    ax = charts.stances(made({"Post": 1}, statements=said("Post", {"actor": "Nobody"})))
    assert "No statement of a speaker whose side is known was found." in texts(ax)
