"""Check lexicon files: `python -m framing.lexicon.check FILE…`."""

from __future__ import annotations

import difflib
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from framing.errors import FramingError
from framing.lexicon.actors import ActorFile
from framing.lexicon.categories import CATEGORIES, is_known
from framing.lexicon.guards import idle_guards
from framing.lexicon.load import load_actors, load_lexicon
from framing.lexicon.model import Entry, Lexicon, VariantSet
from framing.lexicon.parity import HIGH, LOW, side_counts, unbalanced
from framing.lexicon.problems import Problem
from framing.lexicon.shadows import shadowed
from framing.text.characters import straighten

__all__ = ["Problem", "check", "check_actors", "main"]

Found = Iterator[tuple[int, str, str, str]]  # line, entry, severity, message
_LABELS = ("actor", "actor_label", "person")
Examples = Callable[[Lexicon], list[Problem]]


def check(lexicon: Lexicon, *, examples: Examples | None = None) -> list[Problem]:
    """Return everything that is wrong or doubtful in a lexicon, by line.

    Looks for repeated and shadowed forms, guards that cannot cancel, unknown categories, entries without examples,
    rulings without sources, sets that cannot carry a share, labels of one side without a mirror, and sides that are
    unevenly built.

    Parameters
    ----------
    examples
        What runs the example sentences: `framing.scorers.examples.failing_examples`. Without it they are not run.

    Examples
    --------
    >>> from framing.lexicon import read_lexicon_text
    >>> for problem in check(read_lexicon_text("circus\\nfarce\\n", "euphemism.txt")):
    ...     print(problem)
    euphemism.txt: warning: 2 of 2 entries have no example sentences.
    """
    rules: list[Callable[[Lexicon], Found]] = [
        _head, _without_examples, _repeated, _shadowed, _guards, _categories, _rulings, _sets, _mirrors, _sides,
    ]  # fmt: skip
    failing = examples(lexicon) if examples else []
    return _problems(lexicon.file, (found for rule in rules for found in rule(lexicon)), failing)


def check_actors(actors: ActorFile) -> list[Problem]:
    """Return what is doubtful in an actor file: names that two actors share, persons without gender or side."""
    rules = (_shared_names, _incomplete_actors)
    return _problems(actors.file, (found for rule in rules for found in rule(actors)))


def _problems(
    file: str, found: Iterable[tuple[int, str, str, str]], more: Iterable[Problem] = ()
) -> list[Problem]:
    problems = [Problem(file, line, entry, severity, message) for line, entry, severity, message in found]
    return sorted([*problems, *more], key=lambda problem: problem.line)


def _is_full(lexicon: Lexicon) -> bool:
    return lexicon.file.lower().endswith(".toml")


def _head(lexicon: Lexicon) -> Found:
    if not _is_full(lexicon):
        return
    for key in ("title", "version", "license", "authors", "source", "description"):
        if not getattr(lexicon, key):
            yield 1, "", "error", f"{key} is missing at the top of the file."
    if lexicon.id != Path(lexicon.file).stem:
        yield 1, "", "error", f"id {lexicon.id!r} is not the name of the file, {Path(lexicon.file).stem!r}."
    if lexicon.kind == "topic" and any(entry.side != "N" for entry in lexicon.entries):
        missing = [key for key in ("axis", "sides", "caveat") if not getattr(lexicon, key)]
        if missing:
            yield 1, "", "error", f"a topic lexicon with sides needs {' and '.join(missing)} at the top."


def _without_examples(lexicon: Lexicon) -> Found:
    bare = [entry for entry in lexicon.entries if not (entry.yes and entry.no)]
    if bare and not _is_full(lexicon):
        yield 0, "", "warning", f"{len(bare)} of {len(lexicon)} entries have no example sentences."
        return
    for entry in bare:
        missing = " and ".join(key for key in ("yes", "no") if not getattr(entry, key))
        yield entry.line, entry.id, "error", f"no example in {missing}: add at least one sentence."


def _key(form: str, entry: Entry) -> str:
    plain = " ".join(straighten(form).split())
    return plain if entry.case != "insensitive" else plain.casefold()


def _repeated(lexicon: Lexicon) -> Found:
    for entry in lexicon.entries:
        seen: set[str] = set()
        for form in entry.forms:
            key = _key(form, entry)
            if key in seen:
                yield (
                    entry.line,
                    entry.id,
                    "error",
                    f"form {form!r} stands twice (case and marks do not count).",
                )
            seen.add(key)


def _shadowed(lexicon: Lexicon) -> Found:
    for entry, form, other in shadowed(lexicon):
        told = f"form {form!r} can never count, {other.id} (line {other.line}) takes it first."
        if form in entry.forms:
            yield entry.line, entry.id, "error", f"{told} Remove one of them, or give {other.id} a condition."
        else:
            yield entry.line, entry.id, "warning", f"inflected {told}"


def _guards(lexicon: Lexicon) -> Found:
    for owner, guard in idle_guards(lexicon):
        told = f"guard {guard!r} can never cancel anything: none of its words is in a form."
        yield owner.line, owner.id, "warning", f"{told} Write it with the words of a form, use unless_near, or remove it."


def _categories(lexicon: Lexicon) -> Found:
    unknown = [entry for entry in lexicon.entries if not is_known(entry.category)]
    if not _is_full(lexicon):  # a list of words has one category for many entries: say it once
        unknown = list({entry.category: entry for entry in reversed(unknown)}.values())[::-1]
    for entry in unknown:
        near = difflib.get_close_matches(entry.category, CATEGORIES, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else " It counts as lexical."
        name = entry.id if _is_full(lexicon) else ""
        yield entry.line, name, "warning", f"unknown category {entry.category!r}.{hint}"


def _rulings(lexicon: Lexicon) -> Found:
    owners: tuple[VariantSet | Entry, ...] = (*lexicon.sets, *lexicon.entries)
    for owner in owners:
        for ruling in owner.rulings:
            if ruling.certainty == "checked" and not ruling.url:
                yield (
                    owner.line,
                    owner.id,
                    "error",
                    f"the ruling of {ruling.authority} is marked checked but has no url.",
                )
            if not ruling.certainty:
                yield owner.line, owner.id, "warning", f"the ruling of {ruling.authority} has no certainty."


def _sets(lexicon: Lexicon) -> Found:
    for each in lexicon.sets:
        members = lexicon.members(each.id)
        if not members:
            yield each.line, each.id, "error", "no entry belongs to this set: add entries or remove it."
        elif each.exchangeable and len(members) < 2:
            yield (
                each.line,
                each.id,
                "error",
                "exchangeable, but only one entry belongs to it: a share needs two names.",
            )
    for entry in lexicon.entries:
        if entry.category.startswith("naming.") and not entry.set and _is_full(lexicon):
            yield (
                entry.line,
                entry.id,
                "warning",
                "a naming entry without a set: name the set of its alternatives.",
            )


def _mirrors(lexicon: Lexicon) -> Found:
    for each in lexicon.sets:
        members = lexicon.members(each.id)
        sides = {entry.side for entry in members} - {"N"}
        is_label = each.kind in _LABELS or any(entry.category == "naming.actor" for entry in members)
        if is_label and len(sides) == 1 and not each.mirror:
            message = f"labels of side {sides.pop()} only: name the set that mirrors it (mirror = …)."
            yield each.line, each.id, "error", message


def _sides(lexicon: Lexicon) -> Found:
    """A word list has nowhere to write a reason, so there it is only warned of."""
    if lexicon.parity_reason:
        return
    severity = "error" if _is_full(lexicon) else "warning"
    remedy = "write a parity_reason" if _is_full(lexicon) else "keep in mind that only one side's words are well covered"
    for name, a, b in unbalanced(lexicon):
        ratio = f"{a / b:.2f}" if b else "∞"
        told = f"unbalanced sides: {name} A {a}, B {b} (ratio {ratio}, allowed {LOW}–{HIGH})."
        yield 1, "", severity, f"{told} Add what is missing on the other side, or {remedy}."


def _shared_names(actors: ActorFile) -> Found:
    owner: dict[str, str] = {}
    for actor in actors.actors:
        for name in dict.fromkeys((*actor.names, *actor.aliases)):
            other = owner.setdefault(name.casefold(), actor.id)
            if other != actor.id:
                yield (
                    actor.line,
                    actor.id,
                    "warning",
                    f"name {name!r} belongs to {other} too: neither can be told from it.",
                )


def _incomplete_actors(actors: ActorFile) -> Found:
    for actor in actors.actors:
        if actor.kind == "person" and not actor.gender:
            yield actor.line, actor.id, "warning", "a person without gender: pronouns cannot be resolved."


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files, examples included; write problems and parity; return 1 on errors or if a file is unreadable."""
    files = list(sys.argv[1:] if arguments is None else arguments)
    if not files or files[0] in ("-h", "--help"):
        sys.stdout.write("usage: python -m framing.lexicon.check FILE…   (or names of packaged lexicons)\n")
        return 0 if files else 2
    # a command stands above all layers, so it may fetch what runs the examples
    examples: Examples = import_module("framing.scorers.examples").failing_examples
    return max(_report(file, examples) for file in files)


def _report(file: str, examples: Examples) -> int:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            summary, problems = _checked(file, examples)
        except FramingError as error:
            sys.stdout.write(f"{error}\n")
            return 1
    left_out = [f"warning: {each.message}" for each in said]
    errors = sum(problem.severity == "error" for problem in problems)
    lines = [*left_out, *map(str, problems), summary, f"{errors} errors, {len(left_out) + len(problems) - errors} warnings"]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(errors > 0)


def _checked(file: str, examples: Examples) -> tuple[str, list[Problem]]:
    if "actors" in Path(file).parts:
        actors = load_actors(file)
        return repr(actors), check_actors(actors)
    lexicon = load_lexicon(file)
    return f"{lexicon!r}\n{_parity_lines(lexicon)}", check(lexicon, examples=examples)


def _parity_lines(lexicon: Lexicon) -> str:
    counts = side_counts(lexicon)
    cells = [f"{name} {counts['A'][name]}:{counts['B'][name]}" for name in counts["A"]]
    return "parity A:B  " + "  ".join(cells)


if __name__ == "__main__":
    sys.exit(main())
