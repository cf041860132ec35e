"""Work divided among processes."""

import pytest

from framing.analysis.parallel import _ever_smaller


@pytest.mark.parametrize("number", [0, 1, 5, 16, 17, 100, 1003])
def test_batches_grow_smaller_and_hold_every_article_once(number):
    articles = list(range(number))
    parts = [articles[part] for part in _ever_smaller(number, 2)]
    sizes = [len(part) for part in parts]
    assert [each for part in parts for each in part] == articles
    assert sizes == sorted(sizes, reverse=True) and 0 not in sizes
