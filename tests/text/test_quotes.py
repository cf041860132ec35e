"""Text in, quotations out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.batch import build_batch
from framing.text.document import read_document

CASES = [
    ("He said: “We go.”", ["“We go.”"]),
    ('"It\'s over," she said, "and we\'re done."', ['"It\'s over,"', '"and we\'re done."']),
    ("‘We came because the workers’ union asked,’ he said.", ["‘We came because the workers’ union asked,’"]),
    ("The workers' rights and the boys’ books.", []),
    ("'Tis the season of rock 'n' roll in the '90s.", []),
    ("He said 'hello there' to the boss's friend.", ["'hello there'"]),
    ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
    ("«Nous partons», dit-il, and »Genau«, sagte sie.", ["«Nous partons»", "»Genau«"]),
    ("“a ‘so-called’ deal”", ["“a ‘so-called’ deal”", "‘so-called’"]),
    ('The 5\'10" man said "hi" twice.', ['"hi"']),
    ("O'Neill didn’t go. It isn't so.", []),
    ("``Old style,'' he said.", []),
]


@pytest.mark.parametrize(("text", "quotations"), CASES[:-1])
def test_quotations(text, quotations):
    assert [each.text for each in read_document(text).quotations] == quotations


def test_a_quotation_goes_on_in_the_next_paragraph():
    batch = build_batch([(None, "“First paragraph.\n\n“Second one,” he said.")])
    assert batch.quotations.follows.tolist() == [-1, 0]
    assert batch.quotations.closed.all()


def test_an_unclosed_quotation_ends_with_its_sentence():
    batch = build_batch([(None, "He said: “We go on. The talks failed.\n\nNothing else happened.")])
    assert not batch.quotations.closed[0]
    assert batch.slice(batch.quote_start[0], batch.quote_end[0]) == "“We go on."


@given(st.text(alphabet="ab “”‘’'\"«»„.\n!?", max_size=80))
def test_any_marks_give_spans_inside_the_text(text):
    batch = build_batch([(None, text)])
    starts, ends = batch.quote_start, batch.quote_end
    assert (starts < ends).all() and (ends <= len(batch.start)).all()
    for start, end, parent in zip(starts, ends, batch.quotations.parent, strict=True):
        if parent >= 0:
            assert starts[parent] < start and end <= ends[parent]
