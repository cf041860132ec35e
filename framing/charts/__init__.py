"""Charts for a write-up: each one function that takes an analysis or a comparison and returns Axes."""

from framing.charts.captions import caption
from framing.charts.look import style
from framing.charts.panel import size
from framing.charts.rates import outlet_rates
from framing.charts.saving import save
from framing.charts.shift import shift
from framing.charts.sources import quoted, stances
from framing.charts.tone import tone
from framing.charts.variants import variant_shares

__all__ = [
    "caption",
    "outlet_rates",
    "quoted",
    "save",
    "shift",
    "size",
    "stances",
    "style",
    "tone",
    "variant_shares",
]
