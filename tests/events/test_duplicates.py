"""Texts in, copies out."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

import framing
from framing import Article, Corpus
from framing.errors import CorpusError, UnknownName
from framing.events import keep_one, mark_copies

DEMO = framing.demo_corpus()
LONG = DEMO["grain-deal-western-standard"]


def edited(text, rate, seed=0):
    rng = np.random.default_rng(seed)
    words = [("changed" if rng.random() < rate else word) for word in text.split(" ")]
    return " ".join(words)


def copy_of(article, text, **changes):
    return replace(article, text=text, id="copy", **{"outlet": "Copyist", **changes})


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1, 0.2])
def test_edited_copy_is_found(rate):
    found = framing.duplicates(Corpus([*DEMO, copy_of(LONG, edited(LONG.text, rate))]))
    own = found[found["article"] == "copy"]
    assert own["original"].tolist() == [LONG.id] and own["kind"].tolist() == ["wire copy"]


def test_cut_and_merged_copy_is_found():
    half = " ".join(LONG.text[: len(LONG.text) // 2].split("\n"))
    assert "copy" in framing.duplicates(Corpus([*DEMO, copy_of(LONG, half)]))["article"].tolist()


def test_only_the_wire_copy_of_the_demonstration_corpus_is_found():
    found = framing.duplicates(DEMO)
    assert found[["article", "original"]].values.tolist() == [
        ["swiss-summit-civic-radio-news", "swiss-summit-meridian-wire"]
    ]


def test_first_published_is_the_original():
    early = copy_of(LONG, edited(LONG.text, 0.05), published=datetime(2020, 1, 1).astimezone())
    found = framing.duplicates(Corpus([LONG, early]))
    assert found[["article", "original"]].values.tolist() == [[LONG.id, "copy"]]


def test_passages_are_offsets_into_both_texts():
    found = framing.duplicates(DEMO)
    copy, original = DEMO[found.loc[0, "article"]].text, DEMO[found.loc[0, "original"]].text
    for start, end, first, last in found.loc[0, "passages"]:
        plain = [each.lower().replace("’", "'").replace("“", '"').replace("”", '"') for each in (copy[start:end], original[first:last])]
        assert plain[0].split()[0] == plain[1].split()[0] and plain[0].split()[-1] == plain[1].split()[-1]


def test_kind_tells_outlet_and_address():
    same = copy_of(LONG, edited(LONG.text, 0.1), outlet=LONG.outlet)
    assert framing.duplicates(Corpus([LONG, same]))["kind"].tolist() == ["duplicate"]
    address = "https://www.example.org/grain/?utm_source=mail"
    pages = [replace(LONG, url="http://example.org/grain"), replace(same, url=address)]
    assert framing.duplicates(Corpus(pages))["kind"].tolist() == ["republished url"]


def test_reports_that_share_a_long_quotation_are_no_copies():
    speech = "“" + " ".join(f"word{number}" for number in range(120)) + "”"
    one = Article(f"The minister spoke in the north. {speech} " + " ".join(f"alpha{n}" for n in range(90)), outlet="Post")
    other = Article(f"A visit ended yesterday. {speech} " + " ".join(f"beta{n}" for n in range(90)), outlet="Echo")
    assert framing.duplicates(Corpus([one, other])).empty


def test_copies_are_counted_once_or_marked():
    found = framing.duplicates(DEMO)
    once = keep_one(DEMO, found)
    assert len(once) == len(DEMO) - 1
    assert once.exclusions["reason"].tolist() == ["wire copy"]
    assert len(keep_one(DEMO, found, kinds=["duplicate"])) == len(DEMO)
    marked = mark_copies(DEMO, found)
    assert marked["swiss-summit-civic-radio-news"].meta["copy_of"] == "swiss-summit-meridian-wire"
    with pytest.raises(UnknownName, match="Unknown kind 'wire'"):
        keep_one(DEMO, found, kinds=["wire"])


def test_empty_and_tiny_corpora_have_no_copies():
    assert framing.duplicates(Corpus([])).empty
    assert framing.duplicates(Corpus([Article("Yes."), Article("Yes. No.")])).empty
    with pytest.raises(CorpusError, match="between 0 and 1"):
        framing.duplicates(DEMO, least_containment=0)
