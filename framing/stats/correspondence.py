"""A map of outlets by what they write of: correspondence analysis with ellipses of uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.estimates import Array, Numbers

__all__ = ["Ellipse", "OutletMap", "correspondence", "outlet_map"]


class Ellipse(NamedTuple):
    """An ellipse on the first two axes: centre, full width and height, angle in degrees.

    Examples
    --------
    >>> Ellipse(0.0, 0.0, 2.0, 1.0, 30.0).width
    2.0
    """

    x: float
    y: float
    width: float
    height: float
    angle: float


@dataclass(frozen=True, slots=True)
class OutletMap:
    """Principal coordinates of rows (outlets) and columns (categories), with what each axis rests on.

    `inertia` is the share of all difference that an axis shows; `row_contribution` and `column_contribution` add up to
    one per axis. Name axes by their contributions, never "left" and "right".

    Examples
    --------
    >>> found = correspondence([[10, 2, 3], [3, 12, 2], [1, 4, 9]])
    >>> found.inertia.round(2)
    array([0.57, 0.43])
    """

    rows: Array
    columns: Array
    inertia: Array
    total_inertia: float
    row_contribution: Array
    column_contribution: Array
    ellipses: tuple[Ellipse, ...] = ()


def correspondence(table: Numbers) -> OutletMap:
    """Return the correspondence analysis of a table of counts (rows × columns).

    Raises
    ------
    NotEnoughData
        With fewer than three rows or columns that have any count.

    References
    ----------
    Greenacre 2017, Correspondence Analysis in Practice.

    Examples
    --------
    >>> found = correspondence([[10, 2, 3], [3, 12, 2], [1, 4, 9]])
    >>> found.rows.shape, float(found.column_contribution.sum(axis=0).round(6)[0])
    ((3, 2), 1.0)
    """
    counts = np.asarray(table, dtype=float)
    if np.sum(counts.sum(axis=1) > 0) < 3 or np.sum(counts.sum(axis=0) > 0) < 3:
        raise NotEnoughData("A map needs at least three outlets and three categories with counts.")
    p = counts / counts.sum()
    r, c = p.sum(axis=1, keepdims=True), p.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        residual = np.nan_to_num((p - r * c) / np.sqrt(r * c))
        u, singular, vt = np.linalg.svd(residual, full_matrices=False)
        axes = max(1, min(counts.shape) - 1)
        u, singular, v = u[:, :axes], singular[:axes], vt[:axes].T
        rows, columns = (np.nan_to_num(side * singular / np.sqrt(mass), posinf=0, neginf=0)
                         for side, mass in ((u, r), (v, c.T)))
    return OutletMap(rows, columns, singular**2 / np.sum(singular**2), float(np.sum(singular**2)), u**2, v**2)


def outlet_map(table: Numbers, outlets: Numbers, n_outlets: int, *, level: float = 0.95, n_resamples: int = 500,
               seed: int = 0, force: bool = False) -> OutletMap:
    """Return the map of outlets from articles × categories, with an ellipse per outlet on the first two axes.

    Ellipses that overlap are outlets that these articles cannot tell apart.

    Parameters
    ----------
    table
        Counts: articles × categories.
    outlets
        The outlet of each article, from 0.

    Raises
    ------
    NotEnoughData
        With fewer than four outlets, or five articles in one of them, unless forced.

    Notes
    -----
    Articles are drawn anew within outlets, each map is rotated onto the first one (orthogonal Procrustes, weighted by
    the outlets' counts), and the ellipse covers `level` of a bivariate normal around the outlet.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> kinds = np.array([[6, 2, 2, 1], [2, 6, 2, 1], [2, 2, 6, 1], [1, 1, 2, 6]])
    >>> outlets = np.repeat(np.arange(4), 10)
    >>> found = outlet_map(rng.poisson(kinds[outlets]), outlets, 4, n_resamples=100)
    >>> len(found.ellipses), bool(found.ellipses[0].width < 2)
    (4, True)
    """
    from scipy import special

    counts, outlet = np.asarray(table, dtype=float), np.asarray(outlets, dtype=np.intp)
    n = np.bincount(outlet, minlength=n_outlets)
    if (n_outlets < 4 or n.min() < 5) and not force:
        raise NotEnoughData(f"A map of outlets needs 4 outlets of 5 articles each; there are {n_outlets}, the smallest "
                            f"with {n.min()} articles.")
    members = [np.flatnonzero(outlet == each) for each in range(n_outlets)]
    whole = np.stack([counts[mine].sum(axis=0) for mine in members])
    found = correspondence(whole)
    rng = np.random.default_rng(seed)
    weight = np.sqrt(whole.sum(axis=1, keepdims=True))
    clouds = []
    for _ in range(n_resamples):
        drawn = np.stack([rng.multinomial(len(mine), np.full(len(mine), 1 / len(mine))) @ counts[mine]
                          for mine in members])
        clouds.append(_aligned(correspondence(drawn).rows, found.rows, weight))
    radius = float(np.sqrt(special.chdtri(2, 1 - level)))
    cloud = np.stack(clouds)[:, :, :2]
    ellipses = tuple(_ellipse(found.rows[each, :2], np.cov(cloud[:, each].T), radius) for each in range(n_outlets))
    return OutletMap(found.rows, found.columns, found.inertia, found.total_inertia, found.row_contribution,
                     found.column_contribution, ellipses)


def _aligned(rows: Array, target: Array, weight: Array) -> Array:
    u, _, vt = np.linalg.svd((weight * rows).T @ (weight * target))
    return np.asarray(rows @ (u @ vt))


def _ellipse(centre: Array, covariance: Array, radius: float) -> Ellipse:
    values, vectors = np.linalg.eigh(covariance)
    height, width = 2 * radius * np.sqrt(np.maximum(values, 0))
    angle = np.degrees(np.arctan2(vectors[1, 1], vectors[0, 1]))
    return Ellipse(float(centre[0]), float(centre[1]), float(width), float(height), float(angle))
