"""A corpus: a frozen sequence of articles that knows what was left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast, overload

from framing.corpus.article import FIELDS, Article
from framing.corpus.display import page, summary
from framing.corpus.distinct import distinct
from framing.corpus.exclusions import Exclusion, exclusion_table
from framing.corpus.frames import frame_of, rows_of
from framing.corpus.records import Record, placed
from framing.errors import CorpusError, UnknownName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corpus"]


@dataclass(frozen=True, eq=False, repr=False)
class Corpus(Sequence[Article]):
    """Articles in their order, no two with the same id and no two with the same text of the same outlet.

    Parameters
    ----------
    articles : iterable of Article
    left_out : sequence of Exclusion
        What was left out on reading; duplicates found here are added.
    recognised : mapping
        Field of the article -> column (or other place) that it was read from.
    ambiguous : mapping
        Field -> columns that might have been meant too; they are kept as metadata.

    Raises
    ------
    CorpusError
        Two different articles have the same id.

    Examples
    --------
    >>> corpus = Corpus.from_texts(["Talks went on in Kyiv.", "Talks failed in Istanbul."], outlet="Herald")
    >>> len(corpus), corpus.outlets
    (2, ('Herald',))
    """

    articles: Iterable[Article]
    left_out: Sequence[Exclusion] = ()
    recognised: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbered = ((each, f"article {number}") for number, each in enumerate(self.articles, 1))
        found: list[Exclusion] = []
        kept = tuple(each for each, _ in distinct(numbered, found.append))
        object.__setattr__(self, "articles", kept)
        object.__setattr__(self, "left_out", (*self.left_out, *found))

    @classmethod
    def from_texts(cls, texts: Iterable[str], *, outlet: str | None = None) -> Corpus:
        """Make a corpus of plain strings.

        Raises
        ------
        CorpusError
            None of them holds anything.
        """
        found: list[Exclusion] = []
        rows: list[Record] = [
            ({"text": each, "outlet": outlet}, {}, f"text {number}") for number, each in enumerate(texts, 1)
        ]
        articles = [each for each, _ in distinct(placed(rows, found.append), found.append)]
        if rows and not articles:
            raise CorpusError(
                f"None of {len(rows)} texts holds an article. {found[0].place}: {found[0].detail}"
            )
        return cls(articles, found)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, **columns: str | None) -> Corpus:
        """Make a corpus of the rows of a table.

        Columns are recognised by their usual names (``corpus.recognised`` says what was taken); others become
        metadata.

        Parameters
        ----------
        frame : DataFrame
        **columns : str or None
            ``text="story"`` reads the texts from the column "story"; ``id=None`` reads no ids and makes them.

        Raises
        ------
        CorpusError
            There is no column of texts, or not one usable text, or two different articles have one id.
        UnknownName
            A keyword is no field of an article.

        Examples
        --------
        >>> import pandas as pd
        >>> table = pd.DataFrame({"Source": ["Post", "Herald"], "body": ["Kyiv was calm.", "Kiev was calm."]})
        >>> Corpus.from_frame(table).recognised
        {'text': 'body', 'outlet': 'Source'}
        """
        left_out: list[Exclusion] = []
        seen, rows = rows_of(frame, columns)
        articles = [each for each, _ in distinct(placed(rows, left_out.append), left_out.append)]
        if len(frame) and not articles:
            first = left_out[0]
            told = f"None of the {len(frame)} rows holds an article. First, {first.place}: {first.reason}."
            raise CorpusError(f"{told} {first.detail}")
        return cls(articles, left_out, seen.chosen, seen.also)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per article, fields and metadata; ``from_frame`` makes the same articles of it.

        The dates are one column of ``datetime64``, or Python datetimes where some have a time zone.
        """
        return frame_of(self._held)

    def filter(self, predicate: Callable[[Article], bool] | None = None, **values: Any) -> Corpus:
        """Return the corpus of the articles for which all holds.

        Parameters
        ----------
        predicate : callable, optional
            Article -> bool.
        **values
            Field or metadata -> value, or a list of values, that it must have.

        Raises
        ------
        UnknownName
            No article has such a field, or none has such a value: a misspelt outlet gives no empty corpus.

        Examples
        --------
        >>> corpus = Corpus([Article("One.", outlet="Post"), Article("Two words.", outlet="Herald")])
        >>> corpus.filter(outlet="Post").outlets, len(corpus.filter(lambda article: "words" in article.text))
        (('Post',), 1)
        >>> corpus.filter(outlet="Pots")
        Traceback (most recent call last):
        framing.errors.UnknownName: Unknown outlet 'Pots'. Did you mean 'Post'? Known: Herald, Post.
        """
        kept: Iterable[Article] = self._held
        for name, value in values.items():
            wanted = set(value) if isinstance(value, list | tuple | set | frozenset) else {value}
            self._check_values(name, wanted)
            kept = [each for each in kept if _value(each, name) in wanted]
        if predicate is not None:
            kept = [each for each in kept if predicate(each)]
        return Corpus(kept, self.left_out, self.recognised, self.ambiguous)

    def article(self, id: str) -> Article:
        """Return the article with this id."""
        if id not in self._places:
            raise UnknownName("article", id, self._places)
        return self._held[self._places[id]]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, sorted."""
        return tuple(sorted({each.outlet for each in self._held if each.outlet}))

    @property
    def events(self) -> tuple[str, ...]:
        """Names of the events, sorted."""
        return tuple(sorted({each.event for each in self._held if each.event}))

    @property
    def exclusions(self) -> pd.DataFrame:
        """What was left out: one row per file or article, with its reason and what to do."""
        return exclusion_table(each for each in self.left_out if each.what != "note")

    @property
    def notes(self) -> pd.DataFrame:
        """What to know about articles that were read: dates not understood, encodings guessed."""
        return exclusion_table(each for each in self.left_out if each.what == "note")

    @cached_property
    def sha256(self) -> str:
        """Hash of all fields of all articles, metadata left aside; their order does not count."""
        digests = sorted(_digest(each) for each in self._held)
        return hashlib.sha256(b"".join(digests)).hexdigest()

    @property
    def _held(self) -> tuple[Article, ...]:
        return cast("tuple[Article, ...]", self.articles)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.id: place for place, each in enumerate(self._held)}

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._held)

    def __contains__(self, item: object) -> bool:
        return item in self._places if isinstance(item, str) else item in self._held

    @overload
    def __getitem__(self, key: str | int) -> Article: ...
    @overload
    def __getitem__(self, key: slice) -> Corpus: ...
    def __getitem__(self, key: str | int | slice) -> Article | Corpus:
        if isinstance(key, str):
            return self.article(key)
        if isinstance(key, slice):
            return Corpus(self._held[key], self.left_out, self.recognised, self.ambiguous)
        return self._held[key]

    def __repr__(self) -> str:
        return "\n  ".join(summary(self))

    def _repr_html_(self) -> str:
        return page(self)

    def _check_values(self, name: str, wanted: set[Any]) -> None:
        keys = dict.fromkeys([*FIELDS, *(key for each in self._held for key in each.meta)])
        if name not in keys:
            raise UnknownName("column", name, keys)
        present = {_value(each, name) for each in self._held}
        for value in wanted - present:
            raise UnknownName(name, value, sorted(str(each) for each in present if each is not None))


def _value(article: Article, name: str) -> Any:
    value = getattr(article, name) if name in FIELDS else article.meta.get(name)
    return value if value.__hash__ is not None else str(value)


def _digest(article: Article) -> bytes:
    values = [str(getattr(article, name) or "") for name in FIELDS]
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode()).digest()
