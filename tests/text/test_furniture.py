"""What is on the page but not in the report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.batch import build_batch
from framing.text.document import read_document
from framing.text.furniture import furniture_of, rules

BODY = "\n\n".join(f"Paragraph number {number} says what happened on that day." for number in range(6))


@pytest.mark.parametrize(
    "line",
    ["No comments:", "Reporting by Jane Roe; editing by John Doe", "Read more: The talks in five points"],
)
def test_furniture_is_excluded_and_listed(line):
    document = read_document(f"{BODY}\n\n{line}")
    assert [each.text for each in document.excluded] == [line]
    assert line.split()[0] not in [word.text for word in document.words]


def test_a_headline_repeated_in_the_text_is_not_counted_twice():
    document = read_document(f"Talks end without a deal\n\n{BODY}", headline="Talks End Without a Deal")
    assert [each.kind for each in document.excluded] == ["headline"]


def test_a_dateline_is_kept_apart_from_its_sentence():
    document = read_document("ISTANBUL, May 16 (Meridian Wire) — The talks ended on Friday.")
    assert [each.kind for each in document.excluded] == ["dateline"]
    assert document.words[0].text == "The"


def test_ordinary_paragraphs_stay():
    assert read_document(BODY).excluded == []


def agrees(article):
    """Tell whether a batch has the furniture that all patterns find when each is tried on each block."""
    headline, text = article
    batch = build_batch([article])
    body = batch.segment_kind[batch.segment[batch.block_start]] == 1
    offset = batch.segment_offset[-1]
    first, last = batch.start[batch.block_start[body]] - offset, batch.end[batch.block_end[body] - 1] - offset
    blocks = list(zip(first.tolist(), last.tolist(), strict=True))
    return [each for _, each in batch.furniture] == list(furniture_of(text, blocks, headline))


@pytest.mark.parametrize("number", range(len(rules())))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_line_that_fits_is_passed_over_for_its_words(number, data):
    # `begins` and `holds` of each pattern must be true of every line that it can match
    assert agrees((None, data.draw(st.from_regex(rules()[number].pattern))))


LINES = ["Talks end", "TALKS END!", "Photo: AFP", "***", "“We go.”", "Read more", BODY[:60], "@roe", "KYIV (AP) — Talks ended."]


@given(st.none() | st.sampled_from(LINES), st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=14))
def test_furniture_of_a_batch_is_that_of_its_lines(headline, lines):
    assert agrees((headline, "\n\n".join(lines)))
