"""Other packages on the same texts, those of them that are installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

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
    """Tell whether the dictionary is there that textstat would download."""
    import nltk

    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        return False
    return True


def _textstat(corpus: framing.Corpus) -> Callable[[], object]:
    import textstat

    def both() -> list[tuple[float, float]]:
        return [(textstat.flesch_reading_ease(each.text), textstat.flesch_kincaid_grade(each.text)) for each in corpus]

    return both


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
