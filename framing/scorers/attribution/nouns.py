"""What a phrase says by its words alone: which of them name the speaker, and whom a common noun names."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from framing.scorers.attribution.roles import body_words, is_agent, source_type_of, unnamed_words
from framing.scorers.attribution.speaker import DOCUMENT, UNNAMED
from framing.scorers.attribution.words import words
from framing.text.memory import Memory

__all__ = ["PHRASES", "Common", "Part", "Phrase", "part_of", "phrase_of"]

_PEOPLE_ENDINGS = ("ers", "ors", "ist", "ists", "ians", "crats", "delegates")
_BEFORE_HEAD = (",", '"', "'", "—", "-", "by")


class Common(NamedTuple):
    """A speaker whom a common noun names: the words that name it, the kind of source, whether it is an institution."""

    low: int
    high: int
    source_type: int
    named: bool


class Part:
    """The part of a phrase that names the speaker (words in lower case), and what it tells wherever it stands.

    Most of that is asked of few parts: it is worked out when it is first asked for.
    """

    def __init__(self, found: list[str]) -> None:
        self.words = found

    @cached_property
    def role(self) -> str:
        """The words without articles: as a title before a name."""
        determiners = words("determiners")
        return " ".join([word for word in self.words if word not in determiners and word != ","])

    @cached_property
    def common(self) -> Common | None:
        """Whom it names if no name or title does."""
        return _common_of(self.words)

    @cached_property
    def hanging(self) -> int:
        """The first preposition after its first word."""
        return _first_of(words("prepositions"), self.words)

    @cached_property
    def shown(self) -> tuple[int, int]:
        """The words that a reader would say."""
        return _shown(self.words)

    @property
    def several(self) -> bool:
        """Whether "and" joins people in it."""
        return "and" in self.words

    @property
    def body(self) -> bool:
        """Whether it is an institution ("the foreign ministry"), not people of it ("Turkish officials")."""
        return bool(self.words and self.words[-1] in body_words()) or "side" in self.words

    def hangs(self, place: int) -> bool:
        """Tell whether a preposition before a word makes that a part of the phrase: "a lawyer for Ana Petrova"."""
        return self.hanging < place

    def owns(self, place: int) -> bool:
        """Tell whether a word is a possessive mark with something after it."""
        return place + 1 < len(self.words) and self.words[place] == "'s"


class Phrase(NamedTuple):
    """The words of a phrase (lower case) and what they tell wherever they stand."""

    words: list[str]
    low: int  # where the part begins that names the speaker
    part: Part
    pronoun: str  # if the phrase is one
    anonymous: bool  # it asks for anonymity


PHRASES = Memory[bytes, Phrase](1 << 15)  # those already met


def phrase_of(found: list[str]) -> Phrase:
    """Return what the words of a phrase tell.

    Examples
    --------
    >>> phrase = phrase_of(["the", "officials", "who", "spoke"])
    >>> phrase.part.words, phrase.part.role, phrase.pronoun
    (['the', 'officials'], 'officials', '')
    >>> phrase_of(["she", "herself"]).pronoun
    'she'
    """
    low, high = _head(found)
    anonymous = not words("anonymity").isdisjoint(found)
    return Phrase(found, low, part_of(found[low:high]), _pronoun(found), anonymous)


def _pronoun(found: list[str]) -> str:
    """Return the pronoun that a phrase is, with what may stand beside it; "" for others."""
    pronouns, company = words("pronouns"), words("pronoun_company")
    if pronouns.isdisjoint(found):
        return ""
    own = [word for word in found if word not in company]
    single = len(own) == 1 and own[0] in pronouns
    return next(word for word in found if word in pronouns) if single else ""


def part_of(found: list[str]) -> Part:
    """Return what the words of a part tell."""
    return _part_of(tuple(found))


@lru_cache(maxsize=1 << 15)
def _part_of(found: tuple[str, ...]) -> Part:
    return Part([*found])


def _first_of(listed: frozenset[str], found: list[str]) -> int:
    """Return the first word behind the first one that is on a list; the number of all words if there is none."""
    if not listed.isdisjoint(found):
        for place in range(1, len(found)):
            if found[place] in listed:
                return place
    return len(found)


def _head(found: list[str]) -> tuple[int, int]:
    """Return the part of a phrase that names the speaker: before a comma or relative clause."""
    low = int(len(found) > 1 and found[0] in words("relative"))
    openers, ends = words("openers"), words("head_ends")
    while low < len(found) and (found[low] in openers or found[low] in _BEFORE_HEAD):
        low += 1
    if not ends.isdisjoint(found):
        for place in range(low + 1, len(found)):
            if found[place] in ends:
                return low, place
    return low, len(found)


def _shown(found: list[str]) -> tuple[int, int]:
    """Return the part of a phrase that a reader would say: no article before it, no "too" behind it."""
    low, high = 0, len(found)
    articles, tails = words("articles"), words("phrase_tails")
    while high - low > 1 and found[low] in articles:
        low += 1
    while high - low > 1 and found[high - 1] in tails:
        high -= 1
    return low, high


def _common_of(found: list[str]) -> Common | None:
    """Return whom common nouns name, None if nobody."""
    head = _nouns(found)
    if head and (head[-1] in words("quantities") or head[-1].isdigit()) and found[len(head) : len(head) + 1] == ["of"]:
        head = _nouns(found[len(head) + 1 :]) or head  # one of her friends, a number of doctors
    last = len(head)
    while last > 1 and _hangs(head[last - 1]):
        last -= 1
    if not head or not _may_speak(head[last - 1]) or head[-1] in words("not_somebody"):
        return None
    kind = source_type_of(head)
    kind = kind if kind >= 0 else source_type_of(found)
    vague = head[-1] in unnamed_words()
    body = head[0] in words("definite") and head[-1] in body_words() and not vague
    document = kind == DOCUMENT and head[0] in words("definite")
    low, high = _shown(found[: _first_of(words("phrase_cuts"), found)])
    return Common(low, high, UNNAMED if kind < 0 and not body else kind, body or document)


def _may_speak(word: str) -> bool:
    """Tell a noun for people, bodies or documents, by the lists or by its ending, and words that stand for people."""
    if is_agent(word) or word in words("quantities") or word in words("pronouns"):
        return True
    return word.endswith(_PEOPLE_ENDINGS) and word not in words("things_in_ers")


def _hangs(word: str) -> bool:
    """Tell what may follow the noun of a phrase: leaders alike, the officials quoted."""
    return word in words("postposed") or not word[:1].isalpha() or word.endswith("ed")


def _nouns(found: list[str]) -> list[str]:
    """Return the words of a phrase up to its first preposition, its relative clause or another phrase after it."""
    for place, word in enumerate(found[1:], start=1):
        opens = word in words("articles") or word in words("subjects") or word in words("time_marks")
        opens &= found[place - 1] not in words("quantities")
        if opens or word in words("prepositions") or word in words("phrase_cuts"):
            return found[:place]
    return found
