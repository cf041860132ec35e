"""English inflection: the forms that one lemma stands for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import tomli

from framing.lexicon.model import Entry
from framing.resources import lexicon_folder

__all__ = ["adjective_forms", "forms_of", "noun_forms", "verb_forms"]

_VOWELS = "aeiou"


def forms_of(entry: Entry) -> list[str]:
    """Return every form of an entry: as written, or with the inflections of its lemmas.

    With `inflect = "verb"` the first word of each form is inflected, with "noun" and "adjective" the last. A word
    that ends in `*` stays as it is.

    Examples
    --------
    >>> forms_of(Entry("x", "cue.emotive", ("lash out",), inflect="verb"))
    ['lash out', 'lashes out', 'lashing out', 'lashed out']
    >>> forms_of(Entry("x", "naming.actor", ("illegal immigrant",), inflect="noun"))
    ['illegal immigrant', 'illegal immigrants']
    """
    return list(_forms(entry.forms, entry.inflect))


@lru_cache(maxsize=16384)
def _forms(forms: tuple[str, ...], inflect: str) -> tuple[str, ...]:
    if not inflect:
        return forms
    return tuple(dict.fromkeys(form for lemma in forms for form in _inflected(lemma, inflect)))


def _inflected(lemma: str, inflect: str) -> list[str]:
    words = lemma.split(" ")
    place = 0 if inflect == "verb" else len(words) - 1
    if not words[place][-1:].isalpha():
        return [lemma]
    found = {"verb": verb_forms, "noun": noun_forms, "adjective": adjective_forms}[inflect](words[place])
    return [" ".join([*words[:place], form, *words[place + 1 :]]) for form in found]


@cache
def verb_forms(lemma: str) -> tuple[str, ...]:
    """Return base, third person, -ing form, past and participle of a verb.

    Examples
    --------
    >>> verb_forms("deny"), verb_forms("admit")
    (('deny', 'denies', 'denying', 'denied'), ('admit', 'admits', 'admitting', 'admitted'))
    >>> verb_forms("strike")
    ('strike', 'strikes', 'striking', 'struck', 'stricken')
    """
    head, lower = _prefix(lemma)
    irregular = _irregular("verb")
    if lower in irregular["full"]:
        return _cased(lemma, head, (lower, *irregular["full"][lower]))
    pasts = irregular["past"].get(lower) or [
        f"{stem}ed" if stem[-1] != "e" else f"{stem}d" for stem in _past_stems(lower)
    ]
    return _cased(lemma, head, (lower, _with_s(lower), *_ing(lower), *pasts))


@cache
def noun_forms(lemma: str) -> tuple[str, ...]:
    """Return singular and plural of a noun.

    Examples
    --------
    >>> noun_forms("spokesman"), noun_forms("embargo"), noun_forms("crisis"), noun_forms("Muslim")
    (('spokesman', 'spokesmen'), ('embargo', 'embargoes'), ('crisis', 'crises'), ('Muslim', 'Muslims'))
    """
    head, lower = _prefix(lemma)
    irregular = _irregular("noun")
    if lower in irregular["same"]:
        return (lemma,)
    if lower in irregular["plural"]:
        return _cased(lemma, head, (lower, *irregular["plural"][lower]))
    if lower.endswith("man") and lower not in irregular["mans"]:
        return _cased(lemma, head, (lower, f"{lower[:-3]}men"))
    if lower.endswith("sis") and len(lower) > 4:
        return _cased(lemma, head, (lower, f"{lower[:-2]}es"))
    if lower.endswith("o") and lower in irregular["oes"]:
        return _cased(lemma, head, (lower, f"{lower}es"))
    return _cased(lemma, head, (lower, _with_s(lower, noun=True)))


@cache
def adjective_forms(lemma: str) -> tuple[str, ...]:
    """Return an adjective and its comparative and superlative if `irregular.toml` lists it as compared.

    Examples
    --------
    >>> adjective_forms("harsh"), adjective_forms("illegitimate")
    (('harsh', 'harsher', 'harshest'), ('illegitimate',))
    """
    head, lower = _prefix(lemma)
    irregular = _irregular("adjective")
    if lower in irregular["irregular"]:
        return _cased(lemma, head, (lower, *irregular["irregular"][lower]))
    if lower not in irregular["compared"]:
        return (lemma,)
    stem = f"{lower[:-1]}i" if lower.endswith("y") else lower.removesuffix("e")
    if lower in irregular["doubled"]:
        stem += stem[-1]
    return _cased(lemma, head, (lower, f"{stem}er", f"{stem}est"))


@cache
def _irregular(part: str) -> dict[str, dict[str, list[str]]]:
    content = lexicon_folder().joinpath("irregular.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, dict[str, list[str]]]] = tomli.loads(content)
    return tables[part]


def _prefix(lemma: str) -> tuple[str, str]:
    """Split "counter-strike" into what stays and the word to inflect, in lower case."""
    head, hyphen, last = lemma.rpartition("-")
    return head + hyphen, last.lower()


def _cased(lemma: str, head: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Put back what was split off, with the capitals of the lemma."""
    last = lemma[len(head) :]
    return tuple(dict.fromkeys(head + _with_capitals(form, last) for form in forms))


def _with_capitals(form: str, model: str) -> str:
    if form.startswith(model.lower()):
        return model + form[len(model) :]
    if model.isupper() and len(model) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


def _with_s(word: str, *, noun: bool = False) -> str:
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}zes" if re.search(r"[^aeiou][aeiou]z$", word) and len(word) == 4 else f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("o") and not noun and word[-2:-1] not in _VOWELS else f"{word}s"


def _past_stems(word: str) -> list[str]:
    """Return what precedes -ed: two spellings for "travel", one for others."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return [f"{word[:-1]}i"]
    return [word] if word.endswith("e") else _doubled(word)


def _ing(word: str) -> list[str]:
    if word.endswith("ie"):
        return [f"{word[:-2]}ying"]
    if (
        word.endswith("e")
        and not re.search(r"(ee|oe|ye)$", word)
        and word not in _irregular("verb")["keep_e"]
    ):
        return [f"{word[:-1]}ing"]
    return [f"{stem}ing" for stem in _doubled(word)]


def _doubled(word: str) -> list[str]:
    """Double the last consonant where the stress asks for it: admit, plan; both spellings of travel."""
    rules = _irregular("verb")
    if word in rules["doubled_or_not"]:
        return [word, word + word[-1]]
    if word.endswith("ic"):
        return [f"{word}k"]
    short = re.fullmatch(r"(qu|[^aeiou])*[aeiouy][^aeiouwxy]", word)
    return [word + word[-1]] if short or word in rules["doubled"] else [word]
