# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Coverage over time
#
# The six events of the demonstration corpus lie between June 2022 and May 2025. With one article per outlet and event there is no trend to be
# tested, and the library says so; names can still be followed through the years.

# %%
import framing

analysis = framing.analyze(framing.demo_corpus(), sampling="all thirty articles of the demonstration corpus")
by_year = analysis.by("outlet", "year", measures=["loaded_rate"])
by_year.pivot(index="outlet", columns="year", values="value").round(1)

# %%
names = analysis.variants("outlet", "year").query("variant_set == 'russia_ukraine.capital'")
names[["outlet", "year", "forms", "n", "n_articles", "article_share"]]

# %% [markdown]
# One mark is one article, at its date. House style is stable: the same outlet makes the same choice year after year, and the rulings of style guides
# are older than all of these articles.

# %%
framing.charts.variant_choice(analysis, "russia_ukraine.capital");

# %% [markdown]
# What the news was about changes from year to year, so a line that rises says little on its own: look whether the others rise with it.

# %%
framing.charts.trend(analysis, period="year");

# %% [markdown]
# A claim that the data cannot carry is refused, with the reason.

# %%
small = analysis.by("outlet", "year", measures=["loaded_rate"])
small["note"].value_counts()
