"""Small networks in whole numbers, run by onnxruntime on one core."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from framing.resources import data

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["graph_from", "load_graph"]


@cache
def load_graph(name: str) -> InferenceSession:
    """Return a packaged graph of the folder `models`."""
    return graph_from(data("models").joinpath(name).read_bytes())


def graph_from(model: bytes) -> InferenceSession:
    """Return a graph that is ready to run, on one core: processes, not threads, share the articles."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
