# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The same story: who carries what, and in which words?
#
# Five outlets report that Russia leaves the grain deal. Which statements does each of them carry, which are not found in its
# text, and how do the wordings of one statement differ?

# %%
import pandas as pd

import framing

pd.set_option("display.max_colwidth", 100)
analysis = framing.analyze(framing.demo_corpus(), sampling="all thirty articles of the demonstration corpus")
found = framing.coverage(analysis, "grain-deal")
framing.charts.coverage_matrix(found.grid(top=12));

# %% [markdown]
# An outlet that printed hours before the first report of a statement could not have known it. "Omitted" is said only where three
# independent outlets carry a statement with little doubt, the text came later, is long enough and not cut off, and holds nothing near it.

# %%
found.cells.query("cell == 'omitted'")[["outlet", "gist", "n_others"]]

# %% [markdown]
# The matrix is a proposal. Open it in a spreadsheet, change `cell`, `statement` or `gist`, and read it back: what a person has
# decided is kept, also when articles are added.

# %%
from tempfile import TemporaryDirectory

with TemporaryDirectory() as folder:
    found.to_csv(f"{folder}/coverage.csv")
    edited = framing.read_coverage(f"{folder}/coverage.csv")
    edited.loc[edited["gist"].str.contains("Samsun"), "gist"] = "The last ship under the deal left Odesa on Sunday."
    found = framing.coverage(analysis, "grain-deal", edits=edited)
found.matrix.query("gist.str.startswith('The last ship')")

# %% [markdown]
# The same words of Josep Borrell, introduced in five ways: *said*, *described*, *blasted*, *claimed*, *made plain*.

# %%
borrell = found.passages[found.passages["text"].str.contains("completely unjustified")]
borrell[["outlet", "cue", "stance", "marked"]]

# %% [markdown]
# Over all six events: the statements whose wordings lie farthest apart in side, stance, voice and agency. Bold are the words that the
# others do not have in that place.

# %%
everything = framing.coverage(analysis)
framing.charts.passages(everything.side_by_side(top=3));

# %% [markdown]
# Whom does each outlet let speak, and who has the last word?

# %%
found.speakers.head(8)

# %%
found.order.query("what == 'speaker' and last_word")[["outlet", "name", "position"]]
