"""Change around a date: before and after, and against other outlets."""

from __future__ import annotations

import numpy as np

from framing.stats.contrast import Contrasts, contrasts_of, matched_contrasts
from framing.stats.estimates import Numbers

__all__ = ["difference_in_differences"]


def difference_in_differences(y1: Numbers, w1: Numbers, y2: Numbers, w2: Numbers, after: Numbers, *,
                              linear: bool | Numbers = False, level: float = 0.95) -> Contrasts:
    """Return how much the first outlet changed beyond what the others changed, event by event.

    It answers "did it change more than the others on the same events". It misleads if the outlets were already
    drifting apart before the date: look at the months first. For one outlet alone use `unmatched_contrasts` with
    `first` = after.

    Parameters
    ----------
    y1, w1, y2, w2
        Hits and exposure per event (or events × measures) of the outlet and of those it is compared with.
    after
        True for the events after the date.

    Returns
    -------
    Contrasts
        `value`: the ratio of the two rate ratios (or the difference of differences); `first` is the contrast after
        the date, `second` the one before.

    Notes
    -----
    Both periods' matched contrasts with jackknife variances over events, Welch–Satterthwaite's degrees of freedom.

    Examples
    --------
    >>> after = np.array([False] * 4 + [True] * 4)
    >>> words, others = [500] * 8, [2, 2, 1, 3, 2, 3, 2, 1]
    >>> found = difference_in_differences([2, 3, 1, 2, 6, 5, 7, 8], words, others, words, after)
    >>> round(found.at(0).value, 1)
    3.1
    """
    late = np.asarray(after, dtype=bool)
    tables = [np.asarray(each, dtype=float) for each in (y1, w1, y2, w2)]
    then, now = (matched_contrasts(*(each[period] for each in tables), linear=linear, level=level)
                 for period in (~late, late))
    logs = ~np.broadcast_to(np.asarray(linear, dtype=bool), len(now))
    with np.errstate(divide="ignore", invalid="ignore"):
        theta = np.where(logs, np.log(np.where(logs, now.value / then.value, 1)), now.value - then.value)
        variance = now.se**2 + then.se**2
        df = variance**2 / (now.se**4 / (now.n - 1) + then.se**4 / (then.n - 1))
    return contrasts_of(theta, np.sqrt(variance), df, np.minimum(now.n, then.n), now.value, then.value, logs, level,
                        "events")
