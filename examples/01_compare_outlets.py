# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Compare outlets on the same events
#
# Five fictional outlets report on six public events. Which of them uses loaded terms in its own voice, which terms are they, and does the
# difference hold on the same events?

# %%
import framing

corpus = framing.demo_corpus()
corpus

# %%
analysis = framing.analyze(corpus, sampling="all thirty articles of the demonstration corpus")
analysis

# %% [markdown]
# ## Whose words?
#
# Counted in the outlet's own voice, words in quotations are left to those who said them. `voice="all"` shows what counting everything
# would have charged to the outlets.

# %%
own = analysis.by("outlet", measures=["loaded_rate"]).set_index("outlet")
everything = analysis.by("outlet", measures=["loaded_rate"], voice="all").set_index("outlet")
own[["value", "low", "high", "n_articles"]].assign(all_voices=everything["value"]).round(1)

# %%
framing.charts.outlet_rates(analysis);

# %% [markdown]
# ## One outlet against the wire, matched by event

# %%
gap = framing.compare(analysis, "outlet", target="Eastern Banner", reference="Meridian Wire")
print(gap.sentence())

# %%
gap.words.head(8)

# %% [markdown]
# Every row of evidence opens to its place in the text.

# %%
row = analysis.terms.query("outlet == 'Eastern Banner' and loaded and voice == 'outlet'").iloc[0]
text = corpus[row["article"]].text
print(text[max(0, row["start"] - 120) : row["end"] + 80])

# %% [markdown]
# What must stand under the chart:

# %%
print(gap.caption())
