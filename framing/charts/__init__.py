"""Charts for a write-up: each one function that takes an analysis, a comparison or a table and returns Axes.

Charts never call `show`; give them `ax=` to compose them, draw them within `style(...)` for print or dark ground, write
them with `save`, and print under each what `caption` returns.
"""

from framing.charts.captions import caption
from framing.charts.choice import variant_choice
from framing.charts.coverage import coverage_matrix
from framing.charts.distinct import distinctive
from framing.charts.look import style
from framing.charts.outlets import outlet_map
from framing.charts.panel import size
from framing.charts.passages import passages
from framing.charts.rates import outlet_rates
from framing.charts.saving import save
from framing.charts.sensitivity import sensitivity
from framing.charts.shift import shift
from framing.charts.similarity import similarity
from framing.charts.sources import quoted, stances
from framing.charts.strip import voice_strip
from framing.charts.tone import tone
from framing.charts.trend import trend
from framing.charts.variants import variant_shares
from framing.charts.visibility import visibility

__all__ = [
    "caption",
    "coverage_matrix",
    "distinctive",
    "outlet_map",
    "outlet_rates",
    "passages",
    "quoted",
    "save",
    "sensitivity",
    "shift",
    "similarity",
    "size",
    "stances",
    "style",
    "tone",
    "trend",
    "variant_choice",
    "variant_shares",
    "visibility",
    "voice_strip",
]
