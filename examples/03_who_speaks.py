# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who speaks, and how are they introduced?
#
# Direct quotation, reported speech, unnamed sources, and the verbs that introduce them.

# %%
import framing

analysis = framing.analyze(framing.demo_corpus(), sampling="all thirty articles of the demonstration corpus")
analysis.attributions[["outlet", "kind", "text", "cue", "stance", "speaker", "source_type"]].head(8)

# %%
framing.charts.quoted(analysis);

# %% [markdown]
# Who gets *said*, who gets *claimed*? Cues by stance, for speakers of the two sides.

# %%
framing.charts.stances(analysis);

# %%
shares = ["attribution_rate", "direct_share", "unnamed_share", "doubting_share", "emotive_share", "official_share"]
table = analysis.by("outlet", measures=shares).pivot(index="outlet", columns="measure", values="value")
table[shares].round(2)

# %% [markdown]
# A doubting cue opens to its sentence.

# %%
doubted = analysis.attributions.query("stance == 'doubting'")[["outlet", "speaker", "cue", "text"]]
doubted.head(8)
