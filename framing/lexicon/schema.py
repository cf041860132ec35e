"""From the tables of a lexicon file to values, noting every mistake with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from framing.lexicon.actors import Actor, membership_problems
from framing.lexicon.fields import ACTOR, ACTOR_FILE, ENTRY, LEXICON, SET, Reader, hint
from framing.lexicon.model import Entry, VariantSet
from framing.lexicon.problems import Source

__all__ = ["read_actor_file", "read_entries", "read_full"]

Table = Mapping[str, object]

_REMEDY = {
    "category": 'Write category = "…", for example "euphemism" (see the list of categories).',
    "forms": 'Write forms = ["…"] with at least one word or phrase.',
    "id": 'Write id = "…", a name that is unique in the file.',
    "kind": "",
    "name": 'Write name = "…", the name shown in tables.',
}


def read_full(table: Table, source: Source) -> dict[str, Any]:
    """Return the fields of a `Lexicon` from a file in the full format."""
    values = read_table(table, LEXICON, ("id", "kind"), source, line=0, what="", children=("set", "entry"))
    sets = read_children(table, "set", SET, ("id",), source)
    values["sets"] = tuple(VariantSet(**each) for each in sets)
    values["entries"] = read_entries(
        [
            (source.line_of("entry", number), each)
            for number, each in enumerate(children(table, "entry", source))
        ],
        source,
    )
    check_sets(values["sets"], values["entries"], source)
    if not table.get("entry"):
        source.wrong("holds no entries. Write [[entry]] and below it the keys of each: id, category, forms.")
    if values.get("kind") == "topic" and not values.get("about"):
        line = source.line_of_key("kind", 0)
        source.wrong(
            'a topic lexicon needs about = ["…"], the words by which an article is known to be about it.',
            line=line,
        )
    return values


def read_entries(tables: Sequence[tuple[int, Table]], source: Source) -> tuple[Entry, ...]:
    """Return entries from tables given with their lines; mistakes go to `source`."""
    found = []
    for line, table in tables:
        values = read_table(table, ENTRY, ("id", "category", "forms"), source, line=line, what="entry")
        if {"id", "category", "forms"} <= values.keys():
            entry = Entry(**values, line=source.line_of_key("id", line) if line else 0)
            found.append(entry)
            check_entry(entry, source)
    note_duplicates([(entry.id, entry.line) for entry in found], "entry", source)
    return tuple(found)


def read_actor_file(table: Table, source: Source) -> dict[str, Any]:
    """Return the fields of an `ActorFile` from its tables."""
    values = read_table(table, ACTOR_FILE, ("id",), source, line=0, what="", children=("actor",))
    values["actors"] = tuple(
        Actor(**each) for each in read_children(table, "actor", ACTOR, ("id", "name", "kind"), source)
    )
    for actor in values["actors"]:
        for role in actor.roles:
            if role.since and role.until and role.since > role.until:
                source.wrong(
                    f"role {role.form!r}: since is later than until.", line=actor.line, entry=actor.id
                )
        if not (actor.names or actor.roles or actor.metonyms or actor.aliases):
            source.wrong(
                "has no names, roles, metonyms or aliases: nothing would be found.",
                line=actor.line,
                entry=actor.id,
            )
    for actor, message in membership_problems(values["actors"]):
        source.wrong(message, line=source.line_of_key("members", actor.line), entry=actor.id)
    if not table.get("actor"):
        source.wrong("holds no actors. Write [[actor]] and below it the keys of each: id, name, kind, names.")
    return values


def read_children(
    table: Table, kind: str, readers: Mapping[str, Reader], required: tuple[str, ...], source: Source
) -> list[dict[str, Any]]:
    """Read all `[[kind]]` tables; those without their required keys are left out (and noted)."""
    found = []
    for number, each in enumerate(children(table, kind, source)):
        line = source.line_of(kind, number)
        values = read_table(each, readers, required, source, line=line, what=kind)
        if set(required) <= values.keys():
            found.append({**values, "line": source.line_of_key("id", line)})
    note_duplicates([(each["id"], each["line"]) for each in found], kind, source)
    return found


def children(table: Table, kind: str, source: Source) -> list[Table]:
    value = table.get(kind, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        source.wrong(f"write [[{kind}]] (two brackets) above each {kind}.", line=source.line_of_key(kind, 0))
        return []
    return value


def read_table(
    table: Table, readers: Mapping[str, Reader], required: tuple[str, ...], source: Source, *, line: int, what: str,
    children: tuple[str, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """Read the known keys of one table; note unknown keys, wrong values and missing keys."""
    values: dict[str, Any] = {}
    label = str(table.get("id", what))
    for key, value in table.items():
        if key in children:
            continue
        at = source.line_of_key
        if key not in readers:
            known = f"Known: {', '.join((*readers, *children))}."
            source.wrong(f"unknown key {key!r}.{hint(key, readers)} {known}", line=at(key, line), entry=label)
            continue
        try:
            values[key] = readers[key](value)
        except ValueError as error:
            source.wrong(f"{key} {error}.", line=at(key, line), entry=label)
            values[key] = None
    for key in required:
        if key not in values:
            source.wrong(f"{key} is missing. {_REMEDY[key]}".strip(), line=line, entry=label)
    return {key: value for key, value in values.items() if value is not None}


def check_entry(entry: Entry, source: Source) -> None:
    """Note what single values cannot show: fields that contradict each other."""
    wrong = []
    if not entry.forms:
        wrong.append(f"forms is empty. {_REMEDY['forms']}")
    if entry.heads and entry.target != "head":
        wrong.append('heads are given but target is not "head": write target = "head" or remove heads.')
    if entry.since and entry.until and entry.since > entry.until:
        wrong.append(f"since ({entry.since}) is later than until ({entry.until}): exchange them.")
    if set(entry.requires_near) & set(entry.unless_near):
        wrong.append("the same word stands in requires_near and unless_near: the entry could never count.")
    for message in wrong:
        source.wrong(message, line=entry.line, entry=entry.id)


def check_sets(sets: tuple[VariantSet, ...], entries: tuple[Entry, ...], source: Source) -> None:
    """Note entries of sets that are not there, and mirrors that are not there."""
    known = [each.id for each in sets]
    for entry in entries:
        if entry.set and entry.set not in known:
            line = source.line_of_key("set", entry.line)
            message = (
                f"set {entry.set!r} is not in this file.{hint(entry.set, known)} Add a [[set]] with this id."
            )
            source.wrong(message, line=line, entry=entry.id)
    for each in sets:
        if each.mirror and each.mirror not in known:
            line = source.line_of_key("mirror", each.line)
            source.wrong(
                f"mirror {each.mirror!r} is not a set of this file.{hint(each.mirror, known)}",
                line=line,
                entry=each.id,
            )


def note_duplicates(found: list[tuple[str, int]], kind: str, source: Source) -> None:
    """Note ids that occur twice."""
    first: dict[str, int] = {}
    for name_, line in found:
        if name_ in first:
            source.wrong(
                f"this id is taken by the {kind} on line {first[name_]}: choose another.",
                line=line,
                entry=name_,
            )
        first.setdefault(name_, line)
