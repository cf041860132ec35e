"""The frequent actors of a corpus that no actor file lists, for review."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus import as_corpus
from framing.lexicon import Actor, ActorFile, available_actors, load_actors
from framing.scorers.portrayal.index import ActorIndex, actor_index
from framing.scorers.portrayal.model import common_words, names_of, tone_model
from framing.scorers.portrayal.words import flags, words
from framing.text.batch import Batch, build_batch
from framing.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["actors_from", "discover_actors"]

_BATCH = 128
_FORM_SHARE = 0.02  # rarer spellings of a name are not listed
_TOGETHER = 0.4  # of a surname's articles have the full name too
_ADJECTIVE = ("ian", "ican", "ish", "ese", "cratic", "ans")
_KINDS = ("person", "organisation", "place")
_COLUMNS = ("id", "name", "kind", "gender", "forms", "n_mentions", "n_articles", "n_outlets", "keep", "example")


@dataclass
class _Name:
    """What is known about one capitalised name."""

    mentions: int = 0
    articles: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    signs: Counter[str] = field(default_factory=Counter)
    example: str = ""

    def add(self, other: _Name) -> None:
        self.mentions += other.mentions
        self.articles |= other.articles
        self.outlets |= other.outlets
        self.signs += other.signs
        self.example = self.example or other.example


def discover_actors(
    corpus: Any, *, actors: Sequence[ActorFile] | None = None, least_articles: int = 3, top: int = 100
) -> pd.DataFrame:
    """List the names that a corpus mentions often and that no actor file has, for a person to review.

    Names are found by their capitals and merged by surname ("Okafor" with "Ruth Okafor"); titles, verbs and
    prepositions beside them tell people, organisations and places apart, with errors. Strike out rows or correct
    them, then give `actors_from(frame)` to `analyze(corpus, actors=[...])`.

    Parameters
    ----------
    corpus
        A corpus, or anything that `read_corpus` or `analyze` take.
    actors
        Actor files whose actors are left out; by default all that ship with the library.
    least_articles
        In how many articles a name must occur.
    top
        How many names to list, the most widespread first.

    Returns
    -------
    DataFrame
        `id`, `name`, `kind` (person, organisation, place), `gender` (from titles and the pronouns that follow),
        `forms` (spellings, separated by "; "), `n_mentions`, `n_articles`, `n_outlets`, `keep` (False for places),
        `example` (a sentence).
    """
    import pandas as pd

    files = [load_actors(name) for name in available_actors()] if actors is None else list(actors)
    names = _merged(_names_of(as_corpus(corpus), actor_index(files)))
    frequent = [(full, forms) for full, forms in names.items() if len(forms[full].articles) >= least_articles]
    frequent.sort(key=lambda each: (-len(each[1][each[0]].articles), -each[1][each[0]].mentions, each[0]))
    return pd.DataFrame([_row(full, forms) for full, forms in frequent[:top]], columns=list(_COLUMNS))


def actors_from(frame: pd.DataFrame, *, id: str = "discovered") -> ActorFile:
    """Return reviewed rows of `discover_actors` as an actor file; rows with `keep` False are left out."""
    rows = frame[frame["keep"].astype(bool)].to_dict("records")
    found = tuple(
        Actor(
            id=str(row["id"]),
            name=str(row["name"]),
            kind=str(row["kind"]),
            gender=str(row["gender"]),
            names=tuple(str(row["forms"]).split("; ")),
        )
        for row in rows
    )
    return ActorFile(id=id, title="Actors found in a corpus", actors=found)


def _names_of(corpus: Any, index: ActorIndex) -> dict[str, _Name]:
    names: dict[str, _Name] = defaultdict(_Name)
    vocabulary = Vocabulary()
    articles = list(corpus)
    for low in range(0, len(articles), _BATCH):
        part = articles[low : low + _BATCH]
        batch = build_batch([(each.headline, each.text) for each in part], vocabulary)
        for first, last, name, signs in _runs(batch, index):
            number = int(batch.article[first])
            sentence = int(batch.sentence[first])
            found = names[name]
            found.mentions += 1
            found.articles.add(low + number)
            found.outlets.add(str(part[number].outlet or ""))
            found.signs.update(signs)
            if not found.example and last - first > 1:
                found.example = batch.slice(int(batch.sentence_start[sentence]), int(batch.sentence_end[sentence]))
    return names


def _runs(batch: Batch, index: ActorIndex) -> Iterator[tuple[int, int, str, list[str]]]:
    """Yield runs of name tokens outside the mentions of known actors, without the titles before them."""
    free = batch.derive(names_of) & ~batch.excluded & ~flags(batch, "days")
    hits = index.find(batch)
    for first, last in zip(hits.start.tolist(), hits.end.tolist(), strict=True):
        free[first:last] = False
    free |= _initial_periods(batch, free)
    joined = np.zeros(len(free), bool)
    joined[1:] = free[1:] & free[:-1] & (batch.sentence[1:] == batch.sentence[:-1])
    starts = np.flatnonzero(free & ~joined).tolist()
    ends = (np.flatnonzero(free & ~np.append(joined[1:], False)) + 1).tolist()
    title = flags(batch, "titles")
    common = common_words(batch)[batch.lower]
    known = _beside(batch, hits.start.tolist(), hits.end.tolist())
    for start, last in zip(starts, ends, strict=True):
        first = max((place + 1 for place in range(start, last) if title[place]), default=start)
        if first >= last or common[first:last].all():
            first = start
        adjective = batch.slice(last - 1, last).endswith(_ADJECTIVE)
        alone = last - first == 1 and (common[first] or title[first] or batch.end[first] - batch.start[first] < 2)
        if not (known[start] or known[last] or adjective or alone):
            yield first, last, batch.slice(first, last).replace("’", "'"), _signs(batch, start, first, last)


def _initial_periods(batch: Batch, free: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the periods of initials: "George W. Bush"."""
    found = np.zeros(len(free), bool)
    single = free[:-2] & (batch.end[:-2] - batch.start[:-2] == 1) & free[2:]
    found[1:-1] = single & (batch.codes[batch.start[1:-1]] == ord("."))
    return found


def _beside(batch: Batch, starts: list[int], ends: list[int]) -> NDArray[np.bool_]:
    """Tell the places right after and right before mentions of known actors: parts of longer names."""
    found = np.zeros(len(batch.lower) + 1, bool)
    found[starts] = True
    found[ends] = True
    return found


def _signs(batch: Batch, start: int, first: int, last: int) -> list[str]:
    """Return what the words around a name tell about its kind and gender."""
    spellings = batch.vocabulary.spellings
    sentence = int(batch.sentence[first])
    inside = range(int(batch.sentence_start[sentence]), int(batch.sentence_end[sentence]))
    before = spellings[int(batch.lower[start - 1])] if start - 1 in inside else ""
    after = spellings[int(batch.lower[last])] if last in inside else ""
    signs = [spellings[int(each)] for each in batch.lower[start:first]]
    found = ["person"] * (len(signs) > 0) + ["person"] * (after in ("who", "whose"))
    found += ["acts"] * (after in words("finite_verbs")) + ["organisation"] * (before in words("articles"))
    found += ["place"] * (before in words("places_after")) + ["capitals"] * batch.slice(first, last).isupper()
    genders = [name for name in ("male", "female") if words(f"{name}_titles").intersection(signs)]
    return found + (genders or _pronoun_after(batch, last, inside.stop))


def _pronoun_after(batch: Batch, last: int, stop: int) -> list[str]:
    """Return the gender of the first he or she in the rest of the sentence."""
    for token in range(last, min(stop, last + 20)):
        for gender in ("male", "female"):
            if batch.vocabulary.spellings[int(batch.lower[token])] in words(gender):
                return [gender]
    return []


def _merged(names: dict[str, _Name]) -> dict[str, dict[str, _Name]]:
    """Put surnames to the most frequent full name that ends with them; the sum stands under the full name."""
    fuller: dict[str, list[str]] = defaultdict(list)
    symbols = tone_model().symbols
    for name in sorted(names, key=lambda each: -names[each].mentions):
        if " " in name and not symbols.is_known(name.split()[-1]):
            fuller[name.split()[-1]].append(name)
    groups: dict[str, dict[str, _Name]] = defaultdict(dict)
    for name, found in names.items():
        groups[_owner(name, found, fuller[name.split()[-1]], names)][name] = found
    return {full: {full: _total(forms), **_forms(full, forms)} for full, forms in groups.items()}


def _owner(name: str, found: _Name, fuller: Sequence[str], names: dict[str, _Name]) -> str:
    """Return the full name that a form belongs to: same initial, or a surname whose articles mostly have it too."""
    for full in fuller:
        if " " in name and _initials(name) == _initials(full):
            return full
        if " " not in name and len(found.articles & names[full].articles) >= _TOGETHER * len(found.articles):
            return full
    return name


def _initials(name: str) -> tuple[str, str]:
    return name[0], name.split()[-1]


def _total(forms: dict[str, _Name]) -> _Name:
    total = _Name()
    for found in forms.values():
        total.add(found)
    return total


def _forms(full: str, forms: dict[str, _Name]) -> dict[str, _Name]:
    least = _FORM_SHARE * sum(found.mentions for found in forms.values())
    return {name: found for name, found in forms.items() if name != full and found.mentions >= least}


def _row(full: str, forms: dict[str, _Name]) -> dict[str, Any]:
    total = forms[full]
    signs = total.signs
    person = 2 * signs["person"] + signs["male"] + signs["female"] + signs["acts"] * (" " in full)
    if not signs["person"] and (" " not in full or tone_model().symbols.is_known(full.split()[-1])):
        person = 0
    place, body = 2 * signs["place"], 2 * signs["organisation"] + 2 * signs["capitals"]
    kind = _KINDS[int(np.argmax([person + 0.5 * (" " in full), body, place]))]
    male, female = signs["male"], signs["female"]
    return {
        "id": re.sub(r"\W+", "_", full.lower()).strip("_"),
        "name": full,
        "kind": kind,
        "gender": "" if kind != "person" or male == female else "male" if male > female else "female",
        "forms": "; ".join(forms),
        "n_mentions": total.mentions,
        "n_articles": len(total.articles),
        "n_outlets": len(total.outlets - {""}),
        "keep": kind != "place",
        "example": total.example,
    }
