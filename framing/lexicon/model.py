"""The values a lexicon consists of: entries, variant sets, rulings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import escape

from framing.errors import LexiconError, UnknownName
from framing.lexicon.categories import lane
from framing.lexicon.forms import digest, free_id, slug, wrong_form

__all__ = ["Entry", "Lexicon", "Ruling", "VariantSet"]

_OTHER_SIDE = {"A": "B", "B": "A"}
_ROWS_SHOWN = 20
_FROM_DICT = '{"euphemism": ["collateral damage"]}'


@dataclass(frozen=True)
class Ruling:
    """What a style guide or an authority says about the names of one referent: a fact about usage, not the truth."""

    authority: str
    ruling: str
    date: str = ""
    url: str = ""
    certainty: str = ""  # checked | sure | recheck | unsure


@dataclass(frozen=True)
class VariantSet:
    """Alternative names of one referent."""

    id: str
    concept: str = ""
    kind: str = ""
    exchangeable: bool = False
    mirror: str = ""
    guards: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Entry:
    """One term: its forms, what it says, when it counts, and the sentences that show it."""

    id: str
    category: str
    forms: tuple[str, ...]
    set: str = ""
    inflect: str = ""
    case: str = "insensitive"
    side: str = "N"
    valence: int = 0
    intensity: int = 1
    target: str = ""
    heads: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    requires_near: tuple[str, ...] = ()
    window: int = 8
    since: date | None = None
    until: date | None = None
    gloss: str = ""
    rulings: tuple[Ruling, ...] = ()
    note: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, repr=False)

    @property
    def lane(self) -> str:
        """How hits of this entry are counted (see `framing.lexicon.lane`)."""
        return lane(self.category)


@dataclass(frozen=True)
class Lexicon:
    """A list of terms with their categories, sides, guards and examples.

    Lexicons are values: `filter` and `swapped` return new ones. A token counts once within a lexicon and the
    longest form wins, so a word that should count in two categories needs two lexicons (`by_category`).

    Examples
    --------
    >>> mine = Lexicon.from_dict({"ridicule": ["circus", "publicity stunt"], "alarm": ["chaos", "spiral*"]})
    >>> mine
    <Lexicon custom: 4 entries, 4 forms, general>
    >>> mine.entry("alarm.chaos").forms
    ('chaos',)
    """

    id: str
    title: str = ""
    kind: str = "general"
    version: str = ""
    language: str = "en"
    license: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    description: str = ""
    axis: str = ""
    sides: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    about_min: int = 1
    caveat: str = ""
    parity_reason: str = ""
    sets: tuple[VariantSet, ...] = ()
    entries: tuple[Entry, ...] = ()
    file: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)

    @classmethod
    def from_dict(
        cls,
        forms: Mapping[str, Iterable[str] | str],
        *,
        id: str = "custom",
        title: str = "",
        version: str = "",
    ) -> Lexicon:
        """Return a lexicon of one entry per form, from `{"category": ["form", ...]}`.

        Forms are words or phrases; `word*` is a prefix, `*` stands for any one token. Letter case does not
        matter. For sides, guards and examples write a file (see `load_lexicon`).

        Raises
        ------
        LexiconError
            No dictionary of lists of words, a category has no forms, or a form is empty.
        """
        entries: list[Entry] = []
        ids: set[str] = set()
        if not isinstance(forms, Mapping) or not forms:
            raise LexiconError(f"Give a dictionary from categories to forms, as in {_FROM_DICT}, not {forms!r:.60}.")
        for category, listed in forms.items():
            if not isinstance(category, str) or not category.strip():
                raise LexiconError(f"Category {category!r} has no name. Write one, as in {_FROM_DICT}.")
            if isinstance(listed, Mapping) or not isinstance(listed, Iterable):
                raise LexiconError(f"Category {category!r} must hold a list of forms, as in {_FROM_DICT}, not {listed!r:.60}.")
            words = [listed] if isinstance(listed, str) else list(listed)
            if not words:
                raise LexiconError(f"Category {category!r} has no forms. Give at least one or leave it out.")
            for form in dict.fromkeys(words):
                reason = wrong_form(form) if isinstance(form, str) else f"{form!r} is not text"
                if reason:
                    raise LexiconError(f"Category {category!r}: {reason}. Forms are words or phrases.")
                entries.append(
                    Entry(id=free_id(f"{category}.{slug(form)}", ids), category=category, forms=(form,))
                )
        content = repr([(entry.category, entry.forms) for entry in entries])
        return cls(id=id, title=title or id, version=version, entries=tuple(entries), sha256=digest(content))

    def __hash__(self) -> int:
        return hash((self.id, self.version, self.sha256, len(self.entries)))

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def n_forms(self) -> int:
        """Number of forms as written (a form that is inflected counts once)."""
        return sum(len(entry.forms) for entry in self.entries)

    @cached_property
    def _entry_of(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _set_of(self) -> dict[str, VariantSet]:
        return {each.id: each for each in self.sets}

    def entry(self, id: str) -> Entry:
        """Return the entry of this name; UnknownName says which is nearest."""
        if id not in self._entry_of:
            raise UnknownName("entry", id, self._entry_of)
        return self._entry_of[id]

    def variant_set(self, id: str) -> VariantSet:
        """Return the variant set of this name; UnknownName says which is nearest."""
        if id not in self._set_of:
            raise UnknownName("variant set", id, self._set_of)
        return self._set_of[id]

    def members(self, set: str) -> tuple[Entry, ...]:
        """Return the entries of a variant set."""
        self.variant_set(set)
        return tuple(entry for entry in self.entries if entry.set == set)

    def guards(self, entry: Entry) -> tuple[str, ...]:
        """Return the phrases that cancel hits of an entry: its own and those of its set."""
        shared = self._set_of[entry.set].guards if entry.set in self._set_of else ()
        return tuple(dict.fromkeys((*entry.guards, *shared)))

    def swapped(self) -> Lexicon:
        """Return the lexicon with sides A and B exchanged; valence stays, for it is toward the target.

        Every signed measure of a corpus must change its sign exactly when the lexicon is swapped.

        Examples
        --------
        >>> calm = Entry("calm", "euphemism", ("incident",), side="A")
        >>> war = Lexicon("war", sides={"A": "north", "B": "south"}, entries=(calm,))
        >>> war.swapped().entry("calm").side, war.swapped().sides["A"], war.swapped().swapped() == war
        ('B', 'south', True)
        """
        entries = tuple(
            replace(entry, side=_OTHER_SIDE.get(entry.side, entry.side)) for entry in self.entries
        )
        sides = {_OTHER_SIDE.get(side, side): name for side, name in self.sides.items()}
        return replace(self, entries=entries, sides=sides, sha256=digest(f"{self.sha256} swapped"))

    def filter(self, keep: Callable[[Entry], bool] | None = None, **fields: object) -> Lexicon:
        """Return the lexicon with only the entries that pass.

        Parameters
        ----------
        keep
            A function of an entry, true for those that stay.
        **fields
            Values of fields of `Entry`, one or a collection: `side="A"`, `category=["euphemism", "dysphemism"]`.
            A category ending in `*` stands for all that begin so: `category="naming.*"`.

        Examples
        --------
        >>> mine = Lexicon.from_dict({"a.x": ["one"], "a.y": ["two"], "b": ["three"]})
        >>> [entry.id for entry in mine.filter(category="a.*").entries]
        ['a.x.one', 'a.y.two']
        """
        wanted = {name: _choices(name, value) for name, value in fields.items()}
        entries = tuple(
            entry
            for entry in self.entries
            if (keep is None or keep(entry))
            and all(_fits(entry, name, each) for name, each in wanted.items())
        )
        used = {entry.set for entry in entries}
        content = f"{self.sha256} {[entry.id for entry in entries]}"
        sets = tuple(each for each in self.sets if each.id in used)
        mirrored = tuple(each if each.mirror in used else replace(each, mirror="") for each in sets)
        return replace(self, entries=entries, sets=mirrored, sha256=digest(content))

    def by_category(self) -> dict[str, Lexicon]:
        """Return one lexicon per category, `{category: lexicon}`, so that a token may count in several."""
        categories = dict.fromkeys(entry.category for entry in self.entries)
        parts = {category: self.filter(category=category) for category in categories}
        return {category: replace(part, id=f"{self.id}.{category}") for category, part in parts.items()}

    def __repr__(self) -> str:
        version = f" {self.version}" if self.version else ""
        return f"<Lexicon {self.id}{version}: {len(self)} entries, {self.n_forms} forms, {self.kind}>"

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{name}</th>" for name in ("entry", "category", "side", "valence", "forms"))
        rows = "".join(_html_row(entry) for entry in self.entries[:_ROWS_SHOWN])
        more = len(self) - _ROWS_SHOWN
        rest = f"<p>… and {more} more entries</p>" if more > 0 else ""
        head = f"<p><b>{escape(self.title or self.id)}</b> {escape(repr(self))}</p>"
        return f"{head}<table><tr>{heads}</tr>{rows}</table>{rest}"


def _choices(name: str, value: object) -> tuple[object, ...]:
    if name not in Entry.__dataclass_fields__:
        raise UnknownName("field of an entry", name, Entry.__dataclass_fields__)
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)


def _fits(entry: Entry, name: str, choices: tuple[object, ...]) -> bool:
    value = getattr(entry, name)
    if name == "category":
        return any(
            value == each or (str(each)[-1:] == "*" and value.startswith(str(each)[:-1])) for each in choices
        )
    return value in choices


def _html_row(entry: Entry) -> str:
    cells = (entry.id, entry.category, entry.side, f"{entry.valence:+d}", ", ".join(entry.forms))
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
