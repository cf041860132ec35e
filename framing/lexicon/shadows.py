"""Forms that can never count, because an entry that stands earlier takes every place where they could."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from framing.lexicon.inflect import forms_of
from framing.lexicon.model import Entry, Lexicon
from framing.text.characters import straighten

__all__ = ["shadowed"]

_PIECE = re.compile(r"[\w'.&]+\*?|\*|[^\w\s]")
_TOPONYM = "naming.toponym"
Pattern = tuple[str, ...]


def shadowed(lexicon: Lexicon) -> Iterator[tuple[Entry, str, Entry]]:
    """Yield (entry, form, the earlier entry that takes its places).

    Of two matches of the same length the entry that stands first in the file wins, unless a condition of it fails.
    So a form is dead if an earlier entry without conditions has the same form, or one with `*` that covers it.

    Examples
    --------
    >>> lexicon = Lexicon.from_dict({"a": ["terror*"], "b": ["terrorist", "state terror"]})
    >>> [(entry.id, form, other.id) for entry, form, other in shadowed(lexicon)]
    [('b.terrorist', 'terrorist', 'a.terror')]
    """
    for toponyms in (True, False):  # place names are matched apart from all else
        yield from _shadowed([each for each in lexicon.entries if (each.category == _TOPONYM) is toponyms])


def _shadowed(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str, Entry]]:
    same: dict[Pattern, Entry] = {}
    wide: dict[int, list[tuple[Pattern, Entry]]] = {}  # by number of tokens
    for entry in entries:
        patterns = [(form, pattern_of(form)) for form in forms_of(entry)]
        for form, pattern in patterns:
            other = same.get(pattern) or _covering(pattern, wide.get(len(pattern), []))
            if other is not None and _reaches(other, entry):
                yield entry, form, other
        if _unconditional(entry):
            _remember(entry, [pattern for _, pattern in patterns], same, wide)


def _remember(
    entry: Entry,
    patterns: Iterable[Pattern],
    same: dict[Pattern, Entry],
    wide: dict[int, list[tuple[Pattern, Entry]]],
) -> None:
    for pattern in patterns:
        same.setdefault(pattern, entry)
        if any("*" in piece for piece in pattern):
            wide.setdefault(len(pattern), []).append((pattern, entry))


def pattern_of(form: str) -> Pattern:
    """Return the tokens of a form in lower case."""
    return tuple(_PIECE.findall(straighten(form).casefold()))


def _covering(pattern: Pattern, wide: list[tuple[Pattern, Entry]]) -> Entry | None:
    covers = (entry for each, entry in wide if all(map(_covers, each, pattern)))
    return next(covers, None)


def _covers(wide: str, narrow: str) -> bool:
    return wide == narrow or (wide.endswith("*") and narrow.startswith(wide[:-1]))


def _unconditional(entry: Entry) -> bool:
    conditions = (entry.requires_near, entry.unless_near, entry.target == "head", entry.since, entry.until)
    return not any(conditions)


def _reaches(earlier: Entry, later: Entry) -> bool:
    """Tell whether the earlier entry accepts all capitals that the later one does, and is not itself it."""
    return earlier is not later and earlier.case in ("insensitive", later.case)
