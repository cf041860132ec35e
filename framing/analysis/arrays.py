"""Columns as Arrow arrays, made from their bytes: `pyarrow.array` would import pandas first, for a quarter of a second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.scorers.evidence import Coded

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_array", "from_utf8", "strings", "timestamps"]

_PLAIN = frozenset("biuf")  # kinds of numbers whose bytes are the same in both libraries


def as_array(values: Any, kind: pa.DataType | None = None) -> pa.Array:
    """Return a column as an Arrow array, of the type `kind` if one is named.

    Examples
    --------
    >>> as_array(Coded(np.array([1, -1, 0]), ["Post", "Times"])).to_pylist()
    ['Times', None, 'Post']
    >>> as_array(np.array([1, 2], np.int8)).type
    DataType(int8)
    """
    import pyarrow as pa

    if isinstance(values, pa.Array):
        return values
    if isinstance(values, Coded):
        codes = np.asarray(values.codes)
        numbers = _from_bytes(pa.int32(), codes.astype(np.int32), missing=codes < 0)
        return pa.DictionaryArray.from_arrays(numbers, strings(list(values.names))).dictionary_decode()
    if isinstance(values, list):
        return strings(values) if kind == pa.string() else pa.array(values, kind)
    array = np.asarray(values)
    wanted = array.dtype if kind is None else _DTYPES.get(str(kind), array.dtype)
    if array.ndim == 1 and _is_plain(array.dtype, wanted) and (kind is None or str(kind) in _DTYPES):
        return _numbers(array.astype(wanted, copy=False))
    whole = pa.array(array)
    return whole if kind is None else whole.cast(kind)


_DTYPES = {"int64": np.dtype(np.int64), "double": np.dtype(np.float64), "bool": np.dtype(np.bool_)}


def _is_plain(given: np.dtype[Any], wanted: np.dtype[Any]) -> bool:
    same = given.kind == wanted.kind or (given.kind in "iu" and wanted.kind in "iu")
    return given.kind in _PLAIN and same and np.can_cast(given, wanted)


def _numbers(array: NDArray[Any]) -> pa.Array:
    import pyarrow as pa

    if array.dtype == np.bool_:
        return pa.Array.from_buffers(pa.bool_(), len(array), [None, _bits(array)])
    return _from_bytes(pa.from_numpy_dtype(array.dtype), array)


def strings(values: Sequence[str | None]) -> pa.Array:
    """Return texts as an Arrow array; None is a missing one."""
    missing = np.fromiter((each is None for each in values), bool, len(values)) if None in values else None
    return from_utf8([b"" if each is None else each.encode() for each in values], missing)


def from_utf8(parts: Sequence[bytes], missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """Return texts in UTF-8 as an Arrow array."""
    import pyarrow as pa

    offset = np.zeros(len(parts) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=offset[1:])
    columns = [_validity(missing), pa.py_buffer(offset), pa.py_buffer(b"".join(parts))]
    return pa.Array.from_buffers(pa.string(), len(parts), columns)


def timestamps(values: Sequence[datetime | None]) -> pa.Array:
    """Return times without a zone as an Arrow array of microseconds; None is a missing one."""
    import pyarrow as pa

    array = np.array(values, "datetime64[us]")
    return _from_bytes(pa.timestamp("us"), array.view(np.int64), missing=np.isnat(array))


def _from_bytes(kind: pa.DataType, array: NDArray[Any], missing: NDArray[np.bool_] | None = None) -> pa.Array:
    import pyarrow as pa

    return pa.Array.from_buffers(kind, len(array), [_validity(missing), pa.py_buffer(np.ascontiguousarray(array))])


def _validity(missing: NDArray[np.bool_] | None) -> pa.Buffer | None:
    return None if missing is None or not missing.any() else _bits(~missing)


def _bits(flags: NDArray[np.bool_]) -> pa.Buffer:
    import pyarrow as pa

    return pa.py_buffer(np.packbits(flags, bitorder="little"))
