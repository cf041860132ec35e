"""Linear mixed models: outlets as fixed effects, events as random ones."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from framing.errors import FramingError, NotEnoughData
from framing.stats.estimates import Array, Numbers

__all__ = ["MixedModel", "mixed_model"]

LEAST_EVENTS = 5


class MixedModel(NamedTuple):
    """Differences of outlets from the reference, one element per outlet of `outlets`, with their t intervals.

    `event_sd` and `residual_sd` are the standard deviations between events and between articles on one event.

    Examples
    --------
    >>> values, outlets, events = [1, 3, 2, 5, 4, 6, 5, 8, 7, 9], [0, 1] * 5, np.repeat(range(5), 2)
    >>> mixed_model(values, outlets, events).coefficient.round(2).tolist()
    [2.4]
    """

    outlets: Array
    coefficient: Array
    se: Array
    low: Array
    high: Array
    p: Array
    event_sd: float
    residual_sd: float
    df: int
    n: int
    converged: bool


def mixed_model(
    values: Numbers, outlets: Numbers, events: Numbers, *, reference: int = 0, level: float = 0.95
) -> MixedModel:
    """Fit value = outlet + event + rest, the events drawn from a normal distribution; needs statsmodels.

    For values of articles that are roughly normal: log rates, tones, reading grades. A check on the matched contrast
    when articles and events are many (from 50 articles an outlet on); it also uses events that one outlet alone covers, which
    helps only if outlets choose their events independently of how they write about them.

    Parameters
    ----------
    values, outlets, events
        One element per article; articles whose value is NaN are left out.
    reference
        The outlet from which the others differ.

    Raises
    ------
    FramingError
        statsmodels is not installed.
    NotEnoughData
        Fewer than five events, or one outlet only.

    Notes
    -----
    Restricted maximum likelihood; Student's t with one degree of freedom less than events, which is cautious. With every
    outlet once on every event the coefficient and its standard error are those of the paired differences.

    References
    ----------
    Laird & Ware 1982, Biometrics 38. Gelman & Hill 2007, ch. 12.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> event, outlet = np.repeat(range(40), 2), np.tile([0, 1], 40)
    >>> fit = mixed_model(rng.normal(0, 1, 40)[event] + 0.5 * outlet + rng.normal(0, 0.5, 80), outlet, event)
    >>> bool(fit.low[0] < 0.5 < fit.high[0]), fit.df
    (True, 39)
    """
    import warnings

    try:
        from statsmodels.regression.mixed_linear_model import MixedLM
    except ImportError as error:
        raise FramingError("Mixed models need statsmodels: pip install 'framing[models]'.") from error
    from scipy import special

    y, design, event, others = _design(values, outlets, events, reference)
    with warnings.catch_warnings():  # convergence is reported in the result
        warnings.simplefilter("ignore")
        fit: Any = MixedLM(y, design, groups=event).fit(reml=True)
    beta, se = np.asarray(fit.fe_params)[1:], np.asarray(fit.bse_fe)[1:]
    df = len(np.unique(event)) - 1
    margin = special.stdtrit(df, 0.5 + level / 2) * se
    p = 2 * special.stdtr(df, -np.abs(beta / se))
    between, within = float(np.sqrt(np.asarray(fit.cov_re)[0, 0])), float(np.sqrt(fit.scale))
    return MixedModel(others, beta, se, beta - margin, beta + margin, p, between, within, df, len(y), bool(fit.converged))


def _design(values: Numbers, outlets: Numbers, events: Numbers, reference: int) -> tuple[Array, Array, Array, Array]:
    """Return values, an intercept beside one column per outlet, events, and the outlets of the columns."""
    y, outlet, event = np.asarray(values, dtype=float), np.asarray(outlets), np.asarray(events)
    known = np.isfinite(y)
    y, outlet, event = y[known], outlet[known], event[known]
    others = np.unique(outlet[outlet != reference])
    if not len(others) or not (outlet == reference).any():
        raise NotEnoughData(f"A mixed model compares outlets: {reference!r} and at least one other need articles.")
    n_events = len(np.unique(event))
    if n_events < LEAST_EVENTS:
        raise NotEnoughData(f"A model with events needs {LEAST_EVENTS} of them; there are {n_events}.")
    return y, np.column_stack([np.ones(len(y)), outlet[:, None] == others]).astype(float), event, others
