"""From a corpus to an analysis."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.analysis.collector import collector_waits
from framing.analysis.engine import Engine, Tables
from framing.analysis.language import warn_of_language
from framing.analysis.parallel import read_parts
from framing.analysis.result import Analysis
from framing.analysis.tables import to_frame
from framing.corpus import Corpus, as_corpus
from framing.corpus.progress import Progress
from framing.errors import LexiconError
from framing.lexicon import ActorFile, Lexicon, available_actors, available_lexicons, load_actors, load_lexicon
from framing.scorers import default_scorers
from framing.scorers.evidence import RowScorer, Scorer

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["Setup", "analyze", "analyze_frame", "set_up"]

_SOFTWARE = ("numpy", "pandas", "pyarrow", "scipy", "textstat", "vaderSentiment")


def analyze(
    corpus: Any,
    *,
    lexicons: Iterable[str | Lexicon] | None = None,
    actors: Iterable[str | ActorFile] | None = None,
    scorers: Sequence[Scorer | RowScorer] | None = None,
    trained: bool = True,
    workers: int = 1,
    progress: bool | None = None,
    sampling: str = "",
) -> Analysis:
    """Read every article once and return what was found.

    Parameters
    ----------
    corpus
        A Corpus, or anything `framing.corpus.as_corpus` takes: a path, a DataFrame, a list of texts, one text.
    lexicons
        Lexicons or names of packaged ones. By default all: general ones, and those of topics, each for the articles
        that are about its topic (`articles.topics` says which).
    actors
        Actor files or names of packaged ones; by default those that go with the lexicons.
    scorers
        Your own scorers; they are added to the built-in ones.
    trained
        Whether attributions use the trained tagger beside the rules (see its model card for the terms of the
        corpus it was trained on).
    workers
        Processes that read at the same time; the result is the same for any number. Worth it from some thousand
        articles on. Scripts need the usual `if __name__ == "__main__":` around the call.
    progress
        A progress bar on standard error; None shows it on a terminal when the work takes more than a second.
    sampling
        How the articles were sampled. Without it results are stamped as descriptive of these texts only.

    Returns
    -------
    Analysis
        The evidence and the measures; what was left out stands in its `exclusions`.

    Examples
    --------
    >>> import framing
    >>> found = framing.analyze("“We are ready,” the foreign minister said in Kyiv.")
    >>> found.attributions[["text", "kind", "speaker"]].values.tolist()
    [['“We are ready,”', 'direct', 'foreign minister']]
    """
    articles = as_corpus(corpus)
    setup = set_up(lexicons, actors, scorers, trained=trained)
    tables = _collect(setup.engine, articles, workers, progress)
    frames = {name: to_frame(table) for name, table in tables.items()}
    frames["exclusions"] = _with_left_out(frames["exclusions"], articles)
    warn_of_language(frames["exclusions"]["reason"], len(articles))
    corpus_facts = {
        "sha256": articles.sha256,
        "articles": len(articles),
        "recognised": dict(articles.recognised),
    }
    manifest = setup.manifest(frames["articles"]["topics"], corpus=corpus_facts, sampling=sampling)
    return Analysis(frames, setup.engine.measures, manifest, articles)


class Setup(NamedTuple):
    """The engine with the lexicons and actors that it goes by."""

    engine: Engine
    lexicons: list[Lexicon]
    actors: list[ActorFile]
    trained: bool

    def manifest(self, topics: pd.Series[Any], **facts: Any) -> dict[str, Any]:
        """Return what an analysis rests on: versions, hashes, in how many articles each lexicon was used."""
        about = topics.fillna("").str.split(", ").explode().value_counts()
        lexicons = [
            _stamp(each) | {"articles": int(about.get(each.id, 0)) if each.about else len(topics)} for each in self.lexicons
        ]
        return {
            "framing": metadata.version("framing"),
            "python": platform.python_version(),
            "software": {name: metadata.version(name) for name in _SOFTWARE},
            "lexicons": lexicons,
            "actors": [_stamp(each) for each in self.actors],
            "trained": self.trained,
            **facts,
        }


def _stamp(file: Lexicon | ActorFile) -> dict[str, Any]:
    return {"id": file.id, "version": file.version, "sha256": file.sha256}


def set_up(
    lexicons: Iterable[str | Lexicon] | None = None,
    actors: Iterable[str | ActorFile] | None = None,
    scorers: Sequence[Scorer | RowScorer] | None = None,
    *,
    trained: bool = True,
) -> Setup:
    """Return the engine for lexicons, actors and scorers given as in `analyze`."""
    with collector_waits():
        chosen = _lexicons(lexicons)
        files = _actor_files(actors, chosen)
        built_in = default_scorers(chosen, files)
    engine = Engine([*built_in, *(scorers or ())], actors=files, trained=trained)
    return Setup(engine, chosen, files, trained)


def analyze_frame(frame: pd.DataFrame, **options: Any) -> dict[str, pd.DataFrame]:
    """Return the tables of an analysis for a frame of articles: one pure function, for use on a cluster.

    Takes the options of `analyze`; the columns of `frame` are those of `Corpus.from_frame`.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> tables = framing.analyze_frame(pd.DataFrame({"text": ["Kyiv said so."], "outlet": ["Post"]}))
    >>> tables["articles"]["outlet"].tolist()
    ['Post']
    """
    return dict(analyze(Corpus.from_frame(frame), **options).tables)


def _collect(engine: Engine, articles: Corpus, workers: int, progress: bool | None) -> Tables:
    import pyarrow as pa

    parts: dict[str, list[pa.Table]] = {}
    done = 0
    with Progress("Analysing", shown=progress) as bar:
        for part in read_parts(engine, articles, workers):
            import pandas  # noqa: F401  # for the end: while other processes read, this one has time

            for name, table in part.items():
                parts.setdefault(name, []).append(table)
            done += part["articles"].num_rows
            bar.update(done, "articles", done / len(articles))
    if not parts:
        return engine.read([])
    tables = {name: pa.concat_tables(each, promote_options="permissive") for name, each in parts.items()}
    tables["articles"] = _with_metadata(tables["articles"], articles)
    return tables


def _with_metadata(table: pa.Table, articles: Corpus) -> pa.Table:
    """Add what else is known of the articles: section, author, language, url, and the metadata."""
    import pyarrow as pa

    known = articles.to_frame().drop(columns=["id", "text", "headline", "outlet", "published", "event"], errors="ignore")
    for name in known:
        if name not in table.column_names and known[name].notna().any():
            values = known[name]
            plain = values.astype("str").where(values.notna()) if values.dtype == object else values
            table = table.append_column(str(name), pa.array(plain, from_pandas=True))
    return table


def _with_left_out(furniture: pd.DataFrame, articles: Corpus) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([articles.exclusions, articles.notes, furniture], ignore_index=True)


def _lexicons(wanted: Iterable[str | Lexicon] | None) -> list[Lexicon]:
    if wanted is None:
        every = [load_lexicon(name) for name in available_lexicons()]
        return [each for each in every if any(entry.lane != "cue" for entry in each.entries)]
    return [each if isinstance(each, Lexicon) else load_lexicon(_name(each, "lexicon")) for each in _listed(wanted)]


def _actor_files(wanted: Iterable[str | ActorFile] | None, lexicons: Sequence[Lexicon]) -> list[ActorFile]:
    if wanted is None:
        topics = {"", *(each.id for each in lexicons)}
        every = [load_actors(name) for name in available_actors()]
        return [each for each in every if each.topic in topics]
    return [each if isinstance(each, ActorFile) else load_actors(_name(each, "actor file")) for each in _listed(wanted)]


def _listed(wanted: Any) -> list[Any]:
    """Return what was asked for as a list, also if it was one name or one file."""
    return [wanted] if isinstance(wanted, str | Path | Lexicon | ActorFile) else list(wanted)


def _name(each: Any, what: str) -> Any:
    if isinstance(each, str | Path):
        return each
    raise LexiconError(f"{each!r} is no {what}. Give its name, the path of a file, or what was loaded from one.")
