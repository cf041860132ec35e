"""The page as HTML: every text escaped, everything it needs inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from framing.analysis import Analysis
from framing.analysis.language import warning_of
from framing.charts.actors import actor_names
from framing.charts.captions import extent, plural
from framing.charts.variants import topic_of
from framing.compare.wording import lexicons_used, scope
from framing.report.findings import Findings, extent_of, rungs
from framing.report.index import actor_ids
from framing.report.model import Queries, Section
from framing.report.pages import ARTICLES_A_PAGE
from framing.report.prepare import outlet_sizes
from framing.report.safe import safe_json
from framing.report.tables import WORDS, shown
from framing.report.texts import Text

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment

__all__ = ["DATA", "Page", "render"]

DATA = "<!--data-->"

_SCRIPTS = ("data", "evidence", "tables", "article", "start")
_ACTORS = 80  # in the filter
_EXCLUSIONS = 200  # rows on the page


@dataclass(frozen=True, eq=False)
class Page:
    """All that the page shows."""

    analysis: Analysis
    texts: Sequence[Text]
    sections: Sequence[Section]
    findings: Findings
    title: str | None = None


def render(page: Page) -> tuple[str, dict[str, str]]:
    """Return the page as HTML, and data for it; these and the evidence are to stand in place of `DATA`."""
    analysis = page.analysis
    allowed, size = rungs(analysis)
    queries = Queries()
    exclusions = analysis.exclusions
    text = (
        _environment(lexicons_used(analysis.manifest))
        .get_template("index.html.j2")
        .render(
            title=page.title or _title(analysis),
            extent=extent_of(analysis),
            described=extent(analysis.table("articles")),
            sections=page.sections,
            findings=page.findings,
            rungs=allowed,
            ladder_size=size,
            scope=scope(analysis.manifest),
            lexicons=_lexicons(analysis.manifest),
            lexicons_used=lexicons_used(analysis.manifest),
            manifest=analysis.manifest,
            methods=_methods(page),
            filters=_filters(analysis),
            language=warning_of(exclusions["reason"], len(analysis.table("articles"))),
            exclusions=_exclusions(exclusions),
            exclusion_counts=_counts(exclusions),
            n_exclusions=len(exclusions),
            queries=queries,
            words=WORDS,
            css=_file("report.css"),
            js=_script(),
        )
    )
    narrow = {figure.name: unescape(figure.narrow) for section in page.sections for figure in section.figures}
    data = {"meta": safe_json(_meta(analysis, page.texts)), "queries": queries.json(), "narrow": safe_json(narrow)}
    return text, data


def _environment(lexicons: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=PackageLoader("framing.report"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["brief"] = lambda text: _brief(text, lexicons)
    return environment


def _brief(text: str, lexicons: str) -> str:
    """Return a caption that refers to the long list of lexicons at the end of the page."""
    return text.replace(lexicons, "as listed under Method and versions") if lexicons.count(",") > 2 else text


def _file(name: str) -> Markup:
    return Markup(resources.files("framing.report").joinpath("templates", name).read_text(encoding="utf-8"))


def _script() -> Markup:
    """Return the scripts of the page as one, whose names nobody else sees."""
    parts = (_file(f"page/{name}.js") for name in _SCRIPTS)
    whole = Markup('"use strict";\n(async () => {\n%s})();') % Markup("\n").join(parts)
    return whole.replace("PAGE_SIZE", str(ARTICLES_A_PAGE))


def _title(analysis: Analysis) -> str:
    articles = analysis.table("articles")
    events = articles["event"].dropna().unique()
    if len(events) != 1:
        return f"How the news was framed: {extent(articles)}"
    single = outlet_sizes(analysis).max() == 1
    what = plural(len(articles), "article") if single else plural(articles["outlet"].nunique(), "outlet")
    return f"{what} on “{str(events[0]).replace('-', ' ').replace('_', ' ')}”"


def _meta(analysis: Analysis, texts: Sequence[Text]) -> dict[str, Any]:
    """Return what the list of articles shows, as columns; outlets and events as codes."""
    import pandas as pd

    articles = analysis.table("articles")
    outlet, outlets = pd.factorize(articles["outlet"], sort=True)
    event, events = pd.factorize(articles["event"], sort=True)
    loaded = analysis.terms
    loaded = loaded[loaded["loaded"] & (loaded["voice"] == "outlet")]
    statements = analysis.attributions
    statements = statements[statements["counted"]]
    urls = [_address(text.article.url) for text in texts] or [""] * len(articles)
    return {
        "id": articles["article"].tolist(),
        "headline": ["" if each != each or each is None else each for each in articles["headline"].tolist()],
        "outlets": [str(each) for each in outlets],
        "outlet": outlet.tolist(),
        "events": [str(each) for each in events],
        "event": event.tolist(),
        "day": ["" if each != each else f"{each:%Y-%m-%d}" for each in articles["published"]],
        "words": articles["n_words"].tolist(),
        "direct": articles["n_words_direct"].tolist(),
        "indirect": articles["n_words_indirect"].tolist(),
        "loaded": _per_article(articles, loaded),
        "statements": _per_article(articles, statements),
        "mentions": _per_article(articles, analysis.mentions),
        "url": urls if any(urls) else [],
        "actors": dict(actor_names(analysis)),
        "lexicons": {str(each): topic_of(str(each)) for each in analysis.terms["lexicon"].unique()},
    }


def _per_article(articles: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    counts = rows["article"].value_counts()
    return articles["article"].map(counts).fillna(0).astype(int).tolist()


def _address(url: str | None) -> str:
    """Return an address that may be a link."""
    return url if url and url.lower().startswith(("https://", "http://")) else ""


def _filters(analysis: Analysis) -> dict[str, list[tuple[str, str]]]:
    """Return the choices of the filters as (value, label)."""
    outlets = sorted(analysis.table("articles")["outlet"].unique(), key=str.casefold)
    names = actor_names(analysis)
    counts = actor_ids(analysis, analysis.mentions["actor"]).value_counts()
    actors = sorted(counts.index, key=lambda actor: (-int(counts[actor]), str(actor)))[:_ACTORS]
    return {
        "outlet": [(each, each) for each in outlets],
        "voice": [
            ("outlet", "outlet’s own voice"),
            ("direct", "direct quotation"),
            ("indirect", "reported speech"),
            ("all", "all voices"),
        ],
        "side": [("A", "side A"), ("B", "side B"), ("N", "neither")],
        "actor": sorted(((each, names.get(each, each)) for each in actors), key=lambda each: each[1].casefold()),
    }


def _lexicons(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(each) for each in manifest.get("lexicons", ()) if each["articles"]]


def _counts(exclusions: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return what was left out: what it is, the reason, how often."""
    counts = exclusions.groupby(["what", "reason"], dropna=False).size().rename("n").reset_index()
    ordered = counts.sort_values(["n", "what", "reason"], ascending=[False, True, True])
    rows = zip(*(ordered[name].tolist() for name in ("what", "reason", "n")), strict=True)
    return [(str(what), str(reason).replace("_", " "), shown(number, "count")) for what, reason, number in rows]


def _exclusions(exclusions: pd.DataFrame) -> list[dict[str, str]]:
    names = ["article", "place", "reason", "detail"]
    rows = exclusions.reindex(columns=names).head(_EXCLUSIONS).astype("object")
    plain = rows.where(rows.notna(), "").astype("str")
    return [dict(zip(names, row, strict=True)) for row in plain.to_numpy().tolist()]


def _methods(page: Page) -> str:
    """Return a paragraph for the methods section of a write-up."""
    if page.findings.comparisons:
        return page.findings.comparisons[0].methods()
    manifest = page.analysis.manifest
    software = ", ".join(f"{name} {version}" for name, version in manifest.get("software", {}).items())
    return (
        f"Articles were analysed with framing {manifest.get('framing', '')} ({software}). Rates count words in the "
        "outlet’s own voice (quotations excluded), per 1,000 words; the article is the unit of every interval. "
        f"Lexicons {lexicons_used(manifest)}. Corpus sha256 {str(manifest.get('corpus', {}).get('sha256', ''))[:16]}."
    )
