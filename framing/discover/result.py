"""What was discovered: phrases that set two sides apart, ready to be read and accepted into a lexicon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from framing.compare import Design
from framing.errors import FramingError, OutputError, UnknownName
from framing.lexicon import Entry, Lexicon, load_lexicon, to_toml
from framing.lexicon.forms import free_id, slug

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Discovery"]


@dataclass(frozen=True, eq=False, repr=False)
class Discovery:
    """Phrases that set a target apart from a reference.

    `words` has one row per finding, the strongest first: phrase, n_words, side (the target's or the reference's name),
    zeta (positive: the target's), p_adjusted (for the whole vocabulary at once), count_target, count_reference,
    n_articles and n_events (of its own side), folded (parts of the phrase that say no more than it), contexts.

    `ranked` has the phrases with the largest abs(ζ), significant or not, as `framing.charts.distinctive` takes them.
    `variants` has pairs of words that fill the same slots ("gay _", "same-sex _": marriage, couples), those first whose share
    differs most: first, second, slots, share_target and share_reference (of the first word, each article one vote),
    n_articles_target, n_articles_reference, z, p_adjusted (among all pairs), contexts. Candidates for variant sets.

    `choices` has names that the lexicons hold as alternatives for one referent ("illegal immigrants", "undocumented
    immigrants"), those first whose share in their set differs most: name, others, variant_set, then as in `variants`. They were
    written down before these articles were looked at, so their p_adjusted is for them alone.

    `aside` lists what was not compared, with the reason. `band` is the abs(ζ) that 95 % of relabelled corpora do not exceed
    with any phrase: what lies inside it is what two halves of one outlet would show too.
    """

    words: pd.DataFrame
    ranked: pd.DataFrame
    aside: pd.DataFrame
    variants: pd.DataFrame
    choices: pd.DataFrame
    band: float
    design: Design
    n_phrases: int
    permutations: int
    alpha: float = 0.02
    voice: str = "outlet"
    stamp: str = ""

    def accept(
        self, phrases: Iterable[str], path: str | Path, *, category: str, side: str = "N", title: str = ""
    ) -> Lexicon:
        """Write phrases into a lexicon file, which is made or added to, and return the lexicon.

        Read the contexts first: a phrase that sets outlets apart may be a topic and no choice of words. The entries have
        no examples yet; `framing lexicon check FILE` asks for them. Comments in an existing file are lost.

        Parameters
        ----------
        phrases
            Of `words` or `ranked`.
        category
            One of `framing.lexicon.CATEGORIES`, or one of your own.
        side
            "A", "B" or "N".

        Raises
        ------
        UnknownName
            A phrase that was not discovered.
        FramingError
            The file has the phrase already, or the side is none.
        OutputError
            The file cannot be written, or is no .toml file.
        """
        file = Path(path)
        if side not in ("A", "B", "N"):
            raise UnknownName("side", side, ["A", "B", "N"])
        if file.suffix != ".toml":
            raise OutputError(f"{file}: lexicons are written as TOML. Give a path that ends in .toml.")
        lexicon = load_lexicon(file) if file.exists() else Lexicon(slug(file.stem), title=title or file.stem)
        entries = [self._entry(lexicon, phrase, category, side) for phrase in phrases]
        lexicon = replace(lexicon, entries=(*lexicon.entries, *_distinct(lexicon, entries)))
        try:
            file.write_text(to_toml(lexicon), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"Could not write {file}: {error}. Choose a folder you may write to.") from error
        return load_lexicon(file)

    def _entry(self, lexicon: Lexicon, phrase: str, category: str, side: str) -> Entry:
        known = [*self.words["phrase"], *self.ranked["word"]]
        if phrase not in known:
            raise UnknownName("discovered phrase", phrase, dict.fromkeys(known))
        if any(phrase in each.forms for each in lexicon.entries):
            raise FramingError(f"The lexicon {lexicon.id!r} has {phrase!r} already. Leave it out of the list.")
        design = self.design
        note = f"Discovered: {design.target} against {design.reference}, {design.describe()}."
        return Entry(f"{category}.{slug(phrase)}", category, (phrase,), side=side, note=f"{self.stamp} {note}".strip())

    def caption(self) -> str:
        """Return what must stand under a table or figure of these phrases."""
        design = self.design
        among = f"within {design.matched_by}s" if design.matched_by else "among all articles"
        voice = "the outlet's own voice (quotations and reported speech excluded)" if self.voice == "outlet" else "all voices"
        text = (
            f"{design.target} against {design.reference}; {design.describe()}. {self.n_phrases:,} phrases in {voice}. "
            "ζ: log-odds with an informative Dirichlet prior over their error; p: largest abs(ζ) of "
            f"{self.permutations:,} relabellings {among}. Differences may be differences in the news covered."
        )
        return f"{self.stamp}. {text}" if self.stamp else text

    def __repr__(self) -> str:
        design, stamp = self.design, f" [{self.stamp}]" if self.stamp else ""
        found = f"{len(self.words)} phrase{'' if len(self.words) == 1 else 's'} of {self.n_phrases:,}"
        return f"<Discovery: {found} set {design.target} apart from {design.reference}; {design.describe()}>{stamp}"

    def _repr_html_(self) -> str:
        shown = self.words.drop(columns=["contexts", "folded"])
        table = shown.to_html(index=False, float_format="{:.3g}".format, border=0)
        return f"<p>{escape(repr(self))}</p>{table}<p>{escape(self.caption())}</p>"


def _distinct(lexicon: Lexicon, entries: list[Entry]) -> list[Entry]:
    """Give every new entry an id of its own."""
    taken = {each.id for each in lexicon.entries}
    return [replace(each, id=free_id(each.id, taken)) for each in entries]
