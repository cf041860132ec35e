"""The words that the command line understands."""

from __future__ import annotations

import argparse
from typing import Any

from framing.cli import commands, completion, doctor

__all__ = ["build_parser"]

_EPILOG = """examples:
  framing demo                                   analyse the embedded corpus and write a report
  framing report articles/ -o report/            the same for your own articles
  framing compare articles/ --target Post --reference Herald
  framing lexicon check my_terms.toml            test a lexicon of your own
  framing doctor                                 check the installation

exit codes: 0 done, 1 refused or bad input (the message says what to do), 2 wrong usage, 130 interrupted
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `run`, the function that does it."""
    parser = argparse.ArgumentParser(
        prog="framing",
        description="Show how news outlets frame the same events; every number opens to the sentences behind it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version())
    actions = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_report(actions)
    _add_analyze(actions)
    _add_compare(actions)
    _add_show(actions)
    _add_lexicon(actions)
    _add_validate(actions)
    _add_doctor(actions)
    _add_completion(actions)
    return parser


def _version() -> str:
    from importlib.metadata import version

    return f"framing {version('framing')}"


def _add_report(actions: Any) -> None:
    report = actions.add_parser("report", help="analyse articles and write an HTML report with figures and tables")
    _add_input(report)
    report.add_argument("-o", "--out", default="report", metavar="DIR", help="folder to write to (default: report)")
    report.set_defaults(run=commands.run_report)
    demo = actions.add_parser("demo", help="the same for the corpus that comes with framing")
    demo.add_argument("-o", "--out", default="report", metavar="DIR", help="folder to write to (default: report)")
    _add_quiet(demo)
    demo.set_defaults(run=commands.run_demo)


def _add_analyze(actions: Any) -> None:
    analyze = actions.add_parser("analyze", help="write the tables of evidence as Parquet, with a manifest")
    _add_input(analyze)
    analyze.add_argument("-o", "--out", required=True, metavar="DIR", help="folder to write to")
    analyze.add_argument("--no-texts", action="store_true", help="leave the articles themselves out")
    analyze.add_argument(
        "--stream",
        action="store_true",
        help="read article by article and write part by part: for corpora larger than memory; a stopped run goes on",
    )
    analyze.set_defaults(run=commands.run_analyze)


def _add_compare(actions: Any) -> None:
    compare = actions.add_parser("compare", help="compare one outlet with another, or with all others")
    _add_input(compare)
    compare.add_argument("--key", default="outlet", help="column that tells the sides apart (default: outlet)")
    compare.add_argument("--target", required=True, help="the outlet that is compared")
    compare.add_argument("--reference", help="the outlet it is compared with (default: all others)")
    compare.add_argument("--match", default="auto", help='"auto" (event, if known), a column, or "none"')
    compare.add_argument("--force", action="store_true", help="show refused tests too; the output is stamped")
    compare.add_argument("--json", action="store_true", help="print the measures as JSON")
    compare.set_defaults(run=commands.run_compare)


def _add_show(actions: Any) -> None:
    show = actions.add_parser("show", help="print an article with its voices and terms marked")
    show.add_argument("path", help="a file with one or more articles")
    show.add_argument("--id", help="id of the article (default: the first)")
    _add_column(show)
    show.add_argument("--json", action="store_true", help="print the evidence as JSON")
    show.set_defaults(run=commands.run_show)


def _add_lexicon(actions: Any) -> None:
    lexicon = actions.add_parser("lexicon", help="list, show and check lexicons")
    inner = lexicon.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = inner.add_parser("list", help="the lexicons that come with framing")
    listing.set_defaults(run=commands.run_lexicon_list)
    show = inner.add_parser("show", help="the entries of a lexicon, or what they hit in a corpus")
    show.add_argument("name", help="a packaged lexicon or a file")
    show.add_argument("--on", metavar="PATH", help="articles in which to look for the entries")
    show.set_defaults(run=commands.run_lexicon_show)
    check = inner.add_parser("check", help="find what is wrong in lexicon files")
    check.add_argument("files", nargs="*", metavar="FILE", help="lexicon or actor files (default: all that come along)")
    check.set_defaults(run=commands.run_lexicon_check)


def _add_validate(actions: Any) -> None:
    validate = actions.add_parser("validate", help="compare tone and attributions with annotations of your own")
    validate.add_argument("path", help="CSV or JSON lines with text, start, end and label (-1, 0, 1 or negative …)")
    validate.add_argument("--json", action="store_true", help="print the figures as JSON")
    validate.set_defaults(run=commands.run_validate)


def _add_doctor(actions: Any) -> None:
    looked = actions.add_parser("doctor", help="check versions, packaged data, letters of charts, and a trial run")
    looked.add_argument("--json", action="store_true", help="print what was found as JSON")
    looked.set_defaults(run=doctor.run_doctor)


def _add_completion(actions: Any) -> None:
    shells = actions.add_parser("completion", help="print the script that completes commands in a shell")
    shells.add_argument("shell", choices=completion.SHELLS, help="which shell")
    shells.set_defaults(run=completion.run_completion)


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="folders, files or globs of articles")
    _add_column(parser)
    parser.add_argument("--lexicon", action="append", metavar="NAME", help="lexicon to use instead of all; repeatable")
    parser.add_argument("--rules-only", action="store_true", help="do without the trained tagger")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    _add_quiet(parser)
    parser.add_argument("--sampling", default="", metavar="TEXT", help="how the articles were sampled")


def _add_column(parser: argparse.ArgumentParser) -> None:
    told = "column of a field whose name is not recognised, as in text=story; id= makes ids anew; repeatable"
    parser.add_argument("--column", action="append", type=_column, metavar="FIELD=NAME", help=told)


def _column(given: str) -> tuple[str, str | None]:
    field, mark, name = given.partition("=")
    if not (field and mark):
        raise argparse.ArgumentTypeError(f"{given!r} is not of the form FIELD=NAME, such as text=story")
    return field, name or None


def _add_quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")
