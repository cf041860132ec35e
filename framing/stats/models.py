"""Regression of counts on outlet and event, with words as exposure."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from framing.errors import FramingError, NotEnoughData
from framing.stats.estimates import Array, Numbers

__all__ = ["Design", "RateModel", "negative_binomial", "outlet_event_design", "quasi_poisson"]

ITERATIONS = 60
GROUPS = 40  # of events, left out one after the other
LEAST_EVENTS = 5


class Design(NamedTuple):
    """A design matrix, the rows of the data it keeps, and which outlet each of its first columns stands for.

    Examples
    --------
    >>> outlet_event_design([1, 2, 3, 4], [0, 1, 0, 1], [0, 0, 1, 1]).outlets
    array([1])
    """

    matrix: Array
    rows: Array
    outlets: Array


class RateModel(NamedTuple):
    """Coefficients on the log scale, with t intervals scaled by the dispersion φ.

    exp(coefficient) of an outlet's column is its rate ratio to the reference outlet on the same events.

    Examples
    --------
    >>> fit = quasi_poisson([2, 4, 6, 9], [100] * 4, np.column_stack([np.ones(4), [0, 0, 1, 1]]))
    >>> round(float(np.exp(fit.coefficient[1])), 2)
    2.5
    """

    coefficient: Array
    se: Array
    low: Array
    high: Array
    p: Array
    dispersion: float
    df: int
    n: int
    converged: bool


def outlet_event_design(counts: Numbers, outlets: Numbers, events: Numbers | None = None, *,
                        reference: int = 0) -> Design:
    """Return a design with one column per outlet but the reference, then one per event (or one intercept).

    Events without any hit say nothing about ratios and are left out.

    Raises
    ------
    NotEnoughData
        If an outlet has no hit at all (its ratio would be without bound), or outlets and events are not connected.

    Examples
    --------
    >>> outlet_event_design([1, 2, 3, 4, 0, 0], [0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 2, 2]).matrix
    array([[0., 1., 0.],
           [1., 1., 0.],
           [0., 0., 1.],
           [1., 0., 1.]])
    """
    count, outlet = np.asarray(counts, dtype=float), np.asarray(outlets, dtype=np.intp)
    event = np.zeros(len(count), dtype=np.intp) if events is None else np.unique(events, return_inverse=True)[1]
    rows = np.bincount(event, count)[event] > 0
    names = np.unique(outlet)
    silent = names[np.bincount(outlet, count)[names] == 0]
    if len(silent):
        raise NotEnoughData(f"Outlet {', '.join(map(str, silent))} has no hit: its rate ratio has no bound. "
                            "Give its upper bound by `rate` instead.")
    others = names[names != reference]
    blocks = [outlet[rows][:, None] == others, event[rows][:, None] == np.unique(event[rows])]
    matrix = np.hstack(blocks).astype(float)
    if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
        raise NotEnoughData("Outlets and events are not connected: some outlet shares no event with the others.")
    return Design(matrix, rows, others)


def quasi_poisson(counts: Numbers, words: Numbers, design: Numbers | Array, *, events: Numbers | None = None,
                  level: float = 0.95) -> RateModel:
    """Fit log E[count] = log words + design · β with Pearson's dispersion and Student's t.

    A check on the matched contrast when articles are many: from 20 articles and 5 events on.

    Parameters
    ----------
    counts, words
        One value per row (`outlet_event_design` says which rows to keep).
    design
        Rows × coefficients.
    events
        The event of each row. Given it, standard errors come from leaving out one event after the other (at most 40
        groups of events), which also holds where counts vary more in events of high level.

    Notes
    -----
    Iteratively reweighted least squares. Without `events` SE × √max(φ, 1) with φ = Pearson χ²/(n − p) and t with n − p
    degrees of freedom; in simulation its 95 % intervals then cover .91 to .93. With `events` the delete-a-group
    jackknife and t with one degree of freedom less than groups; these cover .94.

    Examples
    --------
    >>> fit = quasi_poisson([2, 4, 6, 9], [100] * 4, np.column_stack([np.ones(4), [0, 0, 1, 1]]))
    >>> fit.df, fit.converged, round(fit.dispersion, 2)
    (2, True, 0.63)
    """
    from scipy import special

    y, offset, x = np.asarray(counts, dtype=float), np.log(np.asarray(words, dtype=float)), np.asarray(design, float)
    df = len(y) - x.shape[1]
    if df < 1:
        raise NotEnoughData(f"{len(y)} rows cannot carry {x.shape[1]} coefficients.")
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise NotEnoughData("The columns of the design depend on each other: leave one out, or add data.")
    beta, converged = _least_squares(y, offset, x)
    mean = np.exp(offset + x @ beta)
    dispersion = float(np.sum((y - mean) ** 2 / mean) / df)
    se = np.sqrt(max(dispersion, 1.0) * np.diag(np.linalg.inv(x.T @ (mean[:, None] * x))))
    if events is not None:
        se, df = _jackknife(y, offset, x, np.unique(events, return_inverse=True)[1] % GROUPS, beta)
    margin = special.stdtrit(df, 0.5 + level / 2) * se
    p = 2 * special.stdtr(df, -np.abs(beta / se))
    return RateModel(beta, se, beta - margin, beta + margin, p, dispersion, df, len(y), converged)


def _least_squares(y: Array, offset: Array, x: Array, start: Array | None = None) -> tuple[Array, bool]:
    mean = np.maximum(y, 0.1) if start is None else np.exp(offset + x @ start)
    beta = np.zeros(x.shape[1])
    for _ in range(ITERATIONS):
        weighted = mean[:, None] * x
        step = np.linalg.solve(x.T @ weighted, weighted.T @ (np.log(mean) - offset + (y - mean) / mean))
        done = bool(np.max(np.abs(step - beta)) < 1e-10)
        beta, mean = step, np.exp(np.clip(offset + x @ step, -30, 30))
        if done:
            return beta, True
    return beta, False


def _jackknife(y: Array, offset: Array, x: Array, group: Array, beta: Array) -> tuple[Array, int]:
    """Return standard errors from leaving out one group of events after the other, and the degrees of freedom.

    A coefficient that a left-out group alone carries (an event's own) keeps its value there.
    """
    n = int(group.max()) + 1
    if n < LEAST_EVENTS:
        raise NotEnoughData(f"A model with events needs {LEAST_EVENTS} of them; there are {n}.")
    left = np.tile(beta, (n, 1))
    for each in range(n):
        rows = group != each
        columns = np.any(x[rows] != 0, axis=0)
        try:
            left[each, columns] = _least_squares(y[rows], offset[rows], x[rows][:, columns], beta[columns])[0]
        except np.linalg.LinAlgError as error:
            raise NotEnoughData("Outlets and events hang together by a single event: no standard error can be "
                                "given. More common events are needed.") from error
    return np.sqrt((n - 1) / n * np.sum((left - left.mean(axis=0)) ** 2, axis=0)), n - 1


def negative_binomial(counts: Numbers, words: Numbers, design: Numbers | Array, *, level: float = 0.95) -> RateModel:
    """Fit the same model with negative binomial (NB2) counts, its dispersion estimated; needs statsmodels.

    From 50 articles on. `dispersion` is NB2's alpha: the variance is μ + alpha·μ².

    Raises
    ------
    FramingError
        If statsmodels is not installed.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> group = np.repeat([0, 1], 40)
    >>> hits = rng.poisson(np.array([2, 6])[group] * rng.gamma(2, 1 / 2, 80))
    >>> fit = negative_binomial(hits, np.full(80, 500), np.column_stack([np.ones(80), group]))
    >>> bool(2 < np.exp(fit.coefficient[1]) < 5)
    True
    """
    import warnings

    try:
        from statsmodels.discrete.discrete_model import NegativeBinomial
    except ImportError as error:
        raise FramingError("Negative binomial models need statsmodels: pip install 'framing[models]'.") from error
    from scipy import special

    y, x = np.asarray(counts, dtype=float), np.asarray(design, dtype=float)
    model = NegativeBinomial(y, x, loglike_method="nb2", offset=np.log(np.asarray(words, dtype=float)))
    with warnings.catch_warnings():  # convergence is reported in the result
        warnings.simplefilter("ignore")
        fit: Any = model.fit(disp=0, maxiter=500)
    beta, se = np.asarray(fit.params)[:-1], np.asarray(fit.bse)[:-1]
    df = len(y) - x.shape[1] - 1
    margin = special.stdtrit(df, 0.5 + level / 2) * se
    p = 2 * special.stdtr(df, -np.abs(beta / se))
    return RateModel(beta, se, beta - margin, beta + margin, p, float(np.asarray(fit.params)[-1]), df, len(y),
                     bool(fit.mle_retvals["converged"]))
