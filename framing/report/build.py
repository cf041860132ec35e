"""Write a report: the page, its figures, its tables, the evidence and the manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.analysis import Analysis, analyze
from framing.compare import Comparison
from framing.errors import OutputError
from framing.report.findings import comparisons_of, findings_of
from framing.report.html import DATA, Page, render
from framing.report.index import TABLES, index_of
from framing.report.model import Section
from framing.report.pages import INSIDE, LARGEST, article_payload, inlined, paged, script
from framing.report.prepare import with_outlets
from framing.report.safe import safe_json
from framing.report.sections import comparison_section, sections_of
from framing.report.tables import write_csv, write_table
from framing.report.texts import Text, read_texts

__all__ = ["report"]

_FOLDERS = ("figures", "tables", "evidence")
_OLD = ("figures/*.*", "tables/*.*", "evidence/*.csv", "pages/*.js")
_SHIFTS = 2  # charts of differences that the page draws on its own account


def report(
    analysis: Analysis | Any,
    folder: str | Path,
    *,
    comparisons: Sequence[Comparison] | None = None,
    title: str | None = None,
    force: bool = False,
) -> Path:
    """Write a page that shows what was found and opens every number to the sentences behind it.

    Beside `index.html`, which needs no network, the folder holds `figures` (SVG, PDF, PNG), `tables` (CSV, LaTeX,
    Markdown), `evidence` (every counted place, as CSV), `manifest.json`, and for large corpora `pages` with the
    articles, which must stay beside the page. Files of an earlier report there are replaced.

    Parameters
    ----------
    analysis
        An Analysis, or anything `framing.analyze` takes.
    folder
        A folder, made if needed.
    comparisons
        Comparisons that you declared; by default every outlet is compared with all others on the primary measures.
    title
        Heading of the page.
    force
        Show comparisons that the method refuses; they are stamped.

    Returns
    -------
    Path
        The page, `folder/index.html`.

    Raises
    ------
    OutputError
        The folder cannot be written to.

    Examples
    --------
    >>> import framing, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = framing.report("The so-called government met in Kiev, officials said.", folder)
    ...     page.name, "so-called" in page.read_text(encoding="utf-8")
    ('index.html', True)
    """
    path = _opened(Path(folder))
    found = with_outlets(analysis if isinstance(analysis, Analysis) else analyze(analysis))
    texts = read_texts(found)
    sections = sections_of(found, texts, path / "figures")
    made, refused = (list(comparisons), []) if comparisons is not None else comparisons_of(found, force=force)
    most = len(made) if comparisons is not None else _SHIFTS
    differences = comparison_section(made, path / "figures", most=most)
    sections += [differences] if differences else []
    page, own = render(Page(found, texts, sections, findings_of(made, refused), title))
    whole, pages = _with_data(page, own, found, texts)
    try:
        _write_tables(sections, path / "tables")
        _write_evidence(found, path / "evidence")
        (path / "manifest.json").write_text(_manifest(found.manifest), encoding="utf-8")
        _write_pages(pages, path / "pages")
        (path / "index.html").write_text(whole, encoding="utf-8")
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    return path / "index.html"


def _with_data(page: str, own: Mapping[str, str], analysis: Analysis, texts: Sequence[Text]) -> tuple[str, dict[str, str]]:
    """Return the page with its data, and the files with the data that would make it too large."""
    articles = [article_payload(text) for text in texts]
    indexes = {name: safe_json(index_of(analysis, name).payload(hits=not texts)) for name in TABLES}
    if len(texts) <= INSIDE:
        inside = inlined({**own, "pages": "[]", **indexes, "articles-0": safe_json(articles)})
        if len(page.encode()) + len(inside) <= LARGEST:
            return page.replace(DATA, inside), {}
    data = {**paged(articles), **indexes}
    inside = inlined({**own, "pages": safe_json(sorted(data))})
    return page.replace(DATA, inside), {f"{name}.js": script(name, text) for name, text in data.items()}


def _opened(path: Path) -> Path:
    """Make the folders, empty of what an earlier report wrote."""
    try:
        for name in _FOLDERS:
            (path / name).mkdir(parents=True, exist_ok=True)
        for old in [
            *path.glob("figures/*.*"),
            *path.glob("tables/*.*"),
            *path.glob("pages/*.js"),
            *path.glob("evidence/*.csv"),
        ]:
            old.unlink()
        if (path / "pages").is_dir() and not any((path / "pages").iterdir()):
            (path / "pages").rmdir()
        probe = path / "index.html"
        probe.touch()
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    return path


def _unwritable(path: Path, problem: OSError) -> OutputError:
    reason = problem.strerror or str(problem)
    return OutputError(f"The report cannot be written to {path}: {reason}. Choose a folder you may write to.")


def _write_tables(sections: Sequence[Section], folder: Path) -> None:
    for section in sections:
        for sheet in section.sheets:
            columns = [name for column in sheet.columns for name in (column.name, column.low, column.high) if name]
            write_table(sheet.frame[columns], folder, sheet.name, sheet.title)


def _write_evidence(analysis: Analysis, folder: Path) -> None:
    for name, table in {**analysis.tables, "articles": analysis.articles}.items():
        write_csv(table, folder / f"{name}.csv")


def _manifest(manifest: Mapping[str, Any]) -> str:
    return json.dumps(dict(manifest), indent=2, ensure_ascii=False, default=str) + "\n"


def _write_pages(pages: Mapping[str, str], folder: Path) -> None:
    if pages:
        folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
