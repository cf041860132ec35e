"""Text in, sentences out."""

import pytest

from framing.text.document import read_document

CASES = [
    ("Talks ended. Kyiv left.", ["Talks ended.", "Kyiv left."]),
    ("Gen. Lee met Mr. Smith. They spoke.", ["Gen. Lee met Mr. Smith.", "They spoke."]),
    ("He lives in the U.S. The talks go on.", ["He lives in the U.S.", "The talks go on."]),
    ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
    ("J. D. Vance spoke at 5 p.m. He left.", ["J. D. Vance spoke at 5 p.m.", "He left."]),
    ("It cost 3.5 million. Really? Yes!", ["It cost 3.5 million.", "Really?", "Yes!"]),
    ("“It is over.” She left.", ["“It is over.”", "She left."]),
    ('"Stop!" he cried. No one did.', ['"Stop!" he cried.', "No one did."]),
    ("A heading\nA paragraph here. Two.", ["A heading", "A paragraph here.", "Two."]),
    ("No. 5 won. The No. 2 lost.", ["No. 5 won.", "The No. 2 lost."]),
    ("He waited… Then he left.", ["He waited…", "Then he left."]),
    ("It sank (all agree). Nobody died.", ["It sank (all agree).", "Nobody died."]),
    ("See example.com for more. Thanks.", ["See example.com for more.", "Thanks."]),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text, sentences):
    assert [each.text for each in read_document(text).sentences] == sentences


def test_hard_wrapped_lines_are_one_paragraph():
    lines = [
        "The delegations met for a second time in the palace by the water, and",
        "Turkish officials who had brought them together said that the mood was",
        "better than on the day before, although neither side would say what had",
        "changed or when the next meeting would be held in the capital.",
    ]
    document = read_document("\n".join(lines) + "\n\nThey left.")
    assert [len(block.text.split("\n")) for block in document.blocks] == [4, 1]
