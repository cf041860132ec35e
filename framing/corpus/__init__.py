"""Articles: from files, tables and texts into a corpus."""

from framing.corpus.article import FIELDS, Article
from framing.corpus.coerce import as_corpus, demo_corpus
from framing.corpus.corpus import Corpus
from framing.corpus.exclusions import Exclusion
from framing.corpus.headlines import find_headline
from framing.corpus.reading import read_articles, read_corpus

__all__ = [
    "FIELDS",
    "Article",
    "Corpus",
    "Exclusion",
    "as_corpus",
    "demo_corpus",
    "find_headline",
    "read_articles",
    "read_corpus",
]
