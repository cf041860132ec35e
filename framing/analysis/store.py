"""Analyses on disk: Parquet tables and a manifest that says how they came about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus import Corpus
from framing.errors import CorpusError, OutputError
from framing.measure import Measure, Sum

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis.result import Analysis

__all__ = ["MANIFEST", "ORDER", "RUN", "StoredTables", "manifest_text", "read_analysis", "save_analysis", "stored_columns"]

MANIFEST = "manifest.json"
RUN = "run.json"  # of an analysis that is written part by part
ORDER = "order"  # of the manifest: the column by which tables are sorted, where parts come in no order
_CORPUS = "corpus.parquet"


def save_analysis(analysis: Analysis, folder: str | Path, *, texts: bool = True) -> None:
    """Write the tables, the manifest and, unless told not to, the articles."""
    path = Path(folder)
    if (path / RUN).is_file():
        raise OutputError(f"{path} holds an analysis that was written part by part. Choose another folder.")
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name, table in analysis.tables.items():
            table.to_parquet(path / f"{name}.parquet", index=False)
        (path / _CORPUS).unlink(missing_ok=True)
        if texts and analysis.corpus is not None:
            _plain_columns(_plain_times(analysis.corpus.to_frame())).to_parquet(path / _CORPUS, index=False)
        columns = {name: [str(each) for each in table] for name, table in analysis.tables.items()}
        (path / MANIFEST).write_text(manifest_text(analysis.manifest, columns, analysis.measures), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"Could not write the analysis to {path}: {error}. Choose a folder you may write to.") from error


def read_analysis(folder: str | Path) -> Analysis:
    """Read back what `Analysis.save` wrote.

    Raises
    ------
    OutputError
        The folder holds no manifest or a damaged one, or a table that the manifest names is missing, damaged or lacks
        one of its columns.

    Examples
    --------
    >>> import framing, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     framing.analyze("Kyiv said so.").save(folder)
    ...     len(framing.read_analysis(folder).articles)
    1
    """
    from framing.analysis.result import Analysis

    path = Path(folder)
    if not (path / MANIFEST).is_file():
        raise OutputError(f"{path} holds no {MANIFEST}. Give the folder that `analysis.save` or `framing analyze` wrote.")
    manifest, measures = _read_manifest(path / MANIFEST)
    tables = StoredTables(path, manifest.pop("tables"), order=manifest.get(ORDER))
    tables.check_columns(manifest.pop("columns", {}))
    return Analysis(tables, measures, manifest, _read_corpus(path / _CORPUS))


def _read_corpus(path: Path) -> Corpus | None:
    if not path.is_file():
        return None
    try:
        return Corpus.from_frame(_read_table(path))
    except CorpusError as error:
        raise _damaged(path, error) from error


def _read_manifest(path: Path) -> tuple[dict[str, Any], tuple[Measure, ...]]:
    """Return what the manifest holds, and the measures that it defines."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(manifest["tables"], list):
            raise TypeError("tables is no list")
        return manifest, tuple(_measure(each) for each in manifest.pop("measures"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise OutputError(f"{path} is damaged, or not a manifest of framing ({told}). Save the analysis again.") from error


def _read_table(path: Path) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    try:
        return pd.read_parquet(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> OutputError:
    return OutputError(f"{path} is damaged or cannot be read ({str(error).splitlines()[0]}). Save the analysis again.")


def _plain_times(frame: pd.DataFrame) -> pd.DataFrame:
    """Write times as text, so that each article keeps its own time zone."""
    times = frame["published"]
    written = [time.isoformat() if known else None for time, known in zip(times, times.notna(), strict=True)]
    import pandas as pd

    return frame.assign(published=pd.Series(written, index=frame.index, dtype="str"))


def _plain_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Write metadata of several kinds in one column as text, as the table of articles does."""
    import pyarrow as pa

    mixed = {}
    for name in [each for each in frame if frame[each].dtype == object]:
        try:
            pa.array(frame[name], from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            mixed[str(name)] = frame[name].astype("str").where(frame[name].notna())
    return frame.assign(**mixed)


def manifest_text(manifest: Mapping[str, Any], columns: Mapping[str, Sequence[str]], measures: Iterable[Measure]) -> str:
    """Return the manifest as JSON, with the columns of every table and the definitions of the measures."""
    content = {**manifest, "tables": list(columns), "columns": columns, "measures": [_plain(measure) for measure in measures]}
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"


class StoredTables(Mapping[str, "pd.DataFrame"]):
    """Tables in a folder, each one file or a folder of parts, read when they are first asked for."""

    def __init__(self, folder: Path, names: Iterable[str], *, order: str | None = None) -> None:
        self._order = order
        self._places = {name: _place(folder, name) for name in names}
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            table = _read_table(self._places[name])
            self._read[name] = table if self._order is None else table.sort_values(self._order, kind="stable", ignore_index=True)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def n_rows(self, name: str) -> int:
        """Return the number of rows without reading them."""
        with _opened(self._places[name]) as stored:
            return int(stored.count_rows())

    def check_columns(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Refuse tables that lack one of the columns with which they were written."""
        for name, wanted in columns.items():
            missing = set(wanted).difference(stored_columns(self._places[name]))
            if missing:
                told = f"{self._places[name]} lacks the column {min(missing)!r} with which it was written"
                raise OutputError(f"{told}. Save the analysis again.")


@contextmanager
def _opened(place: Path) -> Iterator[Any]:
    """Open a table without reading its rows."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    try:
        yield ds.dataset(place)
    except (pa.ArrowInvalid, OSError) as error:
        raise _damaged(place, error) from error


def stored_columns(place: Path) -> list[str]:
    """Return the columns of a table on disk."""
    with _opened(place) as stored:
        return list(stored.schema.names)


def _place(folder: Path, name: str) -> Path:
    for place in (folder / f"{name}.parquet", folder / name):
        if place.exists():
            return place
    raise OutputError(f"{folder} lacks the table {name}.parquet that its manifest names. Save the analysis again.")


def _plain(measure: Measure) -> dict[str, Any]:
    sums = {name: vars(getattr(measure, name)) for name in ("numerator", "denominator")}
    plain = {
        name: {key: dict(value) if isinstance(value, Mapping) else value for key, value in each.items()}
        for name, each in sums.items()
    }
    return {**vars(measure), **plain}


def _measure(plain: dict[str, Any]) -> Measure:
    sums = {name: _sum(plain[name]) for name in ("numerator", "denominator")}
    bounds = tuple(plain["bounds"]) if plain["bounds"] else None
    return Measure(
        **{**plain, **sums, "bounds": bounds, "within": tuple(plain["within"]), "needs": tuple(plain.get("needs", ()))}
    )


def _sum(plain: dict[str, Any]) -> Sum:
    where = {key: tuple(value) if isinstance(value, list) else value for key, value in plain["where"].items()}
    return Sum(**{**plain, "where": where, "fixed": tuple(plain["fixed"])})
