"""The command line: `framing report articles/ -o report/` and its companions."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Sequence

from framing.cli.commands import INTERRUPTED, OK, REFUSED
from framing.cli.parser import build_parser
from framing.errors import FramingError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Examples
    --------
    >>> main(["lexicon", "show", "no_such_lexicon"])
    1
    """
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return OK
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        with warnings.catch_warnings():
            warnings.simplefilter("default", UserWarning)
            warnings.showwarning = _silent if getattr(options, "quiet", False) else _told
            return run(options)
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        goes_on = "; the same command goes on where it stopped" if getattr(options, "stream", False) else ""
        print(f"framing: interrupted{goes_on}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return OK


def _told(message: Warning | str, *_: object, **__: object) -> None:
    """Write a warning as a sentence, without the line of code that gave it."""
    print(f"framing: {message}", file=sys.stderr)


def _silent(*_: object, **__: object) -> None:
    """Write nothing: --quiet leaves only errors."""
