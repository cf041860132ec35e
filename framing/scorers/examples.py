"""Run the example sentences of a lexicon: each `yes` must hit its entry, each `no` must not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from framing.lexicon import ActorFile, Lexicon, available_actors, load_actors
from framing.lexicon.problems import Problem
from framing.scorers.evidence import Coded, Reading
from framing.scorers.terms import Terms
from framing.text.batch import build_batch

__all__ = ["failing_examples", "hits_of"]


def failing_examples(lexicon: Lexicon, actors: Sequence[ActorFile] | None = None) -> list[Problem]:
    """Return one problem per example sentence that does not do what it is there for.

    Each sentence is read as an article that is about the topic of the lexicon and has no date.

    Parameters
    ----------
    actors
        Whose names may follow a term that needs a head; without it, the packaged actors of the topic.

    Examples
    --------
    >>> from framing.lexicon import Entry
    >>> circus = Entry("circus", "figurative.ridicule", ("circus",), yes=("A legal circus.",), no=("Circus!", "Tents."))
    >>> print(*failing_examples(Lexicon("mine", entries=(circus,))))
    lexicon: error: circus: no example is hit: 'Circus!'. Add a guard or a requirement.
    """
    wanted = [(entry, text, True) for entry in lexicon.entries for text in entry.yes]
    wanted += [(entry, text, False) for entry in lexicon.entries for text in entry.no]
    found = hits_of(lexicon, [text for _, text, _ in wanted], _actors_for(lexicon) if actors is None else actors)
    problems = []
    for (entry, text, hit), ids in zip(wanted, found, strict=True):
        if (entry.id in ids) != hit:
            problems.append(Problem(lexicon.file, entry.line, entry.id, "error", _told(text, hit, ids)))
    return problems


def hits_of(lexicon: Lexicon, texts: Sequence[str], actors: Sequence[ActorFile] = ()) -> list[set[str]]:
    """Return the ids of the entries that each text hits, whatever it is about."""
    if not texts:
        return []
    batch = build_batch([(None, text) for text in texts])
    nothing = [None] * len(texts)
    # whose words they are does not decide whether they hit, so the rules will do for the voices
    reading = Reading(batch, nothing, nothing, texts, trained=False)
    evidence = Terms([replace(lexicon, kind="general", about=())], actors).score(reading)
    column = cast(Coded, evidence.columns["entry"])
    found: list[set[str]] = [set() for _ in texts]
    for article, code in zip(batch.article[evidence.first].tolist(), column.codes.tolist(), strict=True):
        found[article].add(column.names[code])
    return found


def _told(text: str, hit: bool, ids: set[str]) -> str:
    if not hit:
        return f"no example is hit: {text!r}. Add a guard or a requirement."
    others = f" (there: {', '.join(sorted(ids))})" if ids else ""
    return f"yes example is not hit{others}: {text!r}. Add the form, or loosen guards and requirements."


def _actors_for(lexicon: Lexicon) -> list[ActorFile]:
    files = [load_actors(name) for name in available_actors()]
    return files if lexicon.kind == "general" else [each for each in files if each.topic in ("", lexicon.id)]
