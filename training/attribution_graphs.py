"""Write the layers of the attribution tagger as two graphs of whole numbers (ONNX).

Weights have seven bits, with a scale for each output channel, so that no processor's 16-bit sums of two products can
overflow; what the layers hand on has eight, with one scale, whose top is the 99.99th percentile of what was seen.
`near` takes the 16-bit sums of the first layer; `far` takes what `near` gives and the maxima of each sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from framing.scorers.attribution.embeddings import UNIT

__all__ = ["Layers", "Scales", "far_graph", "near_graph", "out_scale", "scales_of"]

Array = NDArray[Any]
Layers = dict[str, Array]  # layer: layers × 3 × hidden × hidden, layer_bias, pool, pool_bias, out, out_bias
Scales = dict[str, float]

_TOP, _SIGNED, _WEIGHT = 255, 127, 63
_PERCENTILE = 99.99


def scales_of(seen: dict[str, list[Array]]) -> Scales:
    """Return the step of each layer's whole numbers, from samples of its values; only `pool` has negative ones."""
    found = {}
    for name, samples in seen.items():
        values = np.abs(np.concatenate([each.ravel() for each in samples]))
        top = float(np.percentile(values[values > 0], _PERCENTILE))
        found[name] = top / (_SIGNED if name == "pool" else _TOP)
    return found


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self.zero = self.constant(np.uint8(0))
        self.middle = self.constant(np.uint8(128))

    def constant(self, value: Any) -> str:
        """Add a constant."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def number(self, value: float) -> str:
        """Add a scale."""
        return self.constant(np.float32(value))

    def node(self, kind: str, *inputs: str, own: bool = False, **settings: Any) -> str:
        """Add a node and return the name of what it gives; `own` are onnxruntime's kinds."""
        name = f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], domain="com.microsoft" if own else "", **settings))
        return name

    def layer(self, rows: str, step: float, weight: Array, bias: Array, dilation: int, out: float) -> str:
        """Add a layer over three rows; what is negative becomes zero."""
        scale = _weight_scale(weight, (0, 1))
        whole = np.rint(weight / scale).astype(np.int8).transpose(2, 1, 0)
        return self.node(
            "QLinearConv",
            *(rows, self.number(step), self.zero),
            *(self.constant(whole), self.constant(scale), self.constant(np.zeros(len(scale), np.int8))),
            *(self.number(out), self.zero, self.constant(np.rint(bias / (scale * np.float32(step))).astype(np.int32))),
            own=True,
            channels_last=1,
            dilations=[dilation],
            pads=[dilation, dilation],
            kernel_shape=[3],
        )

    def sum(self, one: str, step: float, other: str, other_step: float, other_zero: str, out: float) -> str:
        """Add the sum of two; rows without a word become zero."""
        steps = self.number(step), self.number(other_step), self.number(out)
        summed = self.node("QLinearAdd", one, steps[0], self.zero, other, steps[1], other_zero, steps[2], self.zero, own=True)
        return self.node("ScatterND", summed, "empty", "nothing")

    def product(self, rows: str, step: float, weight: Array, bias: Array) -> str:
        """Add a product with a matrix, as floating-point numbers."""
        scale = _weight_scale(weight, (0,))
        whole = self.node("MatMulInteger", rows, self.constant(_whole(weight)))
        scaled = self.node("Mul", self.node("Cast", whole, to=TensorProto.FLOAT), self.constant(scale * np.float32(step)))
        return self.node("Add", scaled, self.constant(bias.astype(np.float32)))

    def model(self, inputs: Mapping[str, tuple[int, list[Any]]], output: tuple[str, int, list[Any]]) -> bytes:
        """Return the graph as a file."""
        shapes = {**inputs, "empty": (TensorProto.INT64, ["empty", 2])}
        given = [helper.make_tensor_value_info(name, *shape) for name, shape in shapes.items()]
        graph = helper.make_graph(self._nodes, "tagger", given, [helper.make_tensor_value_info(*output)], self._constants)
        sets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        model: bytes = helper.make_model(graph, opset_imports=sets, ir_version=9).SerializeToString()
        return model


def _whole(weight: Array) -> Array:
    """Return a matrix in whole numbers, with a scale for each column."""
    return np.asarray(np.rint(weight / _weight_scale(weight, (0,))).astype(np.int8))


def _weight_scale(weight: Array, axis: tuple[int, ...]) -> Array:
    return np.asarray(np.maximum(np.abs(weight).max(axis=axis), 1e-8) / _WEIGHT, np.float32)


def near_graph(layers: Layers, dilations: tuple[int, ...], scales: Scales) -> bytes:
    """Return the layers before the maxima of sentences are seen."""
    width = layers["out"].shape[0]
    graph = Graph()
    wide = graph.node("Cast", "entered", to=TensorProto.FLOAT)
    rows = graph.node("QuantizeLinear", wide, graph.number(scales["entry"] * UNIT), graph.zero)
    rows, _ = _convolved(graph, rows, "entry", layers, dilations, scales, range(len(dilations)))
    rows_of = [1, "rows", width]
    inputs = {
        "entered": (TensorProto.INT16, rows_of),
        "nothing": (TensorProto.UINT8, ["empty", width]),
    }
    return graph.model(inputs, (rows, TensorProto.UINT8, rows_of))


def far_graph(layers: Layers, dilations: tuple[int, ...], before: int, scales: Scales) -> bytes:
    """Return what follows: the maxima of sentences are seen, then come the layers after `before`, and the tags."""
    width, tags = layers["out"].shape
    graph = Graph()
    last = f"hidden{before - 1}"
    pooled = graph.product("top", scales[last], layers["pool"], layers["pool_bias"])
    pooled = graph.node("QuantizeLinear", pooled, graph.number(scales["pool"]), graph.middle)
    shown = graph.node("Gather", graph.node("Unsqueeze", pooled, graph.constant(np.array([0]))), "inside", axis=1)
    rows = graph.sum("hidden", scales[last], shown, scales["pool"], graph.middle, scales["seen"])
    numbers = range(before, before + len(dilations))
    rows, _ = _convolved(graph, rows, "seen", layers, dilations, scales, numbers)
    scores = graph.node("MatMulInteger", rows, graph.constant(_whole(layers["out"])))
    inputs = {
        "hidden": (TensorProto.UINT8, [1, "rows", width]),
        "top": (TensorProto.UINT8, ["sentences", width]),
        "inside": (TensorProto.INT64, ["rows"]),
        "nothing": (TensorProto.UINT8, ["empty", width]),
    }
    return graph.model(inputs, (scores, TensorProto.INT32, [1, "rows", tags]))


def out_scale(layers: Layers, scales: Scales) -> Array:
    """Return what one of the whole numbers of each tag that `far` gives is worth."""
    last = scales[f"hidden{len(layers['layer']) - 1}"]
    return _weight_scale(layers["out"], (0,)) * np.float32(last)


def _convolved(
    graph: Graph, rows: str, name: str, layers: Layers, dilations: tuple[int, ...], scales: Scales, numbers: range
) -> tuple[str, str]:
    """Add layers, each with what it was given; return the rows and the name of their scale."""
    for number, dilation in zip(numbers, dilations, strict=True):
        weight, bias = layers["layer"][number], layers["layer_bias"][number]
        mixed = graph.layer(rows, scales[name], weight, bias, dilation, scales[f"mixed{number}"])
        rows = graph.sum(rows, scales[name], mixed, scales[f"mixed{number}"], graph.zero, scales[f"hidden{number}"])
        name = f"hidden{number}"
    return rows, name
