"""Guards that can never cancel anything, because no word of theirs stands in a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.lexicon.inflect import forms_of
from framing.lexicon.model import Entry, Lexicon, VariantSet
from framing.lexicon.trie import pieces_of

__all__ = ["idle_guards"]


def idle_guards(lexicon: Lexicon) -> Iterator[tuple[Entry | VariantSet, str]]:
    """Yield the guards that share no word with any form of their entry, or of the entries of their set.

    A guard cancels a hit that it overlaps; to look for words elsewhere in the sentence is what `unless_near` is for.

    Examples
    --------
    >>> regime = Entry("regime", "legitimacy.delegitimise", ("regime*",), guards=("sanctions regime", "tax law"))
    >>> [guard for _, guard in idle_guards(Lexicon("mine", entries=(regime,)))]
    ['tax law']
    """
    for entry in lexicon.entries:
        yield from ((entry, guard) for guard in _idle(entry.guards, forms_of(entry)))
    for each in lexicon.sets:
        forms = [form for entry in lexicon.members(each.id) for form in forms_of(entry)]
        yield from ((each, guard) for guard in _idle(each.guards, forms))


def _idle(guards: Iterable[str], forms: Iterable[str]) -> Iterator[str]:
    listed = list(guards)
    pieces = {piece for form in _pieces(forms) for piece in form} if listed else set()
    prefixes = [piece for piece in pieces if piece.endswith("*")]
    for guard, words in zip(listed, _pieces(listed), strict=True):
        if not any(_meets(word, pieces, prefixes) for word in words):
            yield guard


def _meets(word: str, pieces: set[str], prefixes: list[str]) -> bool:
    """Tell whether a word of a guard and a word of a form may be the same token."""
    if word in pieces or any(word.startswith(prefix[:-1]) for prefix in prefixes):
        return True
    return word.endswith("*") and any(piece.startswith(word[:-1]) for piece in pieces)


def _pieces(forms: Iterable[str]) -> list[list[str]]:
    return [[piece.lower() for piece in pieces] for pieces in pieces_of([*forms]).by_phrase()]
