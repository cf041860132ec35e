"""The command line: `framing report articles/ -o report/` and its companions."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from framing.errors import FramingError

__all__ = ["main"]

_OK, _REFUSED, _INTERRUPTED = 0, 1, 130
_EPILOG = """examples:
  framing demo                                   analyse the embedded corpus and write a report
  framing report articles/ -o report/            the same for your own articles
  framing compare articles/ --target Post --reference Herald
  framing lexicon check my_terms.toml            test a lexicon of your own

exit codes: 0 done, 1 refused or bad input (the message says what to do), 2 wrong usage, 130 interrupted
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Examples
    --------
    >>> main(["lexicon", "show", "no_such_lexicon"])
    1
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return _OK
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)
        return _REFUSED
    except KeyboardInterrupt:
        print("framing: interrupted", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return _OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing",
        description="Show how news outlets frame the same events; every number opens to the sentences behind it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_report(commands)
    _add_analyze(commands)
    _add_compare(commands)
    _add_show(commands)
    _add_lexicon(commands)
    _add_validate(commands)
    return parser


def _version() -> str:
    from importlib.metadata import version

    return f"framing {version('framing')}"


def _add_report(commands: Any) -> None:
    report = commands.add_parser("report", help="analyse articles and write an HTML report with figures and tables")
    _add_input(report)
    report.add_argument("-o", "--out", default="report", metavar="DIR", help="folder to write to (default: report)")
    report.set_defaults(run=_report)
    demo = commands.add_parser("demo", help="the same for the corpus that comes with framing")
    demo.add_argument("-o", "--out", default="report", metavar="DIR", help="folder to write to (default: report)")
    demo.set_defaults(run=_demo)


def _add_analyze(commands: Any) -> None:
    analyze = commands.add_parser("analyze", help="write the tables of evidence as Parquet, with a manifest")
    _add_input(analyze)
    analyze.add_argument("-o", "--out", required=True, metavar="DIR", help="folder to write to")
    analyze.add_argument("--no-texts", action="store_true", help="leave the articles themselves out")
    analyze.add_argument(
        "--stream",
        action="store_true",
        help="read article by article and write part by part: for corpora larger than memory; a stopped run goes on",
    )
    analyze.set_defaults(run=_analyze)


def _add_compare(commands: Any) -> None:
    compare = commands.add_parser("compare", help="compare one outlet with another, or with all others")
    _add_input(compare)
    compare.add_argument("--key", default="outlet", help="column that tells the sides apart (default: outlet)")
    compare.add_argument("--target", required=True, help="the outlet that is compared")
    compare.add_argument("--reference", help="the outlet it is compared with (default: all others)")
    compare.add_argument("--match", default="auto", help='"auto" (event, if known), a column, or "none"')
    compare.add_argument("--force", action="store_true", help="show refused tests too; the output is stamped")
    compare.add_argument("--json", action="store_true", help="print the measures as JSON")
    compare.set_defaults(run=_compare)


def _add_show(commands: Any) -> None:
    show = commands.add_parser("show", help="print an article with its voices and terms marked")
    show.add_argument("path", help="a file with one or more articles")
    show.add_argument("--id", help="id of the article (default: the first)")
    show.add_argument("--json", action="store_true", help="print the evidence as JSON")
    show.set_defaults(run=_show)


def _add_lexicon(commands: Any) -> None:
    lexicon = commands.add_parser("lexicon", help="list, show and check lexicons")
    actions = lexicon.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the lexicons that come with framing")
    listing.set_defaults(run=_lexicon_list)
    show = actions.add_parser("show", help="the entries of a lexicon, or what they hit in a corpus")
    show.add_argument("name", help="a packaged lexicon or a file")
    show.add_argument("--on", metavar="PATH", help="articles in which to look for the entries")
    show.set_defaults(run=_lexicon_show)
    check = actions.add_parser("check", help="find what is wrong in lexicon files")
    check.add_argument("files", nargs="*", metavar="FILE", help="lexicon or actor files (default: all that come along)")
    check.set_defaults(run=_lexicon_check)


def _add_validate(commands: Any) -> None:
    validate = commands.add_parser("validate", help="compare tone and attributions with annotations of your own")
    validate.add_argument("path", help="CSV or JSON lines with text, start, end and label (-1, 0, 1 or negative …)")
    validate.add_argument("--json", action="store_true", help="print the figures as JSON")
    validate.set_defaults(run=_validate)


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="folders, files or globs of articles")
    parser.add_argument("--lexicon", action="append", metavar="NAME", help="lexicon to use instead of all; repeatable")
    parser.add_argument("--rules-only", action="store_true", help="do without the trained tagger")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument("--sampling", default="", metavar="TEXT", help="how the articles were sampled")


def _read(options: argparse.Namespace) -> Any:
    from framing.analysis import analyze
    from framing.corpus import read_corpus

    corpus = read_corpus(options.paths)
    return analyze(
        corpus,
        lexicons=options.lexicon,
        trained=not options.rules_only,
        workers=options.workers,
        sampling=options.sampling,
    )


def _stream(options: argparse.Namespace) -> Any:
    from framing.analysis import analyze_to

    return analyze_to(
        options.out,
        options.paths,
        lexicons=options.lexicon,
        trained=not options.rules_only,
        workers=options.workers,
        sampling=options.sampling,
    )


def _report(options: argparse.Namespace) -> int:
    from framing.report import report

    print(f"Report: {report(_read(options), options.out)}")
    return _OK


def _demo(options: argparse.Namespace) -> int:
    from framing.analysis import analyze
    from framing.corpus import demo_corpus
    from framing.report import report

    analysis = analyze(demo_corpus(), sampling="all thirty articles, written for this project")
    print(f"Report: {report(analysis, options.out)}")
    return _OK


def _analyze(options: argparse.Namespace) -> int:
    if options.stream:
        analysis = _stream(options)
    else:
        analysis = _read(options)
        analysis.save(options.out, texts=not options.no_texts)
    print(f"{analysis!r}\nTables and manifest: {Path(options.out).resolve()}")
    return _OK


def _compare(options: argparse.Namespace) -> int:
    from framing.compare import compare

    gap = compare(
        _read(options),
        options.key,
        target=options.target,
        reference=options.reference,
        match=options.match,
        force=options.force,
    )
    if options.json:
        print(gap.measures.to_json(orient="records", indent=2, force_ascii=False))
        return _OK
    print(f"{gap.sentence()}\n\n{gap.measures.to_string(index=False, float_format='{:.3g}'.format)}\n\n{gap.caption()}")
    return _OK


def _show(options: argparse.Namespace) -> int:
    from framing.analysis import analyze
    from framing.corpus import read_corpus
    from framing.report.terminal import coloured

    corpus = read_corpus(options.path)
    article = corpus.article(options.id) if options.id else corpus[0]
    analysis = analyze(corpus.filter(lambda each: each.id == article.id))
    if options.json:
        tables = {name: json.loads(table.to_json(orient="records", date_format="iso")) for name, table in analysis.tables.items()}
        print(json.dumps(tables, indent=2, ensure_ascii=False))
        return _OK
    print(coloured(analysis, article.id, colours=sys.stdout.isatty()))
    return _OK


def _lexicon_list(options: argparse.Namespace) -> int:
    from framing.lexicon import available_lexicons, load_lexicon

    for lexicon in map(load_lexicon, available_lexicons()):
        print(f"{lexicon.id:24} {lexicon.n_forms:5} forms  {lexicon.kind:8} {lexicon.title}")
    return _OK


def _lexicon_show(options: argparse.Namespace) -> int:
    from framing.lexicon import load_lexicon

    lexicon = load_lexicon(options.name)
    if options.on:
        from framing.analysis import lexicon_hits

        print(lexicon_hits(lexicon, options.on).to_string(index=False, max_colwidth=60))
        return _OK
    for entry in lexicon.entries:
        print(f"{entry.id:40} {entry.category:28} {entry.side} {entry.valence:+d}  {', '.join(entry.forms)}")
    return _OK


def _lexicon_check(options: argparse.Namespace) -> int:
    from framing.lexicon.check import main as check_files

    return check_files(options.files or _packaged_files())


def _packaged_files() -> list[str]:
    from framing.lexicon import available_actors, available_lexicons
    from framing.resources import lexicon_folder

    folder = lexicon_folder()
    actors = folder.joinpath("actors")
    files = [folder.joinpath(f"{name}.toml") for name in available_lexicons()]
    return [str(each) for each in [*files, *(actors.joinpath(f"{name}.toml") for name in available_actors())]]


def _validate(options: argparse.Namespace) -> int:
    from framing.validity import tone_figures

    figures = tone_figures(options.path)
    if options.json:
        print(json.dumps(figures, indent=2))
        return _OK
    for name, value in figures.items():
        print(f"{name:24} {value:.3f}" if isinstance(value, float) else f"{name:24} {value}")
    return _OK
