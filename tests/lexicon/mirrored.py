"""Both sides' terms in the same sentences, and how many of them a lexicon finds."""

from framing.lexicon import forms_of
from framing.scorers.examples import hits_of

TEMPLATES = (
    "On Monday the paper wrote of {}, and readers took note.",
    "{} was the word that officials chose, several people recalled.",
    "Few had expected {} in the report.",
    "They discussed {} for an hour.",
)
PER_SIDE = 100


def sentences(entry):
    """Sentences that use a form of an entry, with what the entry requires beside it."""
    needed = (entry.requires_near or ("",))[0].rstrip("*")
    for number, form in enumerate(forms_of(entry)):
        plain = " ".join("word" if part == "*" else part.rstrip("*") for part in form.split())
        head = "government" if entry.target == "head" else ""
        yield TEMPLATES[number % 4].format(" ".join(part for part in (plain, head, needed) if part))


def recall(lexicon):
    """Return, for each side, how many terms were found and how many asked for."""
    asked = [(entry, text) for entry in lexicon.entries if entry.side != "N" for text in sentences(entry)]
    chosen = [each for side in "AB" for each in spread([pair for pair in asked if pair[0].side == side], PER_SIDE)]
    found = hits_of(lexicon, [text for _, text in chosen])
    counts = {}
    for side in "AB":
        hits = [entry.id in ids for (entry, _), ids in zip(chosen, found, strict=True) if entry.side == side]
        counts[side] = sum(hits), len(hits)
    return counts


def spread(values, number):
    """Return at most `number` values, evenly spread over all of them."""
    return [values[place * len(values) // number] for place in range(number)] if len(values) > number else values
