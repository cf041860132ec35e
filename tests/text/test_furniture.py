"""What is on the page but not in the report."""

import pytest

from framing.text.document import read_document

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
