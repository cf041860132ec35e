# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Your own lexicon in five minutes
#
# A lexicon can be a dictionary, a table of words, or a text file with sides, guards and examples. Here a small one on how the closing text of
# a climate conference is called, tried out on the demonstration corpus.

# %%
import framing

corpus = framing.demo_corpus().filter(event="cop28")
mine = framing.Lexicon.from_dict({"frame.success": ["historic", "landmark"], "frame.failure": ["loophole*", "betray*"]})
mine

# %% [markdown]
# What does each entry hit, in which outlets, and which never hit?

# %%
from framing.analysis import lexicon_hits

lexicon_hits(mine, corpus)

# %% [markdown]
# The full format says on which side a term is and shows with examples what it must hit and what it must not.

# %%
text = '''
id = "cop28"
kind = "general"
title = "Names for the outcome of a climate conference"
license = "MIT"
source = "written for this notebook"
axis = "A = achievement; B = disappointment"
sides = { A = "achievement", B = "disappointment" }

[[entry]]
id = "landmark"
category = "frame.success"
side = "A"
valence = 1
forms = ["historic deal", "historic", "landmark"]
guards = ["historic emissions", "historical"]
yes = ["Ministers hailed a historic deal."]
no = ["Historic emissions must be counted."]

[[entry]]
id = "loophole"
category = "frame.failure"
side = "B"
valence = -1
forms = ["loophole", "loopholes"]
yes = ["Islanders saw a litany of loopholes."]
no = ["They looped the rope."]
'''

# %%
from framing.lexicon import read_lexicon_text
from framing.lexicon.check import check
from framing.scorers.examples import failing_examples

lexicon = read_lexicon_text(text, "cop28.toml")
[str(problem) for problem in check(lexicon, examples=failing_examples)]

# %%
analysis = framing.analyze(corpus, lexicons=[lexicon])
analysis.terms[["outlet", "text", "side", "voice", "speaker"]]

# %% [markdown]
# Most of these words are the sources', not the outlets': the voice column says so.

# %%
analysis.terms.groupby(["voice", "side"]).size().unstack(fill_value=0)

# %% [markdown]
# Where they stand, article by article. Hollow marks are words of others, and are not charged to the outlet.

# %%
framing.charts.voice_strip(analysis, "cop28");
