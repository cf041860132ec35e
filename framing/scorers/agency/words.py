"""The verbs and nouns of harm and help, by form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import tomli

from framing.lexicon.inflect import noun_forms
from framing.lexicon.matcher import Form, Phrases
from framing.resources import data
from framing.scorers.portrayal.words import words

__all__ = ["Entry", "EventLists", "event_lists", "people"]


class Entry(NamedTuple):
    """A verb of `lexicons/agency.toml`, or the noun that stands for it."""

    lemma: str
    kind: str
    group: str
    particle: str
    animate: bool
    unless: frozenset[str]


@dataclass(frozen=True)
class EventLists:
    """The entries, and their numbers by form; the words around them."""

    entries: tuple[Entry, ...]
    verbs: dict[str, int]
    participles: dict[str, int]
    nouns: dict[str, int]
    auxiliaries: frozenset[str]
    links: frozenset[str]
    place_links: frozenset[str]
    help_links: frozenset[str]
    guards: Phrases
    figurative: frozenset[str]
    figurative_classes: frozenset[str]
    after_her: frozenset[str]


@cache
def event_lists() -> EventLists:
    """Return the events of `lexicons/agency.toml` by form."""
    raw = tomli.loads(data("lexicons").joinpath("agency.toml").read_text("utf-8"))
    entries: list[Entry] = []
    verbs: dict[str, int] = {}
    participles: dict[str, int] = {}
    nouns: dict[str, int] = {}
    for kind in ("verb", "noun"):
        for each in raw[kind]:
            number = len(entries)
            lemma = each.get("verb", each["lemma"])
            if kind == "noun" and "verb" not in each:
                continue  # a bloodbath, an incident: not the noun of a verb that could have named its agent
            more = each.get("particle", ""), each.get("patient") == "animate", frozenset(each.get("unless", ()))
            entries.append(Entry(lemma, each["kind"], each["class"], *more))
            for form in each["forms"]:
                (verbs if kind == "verb" else nouns).setdefault(form, number)
            for form in each.get("participle", ()):
                participles.setdefault(form, number)
    guards = Phrases([Form(phrase) for phrase in raw["guards"]])
    passive = frozenset(raw["passive_auxiliaries"])
    links, places, helps = (frozenset[str](raw[name]) for name in ("patient_links", "place_links", "help_links"))
    figurative = frozenset(form for noun in raw["figurative"] for form in noun_forms(noun))
    classes = frozenset[str](raw["figurative_classes"])
    after_her = frozenset[str](raw["after_her"])
    return EventLists(
        tuple(entries), verbs, participles, nouns, passive, links, places, helps, guards, figurative, classes, after_her
    )


@cache
def people() -> frozenset[str]:
    """Return the pronouns and nouns for people."""
    roles = tomli.loads(data("lexicons").joinpath("roles.toml").read_text("utf-8"))["roles"]
    last = {role.split()[-1] for name, each in roles.items() if name != "document" for role in each}
    return words("people") | words("people_pronouns") | {form for role in last for form in noun_forms(role)}
