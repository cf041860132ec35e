"""One lemma stands for its inflected forms, and for nothing else."""

import pytest

from framing.lexicon import Entry, forms_of
from framing.lexicon.inflect import adjective_forms, noun_forms, verb_forms


@pytest.mark.parametrize(
    "forms",
    [
        "claim claims claiming claimed",
        "allege alleges alleging alleged",
        "deny denies denying denied",
        "play plays playing played",
        "slam slams slamming slammed",
        "fix fixes fixing fixed",
        "show shows showing showed shown",
        "slash slashes slashing slashed",
        "admit admits admitting admitted",
        "occur occurs occurring occurred",
        "open opens opening opened",
        "insist insists insisting insisted",
        "equip equips equipping equipped",
        "visit visits visiting visited",
        "cancel cancels canceling cancelling canceled cancelled",
        "panic panics panicking panicked",
        "die dies dying died",
        "flee flees fleeing fled",
        "agree agrees agreeing agreed",
        "veto vetoes vetoing vetoed",
        "woo woos wooing wooed",
        "argue argues arguing argued",
        "seize seizes seizing seized",
        "say says saying said",
        "tell tells telling told",
        "cut cuts cutting",
        "overthrow overthrows overthrowing overthrew overthrown",
        "be am is are was were being been",
        "have has having had",
        "undergo undergoes undergoing underwent undergone",
        "lay lays laying laid",
        "relay relays relaying relayed",
    ],
)
def test_verbs(forms):
    lemma, *_ = forms.split()
    assert list(verb_forms(lemma)) == forms.split()


@pytest.mark.parametrize(
    "forms",
    [
        "regime regimes", "city cities", "day days", "church churches", "monarch monarchs", "crisis crises",
        "spokesman spokesmen", "woman women", "German Germans", "Muslim Muslims", "hero heroes", "photo photos",
        "thug thugs", "wolf wolves", "belief beliefs", "person people persons", "Person People Persons", "aircraft",
        "species", "quiz quizzes", "criterion criteria", "NGO NGOs", "MP MPs", "McDonald McDonalds", "Czech Czechs",
        "ex-policeman ex-policemen", "bus buses",
    ],
)  # fmt: skip
def test_nouns(forms):
    lemma, *_ = forms.split()
    assert list(noun_forms(lemma)) == forms.split()


@pytest.mark.parametrize("forms", ["harsh harsher harshest", "ugly uglier ugliest", "brave braver bravest",
                                   "grim grimmer grimmest", "bad worse worst", "illegal", "unprovoked"])  # fmt: skip
def test_adjectives(forms):
    lemma, *_ = forms.split()
    assert list(adjective_forms(lemma)) == forms.split()


@pytest.mark.parametrize(
    ("form", "inflect", "expected"),
    [
        ("lash out at", "verb", ["lash out at", "lashes out at", "lashing out at", "lashed out at"]),
        ("puppet regime", "noun", ["puppet regime", "puppet regimes"]),
        ("illegal immigr*", "noun", ["illegal immigr*"]),
        ("say *", "verb", ["say *", "says *", "saying *", "said *"]),
        ("regime of *", "noun", ["regime of *"]),
        ("claim", "", ["claim"]),
    ],
)
def test_only_the_first_or_last_word_is_inflected(form, inflect, expected):
    assert forms_of(Entry("x", "euphemism", (form,), inflect=inflect)) == expected


def test_a_form_that_two_lemmas_share_stands_once():
    assert forms_of(Entry("x", "cue.neutral", ("say", "said"), inflect="verb")).count("said") == 1


def test_every_listed_irregular_has_distinct_forms_with_its_own_third_person():
    from framing.lexicon.inflect import _irregular

    for lemma in _irregular("verb")["past"]:
        forms = verb_forms(lemma)
        assert forms[1].endswith("s") and forms[2].endswith("ing"), forms
        assert len(set(forms)) == len(forms)
