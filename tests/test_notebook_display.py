"""What a notebook shows of the nouns: short, escaped, with what a reader wants to know first."""

import framing

HOSTILE = '<script>alert("1")</script>'


def test_an_article_shows_its_headline_and_its_beginning():
    article = framing.Article(f"{HOSTILE} Talks went on.\nThe end. " + "More. " * 200, headline=HOSTILE, outlet="Herald & Post", event="talks")
    shown = article._repr_html_()
    assert "<script" not in shown and "Herald &amp; Post · talks" in shown
    assert "Talks went on.<br>The end." in shown and "characters)" in shown
    assert len(shown) < 1500


def test_an_analysis_shows_its_largest_outlets(demo):
    shown = demo._repr_html_()
    assert "Analysis of 30 articles" in shown and "&lt;" not in shown
    assert shown.count("<tr>") == 6 and "more outlets" not in shown
    many = framing.analyze(framing.Corpus([framing.Article("Rain fell.", outlet=f"Outlet {n} {HOSTILE}") for n in range(20)]), lexicons=[], actors=[])
    shown = many._repr_html_()
    assert "… and 8 more outlets" in shown and "<script" not in shown


def test_a_comparison_shows_measures_and_caption(demo):
    shown = framing.compare(demo, target="Eastern Banner")._repr_html_()
    assert "<table" in shown and "Detector errors uncorrected" in shown
