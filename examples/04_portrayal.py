# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How actors are portrayed
#
# Visibility, tone and the vocabulary that targets an actor are different things; the library keeps them apart.

# %%
import framing

corpus = framing.demo_corpus()
war = corpus.filter(event=["istanbul-talks", "grain-deal", "swiss-summit"])
analysis = framing.analyze(war, sampling="the fifteen war articles of the demonstration corpus")

# %%
framing.charts.tone(analysis);

# %% [markdown]
# What do others say about an actor, and what does the outlet itself say? The voice of the mention keeps them apart.

# %%
mentions = analysis.mentions
table = mentions.groupby(["actor", "voice"])["tone"].agg(["size", "mean"]).query("size >= 5").round(2)
table.sort_values("size", ascending=False).head(10)

# %% [markdown]
# Who speaks of whom, with an example to check by eye. An outlet chooses which words of a speaker it prints.

# %%
analysis.who_about_whom()[["speaker", "actor", "n_mentions", "tone", "example"]].head(6)

# %% [markdown]
# Much is not the same as well: visibility against tone.

# %%
framing.charts.visibility(analysis);

# %% [markdown]
# The same model is open for any sentences. Names carry no weight: exchanging them changes nothing.

# %%
import pandas as pd

sentences = pd.DataFrame(
    [("Critics say Petrova betrayed her voters.", 12, 19), ("Petrova opened the new hospital in May.", 0, 7)],
    columns=["text", "start", "end"],
)
framing.sentiment_toward(sentences)[["text", "negative", "neutral", "positive", "label"]].round(2)
