"""What the commands do: each takes the options and returns an exit code."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

__all__ = [
    "INTERRUPTED",
    "OK",
    "REFUSED",
    "run_analyze",
    "run_compare",
    "run_demo",
    "run_lexicon_check",
    "run_lexicon_list",
    "run_lexicon_show",
    "run_report",
    "run_show",
    "run_validate",
    "say",
]

OK, REFUSED, INTERRUPTED = 0, 1, 130


def say(text: str, options: argparse.Namespace) -> None:
    """Say on a terminal what is being done; nothing with --quiet, and nothing in a pipe or a log."""
    if sys.stderr.isatty() and not getattr(options, "quiet", False):
        print(f"\r\x1b[2K{text}", end="", file=sys.stderr, flush=True)


def _read(options: argparse.Namespace) -> Any:
    from framing.analysis import analyze
    from framing.corpus import read_corpus

    say("Reading …", options)
    corpus = read_corpus(options.paths, columns=dict(options.column or ()), progress=False if options.quiet else None)
    _tell_of(corpus, options)
    say(f"Analysing {len(corpus):,} articles …", options)
    return analyze(
        corpus,
        lexicons=options.lexicon,
        trained=not options.rules_only,
        workers=options.workers,
        sampling=options.sampling,
    )


def _tell_of(corpus: Any, options: argparse.Namespace) -> None:
    """Show on standard error what was recognised and what was left out; nothing with --quiet."""
    if not options.quiet:
        say("", options)
        print(corpus, file=sys.stderr)


def _stream(options: argparse.Namespace) -> Any:
    from framing.analysis import analyze_to

    return analyze_to(
        options.out,
        options.paths,
        lexicons=options.lexicon,
        trained=not options.rules_only,
        workers=options.workers,
        sampling=options.sampling,
        columns=dict(options.column or ()),
    )


def run_report(options: argparse.Namespace) -> int:
    """Analyse articles and write the report."""
    return _write(_read(options), options)


def _write(analysis: Any, options: argparse.Namespace) -> int:
    from framing.report import report

    say("Writing the report …", options)
    page = report(analysis, options.out)
    say("", options)
    if not options.quiet:
        print(f"Report: {page}")
    return OK


def run_demo(options: argparse.Namespace) -> int:
    """Analyse the embedded corpus and write the report."""
    from framing.analysis import analyze
    from framing.corpus import demo_corpus

    say("Analysing the embedded corpus …", options)
    return _write(analyze(demo_corpus(), sampling="all thirty articles, written for this project"), options)


def run_analyze(options: argparse.Namespace) -> int:
    """Write the tables of evidence."""
    if options.stream:
        analysis = _stream(options)
    else:
        analysis = _read(options)
        analysis.save(options.out, texts=not options.no_texts)
    say("", options)
    if not options.quiet:
        print(f"{analysis!r}\nTables and manifest: {Path(options.out).resolve()}")
    return OK


def run_compare(options: argparse.Namespace) -> int:
    """Print a comparison."""
    from framing.compare import compare

    gap = compare(
        _read(options),
        options.key,
        target=options.target,
        reference=options.reference,
        match=options.match,
        force=options.force,
    )
    say("", options)
    if options.json:
        print(gap.measures.to_json(orient="records", indent=2, force_ascii=False))
        return OK
    print(f"{gap.sentence()}\n\n{gap.measures.to_string(index=False, float_format='{:.3g}'.format)}\n\n{gap.caption()}")
    return OK


def run_show(options: argparse.Namespace) -> int:
    """Print an article with its marks, or its evidence."""
    from framing.analysis import analyze
    from framing.corpus import read_corpus
    from framing.report.terminal import coloured

    corpus = read_corpus(options.path, columns=dict(options.column or ()))
    article = corpus.article(options.id) if options.id else corpus[0]
    if len(corpus) > 1 and not options.id:
        others = ", ".join(each.id for each in corpus[1:4])
        print(f"The first of {len(corpus):,} articles; --id shows another: {others}, …", file=sys.stderr)
    analysis = analyze(corpus.filter(lambda each: each.id == article.id))
    if options.json:
        tables = {name: json.loads(table.to_json(orient="records", date_format="iso")) for name, table in analysis.tables.items()}
        print(json.dumps(tables, indent=2, ensure_ascii=False))
        return OK
    print(coloured(analysis, article.id, colours=sys.stdout.isatty()))
    return OK


def run_lexicon_list(options: argparse.Namespace) -> int:
    """Print the packaged lexicons."""
    from framing.lexicon import available_lexicons, load_lexicon

    for lexicon in map(load_lexicon, available_lexicons()):
        print(f"{lexicon.id:24} {lexicon.n_forms:5} forms  {lexicon.kind:8} {lexicon.title}")
    return OK


def run_lexicon_show(options: argparse.Namespace) -> int:
    """Print the entries of a lexicon, or what they hit."""
    from framing.lexicon import load_lexicon

    lexicon = load_lexicon(options.name)
    if options.on:
        from framing.analysis import lexicon_hits

        found = lexicon_hits(lexicon, Path(options.on))
        print(found.to_string(index=False, max_colwidth=100))
        if lexicon.about:
            print(f"{found.attrs['n_about']} of {found.attrs['n_articles']} articles are about the topic; it looks only there.")
        return OK
    for entry in lexicon.entries:
        print(f"{entry.id:40} {entry.category:28} {entry.side} {entry.valence:+d}  {', '.join(entry.forms)}")
    return OK


def run_lexicon_check(options: argparse.Namespace) -> int:
    """Check lexicon files."""
    from framing.lexicon.check import main as check_files

    return check_files(options.files or _packaged_files())


def _packaged_files() -> list[str]:
    from framing.lexicon import available_actors, available_lexicons
    from framing.resources import lexicon_folder

    folder = lexicon_folder()
    actors = folder.joinpath("actors")
    files = [folder.joinpath(f"{name}.toml") for name in available_lexicons()]
    return [str(each) for each in [*files, *(actors.joinpath(f"{name}.toml") for name in available_actors())]]


def run_validate(options: argparse.Namespace) -> int:
    """Print how far tone agrees with annotations."""
    from framing.validity import tone_figures

    figures = tone_figures(options.path)
    if options.json:
        print(json.dumps(figures, indent=2))
        return OK
    for name, value in figures.items():
        print(f"{name:24} {value:.3f}" if isinstance(value, float) else f"{name:24} {value}")
    return OK
