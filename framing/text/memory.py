"""Facts about runs of words, worked out once for each vocabulary."""

from __future__ import annotations

from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from framing.text.vocabulary import Vocabulary

__all__ = ["Memory"]

Key = TypeVar("Key")
Fact = TypeVar("Fact")


class Memory(Generic[Key, Fact]):
    """What was found out about runs of words of each vocabulary, by keys made of the words' ids; forgotten when it is too much.

    Examples
    --------
    >>> memory, vocabulary = Memory[bytes, str](1), Vocabulary()
    >>> memory.of(vocabulary).update({b"a": "name", b"b": "role"})
    >>> memory.of(vocabulary)
    {}
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._facts: WeakKeyDictionary[Vocabulary, dict[Key, Fact]] = WeakKeyDictionary()

    def of(self, vocabulary: Vocabulary) -> dict[Key, Fact]:
        """Return what is known of a vocabulary, to look up and to add to."""
        known = self._facts.setdefault(vocabulary, {})
        if len(known) > self._most:
            known.clear()
        return known
